using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>So many lines have this code. <c>None</c> stands for a line that has none.</summary>
public sealed record CodeCount(string Code, long Count);

/// <summary>A rate that shows what it was worked out of.</summary>
public sealed record Rate(long Numerator, long Denominator)
{
    /// <summary>Four decimals; null over nothing: there is no rate then, neither 0 nor any other (domain §6 row 96).</summary>
    public decimal? Value => Denominator == 0 ? null : Math.Round((decimal)Numerator / Denominator, 4);
}

/// <summary>By what the lines of each agency are counted apart.</summary>
public enum TotalsBy
{
    /// <summary>The London month in which a line's first entry was recorded.</summary>
    Month,
    /// <summary>Who proposed the share, or decided not to share.</summary>
    Worker,
}

/// <summary>What one agency sent, proposed and decided not to share. Every code is counted, those that nobody used as well.</summary>
/// <param name="Agency">The sending agency; null for all of them together.</param>
/// <param name="Lines">All lines that were asked for.</param>
/// <param name="DecisionsNotToShare">Decisions that stand alone, and those that ended a proposal.</param>
/// <param name="RefusedThenShared">Sent though permission was refused or taken back.</param>
public sealed record AgencyTotals(AgencyId? Agency, long Lines, long Sent, long DecisionsNotToShare, long RefusedThenShared)
{
    public required IReadOnlyList<CodeCount> States { get; init; }
    public required IReadOnlyList<CodeCount> Routes { get; init; }
    public required IReadOnlyList<CodeCount> Urgency { get; init; }
    public required IReadOnlyList<CodeCount> Openness { get; init; }
    /// <summary>Complete and incomplete records of overrides, sent or not; None where there is no override.</summary>
    public required IReadOnlyList<CodeCount> Overrides { get; init; }
    public required ShareRates Rates { get; init; }
    /// <summary>As <c>2026-11</c>; null where it is of all months.</summary>
    public string? Month { get; init; }
    /// <summary>Null where it is of all workers.</summary>
    public ActorId? Worker { get; init; }
}

/// <summary>Rates of one agency. Each is over what was sent, since what was not sent is not finished.</summary>
/// <param name="Overrides">Sent under an override, of all sent. What a court or statute demanded (route A) is in neither (SOM-32).</param>
/// <param name="OverridesComplete">Complete records, of overrides sent.</param>
/// <param name="OverridesUrgent">Urgent, of overrides sent.</param>
/// <param name="UrgentDecidedInTime">Decided in time by somebody else, of urgent ones that were decided.</param>
/// <param name="RefusedThenShared">Refused or taken back, of overrides sent.</param>
/// <param name="ToldBefore">All parents of whom something is recorded told before, of all sent (ESX-24).</param>
/// <param name="DecisionsNotToShare">Decided against, of what was sent or decided against.</param>
public sealed record ShareRates(
    Rate Overrides, Rate OverridesComplete, Rate OverridesUrgent, Rate UrgentDecidedInTime, Rate RefusedThenShared, Rate ToldBefore, Rate DecisionsNotToShare);

/// <summary>Totals of the share register (V2, V3), for each sending agency and all together.</summary>
public sealed record ShareTotals(long Position, DateTimeOffset AsOf, AgencyTotals All, IReadOnlyList<AgencyTotals> Agencies)
{
    private static readonly string[] Codes = ["from", "state", "route", "urgency", "openness", "override", "mark"];

    /// <summary>Each agency's, month by month or worker by worker; null where it was not asked for.</summary>
    public IReadOnlyList<AgencyTotals>? Breakdown { get; init; }

    /// <summary>By what the database counts: members of a line that hold codes.</summary>
    public static IReadOnlyList<string> Members(TotalsBy? by) => by switch
    {
        null => Codes,
        TotalsBy.Month => [.. Codes, "month"],
        _ => [.. Codes, "proposedBy"],
    };

    /// <param name="groups">How many lines say the same of <see cref="Members"/>, in that order.</param>
    public static ShareTotals Of(long position, DateTimeOffset asOf, IEnumerable<(IReadOnlyList<string?> Codes, long Count)> groups, TotalsBy? by = null)
    {
        var read = groups.Select(g => new Group(
            g.Codes[0]!, Code<ShareState>(g.Codes[1]), Code<ShareRoute>(g.Codes[2]), Code<ShareUrgency>(g.Codes[3]), Code<ShareOpenness>(g.Codes[4]),
            Code<OverrideState>(g.Codes[5]), Code<ShareMark>(g.Codes[6]), g.Count) { Apart = by is null ? null : g.Codes[7] }).ToList();
        return new ShareTotals(position, asOf, Total(null, read),
            [.. read.GroupBy(g => g.From).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Total(AgencyId.Of(g.Key), [.. g]))])
        {
            Breakdown = by is null ? null :
            [
                .. read.Where(g => g.Apart is not null).GroupBy(g => (g.From, Apart: g.Apart!)).OrderBy(g => g.Key.From, StringComparer.Ordinal).ThenBy(g => g.Key.Apart, StringComparer.Ordinal)
                    .Select(g => Total(AgencyId.Of(g.Key.From), [.. g]) with
                    {
                        Month = by == TotalsBy.Month ? g.Key.Apart : null,
                        Worker = by == TotalsBy.Worker ? ActorId.Of(g.Key.Apart) : null,
                    }),
            ],
        };
    }

    private static AgencyTotals Total(AgencyId? agency, IReadOnlyList<Group> groups)
    {
        var (sent, against) = (Where(g => g.IsSent), Where(g => g.State == ShareState.DecidedAgainst));
        var overrides = Where(g => g is { IsSent: true, Override: not null });
        return new AgencyTotals(agency, Where(_ => true), sent, against, Where(g => g.Mark == ShareMark.RefusedThenShared))
        {
            States = Counts(g => g.State),
            Routes = Counts(g => g.Route),
            Urgency = Counts(g => g.Urgency),
            Openness = Counts(g => g.Openness),
            Overrides = Counts(g => g.Override),
            Rates = new ShareRates(
                new Rate(Where(g => g is { IsSent: true, Override: not null, Route: not ShareRoute.A }), Where(g => g is { IsSent: true, Route: not ShareRoute.A })),
                new Rate(Where(g => g is { IsSent: true, Override: OverrideState.Complete }), overrides),
                new Rate(Where(g => g is { IsSent: true, Override: not null, Urgency: not null }), overrides),
                new Rate(Where(g => g.Urgency == ShareUrgency.DecidedInTime), Where(g => g.Urgency is ShareUrgency.DecidedInTime or ShareUrgency.DecidedLate)),
                new Rate(Where(g => g is { IsSent: true, Mark: ShareMark.RefusedThenShared }), overrides),
                new Rate(Where(g => g is { IsSent: true, Openness: ShareOpenness.ToldBefore }), sent),
                new Rate(against, sent + against)),
        };

        long Where(Func<Group, bool> so) => groups.Where(so).Sum(g => g.Count);

        IReadOnlyList<CodeCount> Counts<T>(Func<Group, T?> code) where T : struct, Enum =>
            [.. Enum.GetValues<T>().Cast<T?>().Append(null).Select(c => new CodeCount(c?.ToString() ?? "None", Where(g => EqualityComparer<T?>.Default.Equals(code(g), c))))];
    }

    private static T? Code<T>(string? text) where T : struct, Enum => text is null ? null : Enum.Parse<T>(text);

    private sealed record Group(
        string From, ShareState? State, ShareRoute? Route, ShareUrgency? Urgency, ShareOpenness? Openness, OverrideState? Override, ShareMark? Mark, long Count)
    {
        public bool IsSent => State == ShareState.Sent;

        /// <summary>The month or the worker.</summary>
        public string? Apart { get; init; }
    }
}
