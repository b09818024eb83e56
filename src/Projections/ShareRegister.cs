using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>The share register (V2): one line for every share and every decision not to share.</summary>
public static class ShareRegister
{
    public static IReadOnlyList<Type> Follows { get; } = [typeof(SharingEvent), typeof(IgReviewEvent), typeof(DisclosureOpened)];

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
        ChildInformed e => e.Share?.ToString(),
        DisclosureCorrected e => e.Share.ToString(),
        WithdrawalPassedOn e => e.Share.ToString(),
        DisclosureRecalled e => e.Share.ToString(),
        RecallAnswered e => e.Share.ToString(),
        DecisionNotToShare e => e.Share?.ToString() ?? e.NonShare.ToString(),
        IgReviewEvent e => e.Share?.ToString() ?? e.NonShare?.ToString(),
        DisclosureOpened e => e.Share.ToString(),
        _ => null,
    };

    /// <summary>The London month of an entry's recording, as <c>2026-11</c>.</summary>
    public static string MonthOf(RecordedEvent recorded) => MonthOf(recorded.RecordedAt);

    public static string MonthOf(DateTimeOffset instant) => LondonTime.DateOf(instant).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The line after an event; null where there is none yet and the event begins none.</summary>
    public static ShareRow? Evolve(ShareRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        // Reading is no hand in it.
        DisclosureOpened => row is null || row.OpenedAt is not null || row.To != recorded.Agency ? row : row with { OpenedAt = recorded.RecordedAt },
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
            Told = row.Told.AddRange(DecidedIn(e, recorded)),
        }),
        (_, OverrideSupplemented e) => Marked(row with { Answered = [.. row.Answered.Union(OverrideTests.AnsweredIn(e)).Order()], WeighedIn = Weighs(e) ? recorded.Id : row.WeighedIn, Told = row.Told.AddRange(DecidedIn(e, recorded)) }),
        (_, UrgentShareMade e) => Marked(row with { Urgency = ShareUrgency.Undecided, DecideBy = e.DecideBy }),
        (_, RetrospectiveAuthorised) => Afterwards(row, recorded, Retrospective.Authorised),
        (_, RetrospectiveRefused) => Afterwards(row, recorded, Retrospective.Refused),
        (_, DisclosureReceived or DisclosureFailed) => Marked(row with { Sendings = row.Sendings.After(recorded) }),
        (_, LawfulBasisRecorded e) => row with { Route = e.Route, Protocols = e.Protocols },
        (_, ShareAuthorised) => Marked(row with
        {
            AuthorisedBy = recorded.Headers.Actor,
            AuthorisedAt = Instant(recorded),
            State = row.State == ShareState.Proposed ? ShareState.Authorised : row.State,
        }),
        (_, ShareDeclined) => row with { DeclinedAt = Instant(recorded), State = ShareState.Declined },
        (_, InformationDisclosed) => Marked(row with { Sendings = row.Sendings.After(recorded), State = ShareState.Sent }),
        (_, ParentInformed e) => Marked(row with { Told = row.Told.Add(new(e.Parent, true, Instant(recorded))) }),
        (_, ParentInformedLater e) => Marked(row with { Told = row.Told.Add(new(e.Parent, true, Instant(recorded))) }),
        (_, ChildInformed e) => Marked(row with { Told = row.Told.Add(new(e.Child, true, Instant(recorded)) { Child = true }) }),
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

    /// <summary>J15 is a plan: whoever is in it is not told by it.</summary>
    private static IEnumerable<ToldFacts> DecidedIn(OverrideAnswers e, RecordedEvent recorded) =>
        (e.Openness ?? []).Select(o => new ToldFacts(o.Person, false, Instant(recorded)));

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
            OverrideCompleteness.TraceOf(row.Sendings), row.Urgency == ShareUrgency.DecidedLate);
        var first = row.Sendings.First();
        return row with
        {
            DisclosedAt = first?.SentAt,
            Channel = first?.Channel,
            ReceivedAt = row.Sendings.LastReceivedAt(),
            FailedAt = row.Sendings.LastFailedAt(),
            Openness = ShareTelling.Of(row.Told, first?.SentAt),
            Override = completeness is null ? null : completeness.Complete ? OverrideState.Complete : OverrideState.Incomplete,
            Missing = completeness is null ? [] : [.. completeness.Tests.Where(t => t.State != TestState.Answered).Select(t => t.Test)],
            Mark = first is not null && row.Permission is (SharePermission.Refused or SharePermission.Withdrawn) ? ShareMark.RefusedThenShared
                : row.Sendings.Any(s => row.WithdrawnFrom <= s.SentAt) ? ShareMark.WithdrawnBeforeSent
                : null,
        };
    }

    private static FamilyId FamilyOf(RecordedEvent recorded) => new(Guid.Parse(recorded.Stream.Id));

    private static DateTimeOffset Instant(RecordedEvent recorded) => recorded.Event.Envelope.Happened.MomentOr(recorded.RecordedAt);
}
