using System.Collections;
using System.Reflection;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Bundles;

/// <summary>
/// What a case bundle opens of what is said about access: the reasons, and nothing that the pages keep from the same reader.
/// Everything is by people of the treatment service: reads by its worker, restrictions by its manager.
/// </summary>
public sealed class Access_and_restrictions
{
    private static readonly Actor DutyManager = new(ActorId.Of("duty-manager"), Treatment, [Role.DutyManager]);
    private static readonly Actor Officer = new(ActorId.Of("officer"), Treatment, [Role.IgOfficer]);
    private static readonly Actor Guardian = new(ActorId.Of("guardian"), Treatment, [Role.CaldicottGuardian]);
    private static readonly Actor Reviewer = new(ActorId.Of("reviewer"), AgencyId.Of("partnership"), [Role.Reviewer]);
    private static readonly Actor NamedReviewer = new(ActorId.Of("named-reviewer"), AgencyId.Of("partnership"), [Role.Reviewer]);
    private static readonly BreakGlassId Glass = BreakGlassId.From(Uuid(0x80));
    private static readonly Actor[] Nobody = [];
    private static readonly Actor[] Managing = [Manager, DutyManager, Officer];
    private static readonly Actor[] Everybody = [Worker, OtherWorker, .. Managing, Guardian, Reviewer, NamedReviewer, SocialWorker, SocialCareManager];

    /// <summary>Whoever reads each of them. A new sealed member of such an event is decided here, and before that by nobody reading it.</summary>
    private static readonly Dictionary<string, Actor[]> ReadBy = new()
    {
        ["BreakGlassUsed.Reason"] = [Worker, .. Managing],
        ["BreakGlassReviewed.Reasons"] = Nobody,
        ["CaseBundleExported.MadeFor"] = [Worker, .. Managing],
        ["CaseBundleExported.Purpose"] = [Worker, .. Managing],
        ["RecordViewed.Purpose"] = Nobody,
        ["RecordViewed.Typed"] = Nobody,
        ["Searched.Typed"] = Nobody,
        ["RecordRestricted.Reason"] = Managing,
        ["RestrictionLifted.Reason"] = Nobody,
        ["PersonRestricted.Reason"] = Nobody,
        ["PersonRestrictionLifted.Reason"] = Nobody,
    };

    [Fact]
    public void Every_such_event_with_a_sealed_member_is_decided() =>
        Assert.Equal(ReadBy.Keys.Order(StringComparer.Ordinal), EventTypes.Aliases.Select(a => EventTypes.TypeOf(a)!).Where(IsOfAccess).SelectMany(SealedMembers).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_is_opened_to_whom_the_pages_answer_it_and_to_nobody_else()
    {
        var seen = new Dictionary<string, string>();
        foreach (var history in Histories())
            foreach (var (member, value) in Planted(history.Recorded[^1].Event))
                seen[member] = Names(Everybody.Where(by => Opens(history, history.Recorded[^1], by, value)));

        Assert.Equal(ReadBy.ToDictionary(r => r.Key, r => Names(r.Value)).OrderBy(r => r.Key, StringComparer.Ordinal), seen.OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_entries_themselves_are_in_it_with_those_values_sealed()
    {
        foreach (var history in Histories())
            foreach (var by in (Actor[])[Manager, Officer, Reviewer])
                Assert.NotEqual(BundleShare.None, Sight(history, by).Of(history.Recorded[^1]));
    }

    [Fact]
    public void Of_restrictions_the_one_that_stands_is_read_as_on_its_page()
    {
        var again = History.OfTheFamily().And(Manager, Restriction(1), Restriction(2));
        Assert.False(Opens(again, again.Recorded[^2], Manager, Planted(again.Recorded[^2].Event)[0].Value));
        Assert.True(Opens(again, again.Recorded[^1], Manager, Planted(again.Recorded[^1].Event)[0].Value));

        var lifted = again.And(Manager, Lifting());
        Assert.DoesNotContain(lifted.Recorded.Skip(lifted.Recorded.Count - 3), e => Opens(lifted, e, Officer, Planted(e.Event)[0].Value));
    }

    private static IEnumerable<History> Histories() =>
    [
        By(Worker, new BreakGlassUsed(Glass, Family.Id, Marked("glass"), 30, At(9, 30), [GlassGround.Record], At(17, 0)) { Envelope = Moment(At(9, 0)) }),
        By(Worker, new BreakGlassReviewed(Glass, Family.Id, OtherWorker.Id, GlassFinding.Justified, Marked("finding")) { Envelope = Moment(At(9, 0)) }),
        By(Worker, new CaseBundleExported(Family.Id, 12, 9, 4, "root", Marked("made-for"), Marked("purpose")) { Envelope = Moment(At(9, 0)) }),
        By(Worker, new RecordViewed(Family.Id, "timeline", []) { Envelope = Moment(At(9, 0)), Purpose = Marked("why"), Typed = Marked("typed") }),
        By(Worker, new Searched("families", 0, []) { Envelope = Moment(At(9, 0)), Typed = Marked("searched") }),
        By(Manager, Restriction(1)),
        History.OfTheFamily().And(Manager, Restriction(1), Lifting()),
        By(Manager, new PersonRestricted(Child, RestrictionLevel.Sealed, Marked("person"), [], new(2027, 3, 1)) { Envelope = Moment(At(9, 0)) }),
        By(Manager, new PersonRestrictionLifted(Child, Marked("person-lifted")) { Envelope = Moment(At(9, 0)) }),
    ];

    private static History By(Actor by, DomainEvent e) => History.OfTheFamily().And(by, e);

    private static RecordRestricted Restriction(int number) => new(RestrictionLevel.Team, Marked($"restricted-{number}"), [], new(2027, 2, 1)) { Envelope = Moment(At(9, number)) };

    private static RestrictionLifted Lifting() => new(Marked("lifted")) { Envelope = Moment(At(9, 5)) };

    /// <summary>A text that no other value has, also not as its place.</summary>
    private static Personal<string> Marked(string mark) =>
        Personal<string>.Stored(DataSubject.Of(Family.Id), new SealedValue($"{mark}#/planted", Uuid(0x5EA1), "commitment", mark));

    private static bool Opens(History history, RecordedEvent e, Actor by, SealedValue value)
    {
        var sight = Sight(history, by);
        return sight.Opens(sight.Of(e), e, value);
    }

    private static CaseBundleSight Sight(History history, Actor by) => new(history.Row(), new HashSet<string>(), by, ReaderOf(by), new HashSet<PersonId>());

    private static Reader ReaderOf(Actor by) => !by.Has(Role.Reviewer) ? Reader.Of(by) : Reader.Of(by) with
    {
        Grant = new ReviewGrant(CaseReviewId.From(Uuid(0x4E)), At(12, 0), 100, new(2026, 1, 1), Today, ShowsNames: by == NamedReviewer),
    };

    private static string Names(IEnumerable<Actor> actors) => string.Join(' ', actors.Select(a => a.Id.Value).Order(StringComparer.Ordinal));

    /// <summary>What of a bundle's streams says who read or may read.</summary>
    private static bool IsOfAccess(Type type) =>
        type.IsAssignableTo(typeof(AccessEvent)) || type.IsAssignableTo(typeof(RestrictionEvent))
        || (type.Namespace == typeof(PersonRestricted).Namespace && (type.IsAssignableTo(typeof(PersonEvent)) || type.IsAssignableTo(typeof(FamilyEvent))));

    private static IEnumerable<string> SealedMembers(Type type) =>
        Members(type).Where(m => HoldsSealed(m.PropertyType, [])).Select(m => $"{type.Name}.{m.Name}");

    private static IReadOnlyList<(string Member, SealedValue Value)> Planted(DomainEvent e) =>
        [.. Members(e.GetType()).Select(m => (m.Name, Value: m.GetValue(e) as Personal<string>)).Where(m => m.Value is not null).Select(m => ($"{e.GetType().Name}.{m.Name}", m.Value!.Sealed!))];

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties().Where(p => p.Name != nameof(DomainEvent.Envelope) && p.GetIndexParameters().Length == 0);

    private static bool HoldsSealed(Type type, HashSet<Type> met) =>
        met.Add(type) && (
            (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Personal<>) || type.GetGenericArguments().Any(a => HoldsSealed(a, met))))
            || (type.Assembly == typeof(DomainEvent).Assembly && !type.IsAssignableTo(typeof(IEnumerable)) && type.GetProperties().Any(p => HoldsSealed(p.PropertyType, met))));
}
