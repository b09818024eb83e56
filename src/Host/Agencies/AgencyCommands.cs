using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Agencies;

/// <summary>A request about one agency of the directory: what an endpoint completes a command from.</summary>
internal sealed class AgencyRequest(HttpContext context, AgencyId agency, DateTimeOffset now)
{
    public AgencyId Agency => agency;

    public CancellationToken Stop => context.RequestAborted;

    /// <summary>What is registered of another agency; null for nothing.</summary>
    public async Task<Agency?> FindAsync(AgencyId? other) =>
        other is { } id ? await context.RequestServices.GetRequiredService<AgencyFacts>().FindAsync(id, Stop) : null;

    /// <summary>What the command creates, once it was asked for.</summary>
    public Guid? Created { get; private set; }

    /// <summary>A new id, for what the command creates.</summary>
    public Guid Create() => (Created ??= Guid.CreateVersion7(now));

    /// <summary>An id that the address names.</summary>
    public TId Id<TId>(string name) where TId : struct, IUuid<TId> => TId.From(Guid.Parse((string)context.GetRouteValue(name)!));
}

/// <summary>The one way in for commands about an agency that is registered: the address names it, the body is read strictly, the domain decides.</summary>
internal static class AgencyCommands
{
    /// <param name="path">Below <c>/agencies/{agency}/</c>.</param>
    /// <param name="complete">Sets the agency, ids and facts that the caller may not say.</param>
    public static RouteHandlerBuilder MapAgencyCommand<TCommand>(
        this IEndpointRouteBuilder routes, string path, Func<Agency, TCommand, Decision> decide, Func<TCommand, AgencyRequest, Task<TCommand>> complete, bool creates = false)
        where TCommand : Command =>
        routes.MapPost($"/agencies/{{agency}}/{path}", async Task<IResult> (string agency, HttpContext context, CommandDesk desk, Denials denials, TimeProvider clock) =>
        {
            var name = typeof(TCommand).Name;
            if (!AgencyId.TryFrom(agency, out var id)) throw await denials.DenyAsync(context, name, Problem.Of(AgencyRefusals.NotFound));
            var body = await StrictBody.ReadAsync<TCommand>(context.Request, context.RequestAborted);
            var request = new AgencyRequest(context, id, clock.GetUtcNow());
            var command = (await complete(body.Value, request)) with { By = context.Caller() };
            var (answer, _) = await desk.RunAsync<Agency>(
                new Arrived(context, name, StreamKey.Agency(id), body.Sent)
                {
                    Creates = request.Created,
                    Location = creates ? _ => $"/agencies/{id}" : null,
                    Warnings = body.Warnings,
                },
                (known, now) => decide(known, command with { Now = now }));
            return answer;
        }).DescribesCommand<TCommand>(created: creates, inFamily: false, addressed: true).WithTags("Agencies");

    /// <summary>A command that needs nothing from other streams.</summary>
    public static RouteHandlerBuilder MapAgencyCommand<TCommand>(
        this IEndpointRouteBuilder routes, string path, Func<Agency, TCommand, Decision> decide, Func<TCommand, AgencyRequest, TCommand> complete, bool creates = false)
        where TCommand : Command =>
        routes.MapAgencyCommand(path, decide, (command, request) => Task.FromResult(complete(command, request)), creates);
}
