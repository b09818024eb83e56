using System.Collections.Immutable;

namespace Safeguard.Domain.Access;

/// <summary>One use of break-glass, as it stands.</summary>
/// <param name="Finding">What its reviewer found; null until then.</param>
public sealed record GlassUse(BreakGlassId Id, FamilyId Family, ActorId Who, AgencyId Agency, DateTimeOffset Until, GlassFinding? Finding)
{
    /// <summary>Whether it opens the record for somebody at a moment. Found to be misuse, it is over at once.</summary>
    public bool IsOpenFor(ActorId who, AgencyId agency, DateTimeOffset at) => Who == who && Agency == agency && at < Until && Finding != GlassFinding.Misuse;

    /// <summary>The uses that a stream of reads tells of, oldest first.</summary>
    public static ImmutableArray<GlassUse> Of(IEnumerable<RecordedEvent> reads) => reads.Aggregate(ImmutableArray<GlassUse>.Empty, (uses, recorded) => recorded.Event switch
    {
        BreakGlassUsed e => uses.Add(new GlassUse(e.Glass, e.Family, recorded.Headers.Actor, recorded.Agency, e.Until, null)),
        BreakGlassReviewed e => [.. uses.Select(u => u.Id == e.Glass ? u with { Finding = e.Finding } : u)],
        _ => uses,
    });
}
