using Safeguard.Domain.Families;

namespace Safeguard.Domain.Consent;

/// <summary>Who can decide for themselves (R3.1.8). No age says so; ages say only by which test it is judged, and who looks again.</summary>
public static partial class ConsentDecider
{
    private const int ManagerBelow = 12;

    public static Decision Decide(FamilyRecord family, AssessCompetence command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (!family.Household.Knows(command.Person)) return HouseholdRefusals.UnknownPerson("/person");
        if (Text.IsBlank(command.About)) return ConsentRefusals.WhichDecision;
        if (Text.IsShort(command.Reasons)) return ConsentRefusals.ReasonsOfCompetence;
        if ((Text.Narrative("/about", command.About) ?? Text.Narrative("/reasons", command.Reasons)) is { } badText) return badText;

        var person = DataSubject.Of(command.Person);
        return EntryRules.Judge(command, person, statement: false, family.Household.AsSubject(command.Person)).Then(envelope =>
        {
            var age = AgeOn(Days.Of(envelope), command.BornOn);
            if (RefuseFramework(command, age) is { } wrongTest) return wrongTest;
            var assessed = Decision.Record(command.Stream, new CompetenceAssessed(
                command.Person, command.Framework, command.Competent, Personal<string>.Open(person, command.About!), Personal<string>.Open(person, command.Reasons!)) { Envelope = envelope });
            return age < ManagerBelow && command.Competent ? Decision.WithWarnings(assessed, ConsentRefusals.RarelyCompetent) : assessed;
        });
    }

    private static Refusal? RefuseFramework(AssessCompetence command, int? age)
    {
        if (age >= WhoDecides.CapacityActFrom && command.Framework == CompetenceFramework.Gillick) return ConsentRefusals.UseCapacityAct("/framework");
        if (age < WhoDecides.CapacityActFrom && command.Framework == CompetenceFramework.MentalCapacityAct) return ConsentRefusals.UseGillick("/framework");
        return age < ManagerBelow && command.Competent && !command.By.HasAny(Role.Manager, Role.DutyManager) ? ConsentRefusals.ManagerJudges : null;
    }

    /// <summary>Whether whoever gave it could, as it stood on the day on which it was given.</summary>
    private static Refusal? RefuseGiver(FamilyRecord family, GiveConsent command, PersonId person, DateOnly on)
    {
        var test = TestOn(family, command, person, on);
        if (command.Capacity == CapacityBasis.GillickCompetent && test != CompetenceFramework.Gillick) return ConsentRefusals.UseCapacityAct("/capacity");
        if (command.GivenBy != person) return RefuseRepresentative(family, command, person, new(command.GivenBy, command.Capacity, on, "/givenBy"));
        if (!IsTheirOwn(command.Capacity)) return ConsentRefusals.CapacityOfAnother;
        if (command.Capacity == CapacityBasis.PresumedCapable && test == CompetenceFramework.Gillick) return ConsentRefusals.UseGillick("/capacity");
        return family.Consents.JudgedAble(person, command.By.Agency, on, test) switch
        {
            true => null,
            false => ConsentRefusals.NotCompetent,
            null => test == CompetenceFramework.Gillick ? ConsentRefusals.NotJudgedCompetent : null,
        };
    }

    /// <summary>
    /// Whether somebody else could answer on that day: an attorney of a grown donor, or who held parental responsibility
    /// for a child who does not decide.
    /// </summary>
    private static Refusal? RefuseRepresentative(FamilyRecord family, AnswerConsent command, PersonId person, Representative other)
    {
        if (!family.Household.Knows(other.Person)) return HouseholdRefusals.UnknownPerson(other.Pointer);
        var age = AgeOn(other.On, command.BornOn);
        if (other.Capacity == CapacityBasis.LastingPowerOfAttorney) return age >= WhoDecides.GrownFrom ? RefuseAttorney(family, command, other) : ConsentRefusals.DonorTooYoung;
        return WhoDecides.RefuseHolder(family, command.By.Agency, other.Person, person, other.On, age, other.Pointer)
            ?? (other.Capacity is null or CapacityBasis.ParentalResponsibility ? null : ConsentRefusals.CapacityOfThePerson);
    }

    /// <summary>An attorney is eighteen or older (Mental Capacity Act 2005 s.10(1)(a)); where the age is not known, the household says whether they are a child.</summary>
    private static Refusal? RefuseAttorney(FamilyRecord family, AnswerConsent command, Representative attorney) =>
        (AgeOn(attorney.On, command.AnswererBornOn) is { } age ? age < WhoDecides.GrownFrom : family.Household.IsChild(attorney.Person))
            ? ConsentRefusals.AttorneyTooYoung(attorney.Pointer)
            : null;

    /// <summary>Left out it is for nobody, and what was given does not count.</summary>
    private static bool IsTheirOwn(CapacityBasis? basis) => basis is null or CapacityBasis.PresumedCapable or CapacityBasis.GillickCompetent;

    /// <summary>By which test it is judged whether the person can decide: by age on that day; where it is not known, a child of the household is taken for under sixteen.</summary>
    private static CompetenceFramework TestOn(FamilyRecord family, AnswerConsent command, PersonId person, DateOnly on) =>
        (AgeOn(on, command.BornOn) is { } age ? age < WhoDecides.CapacityActFrom : family.Household.IsChild(person))
            ? CompetenceFramework.Gillick
            : CompetenceFramework.MentalCapacityAct;

    private static int? AgeOn(DateOnly on, DateOnly? born) => born is { } day ? Days.AgeOn(on, day) : null;

    /// <summary>Who answered for the person, why they could, when, and where the command says so.</summary>
    private sealed record Representative(PersonId Person, CapacityBasis? Capacity, DateOnly On, string Pointer);
}
