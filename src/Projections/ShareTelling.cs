using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>Whether parents were told of a share before or after it was sent: for the times to say, not for a field (domain §3.2).</summary>
internal static class ShareTelling
{
    /// <summary>
    /// The state of telling over all of whom something is recorded. What was told cannot be untold: a plan made before or
    /// after changes nothing of it. The first telling by its own time counts, whenever it was written down. A child counts where an override decided about telling them, else not.
    /// </summary>
    /// <param name="words">In the order of recording.</param>
    /// <param name="sentAt">When the first of it was sent; null while nothing was.</param>
    public static ShareOpenness Of(IReadOnlyList<ToldFacts> words, DateTimeOffset? sentAt)
    {
        var told = words.GroupBy(w => w.Parent).Where(w => !w.All(word => word.Child)).Select(w => w.Where(word => word.Told).Min(word => (DateTimeOffset?)word.At)).ToList();
        if (told.Count == 0) return ShareOpenness.NotRecorded;
        if (told.TrueForAll(at => at is null)) return ShareOpenness.NotTold;
        if (told.Exists(at => at is null)) return ShareOpenness.Mixed;
        if (sentAt is null) return ShareOpenness.Told;
        return told.TrueForAll(at => at <= sentAt) ? ShareOpenness.ToldBefore : told.TrueForAll(at => at > sentAt) ? ShareOpenness.ToldAfter : ShareOpenness.Mixed;
    }
}
