using System.Collections.Immutable;
using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

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

/// <summary>What a share register keeps of telling one parent.</summary>
public sealed record ToldFacts(PersonId Parent, bool Told, DateTimeOffset At);

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
    /// <summary>When the recipient said that it came.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    /// <summary>When it turned out that it had not arrived.</summary>
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
    /// <summary>When the first of it was sent.</summary>
    public DateTimeOffset? DisclosedAt { get; init; }
    public DisclosureChannel? Channel { get; init; }
    /// <summary>What was sent since it last failed to arrive.</summary>
    public ImmutableArray<Sending> Sendings { get; init; } = [];
    public ShareOpenness Openness { get; init; }
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

/// <summary>The share register (V2): one line for every share and every decision not to share.</summary>
public static class ShareRegister
{
    /// <summary>
    /// The line that an event touches: the share's, or that of the decision not to share. A decision that ends a
    /// proposal is on the proposal's line: one question, one line.
    /// </summary>
    public static string? KeyOf(RecordedEvent recorded) => recorded.Event switch
    {
        ShareProposed e => e.Share.ToString(),
        OverrideDecided e => e.Share.ToString(),
        OverrideSupplemented e => e.Share.ToString(),
        UrgentShareMade e => e.Share.ToString(),
        RetrospectiveAuthorised e => e.Share.ToString(),
        RetrospectiveRefused e => e.Share.ToString(),
        DisclosureReceived e => e.Share.ToString(),
        DisclosureFailed e => e.Share.ToString(),
        LawfulBasisRecorded e => e.Share.ToString(),
        ShareAuthorised e => e.Share.ToString(),
        ShareDeclined e => e.Share.ToString(),
        InformationDisclosed e => e.Share.ToString(),
        ParentInformed e => e.Share?.ToString(),
        ParentNotInformedDecided e => e.Share?.ToString(),
        ParentInformedLater e => e.Share?.ToString(),
        DisclosureCorrected e => e.Share.ToString(),
        WithdrawalPassedOn e => e.Share.ToString(),
        DisclosureRecalled e => e.Share.ToString(),
        RecallAnswered e => e.Share.ToString(),
        DecisionNotToShare e => e.Share?.ToString() ?? e.NonShare.ToString(),
        IgReviewEvent e => e.Share?.ToString() ?? e.NonShare?.ToString(),
        _ => null,
    };

    /// <summary>The London month of an entry's recording, as <c>2026-11</c>.</summary>
    public static string MonthOf(RecordedEvent recorded) => MonthOf(recorded.RecordedAt);

    public static string MonthOf(DateTimeOffset instant) => LondonTime.DateOf(instant).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The line after an event; null where there is none yet and the event begins none.</summary>
    public static ShareRow? Evolve(ShareRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        IgReviewEvent e => row is null ? null : Reviewed(row, ShareReview.After(row.Review, e, recorded)),
        _ => Follow(row, recorded) is not { } next ? null : ReferenceEquals(next, row) ? row : next with { Hands = [.. next.Hands.Union(HandsOf(recorded))] },
    };

    private static ShareRow? Follow(ShareRow? row, RecordedEvent recorded) => (row, recorded.Event) switch
    {
        (_, ShareProposed e) => Proposed(e, recorded),
        (null, DecisionNotToShare e) => DecidedAgainst(e, recorded),
        (null, _) => null,
        (_, OverrideDecided e) => Marked(row with
        {
            Permission = e.Permission?.State switch
            {
                PermissionState.Refused => SharePermission.Refused,
                PermissionState.Withdrawn => SharePermission.Withdrawn,
                PermissionState.NotSought => SharePermission.NotSought,
                PermissionState.NotValid => SharePermission.NotValid,
                _ => SharePermission.NotRecorded,
            },
            Override = OverrideState.Incomplete,
            Answered = OverrideTests.AnsweredIn(e),
            WeighedIn = Weighs(e) ? recorded.Id : null,
            // What was authorised was something else: the override must be authorised itself.
            AuthorisedBy = null,
            AuthorisedAt = null,
            State = row.State == ShareState.Authorised ? ShareState.Proposed : row.State,
            Urgency = null,
            DecideBy = null,
            Afterwards = null,
            Told = row.Told.AddRange(ToldIn(e, recorded)),
        }),
        (_, OverrideSupplemented e) => Marked(row with { Answered = [.. row.Answered.Union(OverrideTests.AnsweredIn(e)).Order()], WeighedIn = Weighs(e) ? recorded.Id : row.WeighedIn, Told = row.Told.AddRange(ToldIn(e, recorded)) }),
        (_, UrgentShareMade e) => Marked(row with { Urgency = ShareUrgency.Undecided, DecideBy = e.DecideBy }),
        (_, RetrospectiveAuthorised) => Afterwards(row, recorded, Retrospective.Authorised),
        (_, RetrospectiveRefused) => Afterwards(row, recorded, Retrospective.Refused),
        (_, DisclosureReceived e) => Marked(row with { ReceivedAt = row.ReceivedAt ?? e.ReceivedAt }),
        (_, DisclosureFailed) => Marked(row with { FailedAt = recorded.RecordedAt, Sendings = [] }),
        (_, LawfulBasisRecorded e) => row with { Route = e.Route },
        (_, ShareAuthorised) => Marked(row with
        {
            AuthorisedBy = recorded.Headers.Actor,
            AuthorisedAt = Instant(recorded),
            State = row.State == ShareState.Proposed ? ShareState.Authorised : row.State,
        }),
        (_, ShareDeclined) => row with { DeclinedAt = Instant(recorded), State = ShareState.Declined },
        (_, InformationDisclosed e) => Marked(row with
        {
            DisclosedAt = row.DisclosedAt ?? e.SentAt,
            Channel = row.Channel ?? e.Channel,
            Sendings = row.Sendings.Add(Sending.Of(recorded, e)),
            State = ShareState.Sent,
        }),
        (_, ParentInformed e) => Marked(row with { Told = row.Told.Add(new(e.Parent, true, Instant(recorded))) }),
        (_, ParentInformedLater e) => Marked(row with { Told = row.Told.Add(new(e.Parent, true, Instant(recorded))) }),
        (_, DisclosureCorrected) => row with { CorrectedAt = recorded.RecordedAt },
        (_, WithdrawalPassedOn e) => Marked(row with { WithdrawnFrom = row.WithdrawnFrom <= e.From ? row.WithdrawnFrom : e.From }),
        (_, DisclosureRecalled) => row with { RecalledAt = recorded.RecordedAt, RecallAnswer = null },
        (_, RecallAnswered e) => row with { RecallAnswer = e.Answer },
        (_, ParentNotInformedDecided e) => Marked(row with { Told = row.Told.Add(new(e.Parent, false, Instant(recorded))) }),
        (_, DecisionNotToShare e) => row with
        {
            Request = e.Request ?? row.Request,
            State = row.State == ShareState.Sent ? row.State : ShareState.DecidedAgainst,
            EndedBy = e.NonShare,
            ReviewBy = e.ReviewBy,
            DetrimentalToChild = e.DetrimentalToChild,
        },
        _ => row,
    };

    private static bool Weighs(OverrideAnswers e) => OverrideTests.AnsweredIn(e).Contains(OverrideTest.J9);

    private static IEnumerable<ToldFacts> ToldIn(OverrideAnswers e, RecordedEvent recorded) =>
        (e.Openness ?? []).Select(o => new ToldFacts(o.Person, o.Choice == Domain.Sharing.Openness.ToldBefore, Instant(recorded)));

    /// <summary>Late is judged by when it was recorded: what is late cannot become in time.</summary>
    private static ShareRow Afterwards(ShareRow row, RecordedEvent recorded, Retrospective outcome) => Marked(row with
    {
        Afterwards = outcome,
        AuthorisedBy = recorded.Headers.Actor,
        AuthorisedAt = Instant(recorded),
        Urgency = recorded.RecordedAt > row.DecideBy ? ShareUrgency.DecidedLate : ShareUrgency.DecidedInTime,
        State = outcome == Retrospective.Refused && row.State != ShareState.Sent ? ShareState.Declined : row.State,
    });

    private static ShareRow Proposed(ShareProposed e, RecordedEvent recorded) =>
        Begun(recorded, e.Share.Value, ShareRowKind.Share, e.Recipient.Agency, ShareState.Proposed) with
        {
            Purpose = e.Purpose,
            Ground = e.Ground,
            Consent = e.Consent,
            Request = e.Request,
            Permission = e.Ground == ShareGround.Consent ? SharePermission.Given : SharePermission.NotRecorded,
            Categories = [.. e.Items.Select(i => i.Category).Distinct()],
            ProposedBy = recorded.Headers.Actor,
        };

    private static ShareRow DecidedAgainst(DecisionNotToShare e, RecordedEvent recorded) =>
        Begun(recorded, e.Share?.Value ?? e.NonShare.Value, ShareRowKind.DecisionNotToShare, e.Considered, ShareState.DecidedAgainst) with
        {
            EndedBy = e.NonShare,
            Request = e.Request,
            ReviewBy = e.ReviewBy,
            DetrimentalToChild = e.DetrimentalToChild,
            ProposedBy = recorded.Headers.Actor,
        };

    private static ShareRow Reviewed(ShareRow row, ShareReview? review) => row with { Review = review, Finding = review?.Finding };

    private static ShareRow Begun(RecordedEvent recorded, Guid id, ShareRowKind kind, AgencyId to, ShareState state) =>
        new(id, kind, FamilyOf(recorded), recorded.Agency, to, Instant(recorded), state)
        {
            Jurisdiction = recorded.Headers.Jurisdiction,
            RulePack = recorded.Headers.RulePack,
            Month = MonthOf(recorded),
        };

    private static IEnumerable<ActorId> HandsOf(RecordedEvent recorded) =>
        recorded.Event.Envelope.DecidedBy is { } decided ? [recorded.Headers.Actor, decided] : [recorded.Headers.Actor];

    /// <summary>What follows from the facts of a line, worked out anew after each of them.</summary>
    private static ShareRow Marked(ShareRow row)
    {
        var completeness = row.Override is null ? null : OverrideCompleteness.Of(row.Answered, row.AuthorisedAt is not null,
            OverrideCompleteness.TraceOf(row.Sendings, row.ReceivedAt is not null), row.Urgency == ShareUrgency.DecidedLate);
        return row with
        {
            Openness = ShareTelling.Of([.. row.Told.Select(t => (t.Parent, t.Told, t.At))], row.DisclosedAt),
            Override = completeness is null ? null : completeness.Complete ? OverrideState.Complete : OverrideState.Incomplete,
            Missing = completeness is null ? [] : [.. completeness.Tests.Where(t => t.State != TestState.Answered).Select(t => t.Test)],
            Mark = row is { DisclosedAt: not null, Permission: SharePermission.Refused or SharePermission.Withdrawn } ? ShareMark.RefusedThenShared
                : row.WithdrawnFrom <= row.DisclosedAt ? ShareMark.WithdrawnBeforeSent
                : null,
        };
    }

    private static FamilyId FamilyOf(RecordedEvent recorded) => new(Guid.Parse(recorded.Stream.Id));

    private static DateTimeOffset Instant(RecordedEvent recorded) => recorded.Event.Envelope.Happened.Earliest ?? recorded.RecordedAt;
}
