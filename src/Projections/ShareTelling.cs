using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>Whether parents were told of a share before or after it was sent: for the times to say, not for a field (domain §3.2).</summary>
internal static class ShareTelling
{
    /// <summary>The state of telling over all parents of whom something is recorded; the newest word on each counts.</summary>
    /// <param name="words">In the order of recording.</param>
    /// <param name="sentAt">When the first of it was sent; null while nothing was.</param>
    public static ShareOpenness Of(IReadOnlyList<(PersonId Parent, bool Told, DateTimeOffset At)> words, DateTimeOffset? sentAt)
    {
        var newest = words.GroupBy(w => w.Parent).Select(w => w.Last()).ToList();
        if (newest.Count == 0) return ShareOpenness.NotRecorded;
        if (newest.All(w => !w.Told)) return ShareOpenness.NotTold;
        if (newest.Any(w => !w.Told)) return ShareOpenness.Mixed;
        if (sentAt is null) return ShareOpenness.Told;
        return newest.All(w => w.At <= sentAt) ? ShareOpenness.ToldBefore : newest.All(w => w.At > sentAt) ? ShareOpenness.ToldAfter : ShareOpenness.Mixed;
    }
}
