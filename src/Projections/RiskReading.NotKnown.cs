using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

internal sealed partial class RiskReading
{
    /// <summary>
    /// What is not known. Of what is common to all it can be said plainly that it is not recorded; of everything else
    /// only that the reader's agency can see nothing, which is true whether or not there is something. Worked out from
    /// the answer itself, never from the row, so that it cannot know more than the reader.
    /// </summary>
    private List<NotKnownLine> Unknowns(FamilyRiskView view)
    {
        var unknowns = new List<NotKnownLine>();
        if (view.Children.Count == 0) unknowns.Add(new(NotKnownCode.NoChildOnThatDay, "No child is recorded in this household on this day."));
        if (view.Adults.All(a => a.Residence is null)) unknowns.Add(new(NotKnownCode.NoAdultOnThatDay, "No adult is recorded in this household on this day."));
        if (view.Address is null) unknowns.Add(NotSeen(NotKnownCode.AddressNotSeen, null));
        else if (view.Address.Kind == AddressKind.Unknown) unknowns.Add(new(NotKnownCode.AddressNotKnown, "The address was asked about and is not known."));

        foreach (var child in view.Children) unknowns.AddRange(Of(child, view));
        foreach (var adult in view.Adults.Where(a => a.Residence is not null)) unknowns.AddRange(Of(adult, view));
        unknowns.AddRange(OpennessNotSeen(view));
        unknowns.AddRange(NotKept());
        return unknowns;
    }

    private IEnumerable<NotKnownLine> Of(ChildRisk child, FamilyRiskView view)
    {
        foreach (var unknown in OfMember(child.Person, child.Residence)) yield return unknown;
        if (child.ParentalResponsibility.Count == 0)
            yield return new(NotKnownCode.ParentalResponsibilityNotRecorded, "Nobody is recorded with parental responsibility for this child.") { Subject = child.Person };
        foreach (var relation in view.Relations.Where(r => r.To == child.Person && IsParental(r.Kind) && r.ParentalResponsibility == ParentalResponsibility.NotKnown))
            yield return new(NotKnownCode.ParentalResponsibilityNotKnown, "Whether this person has parental responsibility for the child is not known.")
            {
                Subject = relation.From,
                About = child.Person,
            };
        if (child.LastAssessment is null) yield return NotSeen(NotKnownCode.AssessmentNotSeen, child.Person);
        if (child.LastSeen is null) yield return NotSeen(NotKnownCode.LastSeenNotSeen, child.Person);
        if (child.Tiers.Count == 0) yield return NotSeen(NotKnownCode.TierNotSeen, child.Person);
    }

    private IEnumerable<NotKnownLine> Of(AdultRisk adult, FamilyRiskView view)
    {
        foreach (var unknown in OfMember(adult.Person, adult.Residence!.Value)) yield return unknown;
        switch (adult.SubstanceUse)
        {
            case null:
                yield return NotSeen(NotKnownCode.SubstanceUseNotSeen, adult.Person);
                break;
            case { Status: SubstanceUseStatus.NotKnown }:
                yield return new(NotKnownCode.SubstanceUseNotKnown, "Drug or alcohol use was asked about and is not known.") { Subject = adult.Person };
                break;
            case { Status: SubstanceUseStatus.Current, Pattern: null or UsePattern.NotKnown }:
                yield return new(NotKnownCode.UsePatternNotKnown, "The pattern of the drug or alcohol use is not known.") { Subject = adult.Person };
                break;
        }

        if (!ConsentsOf(view).Any(c => c.Person == adult.Person)) yield return NotSeen(NotKnownCode.ConsentNotSeen, adult.Person);
    }

    private IEnumerable<NotKnownLine> OfMember(PersonId person, Residence residence)
    {
        if (residence == Residence.NotKnown)
            yield return new(NotKnownCode.ResidenceNotKnown, "How this person lives in the household is not known.") { Subject = person };
        if (Who(person) is { Birth: null } who)
            yield return who.DateOfBirth is null
                ? new(NotKnownCode.DateOfBirthNotRecorded, "The date of birth is not recorded.") { Subject = person }
                : new(NotKnownCode.DateOfBirthErased, "The date of birth was erased.") { Subject = person };
    }

    /// <summary>For every share that was sent, each holder of parental responsibility of whom nothing says whether they were told (BED-33).</summary>
    private static IEnumerable<NotKnownLine> OpennessNotSeen(FamilyRiskView view) =>
        from share in view.Shares
        where share.State == ShareState.Sent
        from parent in view.Relations.Where(r => r.ParentalResponsibility == ParentalResponsibility.Yes).Select(r => r.From).Distinct()
        where !view.Openness.Any(o => o.Share == share.Share && o.Parent == parent)
        select NotSeen(NotKnownCode.OpennessNotSeen, parent) with { Share = share.Share };

    /// <summary>What a risk view must show and this service has no entry for yet: said every time, so that silence is not read as “no”.</summary>
    private static IEnumerable<NotKnownLine> NotKept()
    {
        yield return new(NotKnownCode.ProtectiveFactorsNotKept, "What protects the children is not kept in this record yet.");
        yield return new(NotKnownCode.HarmIndicatorsNotKept, "Signs of harm are not kept in this record yet, apart from concerns.");
        yield return new(NotKnownCode.LegalStatusNotKept, "The children's legal status is not kept in this record yet.");
        yield return new(NotKnownCode.SafeStorageNotKept, "Safe storage of drugs and medicines is not kept in this record yet.");
        yield return new(NotKnownCode.UnbornChildNotKept, "Unborn children are not kept in this record yet.");
    }

    private static NotKnownLine NotSeen(NotKnownCode code, PersonId? subject) => new(code, FamilyRiskView.Nothing) { Subject = subject };

    private static bool IsParental(RelationKind kind) => kind is RelationKind.BirthParent or RelationKind.AdoptiveParent or RelationKind.StepParent or RelationKind.DeFactoParent or RelationKind.Carer;

    private static IEnumerable<ConsentLine> ConsentsOf(FamilyRiskView view) =>
        view.Consents.ServiceAgreement.Concat(view.Consents.ConfidentialityPermission).Concat(view.Consents.DataProtectionConsent).Concat(view.Consents.TreatmentConsent);
}
