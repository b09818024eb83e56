using System.Collections.Immutable;

namespace Safeguard.Domain.Access;

/// <summary>One use of break-glass, as it stands.</summary>
public sealed record GlassUse(BreakGlassId Id, FamilyId Family, ActorId Who, AgencyId Agency, DateTimeOffset Until, bool Reviewed)
{
    /// <summary>Whether it opens the record for somebody at a moment.</summary>
    public bool IsOpenFor(ActorId who, AgencyId agency, DateTimeOffset at) => Who == who && Agency == agency && at < Until;

    /// <summary>The uses that a stream of reads tells of, oldest first.</summary>
    public static ImmutableArray<GlassUse> Of(IEnumerable<RecordedEvent> reads) => reads.Aggregate(ImmutableArray<GlassUse>.Empty, (uses, recorded) => recorded.Event switch
    {
        BreakGlassUsed e => uses.Add(new GlassUse(e.Glass, e.Family, recorded.Headers.Actor, recorded.Agency, e.Until, Reviewed: false)),
        BreakGlassReviewed e => [.. uses.Select(u => u.Id == e.Glass ? u with { Reviewed = true } : u)],
        _ => uses,
    });
}
