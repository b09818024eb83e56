using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Rules;

/// <summary>Which documents are in force, by nation and date (V15). They are about no family, and everybody reads them.</summary>
internal static class RuleEndpoints
{
    private const string View = "GetRulesInForce";

    private static readonly Jurisdiction[] Nations = [Jurisdiction.England, Jurisdiction.Wales];

    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("").WithTags("Rules");
        rules.MapGet("/rules", async (HttpContext context, StreamViews views, Freshness freshness, TimeProvider clock) =>
        {
            var (request, stop) = (context.Request, context.RequestAborted);
            Cuts.Only(request, "asOf", "on", "nation");
            var cut = Cuts.AsOf(request, clock.GetUtcNow());
            var on = Cuts.Date(request, "on") ?? cut.Today;
            var named = Cuts.Code<Jurisdiction>(request, "nation");
            await freshness.HeadAsync(context);

            var books = new List<RuleBook>();
            foreach (var nation in Nations.Where(n => named is null || n.ToString() == named))
                books.Add(cut.IsPast
                    ? await views.AsOfAsync<RuleBook>(StreamKey.Rules(nation), cut.AsOf, stop)
                    : (await views.LoadAsync<RuleBook>(StreamKey.Rules(nation), stop)).State);
            return Answers.Json(RulesInForce.Of(books, on));
        }).DescribesView<RulesInForce>(View, [400, 422], "asOf", "on", "nation").CanWait();

        rules.MapRuleCommand<PublishDocument>("", PublicationDecider.Decide, async (command, nation, document, context) => command with
        {
            Nation = nation,
            Document = document,
            Registered = await context.RequestServices.GetRequiredService<AgencyFacts>().RegisteredAsync(command.Parties, PublicationDecider.MostParties, context.RequestAborted),
        }, creates: true);
        rules.MapRuleCommand<ApproveDocument>("/{document:guid}/approval", PublicationDecider.Decide,
            (command, nation, document, _) => Task.FromResult(command with { Nation = nation, Document = document }));
        rules.MapRuleCommand<EndDocument>("/{document:guid}/ending", PublicationDecider.Decide,
            (command, nation, document, _) => Task.FromResult(command with { Nation = nation, Document = document }));
    }

    /// <param name="path">Below <c>/rules/{nation}</c>.</param>
    /// <param name="complete">Sets nation, document and facts that the caller may not say.</param>
    /// <param name="creates">Whether it makes the document; otherwise the address names it.</param>
    private static void MapRuleCommand<TCommand>(
        this IEndpointRouteBuilder routes, string path, Func<RuleBook, TCommand, Decision> decide,
        Func<TCommand, Jurisdiction, DocumentId, HttpContext, Task<TCommand>> complete, bool creates = false)
        where TCommand : Command =>
        routes.MapPost($"/rules/{{nation}}{path}", async Task<IResult> (string nation, HttpContext context, CommandDesk desk, Denials denials, TimeProvider clock) =>
        {
            var name = typeof(TCommand).Name;
            if (NationOf(nation) is not { } known) throw await denials.DenyAsync(context, name, Problem.Of(PublicationRefusals.NationNotFound));
            var body = await StrictBody.ReadAsync<TCommand>(context.Request, context.RequestAborted);
            var document = creates ? Guid.CreateVersion7(clock.GetUtcNow()) : Guid.Parse((string)context.GetRouteValue("document")!);
            var command = (await complete(body.Value, known, DocumentId.From(document), context)) with { By = context.Caller() };
            var (answer, _) = await desk.RunAsync<RuleBook>(
                new Arrived(context, name, StreamKey.Rules(known), body.Sent)
                {
                    Creates = creates ? document : null,
                    Location = creates ? _ => "/rules" : null,
                    Warnings = body.Warnings,
                },
                (book, now) => decide(book, command with { Now = now }));
            return answer;
        }).DescribesCommand<TCommand>(created: creates, inFamily: false, addressed: true);

    /// <summary>A nation by its code in an address, as the stream has it.</summary>
    private static Jurisdiction? NationOf(string code) => Nations.Where(n => StreamKey.Rules(n).Id == code).Cast<Jurisdiction?>().FirstOrDefault();
}
