using Safeguard.Domain;
using Safeguard.Domain.Access;

namespace Safeguard.Projections;

/// <summary>What an information governance officer is told of without having asked (domain §5 rules 3 and 8; §6 row 78).</summary>
public enum AlertKind
{
    /// <summary>One person opened the records of more families within an hour than raise no alert: 30, where the partnership has not set another number.</summary>
    ManyFamilies,
    /// <summary>Somebody searched for their own name or household, and was refused; or it was met, and not shown, by what they recorded elsewhere.</summary>
    OwnHousehold,
    /// <summary>Somebody tried to open a record with which they declared a conflict.</summary>
    Conflict,
    /// <summary>Somebody broke the glass.</summary>
    BreakGlass,
}

/// <summary>One alert.</summary>
/// <param name="From">The first access that it rests on.</param>
/// <param name="To">The last; the alert is from then.</param>
/// <param name="Families">How many families, for <see cref="AlertKind.ManyFamilies"/>.</param>
public sealed record AccessAlert(AlertKind Kind, ActorId Who, AgencyId Agency, DateTimeOffset From, DateTimeOffset To, int? Families)
{
    /// <summary>The lines of the access log on which it rests: of many families, the one that made it too many.</summary>
    public required EventId Access { get; init; }
    public FamilyId? Family { get; init; }
}

/// <summary>Finds alerts in lines of the access log. Nothing of them is stored: whoever asks again gets the same.</summary>
public static class AccessAlerts
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The alerts that came up in a period, newest first.</summary>
    /// <param name="lines">All lines of the period and of the hour before it, oldest first.</param>
    /// <param name="from">The first instant of the period.</param>
    /// <param name="policy">What the partnership has set: how many families in an hour raise no alert (domain §5 rule 8).</param>
    public static IReadOnlyList<AccessAlert> Of(IEnumerable<AccessRow> lines, DateTimeOffset from, AccessPolicy? policy = null)
    {
        policy ??= AccessPolicy.Default;
        var (alerts, windows) = (new List<AccessAlert>(), new Dictionary<(AgencyId, ActorId), Window>());
        foreach (var line in lines)
        {
            // A list shows no text and opens nothing: what counts is the records that were opened.
            if (line is { Outcome: AccessOutcome.Shown, Family: { } family })
            {
                if (!windows.TryGetValue((line.Agency, line.Who), out var window)) windows[(line.Agency, line.Who)] = window = new Window(policy.MostFamilies);
                if (window.Take(family, line.At) is { } since) Add(AlertKind.ManyFamilies, line, since, window.Families);
            }

            if (line.Code == "OWN_HOUSEHOLD") Add(AlertKind.OwnHousehold, line, line.At, null);
            if (line.Code == "CONFLICT_DECLARED") Add(AlertKind.Conflict, line, line.At, null);
            if (line.Outcome == AccessOutcome.BrokeGlass) Add(AlertKind.BreakGlass, line, line.At, null);
        }

        alerts.Reverse();
        return alerts;

        void Add(AlertKind kind, AccessRow line, DateTimeOffset since, int? families)
        {
            if (line.At >= from)
                alerts.Add(new AccessAlert(kind, line.Who, line.Agency, since, line.At, families)
                {
                    Access = line.Access,
                    Family = kind == AlertKind.ManyFamilies ? null : line.Family ?? (line.Asked is { } asked ? FamilyId.From(asked) : null),
                });
        }
    }

    /// <summary>What one person opened within the last hour.</summary>
    private sealed class Window(int most)
    {
        private readonly Queue<(FamilyId Family, DateTimeOffset At)> _opened = new();
        private readonly Dictionary<FamilyId, int> _times = [];
        private bool _told;

        public int Families => _times.Count;

        /// <summary>Since when, where this one makes it too many; told once until it is no longer so.</summary>
        public DateTimeOffset? Take(FamilyId family, DateTimeOffset at)
        {
            while (_opened.TryPeek(out var oldest) && at - oldest.At >= Hour)
            {
                _opened.Dequeue();
                if (--_times[oldest.Family] == 0) _times.Remove(oldest.Family);
            }

            _opened.Enqueue((family, at));
            _times[family] = _times.GetValueOrDefault(family) + 1;
            var (before, now) = (_told, _times.Count > most);
            _told = now;
            return now && !before ? _opened.Peek().At : null;
        }
    }
}
