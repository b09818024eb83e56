using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

/// <summary>What an officer is told of without having asked (domain §5 rules 3 and 8).</summary>
public sealed class AccessAlertsTests
{
    [Fact]
    public void The_thirty_first_family_within_an_hour_is_an_alert_and_the_thirtieth_is_none()
    {
        Assert.Empty(AccessAlerts.Of(Opened(30, At(9, 0), TimeSpan.FromMinutes(1)), At(0, 0)));
        var alert = Assert.Single(AccessAlerts.Of(Opened(31, At(9, 0), TimeSpan.FromMinutes(1)), At(0, 0)));
        Assert.Equal((AlertKind.ManyFamilies, Worker.Id, At(9, 0), At(9, 30), 31), (alert.Kind, alert.Who, alert.From, alert.To, alert.Families!.Value));
    }

    [Fact]
    public void A_partnership_may_set_another_number()
    {
        var strict = AccessPolicy.Default with { MostFamilies = 5 };
        Assert.Empty(AccessAlerts.Of(Opened(5, At(9, 0), TimeSpan.FromMinutes(1)), At(0, 0), strict));
        Assert.Equal(6, Assert.Single(AccessAlerts.Of(Opened(6, At(9, 0), TimeSpan.FromMinutes(1)), At(0, 0), strict)).Families);
    }

    [Fact]
    public void The_hour_goes_with_the_clock() =>
        // Every two minutes: no hour has more than thirty of them.
        Assert.Empty(AccessAlerts.Of(Opened(100, At(0, 0), TimeSpan.FromMinutes(2)), At(0, 0)));

    [Fact]
    public void One_wave_is_one_alert() =>
        Assert.Single(AccessAlerts.Of(Opened(80, At(9, 0), TimeSpan.FromSeconds(10)), At(0, 0)));

    [Fact]
    public void The_same_family_again_and_lists_do_not_count()
    {
        var again = Enumerable.Range(0, 60).Select(n => Line(Worker, new RecordViewed(Family.Id, "family-risk", []) { Envelope = Moment(At(9, n)) }));
        var lists = Enumerable.Range(0, 60).Select(n => Line(Worker, new Searched("share-register", 1, [Record(n)]) { Envelope = Moment(At(9, n)) }));
        Assert.Empty(AccessAlerts.Of([.. again, .. lists], At(0, 0)));
    }

    [Fact]
    public void Two_people_of_fifteen_families_each_are_no_alert() =>
        Assert.Empty(AccessAlerts.Of([.. Opened(20, At(9, 0), TimeSpan.FromMinutes(1)), .. Opened(20, At(9, 0), TimeSpan.FromMinutes(1), OtherWorker)], At(0, 0)));

    [Fact]
    public void The_own_household_a_declared_conflict_and_a_broken_glass_are_told_newest_first()
    {
        var alerts = AccessAlerts.Of(
        [
            Line(Worker, new AccessDenied("SearchFamilies", "OWN_HOUSEHOLD") { Envelope = Moment(At(9, 0)) }),
            Line(Worker, new AccessDenied("GetFamilyRisk", "CONFLICT_DECLARED") { Envelope = Moment(At(9, 1)), Asked = Family.Id.Value }),
            Line(Worker, new AccessDenied("GetFamilyRisk", "NOT_FOUND") { Envelope = Moment(At(9, 2)), Asked = Family.Id.Value }),
            Line(Worker, Broken(At(9, 3))),
        ], At(0, 0));
        Assert.Equal([(AlertKind.BreakGlass, Family.Id), (AlertKind.Conflict, Family.Id), (AlertKind.OwnHousehold, null)], alerts.Select(a => (a.Kind, a.Family)));
    }

    [Fact]
    public void What_came_before_the_period_counts_and_is_not_told_again()
    {
        var lines = Opened(31, At(9, 0), TimeSpan.FromMinutes(1)).ToList();
        Assert.Single(AccessAlerts.Of(lines, At(9, 30)));
        Assert.Empty(AccessAlerts.Of(lines, At(9, 31)));
    }

    private static BreakGlassUsed Broken(DateTimeOffset at) =>
        new(BreakGlassId.From(Uuid(0x80)), Family.Id, Words.Of(Family.Id, "The mother telephoned."), 30, at.AddMinutes(30), [GlassGround.Record], at.AddDays(2)) { Envelope = Moment(at) };

    private static FamilyId Record(int n) => FamilyId.From(Uuid(0x5000 + n));

    private static IEnumerable<AccessRow> Opened(int families, DateTimeOffset from, TimeSpan apart, Actor? by = null) => Enumerable.Range(0, families)
        .Select(n => Line(by ?? Worker, new RecordViewed(Record(n), "family-risk", []) { Envelope = Moment(from + n * apart) }));

    private static AccessRow Line(Actor by, AccessEvent read) => AccessLog.Evolve(null, Assert.Single(new History().And(by, read).Recorded))!;
}
