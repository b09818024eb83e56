using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Assessments;

/// <summary>What calls for another look at a child besides an assessment that is done again (domain §3.6).</summary>
internal static class Reassessments
{
    /// <summary>
    /// A refusal of early help opens a review and never silently closes the case (BED-25): of the child whose service it is, or
    /// of every child who lives in the household that day. One open task for each child: a refusal said again opens no second.
    /// </summary>
    /// <param name="person">Whose agreement it would have been.</param>
    public static IEnumerable<ReassessmentTriggered> AfterRefusal(FamilyRecord family, AgencyId by, PersonId person, Envelope envelope)
    {
        var (household, assessments, day) = (family.Household, family.Assessments, Days.Of(envelope));
        var children = household.IsChild(person) ? [person] : household.Members.Where(m => m.Role == MemberRole.Child && m.Covers(day)).Select(m => m.Person).Distinct();
        return children
            .Where(child => !assessments.ToReassess.Any(open => open.Child == child && open.By == by && open.Trigger == ReassessmentTrigger.Refusal))
            .GroupBy(child => assessments.NewestOf(child, by)?.Id)
            .Select(group => new ReassessmentTriggered(ReassessmentTrigger.Refusal, [.. group], group.Key)
            {
                Envelope = envelope with { Subjects = [.. group.Select(household.AsSubject)] },
            });
    }
}
