namespace Safeguard.Domain.Families;

public static partial class HouseholdDecider
{
    public static Decision Decide(FamilyRecord family, JoinHousehold command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        return EntryRules.Judge(command, command.Narrative, statement: true).Then(envelope =>
        {
            var member = command.Member;
            if (member.Existing is { } person && family.Household.Members.Contains(new Membership(
                person, member.Role, member.Residence, Days.From(command, envelope, member.From), member.To))) return Decision.NoChange;
            return Newcomers.Refuse(family, command, member, envelope, "/member") is { } refusal
                ? refusal
                : Decision.Record([.. Newcomers.Events(command, member, envelope)]);
        });
    }

    public static Decision Decide(FamilyRecord family, LeaveHousehold command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var household = family.Household;
        if (!household.Knows(command.Person)) return HouseholdRefusals.NeverAMember;

        return EntryRules.Judge(command, command.Narrative, statement: true, household.AsSubject(command.Person)).Then(envelope =>
        {
            var to = Days.From(command, envelope, command.To);
            if (household.CurrentStay(command.Person) is not { } stay)
                return household.Members.Any(m => m.Person == command.Person && m.To == to)
                    ? Decision.NoChange
                    : HouseholdRefusals.AlreadyLeft;
            if (to < stay.From) return HouseholdRefusals.EndsBeforeItStarts("/to");
            if (Days.Judge(command, envelope, command.To, "/to") is { } badDay) return badDay;
            return Decision.Record(command.Stream, new HouseholdMemberLeft(command.Person, to) { Envelope = envelope });
        });
    }

    public static Decision Decide(FamilyRecord family, AssertRelationship command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var household = family.Household;
        if (!household.Knows(command.From)) return HouseholdRefusals.UnknownPerson("/from");
        if (!household.Knows(command.To)) return HouseholdRefusals.UnknownPerson("/to");
        if (Lineage.Loops(household, command.From, command.To, command.Kind)) return HouseholdRefusals.RelationCycle;
        if (Lineage.Impossible(household, command, Days.Today(command))) return HouseholdRefusals.RelationImpossible;
        if (command.ParentalResponsibility == ParentalResponsibility.Yes && Text.IsBlank(command.Evidence))
            return HouseholdRefusals.ResponsibilityNeedsEvidence;
        if (Text.Narrative("/evidence", command.Evidence) is { } badText) return badText;
        var relation = new Relation(command.From, command.To, command.Kind, command.ParentalResponsibility);
        if (household.Relations.Contains(relation) && Text.IsBlank(command.Evidence)) return Decision.NoChange;

        // Whoever is recorded as a parent here is one in this entry already.
        var related = household.Relating(relation);
        return EntryRules.Judge(command, command.Narrative, statement: true, related.AsSubject(command.From), related.AsSubject(command.To))
            .Then(envelope => Decision.Record(command.Stream,
                new RelationshipAsserted(command.From, command.To, command.Kind, command.ParentalResponsibility)
                {
                    Envelope = envelope,
                    Evidence = Personal.Text(command.Narrative, command.Evidence),
                }));
    }
}
