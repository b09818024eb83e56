using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.EventStore.Commands;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.CaseReviews;

/// <summary>A request about one review: what an endpoint completes a command from.</summary>
internal sealed class CaseReviewRequest(HttpContext context, CaseReviewId review, DateTimeOffset now)
{
    public CaseReviewId Review => review;

    public CancellationToken Stop => context.RequestAborted;

    /// <summary>What else it takes to complete the command.</summary>
    public T Get<T>() where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>Facts of other streams that must stand until the command is recorded.</summary>
    public CommandFacts Facts { get; } = new();

    /// <summary>What the command creates, once it was asked for.</summary>
    public Guid? Created { get; private set; }

    /// <summary>A new id, for what the command creates.</summary>
    public Guid Create() => (Created ??= Guid.CreateVersion7(now));

    /// <summary>The review itself is created by this command.</summary>
    public void Opens() => Created = review.Value;
}

/// <summary>The one way in for commands about a review: the address names it, the body is read strictly, the domain decides.</summary>
internal static class CaseReviewCommands
{
    public const string Pattern = "/case-reviews";

    public static string AddressOf(CaseReviewId review) => $"{Pattern}/{review}";

    /// <param name="path">Below <c>/case-reviews</c>; it names the review unless the command opens one.</param>
    /// <param name="complete">Sets ids and facts that the caller may not say.</param>
    public static void MapCaseReviewCommand<TCommand>(
        this IEndpointRouteBuilder routes, string path, Func<CaseReview, TCommand, Decision> decide,
        Func<TCommand, CaseReviewRequest, Task<TCommand>> complete, bool creates = false)
        where TCommand : CaseReviewCommand =>
        routes.MapPost($"{Pattern}{path}", async Task<IResult> (HttpContext context, CommandDesk desk, TimeProvider clock) =>
        {
            var body = await StrictBody.ReadAsync<TCommand>(context.Request, context.RequestAborted);
            var now = clock.GetUtcNow();
            var review = CaseReviewId.From(context.GetRouteValue("review") is string named ? Guid.Parse(named) : Guid.CreateVersion7(now));
            var request = new CaseReviewRequest(context, review, now);
            var command = await CompleteAsync();
            request.Facts.Read = async () => command = await CompleteAsync();
            var (answer, _) = await desk.RunAsync<CaseReview>(
                new Arrived(context, typeof(TCommand).Name, StreamKey.Review(review), body.Sent)
                {
                    Creates = request.Created,
                    // Of what stands within a review the review's own page tells.
                    Location = creates ? id => AddressOf(path.Length == 0 ? CaseReviewId.From(id) : review) : null,
                    Asked = review.Value,
                    Warnings = body.Warnings,
                    Facts = request.Facts.Any ? request.Facts : null,
                },
                (state, at) => decide(state, command with { Now = at }));
            return answer;

            async Task<TCommand> CompleteAsync() => (await complete(body.Value, request)) with { Review = review, By = context.Caller() };
        }).DescribesCommand<TCommand>(created: creates, inFamily: false, addressed: true).WithTags("Case reviews");

    /// <summary>A command that needs nothing from other streams.</summary>
    public static void MapCaseReviewCommand<TCommand>(this IEndpointRouteBuilder routes, string path, Func<CaseReview, TCommand, Decision> decide)
        where TCommand : CaseReviewCommand =>
        routes.MapCaseReviewCommand(path, decide, (command, _) => Task.FromResult(command));
}
