using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Host.Replay;
using Safeguard.Projections;

namespace Safeguard.Host.CaseReviews;

/// <summary>
/// Answers one page of a review's chronology. It is a read of each of its records, committed before it leaves.
/// </summary>
internal sealed class ChronologyPages(FamilyAccess access, TimelineReader timelines, EventReader events, Reads reads, Denials denials, Freshness freshness)
{
    public const string Operation = "GetChronology";
    private const string View = "chronology";

    public async Task<IResult> AnswerAsync(HttpContext context, CaseReviewId id)
    {
        var stop = context.RequestAborted;
        Cuts.Only(context.Request, "cursor", "limit", "withdrawn", ReviewGrants.Names);
        var withdrawn = Cuts.Flag(context.Request, "withdrawn") ?? false;
        await freshness.HeadAsync(context);
        var recorded = await events.StreamAsync(StreamKey.Review(id), stop);
        var review = recorded.Aggregate(new CaseReview(id), (r, e) => r.Evolve(e));
        if (Refuse(review, context.Caller()) is { } refusal) throw await denials.DenyAsync(context, Operation, Problem.Of(refusal), id.Value);

        var imported = await events.StreamAsync(StreamKey.ImportsOf(id), stop);
        var page = Page.Read(context.Request, imported.Count == 0 ? 0 : imported[^1].Position);
        var opened = new List<OpenedFamily>();
        foreach (var record in review.Records) opened.Add(await access.ToReadUnderAsync(context, record, id, Operation));
        var replayed = new List<Replayed>();
        foreach (var record in review.Records) replayed.Add(await timelines.LoadAsync(record, stop));
        var cut = new TimelineCut(review.FrozenAt!.Value) { From = review.From, To = review.To, GapDays = TimelineQuery.UsualGap };
        var records = review.Records.Select((family, n) => (Family: family, Reading: replayed[n].Read(opened[n].By, cut))).ToList();
        var reading = new ChronologyReading(records, [.. imported.Where(e => e.Position <= page.Position)], AnnotationLine.In(recorded), review.From, review.To, withdrawn);
        var start = (int)Math.Clamp(page.Before ?? 0, 0, int.MaxValue);
        var lines = reading.Lines(start, page.Limit);
        var answer = new Chronology(id, cut.AsOf, "What the records held when they were frozen, and what agencies handed in of their own. It is not what any one agency knew.")
        {
            Lines = lines,
            Total = reading.Total,
            People = await PeopleAsync(context, opened, lines),
            Next = (long)start + lines.Count < reading.Total && lines.Count > 0 ? page.After(start + lines.Count) : null,
        };
        var json = await timelines.OpenAsync(answer, stop);
        foreach (var (n, record) in records.Index())
            await reads.ViewedAsync(context, opened[n], View, record.Reading.Shown, new Cut(cut.AsOf, IsPast: true), null, filter: withdrawn ? [.. cut.Said(), "withdrawn=true"] : cut.Said());
        return Answers.Json(json);
    }

    private async Task<IReadOnlyList<TimelinePerson>> PeopleAsync(HttpContext context, IEnumerable<OpenedFamily> opened, IReadOnlyList<ChronologyLine> lines)
    {
        var people = new List<TimelinePerson>();
        foreach (var record in opened) people.AddRange(await timelines.PeopleAsync(context, record, lines.Where(l => l.Family == record.Id).Select(l => l.Entry!)));
        return [.. people.DistinctBy(p => p.Person)];
    }

    /// <summary>The chair leads the review and reads no record; who reads is who was named.</summary>
    private static Refusal? Refuse(CaseReview review, Actor caller) =>
        !review.IsVisibleTo(caller) ? CaseReviewRefusals.NotFound
        : review.IsClosed ? CaseReviewRefusals.AccessEnded
        : review.ScopeOf(caller.Id, caller.Agency) is null || !caller.Has(Role.Reviewer) ? CaseReviewRefusals.ReadersOnly
        : review.FrozenAt is null ? CaseReviewRefusals.NotFrozen
        : null;
}
