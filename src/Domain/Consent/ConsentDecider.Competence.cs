using Safeguard.Domain.Families;

namespace Safeguard.Domain.Consent;

/// <summary>Who can decide for themselves (R3.1.8). No age says so; ages say only by which test it is judged, and who looks again.</summary>
public static partial class ConsentDecider
{
    private const int CapacityActFrom = 16, DonorFrom = 18, ManagerBelow = 12;

    public static Decision Decide(FamilyRecord family, AssessCompetence command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (!family.Household.Knows(command.Person)) return HouseholdRefusals.UnknownPerson("/person");
        if (AgeOf(command, command.BornOn) is { } age)
        {
            if (age >= CapacityActFrom && command.Framework == CompetenceFramework.Gillick) return ConsentRefusals.UseCapacityAct("/framework");
            if (age < CapacityActFrom && command.Framework == CompetenceFramework.MentalCapacityAct) return ConsentRefusals.UseGillick("/framework");
            if (age < ManagerBelow && command.Competent && !command.By.HasAny(Role.Manager, Role.DutyManager)) return ConsentRefusals.ManagerJudges;
        }

        if (Text.IsBlank(command.About)) return ConsentRefusals.WhichDecision;
        if (Text.IsBlank(command.Reasons) || command.Reasons!.Trim().Length < ShortestReason) return ConsentRefusals.ReasonsOfCompetence;
        if ((Text.Narrative("/about", command.About) ?? Text.Narrative("/reasons", command.Reasons)) is { } badText) return badText;

        var person = DataSubject.Of(command.Person);
        return EntryRules.Judge(command, person, statement: false, family.Household.AsSubject(command.Person)).Then(envelope =>
        {
            var assessed = Decision.Record(command.Stream, new CompetenceAssessed(
                command.Person, command.Framework, command.Competent, Personal<string>.Open(person, command.About!), Personal<string>.Open(person, command.Reasons!)) { Envelope = envelope });
            return AgeOf(command, command.BornOn) < ManagerBelow && command.Competent ? Decision.WithWarnings(assessed, ConsentRefusals.RarelyCompetent) : assessed;
        });
    }

    /// <summary>Whether whoever gave it could: the person, who holds parental responsibility, or an attorney of a grown donor.</summary>
    private static Refusal? RefuseAuthority(FamilyRecord family, GiveConsent command, PersonId person)
    {
        var age = AgeOf(command, command.BornOn);
        if (command.Capacity == CapacityBasis.GillickCompetent && age >= CapacityActFrom) return ConsentRefusals.UseCapacityAct("/capacity");
        if (command.Capacity == CapacityBasis.PresumedCapable && command.GivenBy == person && age < CapacityActFrom) return ConsentRefusals.UseGillick("/capacity");
        if (command.GivenBy == person) return null;
        if (command.Capacity == CapacityBasis.LastingPowerOfAttorney) return age >= DonorFrom ? null : ConsentRefusals.DonorTooYoung;
        if (!family.Household.HoldsResponsibility(command.GivenBy, person, Days.Today(command))) return ConsentRefusals.NoAuthority;
        return family.Consents.DecidesThemselves(person, command.By.Agency) ? ConsentRefusals.ChildDecides("/givenBy") : null;
    }

    private static int? AgeOf(Command command, DateOnly? born) => born is { } day ? Days.AgeOn(Days.Today(command), day) : null;
}
