using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Chronologies;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.CaseReviews;

/// <summary>What became of a chronology that was handed in.</summary>
/// <param name="Rows">How many rows the file has.</param>
/// <param name="Imported">How many of them were taken now.</param>
/// <param name="AlreadyThere">How many had come before, in this file or in another; those that were withdrawn since are among them, and stay so.</param>
/// <param name="SetAside">Those that could not be read, each with the reason's code; nothing of them is kept.</param>
/// <param name="Checkpoint">The signed head of the log behind the last entry; null where nothing was recorded.</param>
public sealed record ChronologyAnswer(int Rows, int Imported, int AlreadyThere, IReadOnlyList<RowSetAside> SetAside, string? Checkpoint);

/// <summary>Hands agencies' chronologies in to a review, as CSV (domain §4, reviewer chronology).</summary>
internal static class ChronologyEndpoints
{
    private const string Operation = nameof(ImportChronology);

    public static void MapChronologies(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{CaseReviewCommands.Pattern}/{{review:guid}}/chronology", (Guid review, HttpContext context, ChronologyPages pages) => pages.AnswerAsync(context, CaseReviewId.From(review)))
            .DescribesView<Chronology>(ChronologyPages.Operation, [400, 403, 404, 409], "cursor", "limit", "withdrawn", ReviewGrants.Names).CanWait().WithTags("Case reviews");
        routes.MapPost($"{CaseReviewCommands.Pattern}/{{review:guid}}/chronologies", ImportAsync)
            .WithName(Operation).Accepts<string>("text/csv", DescribedRoutes.AnyType).Produces<ChronologyAnswer>()
            .WithMetadata(new Described(false, false, [400, 401, 403, 404, 409, 413, 415, 422, 429, 503], new Dictionary<string, string> { ["source"] = "The code of the agency whose chronology it is." }))
            .WithTags("Case reviews");
        routes.MapPost($"{CaseReviewCommands.Pattern}/{{review:guid}}/chronologies/withdrawal", WithdrawAsync)
            .DescribesCommand<WithdrawChronologyEntries>(created: false, inFamily: false, addressed: true).WithTags("Case reviews");
    }

    private static async Task<IResult> WithdrawAsync(Guid review, HttpContext context, StreamViews views, EventReader events, CommandDesk desk, Denials denials)
    {
        var id = CaseReviewId.From(review);
        await MayHandInAsync(context, id, nameof(WithdrawChronologyEntries), views, denials);
        var body = await StrictBody.ReadAsync<WithdrawChronologyEntries>(context.Request, context.RequestAborted);
        var found = await events.ByIdAsync([.. body.Value.Entries.Take(ChronologyDecider.MostRows)], context.RequestAborted);
        var command = body.Value with
        {
            Review = id,
            By = context.Caller(),
            Rows = [.. found.Where(e => e.Stream == StreamKey.ImportsOf(id) && e.Event is ChronologyEntryImported).Select(e => e.Id)],
        };
        var (answer, _) = await desk.RunAsync<ChronologyImport>(
            new Arrived(context, nameof(WithdrawChronologyEntries), StreamKey.ImportsOf(id), body.Sent) { Asked = review, Warnings = body.Warnings },
            (state, now) => ChronologyDecider.Decide(state, command with { Now = now }));
        return answer;
    }

    private static async Task MayHandInAsync(HttpContext context, CaseReviewId id, string what, StreamViews views, Denials denials)
    {
        if (ChronologyDecider.Refuse((await views.LoadAsync<CaseReview>(StreamKey.Review(id), context.RequestAborted)).State, context.Caller()) is { } refusal)
            throw refusal.Kind == RefusalKind.NotFound ? await denials.DenyAsync(context, what, Problem.Of(refusal), id.Value) : new ProblemException(Problem.Of(refusal));
    }

    private static async Task<IResult> ImportAsync(
        Guid review, HttpContext context, StreamViews views, AgencyFacts agencies, ServiceKeys keys, CommandDesk desk, Denials denials, TimeProvider clock)
    {
        var (caller, request, stop) = (context.Caller(), context.Request, context.RequestAborted);
        var id = CaseReviewId.From(review);
        await MayHandInAsync(context, id, Operation, views, denials);
        Cuts.Only(request, "source");
        if (request.Headers.ContainsKey(IdempotencyHeader.Name))
            throw new ProblemException(Problems.HeaderInvalid(IdempotencyHeader.Name, "Leave it out: rows that came before are not taken twice."));
        if (Cuts.One(request, "source") is not { } code || !AgencyId.TryFrom(code, out var source) || await agencies.FindAsync(source, stop) is null)
            throw new ProblemException(Problem.Of(ChronologyRefusals.SourceRequired));

        var sent = await StrictBody.CsvAsync(request, stop);
        var command = new ChronologyFile(keys).Read(sent, id, source) with { By = caller, Now = clock.GetUtcNow() };
        var (imported, checkpoint) = (0, (string?)null);
        for (var changed = true; changed;)
        {
            var (_, answer) = await desk.RunAsync<ChronologyImport>(
                new Arrived(context, Operation, StreamKey.ImportsOf(id), sent), (state, now) => ChronologyDecider.Decide(state, command with { Now = now }));
            changed = answer.Changed;
            checkpoint = answer.Checkpoint ?? checkpoint;
            imported += answer.Entries.Count(e => e.Type == EventTypes.AliasOf(typeof(ChronologyEntryImported)));
        }

        var setAside = ChronologyDecider.SetAside(command);
        return Answers.Json(new ChronologyAnswer(command.Rows.Count, imported, command.Rows.Count - setAside.Count - imported, setAside, checkpoint));
    }
}
