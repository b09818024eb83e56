using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

public enum ShareRowKind
{
    Share,
    DecisionNotToShare,
}

/// <summary>The state of permission that a share rests on.</summary>
public enum SharePermission
{
    /// <summary>Given, and the share rests on it.</summary>
    Given,
    Refused,
    Withdrawn,
    NotSought,
    NotValid,
    /// <summary>An override whose record does not say.</summary>
    NotRecorded,
}

/// <summary>How an urgent share stands. One that is undecided beyond its due instant is late: <see cref="ShareRow.DecideBy"/> says.</summary>
public enum ShareUrgency
{
    Undecided,
    DecidedInTime,
    DecidedLate,
}

/// <summary>A share that an officer always looks at (domain §3.4).</summary>
public enum ShareMark
{
    /// <summary>Permission was refused or taken back, and it was sent all the same.</summary>
    RefusedThenShared,
    /// <summary>The permission it rests on was taken back, as was learned afterwards, before it was sent (§6 row 42).</summary>
    WithdrawnBeforeSent,
}

/// <summary>One word on telling somebody of a share.</summary>
/// <param name="Parent">The parent; or a child, of whom an override decided it or who was told.</param>
/// <param name="Told">False where it was decided that they are to be told, or not told yet: a plan is no telling.</param>
public sealed record ToldFacts(PersonId Parent, bool Told, DateTimeOffset At)
{
    /// <summary>True for the entry that a child was told.</summary>
    public bool Child { get; init; }
}

/// <summary>
/// One line of the share register (V2): a share, or a decision not to share. Codes, ids and instants only: no
/// narrative and no sealed value, so that whoever audits every register reads no record (design D11).
/// </summary>
/// <param name="Share">The share's id, or that of the decision not to share.</param>
/// <param name="From">The agency that holds the information.</param>
/// <param name="To">The agency it is for, or was considered for.</param>
/// <param name="At">When it was proposed or decided.</param>
public sealed record ShareRow(Guid Share, ShareRowKind Kind, FamilyId Family, AgencyId From, AgencyId To, DateTimeOffset At, ShareState State)
{
    public Jurisdiction? Jurisdiction { get; init; }
    public string? RulePack { get; init; }
    /// <summary>The rules as shown to people: a pack whose sources were not read in full says so (D9). Worked out, not stored.</summary>
    public string? Rules => RulePack is { } name ? Domain.Rules.RulePack.Named(name)?.Label ?? name : null;
    public Purpose? Purpose { get; init; }
    public ShareGround? Ground { get; init; }
    public ConsentId? Consent { get; init; }
    /// <summary>The route by which it is lawful (domain §3.1), as found on its day; null until that is decided.</summary>
    public ShareRoute? Route { get; init; }
    /// <summary>The local protocols that the decision cites (BED-34); empty where none was in force, null until it is decided and in records from before they were cited.</summary>
    public IReadOnlyList<CitedProtocol>? Protocols { get; init; }
    public SharePermission? Permission { get; init; }
    public ImmutableArray<InformationCategory> Categories { get; init; } = [];
    public ActorId? ProposedBy { get; init; }
    public ActorId? AuthorisedBy { get; init; }
    public DateTimeOffset? AuthorisedAt { get; init; }
    /// <summary>Null for one that waited for somebody's authorisation.</summary>
    public ShareUrgency? Urgency { get; init; }
    /// <summary>The last instant for somebody else's decision on an urgent one.</summary>
    public DateTimeOffset? DecideBy { get; init; }
    /// <summary>What somebody else decided on an urgent one; who and when is in the authorisation.</summary>
    public Retrospective? Afterwards { get; init; }
    /// <summary>When the recipient said that the last of it came; null while that is open.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    /// <summary>
    /// When somebody of the recipient's agency was first shown any of its words in this record; null while nobody was. It stays
    /// when the sender says that it failed to arrive (domain §2.10 rule 2): it happened, and a breach is judged by it.
    /// </summary>
    public DateTimeOffset? OpenedAt { get; init; }
    /// <summary>When it turned out, newest, that a sending had not arrived; which one is in <see cref="Sendings"/>.</summary>
    public DateTimeOffset? FailedAt { get; init; }
    public DateTimeOffset? DeclinedAt { get; init; }
    /// <summary>From when the permission under which it was sent no longer counts, where it was taken back since.</summary>
    public DateTimeOffset? WithdrawnFrom { get; init; }
    /// <summary>When the newest correction of it was sent out.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }
    /// <summary>When it was asked back.</summary>
    public DateTimeOffset? RecalledAt { get; init; }
    /// <summary>What the recipient did with it; null while it has not said.</summary>
    public RecallAnswer? RecallAnswer { get; init; }
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }
    /// <summary>When the first of it was sent, by the sendings' own times.</summary>
    public DateTimeOffset? DisclosedAt { get; init; }
    public DisclosureChannel? Channel { get; init; }
    /// <summary>Every sending, and what became of it.</summary>
    public ImmutableArray<Sending> Sendings { get; init; } = [];
    /// <summary>How parents stand to it; null to its recipient, whose affair it is not.</summary>
    public ShareOpenness? Openness { get; init; } = ShareOpenness.NotRecorded;
    public ImmutableArray<ToldFacts> Told { get; init; } = [];
    /// <summary>Null where there is no override.</summary>
    public OverrideState? Override { get; init; }
    /// <summary>The tests that are not answered yet; J19 and J20 are answered by acts.</summary>
    public ImmutableArray<OverrideTest> Missing { get; init; } = [];
    /// <summary>What the override's own entry answered.</summary>
    public ImmutableArray<OverrideTest> Answered { get; init; } = [];
    public ShareMark? Mark { get; init; }
    /// <summary>The decision not to share that ended the proposal.</summary>
    public NonShareId? EndedBy { get; init; }
    public DateOnly? ReviewBy { get; init; }
    public bool? DetrimentalToChild { get; init; }
    /// <summary>Everybody who recorded or decided any of it, and so reviews none of it.</summary>
    public ImmutableArray<ActorId> Hands { get; init; } = [];
    /// <summary>
    /// The London month, as <c>2026-11</c>, in which its first entry was recorded, and so the sample that it belongs to: nobody can
    /// move it into a month that was looked at already.
    /// </summary>
    public string? Month { get; init; }
    /// <summary>The entry that weighs the harms (J9); null where none does.</summary>
    public EventId? WeighedIn { get; init; }
    /// <summary>The newest review of it; null while there is none.</summary>
    public ShareReview? Review { get; init; }
    /// <summary>What the newest review found; null while it is open, and where there is none. Apart from the review, to be asked for.</summary>
    public IgFinding? Finding { get; init; }
}
