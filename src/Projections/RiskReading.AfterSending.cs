using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>What follows a share, and what asked for it: each side reads its own copy of the words.</summary>
internal sealed partial class RiskReading
{
    /// <summary>The sendings of a share as they stood then.</summary>
    private ImmutableArray<Sending> SendingsOf(List<DisclosureEntry> sent) => [.. sent.Select(d => d.SendingBy(ByThen))];

    private List<CorrectionMade> CorrectionsMade(ShareId share) =>
    [
        .. row.Corrections.Where(c => ByThen(c.Origin) && (c.Share == share || c.Told.Any(t => t.Shares.Any(s => s.Share == share)))).Select(c => new CorrectionMade(
            c.Origin.Event, c.Origin.RecordedAt, c.Share == share ? c.Items : ItemsOf(c, share), [.. c.Told.Select(t => t.Recipient)], sight.Text(c.Origin, c.WhatWasWrong))),
    ];

    private List<CorrectionReceived> CorrectionsReceived(ShareId share) =>
    [
        .. from c in row.Corrections
           where ByThen(c.Origin)
           from told in c.Told
           where sight.IsReader(told.Recipient)
           from got in told.Shares
           where got.Share == share
           select new CorrectionReceived(c.Origin.Event, c.Origin.RecordedAt, got.Items, sight.Told(c.Origin, told.Text)),
    ];

    private static IReadOnlyList<int> ItemsOf(CorrectionEntry correction, ShareId share) =>
        [.. correction.Told.SelectMany(t => t.Shares).Where(s => s.Share == share).SelectMany(s => s.Items)];

    /// <summary>That a share was asked back, to its sender or to its recipient.</summary>
    private Recall? RecallOf(ShareId share)
    {
        if (row.Recalls.LastOrDefault(r => r.Share == share && ByThen(r.Origin)) is not { } recall) return null;
        var answer = recall.Answers.LastOrDefault(a => ByThen(a.Origin));
        var recipient = !sight.Sees(recall.Origin);
        return new Recall(recall.Origin.Event, recall.Origin.RecordedAt, recipient ? sight.Told(recall.Origin, recall.ToRecipient) : sight.Text(recall.Origin, recall.Reason))
        {
            Answer = answer?.Answer,
            AnsweredAt = answer?.Origin.RecordedAt,
            AnswerReason = answer is null ? null : recipient ? sight.Text(answer.Origin, answer.Reason) : sight.Told(answer.Origin, answer.ToSender),
        };
    }

    private DateTimeOffset? PermissionWithdrawnFrom(ShareId share) =>
        row.WithdrawalsPassedOn.LastOrDefault(w => w.Share == share && sight.IsReader(w.Recipient) && ByThen(w.Origin))?.From;

    private IEnumerable<RequestEntry> SeenRequests() =>
        sight.ReadsRecords ? row.Requests.Where(r => (sight.IsReader(r.From) || sight.IsReader(r.To)) && ByThen(r.Origin)) : [];

    private List<LapseLine> Lapsed() =>
    [
        .. row.Lapses
            .Where(l => ByThen(l.Origin) && (l.Clock == Clock.InformationRequest ? SeenRequests().Any(r => r.Id.Value == l.About) : OwnShares().Any(s => s.Id.Value == l.About)))
            .Select(l => new LapseLine(sight.AsParty(l.Origin), l.Clock, l.About, l.Due)),
    ];

    /// <param name="only">One request alone; null for all.</param>
    private List<RequestLine> Requests(RequestId? only = null) => [.. SeenRequests().Where(r => only is null || r.Id == only).Select(Line)];

    private RequestLine Line(RequestEntry request)
    {
        // What never arrived answers nothing, and the newest answer counts; the other stays in the record.
        var shared = row.Disclosures.Where(d => d.Request == request.Id && LondonTime.DateOf(d.SentAt) <= on && d.SendingBy(ByThen).FailedAt is null).MinBy(d => d.SentAt);
        var refused = row.NotShared.LastOrDefault(n => n.Request == request.Id && ByThen(n.Origin));
        if (shared?.SentAt < (refused is null ? null : At(refused.Origin))) shared = null;
        else if (shared is not null) refused = null;
        Origin?[] origins = [request.Origin, refused?.Origin, shared?.Origin];
        var state = shared is not null ? RequestState.Shared
            : refused is not null ? RequestState.NotShared
            : request.AnswerBy < on ? RequestState.Expired
            : RequestState.Open;
        return new RequestLine(sight.AsParty([.. origins.OfType<Origin>()]), request.Id, request.From, request.To, request.Purpose, request.AnswerBy, state)
        {
            Checked = request.Checked,
            AnsweredAt = shared?.SentAt ?? refused?.Origin.RecordedAt,
            Questions = sight.IsReader(request.Origin.Agency) ? sight.Text(request.Origin, request.Questions) : sight.Told(request.Origin, request.ToTheOther),
            Answer = refused is null ? null : sight.IsReader(request.From) ? sight.Told(refused.Origin, refused.ToRequester) : sight.Text(refused.Origin, refused.Answer),
        };
    }

    /// <param name="only">About one share alone; null for all.</param>
    private List<ChildInformedLine> ChildrenInformed(ShareId? only = null) =>
    [
        .. row.ChildrenInformed.Where(c => SeenByThen(c.Origin) && (only is null || c.Share == only)).Select(c => new ChildInformedLine(sight.Of(c.Origin), c.Child, c.How)
        {
            Share = c.Share,
            What = sight.Text(c.Origin, c.What),
        }),
    ];

    /// <summary>
    /// Its time has passed: the sending, for who was to be told before it, else its day. And neither was this person told of
    /// this share, whenever that was, nor anything else decided about them since.
    /// </summary>
    private bool IsOverdue(OpennessEntry decided) => !decided.Told
        && (decided is { Planned: Domain.Sharing.Openness.ToldBefore, Share: { } share } ? SentByThen(share).Count > 0 : decided.ReviewBy < on)
        && !WordsOnTelling(decided.Share).Any(w => w.Parent == decided.Parent && w.Told)
        && !row.Openness.Any(later => later.Origin.Position > decided.Origin.Position && later.Share == decided.Share && later.Parent == decided.Parent && SeenByThen(later.Origin));

    /// <summary>What the reader may see of telling anybody of a share; null for what was said of sharing in general.</summary>
    private List<ToldFacts> WordsOnTelling(ShareId? share) =>
    [
        .. row.Openness.Where(t => t.Share == share && SeenByThen(t.Origin)).Select(t => new ToldFacts(t.Parent, t.Told, At(t.Origin))),
        .. row.ChildrenInformed.Where(c => c.Share == share && SeenByThen(c.Origin)).Select(c => new ToldFacts(c.Child, true, At(c.Origin)) { Child = true }),
    ];

    /// <summary>The day has passed, and it was neither decided anew nor shared with that agency since.</summary>
    private bool IsOverdue(NonShareEntry decided) => decided.ReviewBy < on
        && !SeenNotShared().Any(later => later.Origin.Position > decided.Origin.Position && later.Considered == decided.Considered && later.Concern == decided.Concern)
        && !row.Disclosures.Any(d => d.Origin.Position > decided.Origin.Position && d.Recipient == decided.Considered && SeenByThen(d.Origin));
}
