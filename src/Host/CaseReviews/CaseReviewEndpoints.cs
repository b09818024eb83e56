using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.CaseReviews;

/// <summary>One page of the reviews that the caller leads or reads under, newest first.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record CaseReviewList(IReadOnlyList<CaseReviewRow> Rows, string? Next);

/// <summary>Reviews of serious cases: scope, freeze, notes, end (domain §2.8). The records themselves are read where everybody reads them.</summary>
internal static class CaseReviewEndpoints
{
    private const string List = "GetCaseReviews", One = "GetCaseReview";
    private static readonly string[] Filters = ["asOf", "cursor", "limit"];

    public static void MapCaseReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapCaseReviewCommand<OpenCaseReview>("", CaseReviewDecider.Decide, async (command, request) =>
        {
            request.Opens();
            return command with { Known = await KnownAsync(command.Records, request) };
        }, creates: true);
        routes.MapCaseReviewCommand<GrantReviewScope>("/{review:guid}/reviewers", CaseReviewDecider.Decide, async (command, request) => command with
        {
            AgencyIsRegistered = await request.Get<AgencyFacts>().FindAsync(command.Agency, request.Stop) is not null,
            WorkedTheCase = await request.Get<EventReader>().RecordedInAsync(
                [.. (await StateAsync(request)).Records.Select(StreamKey.Family)], [command.Reviewer], request.Stop),
        });
        routes.MapCaseReviewCommand<ExtendReviewScope>("/{review:guid}/scope", CaseReviewDecider.Decide, async (command, request) =>
        {
            var review = await StateAsync(request);
            return command with
            {
                Known = await KnownAsync(command.Records, request),
                ReviewerWorkedThere = await request.Get<EventReader>().RecordedInAsync(
                    [.. command.Records.Except(review.Records).Select(StreamKey.Family)], review.Reviewers.Select(r => r.Reviewer), request.Stop),
                Persons = await PersonsAsync([.. review.Records, .. command.Records], request),
            };
        });
        routes.MapCaseReviewCommand<WithdrawReviewScope>("/{review:guid}/reviewers/withdrawal", CaseReviewDecider.Decide);
        routes.MapCaseReviewCommand<FreezeEvidence>("/{review:guid}/freeze", CaseReviewDecider.Decide, async (command, request) => command with
        {
            Persons = await PersonsAsync((await StateAsync(request)).Records, request),
        });
        routes.MapCaseReviewCommand<AnnotateReview>("/{review:guid}/annotations", CaseReviewDecider.Decide, async (command, request) => command with
        {
            Annotation = AnnotationId.From(request.Create()),
            EntryIsEvidence = command.About is not { } about || await IsEvidenceAsync(about, command.Record, request),
        }, creates: true);
        routes.MapCaseReviewCommand<CloseCaseReview>("/{review:guid}/closing", CaseReviewDecider.Decide);

        routes.MapGet(CaseReviewCommands.Pattern, ListAsync).DescribesView<CaseReviewList>(List, [400, 403, 422], Filters).CanWait().WithTags("Case reviews");
        routes.MapGet($"{CaseReviewCommands.Pattern}/{{review:guid}}", ReadAsync).DescribesView<CaseReviewPage>(One, [400, 403, 404]).CanWait().WithTags("Case reviews");
    }

    /// <summary>Everybody of a chair's agency who chairs sees its reviews; everybody else those under which they read.</summary>
    private static async Task<IResult> ListAsync(HttpContext context, RegisterPages pages, Denials denials, Reads reads)
    {
        var caller = context.Caller();
        if (!caller.HasAny(Role.ReviewChair, Role.Reviewer)) throw await denials.DenyAsync(context, List, Problems.ReadsNoRegister);
        Cuts.Only(context.Request, Filters);
        var reader = CaseReviewRegister.Reader(caller.Agency, caller.Id);
        var filter = caller.Has(Role.ReviewChair)
            ? RowFilter.None.And(new RowTest.Either(new RowTest.Is("agency", caller.Agency.Value), new RowTest.Holds("readers", reader)))
            : RowFilter.None.Holds("readers", reader);
        var (rows, next) = await pages.ReadAsync(context, LogViews.CaseReviews, filter);
        await reads.SearchedAsync(context, "case-reviews", rows.Count, [], Reads.FilterOf(context.Request));
        return Answers.Json(new CaseReviewList(rows, next));
    }

    private static async Task<IResult> ReadAsync(
        Guid review, HttpContext context, EventReader events, FamilyReader opener, Denials denials, Reads reads, Freshness freshness)
    {
        var (caller, stop) = (context.Caller(), context.RequestAborted);
        Cuts.Only(context.Request);
        await freshness.HeadAsync(context);
        var recorded = await events.StreamAsync(StreamKey.Review(CaseReviewId.From(review)), stop);
        var state = recorded.Aggregate(new CaseReview(CaseReviewId.From(review)), (r, e) => r.Evolve(e));
        if (!state.IsVisibleTo(caller)) throw await denials.DenyAsync(context, One, Problem.Of(CaseReviewRefusals.NotFound), review);
        if (state.IsClosed && !state.IsLedBy(caller)) throw await denials.DenyAsync(context, One, Problem.Of(CaseReviewRefusals.AccessEnded), review);

        var page = CaseReviewPage.Of(recorded)!;
        var answer = await opener.OpenAsync(page, stop);
        await reads.SearchedAsync(context, "case-review", page.Annotations.Count, page.Records, [$"review={review}"]);
        return Answers.Json(answer);
    }

    /// <summary>The review, which must stand as it is until the command is recorded.</summary>
    private static async Task<CaseReview> StateAsync(CaseReviewRequest request)
    {
        var (review, version) = await request.Get<StreamViews>().LoadAsync<CaseReview>(StreamKey.Review(request.Review), request.Stop);
        request.Facts.RestOn(StreamKey.Review(request.Review), version);
        return review;
    }

    private static async Task<IReadOnlyList<FamilyId>> KnownAsync(IReadOnlyList<FamilyId> records, CaseReviewRequest request) =>
        [.. (await LoadAsync(records, request)).Select(f => f.State).Where(f => f.Exists).Select(f => f.Id)];

    /// <summary>Everybody of some records. Who joins one of them meanwhile is noticed, and asked for again.</summary>
    private static async Task<IReadOnlyList<PersonId>> PersonsAsync(IReadOnlyList<FamilyId> records, CaseReviewRequest request)
    {
        var families = await LoadAsync(records, request);
        foreach (var (family, version) in families) request.Facts.RestOn(StreamKey.Family(family.Id), version);
        return [.. families.SelectMany(f => f.State.Household.Members).Select(m => m.Person).Distinct()];
    }

    private static Task<IReadOnlyList<Loaded<FamilyRecord>>> LoadAsync(IReadOnlyList<FamilyId> records, CaseReviewRequest request) =>
        request.Get<StreamViews>().LoadAsync<FamilyRecord>([.. records.Distinct().Take(CaseReviewDecider.MostRecords).Select(StreamKey.Family)], request.Stop);

    private static async Task<bool> IsEvidenceAsync(EventId entry, FamilyId family, CaseReviewRequest request) =>
        (await StateAsync(request)).FrozenPosition is { } frozen
        && (await request.Get<EventReader>().ByIdAsync([entry], request.Stop)).SingleOrDefault() is { } found
        && found.Stream == StreamKey.Family(family) && found.Position < frozen;
}
