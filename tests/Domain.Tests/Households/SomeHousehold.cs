using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

/// <summary>Commands about the invented household, each right as it stands. Specs change what they are about.</summary>
public static class SomeHousehold
{
    /// <summary><see cref="Invented.Household"/>, by a name that the type of its state does not have.</summary>
    public static readonly DomainEvent[] OneFamily = Invented.Household;

    public static readonly PersonId Newcomer = PersonId.From(Invented.Uuid(0xB1));
    public static readonly PersonId Grandmother = PersonId.From(Invented.Uuid(0xA9));
    public static readonly VulnerabilityId TheVulnerability = VulnerabilityId.From(Invented.Uuid(0xD1));
    public static readonly FamilyId OtherFamily = FamilyId.From(Invented.Uuid(0xF2));

    /// <summary>Seen by the worker just now.</summary>
    public static readonly Entry Seen = new()
    {
        Happened = Domain.Time.Happened.At(Now), LearnedAt = Now, KnownFrom = KnownFrom.Observed, Basis = Basis.Fact,
    };

    public static Envelope Statement(params IReadOnlyList<EntrySubject> subjects) => JustNow(subjects) with { Basis = Basis.Fact };

    public static EntrySubject AsChild(PersonId person) => new(person, SubjectRole.Child);

    public static EntrySubject AsAdult(PersonId person) => new(person, SubjectRole.OtherAdult);

    /// <summary>A child of six with a name and a number.</summary>
    public static readonly NewMember NewChild = new()
    {
        Person = Newcomer, Name = new PersonName("Invented", "Ada"), Sex = Sex.Female, DateOfBirth = new(2020, 3, 1), NhsNumber = "999 000 0018",
        Role = MemberRole.Child, Residence = Residence.PartTime,
    };

    public static readonly NewMember NewAdult = new()
    {
        Person = Newcomer, Name = new PersonName(null, "Bao"), Role = MemberRole.Adult, Residence = Residence.FullTime,
    };

    public static readonly JoinHousehold Join = new() { Family = Family.Id, By = Worker, Now = Now, Entry = Seen, Member = NewChild };

    public static readonly LeaveHousehold Leave = new() { Family = Family.Id, By = Worker, Now = Now, Entry = Seen, Person = StepFather };

    public static readonly AssertRelationship Relate = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Entry = Seen, From = Mother, To = StepFather, Kind = RelationKind.Partner,
    };

    public static readonly NewAddress Home = new() { Kind = AddressKind.Home, SafeToWrite = true, Line = "1 Invented Row", Postcode = "lu11aa" };

    public static readonly RecordAddress Move = new() { Family = Family.Id, By = Worker, Now = Now, Address = Home };

    public static readonly RecordSubstanceUseStatus Use = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Entry = Seen, Adult = Mother, Status = SubstanceUseStatus.Current,
    };

    public static readonly RecordVulnerability Vulnerable = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Entry = Seen, Vulnerability = TheVulnerability, Person = Mother, Kind = VulnerabilityKind.MentalHealth,
    };

    public static readonly EndVulnerability End = new() { Family = Family.Id, By = Worker, Now = Now, Entry = Seen, Vulnerability = TheVulnerability };

    public static readonly OpenFamily Open = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Reference = "F-7K3M2QD", Jurisdiction = Jurisdiction.England, Reason = "Treatment began.",
        Area = "Luton", InvolvedAs = InvolvementRole.KeyWorker,
    };

    public static readonly VulnerabilityRecorded WasVulnerable =
        new(TheVulnerability, Mother, VulnerabilityKind.MentalHealth, new(2026, 3, 1)) { Envelope = Statement(AboutMother) };

    public static HouseholdMemberJoined Joined(PersonId person, MemberRole role, DateOnly from, DateOnly? to = null) =>
        new(person, role, Residence.FullTime, from) { Envelope = Statement(), To = to };

    public static RelationshipAsserted Related(PersonId from, RelationKind kind, PersonId to) =>
        new(from, to, kind, ParentalResponsibility.NotKnown) { Envelope = Statement() };
}
