using Safeguard.Domain;
using Safeguard.Domain.Access;

namespace Safeguard.Projections;

/// <summary>One use of break-glass, for who manages and who reviews it (domain §5 rule 2).</summary>
/// <param name="Agency">Whose worker it was, and whose officer reviews it.</param>
/// <param name="ReviewBy">The end of the second working day after it.</param>
public sealed record GlassRow(
    BreakGlassId Glass, FamilyId Family, ActorId Who, Role Role, AgencyId Agency, DateTimeOffset At, int Minutes, DateTimeOffset Until,
    IReadOnlyList<GlassGround> Broke, DateTimeOffset ReviewBy)
{
    /// <summary>Why, sealed; the partnership's officer, whose lists carry no narrative, does not get it.</summary>
    public Personal<string>? Reason { get; init; }
    public GlassFinding? Finding { get; init; }
    public ActorId? ReviewedBy { get; init; }
    public DateTimeOffset? ReviewedAt { get; init; }
    /// <summary>True where it was due before the moment of the read and not reviewed; said when it is read.</summary>
    public bool? Overdue { get; init; }

    /// <summary>As one reader may read it at a moment.</summary>
    public GlassRow For(Actor reader, DateTimeOffset at) => this with
    {
        Reason = reader.Agency == Agency && AccessReasons.Governs(reader) ? Reason : null,
        Overdue = Finding is null ? at > ReviewBy : null,
    };
}

/// <summary>All uses of break-glass.</summary>
public static class BreakGlassRegister
{
    public static string? KeyOf(RecordedEvent recorded) => recorded.Event switch
    {
        BreakGlassUsed e => e.Glass.ToString(),
        BreakGlassReviewed e => e.Glass.ToString(),
        _ => null,
    };

    public static GlassRow? Evolve(GlassRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        BreakGlassUsed e => new GlassRow(
            e.Glass, e.Family, recorded.Headers.Actor, recorded.Headers.Role, recorded.Agency, recorded.RecordedAt, e.Minutes, e.Until, e.Broke, e.ReviewBy)
        {
            Reason = e.Reason,
        },
        BreakGlassReviewed e => row! with { Finding = e.Finding, ReviewedBy = recorded.Headers.Actor, ReviewedAt = recorded.RecordedAt },
        _ => row,
    };
}
