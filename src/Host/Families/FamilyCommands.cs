using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Families;

/// <summary>
/// The one way in for commands about a family: the record must be open to the caller, the body is read strictly, the
/// edge completes what no caller may say, the domain decides. An endpoint is the line that names these.
/// </summary>
internal static class FamilyCommands
{
    /// <param name="path">Below <c>/families/{family}/</c>.</param>
    /// <param name="decide">The decider.</param>
    /// <param name="complete">Sets ids and facts that the caller may not say.</param>
    /// <param name="creates">What it may create: the answer then names its address.</param>
    /// <param name="open">Who comes to the record for this; whoever may record in it, where it is left out.</param>
    public static RouteHandlerBuilder MapFamilyCommand<TCommand>(
        this IEndpointRouteBuilder routes, string path, Func<FamilyRecord, TCommand, Decision> decide,
        Func<TCommand, FamilyRequest, Task<TCommand>> complete, RecordedThing? creates = null, OpenRecord? open = null)
        where TCommand : FamilyCommand =>
        routes.MapPost($"{ThingAddress.FamilyPattern}/{path}", async Task<IResult> (HttpContext context) =>
            {
                var services = context.RequestServices;
                var name = typeof(TCommand).Name;
                var family = FamilyId.From(Guid.Parse((string)context.GetRouteValue("family")!));
                var access = services.GetRequiredService<FamilyAccess>();
                var opened = await (open is null ? access.ToRecordAsync(context, family, name) : open(access, context, family, name));
                var ifMatch = services.GetRequiredService<ETags>().Read(context.Request, opened.Stream, opened.Version);
                _ = IdempotencyHeader.Read(context.Request);
                var body = await StrictBody.ReadAsync<TCommand>(context.Request, context.RequestAborted);
                var request = new FamilyRequest(context, opened, services.GetRequiredService<TimeProvider>().GetUtcNow());
                var command = await CompleteAsync();
                request.Facts.Read = async () => command = await CompleteAsync();

                var (answer, _) = await services.GetRequiredService<CommandDesk>().RunAsync<FamilyRecord>(
                    new Arrived(context, name, opened.Stream, body.Sent)
                    {
                        IfMatch = ifMatch,
                        Creates = request.Created,
                        Location = creates is { } thing ? id => ThingAddress.Of(family, new ThingKey(thing, id)) : null,
                        Asked = family.Value,
                        Tagged = _ => opened.Stream,
                        Warnings = body.Warnings,
                        Facts = request.Facts.Any ? request.Facts : null,
                    },
                    (record, rules, now) => decide(record, command with { Now = now, Rules = rules }));
                return answer;

                async Task<TCommand> CompleteAsync() => (await complete(body.Value, request)) with { Family = family, By = context.Caller() };
            })
            .DescribesCommand<TCommand>(created: creates is not null);

    /// <summary>A command that needs nothing from other streams.</summary>
    public static RouteHandlerBuilder MapFamilyCommand<TCommand>(
        this IEndpointRouteBuilder routes, string path, Func<FamilyRecord, TCommand, Decision> decide,
        Func<TCommand, FamilyRequest, TCommand>? complete = null, RecordedThing? creates = null, OpenRecord? open = null)
        where TCommand : FamilyCommand =>
        routes.MapFamilyCommand(path, decide, (command, request) => Task.FromResult(complete?.Invoke(command, request) ?? command), creates, open);
}

/// <summary>Opens a record for a command, or refuses to; the try is recorded then.</summary>
/// <param name="what">The command's name.</param>
internal delegate Task<OpenedFamily> OpenRecord(FamilyAccess access, HttpContext context, FamilyId family, string what);
