using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>
/// The information governance review (domain §3.4). An officer comes to a record for these commands and no more of it; the
/// agency that decided answers like anybody who records in it.
/// </summary>
internal static class ReviewEndpoints
{
    private const string View = "ig-review", Operation = "GetIgReview";

    private static readonly OpenRecord AsOfficer = (access, context, family, what) => access.ToReviewAsync(context, family, what);

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("").WithTags("Reviews");

        reviews.MapFamilyCommand<OpenIgReview>("shares/{share:guid}/reviews", IgReviewDecider.Decide, (command, request) =>
        {
            var share = request.Id<ShareId>("share");
            return SampledAsync(command with { Share = share }, share.Value, request);
        }, open: AsOfficer);
        // The same command of another thing: it needs a name of its own in the description.
        reviews.MapFamilyCommand<OpenIgReview>("non-shares/{nonShare:guid}/reviews", IgReviewDecider.Decide, (command, request) =>
        {
            var decision = request.Id<NonShareId>("nonShare");
            var line = request.Family.Sharing.NotShared.FirstOrDefault(n => n.Id == decision)?.Share?.Value ?? decision.Value;
            return SampledAsync(command with { NonShare = decision }, line, request);
        }, open: AsOfficer).WithName("OpenIgReviewOfDecision");

        reviews.MapFamilyCommand<RaiseIgQuery>("reviews/{review:guid}/queries", IgReviewDecider.Decide, (command, request) =>
            command with { Review = request.Id<IgReviewId>("review"), Query = IgQueryId.From(request.Create()), Policy = request.Get<ReviewPolicy>() }, open: AsOfficer);
        reviews.MapFamilyCommand<AnswerIgQuery>("reviews/{review:guid}/queries/{query:guid}/answer", IgReviewDecider.Decide, (command, request) =>
            command with { Review = request.Id<IgReviewId>("review"), Query = request.Id<IgQueryId>("query") });
        reviews.MapFamilyCommand<CompleteIgReview>("reviews/{review:guid}/completion", IgReviewDecider.Decide, CheckedAsync, open: AsOfficer);

        reviews.MapGet($"{ThingAddress.FamilyPattern}/reviews/{{review:guid}}", ReadAsync)
            .DescribesView<IgReviewPage>(Operation, [400, 403, 404, 422], "asOf").CanWait();
    }

    private static async Task<OpenIgReview> SampledAsync(OpenIgReview command, Guid line, FamilyRequest request) => command with
    {
        Review = IgReviewId.From(request.Create()),
        Sample = await request.Get<ReviewReader>().SampleAsync(request.Opened, line, request.Now, request.Stop),
    };

    /// <summary>What the machine says when it is completed. What is refused anyway opens no text for that.</summary>
    private static async Task<CompleteIgReview> CheckedAsync(CompleteIgReview command, FamilyRequest request)
    {
        command = command with { Review = request.Id<IgReviewId>("review") };
        var asIs = command with { Family = request.Family.Id, By = request.Caller, Now = request.Now };
        if (IgReviewDecider.Decide(request.Family, asIs) is not Decision.Accepted) return command;
        var reader = request.Get<ReviewReader>();
        if (await reader.StoryAsync(request.Opened, request.Family.Reviews.Find(command.Review)!.Of, request.Stop) is not { } story) return command;
        var (checks, _) = await reader.ChecksAsync(request.Context, request.Opened, story, request.Now);
        return command with { Machine = [.. checks.Select(c => new IgCheckFound(c.Check, c.State, ByPerson: false))] };
    }

    /// <summary>The reviewer's own page. To everybody else it is not there, and to another officer neither.</summary>
    private static async Task<IResult> ReadAsync(
        Guid family, Guid review, HttpContext context, FamilyAccess access, ReviewReader reader, FamilyReader opener, Denials denials, Reads reads, Freshness freshness, TimeProvider clock)
    {
        var opened = await access.ToReviewAsync(context, FamilyId.From(family), Operation);
        Cuts.Only(context.Request, "asOf");
        var cut = Cuts.AsOf(context.Request, clock.GetUtcNow());
        await freshness.HeadAsync(context);

        var (caller, stop, id) = (context.Caller(), context.RequestAborted, IgReviewId.From(review));
        var story = opened.Record.Reviews.Find(id) is { } found && found.Reviewer == caller.Id ? await reader.StoryAsync(opened, found.Of, stop, cut.AsOf) : null;
        if (story is null || !ReviewRights.Covers(caller, story.From) || !story.Stream.Any(e => e.Event is IgReviewOpened o && o.Review == id))
            throw await denials.DenyAsync(context, Operation, Problems.NotFound, review);

        var (checks, near) = await reader.ChecksAsync(context, opened, story, cut.AsOf);
        var page = IgReviewPage.Of(story, id, checks, near, cut.AsOf);
        var answer = await opener.OpenAsync(page, stop);
        await reads.ViewedAsync(context, opened, View, page.Shown, cut, null, review);
        return Answers.Json(answer);
    }
}
