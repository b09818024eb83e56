using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Demonstration;

/// <summary>
/// A family of Luton, whose mother is treated in Bedford: the worked replay of the domain research (§4.1), with what
/// went before and came after. A treatment worker learns that methadone is not kept in the locked box; permission to
/// share is refused; the share goes ahead as an override; the emergency duty team is telephoned; a nursery writes down
/// late what it saw; Luton assesses, and assesses again; a review is opened. Everybody in it is invented, and the NHS numbers are for tests.
/// </summary>
public static partial class BedfordshireCase
{
    // No field: the ids of the other parts are made from it, and in which order fields of several files are set is not said.
    private static DateTimeOffset Opened => At(10, 5, 11, 0);

    private static readonly Actor
        Treatment = Story.Persona("p2r-worker"), TreatmentManager = Story.Persona("p2r-manager"), Nursery = Story.Persona("nursery-lead"),
        SocialWorker = Story.Persona("luton-social-worker"), DutyManager = Story.Persona("luton-duty-manager");

    private static readonly AgencyId
        Luton = AgencyId.Of("luton-csc"), SunriseNursery = AgencyId.Of("sunrise-nursery"), Police = AgencyId.Of("bedfordshire-police");

    private static readonly PersonId Rowan = Person("rowan"), Corin = Person("corin"), Ash = Person("ash"), Bryony = Person("bryony");

    private static readonly DateOnly
        RowanBorn = new(1994, 3, 18), CorinBorn = new(1991, 7, 2), AshBorn = new(2017, 2, 11), BryonyBorn = new(2023, 5, 30);

    /// <summary>The family's record.</summary>
    public static FamilyId Family { get; } = FamilyId.From(Id("family"));

    /// <summary>How people name it on the telephone.</summary>
    public static string Reference { get; } = Story.Reference("larkspur");

    /// <summary>In the order of recording; each at a minute of its own, so that a replay can stop between any two.</summary>
    public static IEnumerable<Chapter> Chapters() =>
        [.. October(), .. TheLockedBox(), .. TheShare(), .. TheReferral(), .. TheNursery(), .. LutonAssesses(), .. TheEnd(), .. TheReview()];

    private static Guid Id(string name) => Story.Id(Opened, $"bedfordshire/{name}");

    private static PersonId Person(string name) => PersonId.From(Id(name));

    private static DateTimeOffset At(int month, int day, int hour, int minute) => Story.London(2026, month, day, hour, minute);

    /// <summary>A statement learned when it is written down.</summary>
    private static Entry Said(DateTimeOffset at, KnownFrom from, Basis basis) =>
        new() { Happened = Happened.At(at), LearnedAt = at, KnownFrom = from, Basis = basis };

    private static Chapter Tell<TCommand>(
        DateTimeOffset at, string key, string title, Actor by, TCommand command, Func<FamilyRecord, TCommand, Decision> decide) where TCommand : FamilyCommand =>
        Tell(at, key, title, by, (_, _) => Task.FromResult(command), decide);

    /// <summary>A command that cites what the story recorded before.</summary>
    private static Chapter Tell<TCommand>(
        DateTimeOffset at, string key, string title, Actor by, Func<Teller, CancellationToken, Task<TCommand>> make, Func<FamilyRecord, TCommand, Decision> decide)
        where TCommand : FamilyCommand =>
        Chapter.Of(at, title, async (teller, stop) => await teller.InFamilyAsync($"bedfordshire/{key}", by, Family, await make(teller, stop), decide, stop));

    private static Chapter Reading(DateTimeOffset at, string title, Actor by) =>
        Chapter.Of(at, title, (teller, stop) => teller.ReadRiskAsync(by, Family, at, stop));

    private static NewMember Member(PersonId person, string family, string given, Sex sex, DateOnly born, string nhsNumber, MemberRole role) => new()
    {
        Person = person,
        Name = new PersonName(family, given),
        Sex = sex,
        DateOfBirth = born,
        NhsNumber = nhsNumber,
        Role = role,
        Residence = Residence.FullTime,
    };
}
