using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>
/// One line of the override register (V3): codes, ids and instants, no narrative. It is the share register's line read
/// as an override, so that the two cannot disagree. It says <c>Complete</c> or <c>Incomplete</c>; whether an override
/// was justified is the finding of a person who reviewed it, and no member here will ever be worked out to say so.
/// </summary>
/// <param name="At">When the share was proposed.</param>
/// <param name="Outcome">What software may say of it (domain §3.3).</param>
/// <param name="Tests">J1 to J20: answered, empty, pending or late.</param>
/// <param name="Urgent">Decided without somebody's authorisation, which follows.</param>
/// <param name="Late">Urgent, and decided too late or, by the moment of the reading, not at all (D14).</param>
/// <param name="RefusedThenShared">Permission was refused or taken back, and it was sent all the same.</param>
public sealed record OverrideRow(
    Guid Share, FamilyId Family, AgencyId From, AgencyId To, DateTimeOffset At, ShareState State, OverrideState Outcome,
    IReadOnlyList<TestAnswer> Tests, bool Urgent, bool Late, bool RefusedThenShared)
{
    public Jurisdiction? Jurisdiction { get; init; }
    /// <summary>The rules as shown to people; a pack whose sources were not read in full says draft, verify.</summary>
    public string? Rules { get; init; }
    public Purpose? Purpose { get; init; }
    public ShareRoute? Route { get; init; }
    /// <inheritdoc cref="ShareRow.Protocols"/>
    public IReadOnlyList<CitedProtocol>? Protocols { get; init; }
    public SharePermission? Permission { get; init; }
    public ShareOpenness Openness { get; init; }
    public ActorId? ProposedBy { get; init; }
    public ActorId? AuthorisedBy { get; init; }
    public DateTimeOffset? AuthorisedAt { get; init; }
    /// <summary>The last instant for somebody else's decision on an urgent one.</summary>
    public DateTimeOffset? DecideBy { get; init; }
    public Retrospective? Afterwards { get; init; }
    public DateTimeOffset? DisclosedAt { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    /// <summary>
    /// How far the newest review is; null where there is none, and for who is no officer. Whether the override was justified
    /// is its finding, and nobody else's.
    /// </summary>
    public IgReviewProgress? Review { get; init; }
    public IgFinding? Finding { get; init; }
}

/// <summary>The override register (V3): the lines of the share register that have an override.</summary>
public static class OverrideRegister
{
    /// <param name="instant">The moment of the reading: what is undecided and was due by then is late.</param>
    /// <exception cref="ArgumentException">The line has no override.</exception>
    public static OverrideRow Of(ShareRow row, DateTimeOffset instant)
    {
        var outcome = row.Override ?? throw new ArgumentException("A line without an override is not in this register.", nameof(row));
        var late = row.Urgency == ShareUrgency.DecidedLate || (row.Urgency == ShareUrgency.Undecided && row.DecideBy < instant);
        return new OverrideRow(
            row.Share, row.Family, row.From, row.To, row.At, row.State, outcome,
            OverrideCompleteness.Of(row.Answered, row.AuthorisedAt is not null, OverrideCompleteness.TraceOf(row.Sendings), late).Tests,
            row.Urgency is not null, late, row.Mark == ShareMark.RefusedThenShared)
        {
            Jurisdiction = row.Jurisdiction,
            Rules = row.Rules,
            Purpose = row.Purpose,
            Route = row.Route,
            Protocols = row.Protocols,
            Permission = row.Permission,
            Openness = row.Openness ?? ShareOpenness.NotRecorded,
            ProposedBy = row.ProposedBy,
            AuthorisedBy = row.AuthorisedBy,
            AuthorisedAt = row.AuthorisedAt,
            DecideBy = row.DecideBy,
            Afterwards = row.Afterwards,
            DisclosedAt = row.DisclosedAt,
            ReceivedAt = row.ReceivedAt,
            Review = row.Review?.At(instant),
            Finding = row.Finding,
        };
    }
}
