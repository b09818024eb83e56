using System.Text.Json;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.Projections.Tests.Registers;

public sealed class ShareTotalsTests
{
    /// <summary>Agency, state, route, urgency, openness, override, mark, and how many.</summary>
    private static readonly (IReadOnlyList<string?> Codes, long Count)[] Some =
    [
        (["p2r", "Sent", "D", null, "ToldBefore", null, null], 6),
        (["p2r", "Sent", "C", null, "NotTold", "Complete", null], 2),
        (["p2r", "Sent", "C", "DecidedLate", "NotTold", "Incomplete", "RefusedThenShared"], 1),
        (["p2r", "Sent", "C", "DecidedInTime", "ToldBefore", "Incomplete", null], 1),
        (["p2r", "Sent", "A", null, "NotTold", "Complete", null], 5), // demanded by a court
        (["p2r", "Proposed", null, null, "NotRecorded", null, null], 4),
        (["p2r", "Sent", "C", "Undecided", "NotTold", "Incomplete", null], 1),
        (["p2r", "DecidedAgainst", null, null, "NotRecorded", null, null], 3),
        (["csc", "DecidedAgainst", null, null, "NotRecorded", null, null], 2),
    ];

    private static readonly ShareTotals Totals = ShareTotals.Of(7, default, Some);

    [Fact]
    public void Each_agency_is_counted_and_all_together()
    {
        Assert.Equal(["csc", "p2r"], Totals.Agencies.Select(a => a.Agency!.Value.Value));
        var ours = Totals.Agencies[1];
        Assert.Equal((23, 16, 3, 1), (ours.Lines, ours.Sent, ours.DecisionsNotToShare, ours.RefusedThenShared));
        Assert.Equal((25L, 5L, null), (Totals.All.Lines, Totals.All.DecisionsNotToShare, Totals.All.Agency));
    }

    [Fact]
    public void Every_code_has_its_count_nobody_s_as_well_and_they_add_up()
    {
        var ours = Totals.Agencies[1];
        Assert.Equal("Proposed 4, Authorised 0, Sent 16, Declined 0, DecidedAgainst 3, None 0", Said(ours.States));
        Assert.Equal("Undecided 1, DecidedInTime 1, DecidedLate 1, None 20", Said(ours.Urgency));
        Assert.Equal("Incomplete 3, Complete 7, None 13", Said(ours.Overrides));
        foreach (var counts in (IReadOnlyList<CodeCount>[])[ours.States, ours.Routes, ours.Urgency, ours.Openness, ours.Overrides])
            Assert.Equal(ours.Lines, counts.Sum(c => c.Count));

        static string Said(IReadOnlyList<CodeCount> counts) => string.Join(", ", counts.Select(c => $"{c.Code} {c.Count}"));
    }

    [Fact]
    public void What_a_court_demanded_is_in_neither_side_of_the_override_rate() =>
        Assert.Equal(new Rate(5, 11), Totals.Agencies[1].Rates.Overrides);

    [Fact]
    public void Every_rate_shows_both_its_sides()
    {
        var rates = Totals.Agencies[1].Rates;
        Assert.Equal((new Rate(7, 10), new Rate(3, 10), new Rate(1, 2)), (rates.OverridesComplete, rates.OverridesUrgent, rates.UrgentDecidedInTime));
        Assert.Equal((new Rate(1, 10), new Rate(7, 16), new Rate(3, 19)), (rates.RefusedThenShared, rates.ToldBefore, rates.DecisionsNotToShare));
        Assert.Equal(0.4375m, rates.ToldBefore.Value);
    }

    [Theory]
    [InlineData(TotalsBy.Month)]
    [InlineData(TotalsBy.Worker)]
    public void Each_agency_is_counted_apart_by_month_or_by_worker(TotalsBy by)
    {
        Assert.Equal(ShareTotals.Members(null).Count + 1, ShareTotals.Members(by).Count);
        var totals = ShareTotals.Of(7, default, Some.Select((g, n) => ((IReadOnlyList<string?>)[.. g.Codes, n % 2 == 0 ? "2026-10" : "2026-11"], g.Count)), by);
        Assert.Equal((Totals.All.Lines, Totals.Agencies.Count), (totals.All.Lines, totals.Agencies.Count));
        Assert.Equal(["csc 2026-10", "p2r 2026-10", "p2r 2026-11"], totals.Breakdown!.Select(b => $"{b.Agency} {b.Month ?? b.Worker?.Value}"));
        Assert.Equal(Totals.All.Lines, totals.Breakdown!.Sum(b => b.Lines));
        var october = totals.Breakdown![1];
        Assert.Equal((new Rate(2, 8), new Rate(6, 13)), (october.Rates.Overrides, october.Rates.ToldBefore));
        Assert.Null(totals.Breakdown[0].Rates.Overrides.Value); // over nothing there is no rate
        Assert.Null(Totals.Breakdown);
    }

    [Fact]
    public void A_rate_over_nothing_is_null_and_not_nought()
    {
        var rates = Totals.Agencies[0].Rates;
        Assert.Null(rates.Overrides.Value);
        Assert.Equal("""{"numerator":0,"denominator":0}""", JsonSerializer.Serialize(rates.Overrides, EventJson.Answers));
        Assert.Equal(1m, rates.DecisionsNotToShare.Value);
    }

    [Fact]
    public void Nothing_at_all_has_totals_too()
    {
        var none = ShareTotals.Of(0, default, []);
        Assert.Empty(none.Agencies);
        Assert.Equal((0, (decimal?)null), (none.All.Lines, none.All.Rates.Overrides.Value));
    }
}
