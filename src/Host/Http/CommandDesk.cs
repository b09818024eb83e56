using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Commands;
using Safeguard.Host.Access;
using Safeguard.Host.Identity;
using Safeguard.Host.Telemetry;

namespace Safeguard.Host.Http;

/// <summary>A command as it arrived, read and completed, ready to be decided.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Target">The stream on which it is decided.</param>
/// <param name="Sent">The body's bytes.</param>
public sealed record Arrived(HttpContext Context, string Name, StreamKey Target, ReadOnlyMemory<byte> Sent)
{
    /// <summary>The version that the client read.</summary>
    public long? IfMatch { get; init; }

    /// <summary>The id of what it would create.</summary>
    public Guid? Creates { get; init; }

    /// <summary>The address of what was created, by its id.</summary>
    public Func<Guid, string>? Location { get; init; }

    /// <summary>The id that the address names, for the trace of a refused try.</summary>
    public Guid? Asked { get; init; }

    /// <summary>The stream of the page to which the ETag belongs; null for none.</summary>
    public Func<Guid?, StreamKey>? Tagged { get; init; }

    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>What it rests on beside its target; null for nothing that is checked.</summary>
    public CommandFacts? Facts { get; init; }
}

/// <summary>The last hop of every command: has it decided and recorded, and says what became of it.</summary>
public sealed class CommandDesk(CommandRunner runner, ETags tags, Denials denials)
{
    /// <summary>A command that asks nothing of the rules in force.</summary>
    /// <exception cref="ProblemException">Whatever is not a success.</exception>
    public Task<(IResult Answer, CommandAnswer Body)> RunAsync<TState>(Arrived command, Func<TState, DateTimeOffset, Decision> decide) where TState : class =>
        RunAsync<TState>(command, (state, _, now) => decide(state, now));

    /// <exception cref="ProblemException">Whatever is not a success.</exception>
    public async Task<(IResult Answer, CommandAnswer Body)> RunAsync<TState>(Arrived command, Func<TState, RuleBook?, DateTimeOffset, Decision> decide) where TState : class
    {
        var context = command.Context;
        var request = context.Request;
        var call = new CommandCall(context.Caller(), command.Target)
        {
            IfMatch = command.IfMatch,
            // The address belongs to the request: the same body sent elsewhere is another.
            Idempotency = IdempotencyHeader.Read(request) is { } key
                ? (key, (ReadOnlyMemory<byte>)(byte[])[.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"), .. command.Sent.Span])
                : null,
            CreatedId = command.Creates,
            CorrelationId = RequestTrace.Of(context),
            Facts = command.Facts,
        };

        using var span = Measures.BeginCommand(command.Name);
        var outcome = await runner.RunAsync(call, decide, context.RequestAborted);
        Measures.Command(command.Name, outcome, span);
        switch (outcome)
        {
            case CommandOutcome.Recorded recorded:
                return Recorded(command, recorded);
            case CommandOutcome.Unchanged unchanged:
                Tag(command, null, unchanged.Version);
                var same = new CommandAnswer { Changed = false, Warnings = Answers.Said(command.Warnings) };
                return (Answers.Json(same), same);
            case CommandOutcome.Refused { Refusal: { Kind: RefusalKind.NotAllowed or RefusalKind.NotFound } refusal }:
                throw await denials.DenyAsync(context, command.Name, Problem.Of(refusal), command.Asked);
            case CommandOutcome.Refused refused:
                throw new ProblemException(Problem.Of(refused.Refusal));
            case CommandOutcome.Changed changed:
                throw new ProblemException(Concurrent(changed, call.By.Agency));
            default:
                throw new ProblemException(Problems.IdempotencyConflict);
        }
    }

    private (IResult, CommandAnswer) Recorded(Arrived command, CommandOutcome.Recorded recorded)
    {
        var response = command.Context.Response;
        response.SetPosition(recorded.Receipt.Position);
        var stream = command.Tagged?.Invoke(recorded.CreatedId);
        var version = recorded.Receipt.Entries.LastOrDefault(e => e.Event.Stream == stream)?.Event.Version ?? recorded.Version;
        // A repeated answer whose entries went to other streams does not know where this one stood.
        if (version > 0) Tag(command, recorded.CreatedId, version);

        var body = Answers.Of(recorded, command.Warnings);
        var created = recorded.CreatedId is { } id && command.Location is { } location ? location(id) : null;
        if (created is not null) response.Headers.Location = created;
        return (Answers.Json(body, created is null ? StatusCodes.Status200OK : StatusCodes.Status201Created), body);
    }

    private void Tag(Arrived command, Guid? created, long version)
    {
        if (command.Tagged?.Invoke(created) is { } stream) command.Context.Response.Headers.ETag = tags.Of(stream, version);
    }

    /// <summary>Of what was recorded meanwhile the caller sees what their own agency recorded, and of that no content (design D10).</summary>
    private static Problem Concurrent(CommandOutcome.Changed changed, AgencyId agency) => new(
        changed.ClientNamedVersion ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
        "CONCURRENT_CHANGE",
        changed.ClientNamedVersion ? "The record has changed since you read it. Nothing was written." : "The record kept changing while this was decided. Nothing was written.")
    {
        Rule = "domain §6 row 22",
        Next = changed.ClientNamedVersion ? "Read the record again, then decide whether this still holds." : "Send it again.",
        Entries = [.. changed.NewEntries.Where(e => e.Agency == agency).Select(e => new NewEntry(e.Id, EventTypes.AliasOf(e.Event.GetType()), e.RecordedAt))],
    };
}
