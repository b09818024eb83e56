using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Support.Specs;

/// <summary>
/// One invented family, three invented agencies and who works there: a mother with parental responsibility for her
/// child, and a step-father without. Nobody has a name. Specs take place on Monday 9 November 2026.
/// </summary>
public static class Invented
{
    public static readonly PersonId Mother = PersonId.From(Uuid(0xA1));
    public static readonly PersonId StepFather = PersonId.From(Uuid(0xA2));
    public static readonly PersonId Child = PersonId.From(Uuid(0xC1));
    public static readonly PersonId Stranger = PersonId.From(Uuid(0xEE));

    public static readonly AgencyId Treatment = AgencyId.Of("treatment");
    public static readonly AgencyId SocialCare = AgencyId.Of("social-care");
    public static readonly AgencyId School = AgencyId.Of("school");

    public static readonly Actor Worker = new(ActorId.Of("worker"), Treatment, [Role.Practitioner]);
    public static readonly Actor OtherWorker = new(ActorId.Of("other-worker"), Treatment, [Role.Practitioner]);
    public static readonly Actor Manager = new(ActorId.Of("manager"), Treatment, [Role.Manager]);
    public static readonly Actor SocialWorker = new(ActorId.Of("social-worker"), SocialCare, [Role.Practitioner]);
    public static readonly Actor SocialCareManager = new(ActorId.Of("social-care-manager"), SocialCare, [Role.DutyManager]);
    public static readonly Actor Service = new(ActorId.Of("safeguard"), AgencyId.Of("safeguard"), [Role.System]);

    /// <summary>Monday 9 November 2026, 10:00 in London: the moment of every command that does not say another.</summary>
    public static readonly DateTimeOffset Now = At(10, 0);

    /// <summary>A time on Monday 9 November 2026. London is on GMT.</summary>
    public static DateTimeOffset At(int hour, int minute) => new(2026, 11, 9, hour, minute, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 11, 9);

    /// <summary>The record opened by the treatment service, and the household as it stands.</summary>
    public static readonly DomainEvent[] Household =
    [
        new FamilyRecordOpened(Family.Id, "F-7K3M2QD", OfFamily("Treatment began."), "Invented", Jurisdiction.England) { Envelope = Opened() },
        new InvolvementStarted(Treatment, InvolvementRole.KeyWorker, new(2026, 1, 5)) { Envelope = Opened() },
        Joined(Mother, MemberRole.Adult),
        Joined(StepFather, MemberRole.Adult),
        Joined(Child, MemberRole.Child),
        new RelationshipAsserted(Mother, Child, RelationKind.BirthParent, ParentalResponsibility.Yes) { Envelope = Opened() },
        new RelationshipAsserted(StepFather, Child, RelationKind.StepParent, ParentalResponsibility.No) { Envelope = Opened() },
    ];

    /// <summary>The envelope of an entry made just now, about these.</summary>
    public static Envelope JustNow(params IReadOnlyList<EntrySubject> subjects) => Said(Now, subjects);

    /// <summary>The envelope of an entry made at its moment.</summary>
    public static Envelope Said(DateTimeOffset at, params IReadOnlyList<EntrySubject> subjects) => new()
    {
        Happened = Happened.At(at),
        LearnedAt = at,
        KnownFrom = KnownFrom.Observed,
        Subjects = subjects,
    };

    public static readonly EntrySubject AboutMother = new(Mother, SubjectRole.Parent);
    public static readonly EntrySubject AboutStepFather = new(StepFather, SubjectRole.Parent);
    public static readonly EntrySubject AboutChild = new(Child, SubjectRole.Child);

    public static Personal<string> Of(PersonId person, string text) => Personal<string>.Open(DataSubject.Of(person), text);

    public static Personal<string> OfFamily(string text) => Personal<string>.Open(DataSubject.Of(Family.Id), text);

    /// <summary>An id that says nothing: version 7 in shape, numbered for reading.</summary>
    public static Guid Uuid(int number) => Guid.Parse($"019a0000-0000-7000-8000-{number:x12}");

    private static HouseholdMemberJoined Joined(PersonId person, MemberRole role) =>
        new(person, role, Residence.FullTime, new(2020, 1, 1)) { Envelope = Opened() };

    private static Envelope Opened() => Said(new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
}
