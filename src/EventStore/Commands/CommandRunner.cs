using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;

namespace Safeguard.EventStore.Commands;

/// <summary>How a command came in.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Target">The stream it is decided on.</param>
public sealed record CommandCall(Actor By, StreamKey Target)
{
    /// <summary>The version the client read; null when it named none, and then the command is decided anew on a conflict.</summary>
    public long? IfMatch { get; init; }

    /// <summary>The client's key and the bytes of its whole request, or null without a key.</summary>
    public (string Key, ReadOnlyMemory<byte> Request)? Idempotency { get; init; }

    /// <summary>The id of what the command would create, made before it is decided.</summary>
    public Guid? CreatedId { get; init; }

    /// <summary>The trace it belongs to.</summary>
    public string? CorrelationId { get; init; }
}

/// <summary>
/// The middle one of a command's three hops: loads the record, lets the domain decide, hands the events to the
/// appender, and decides anew when another command was faster (at most three times, and only when the client named
/// no version).
/// </summary>
public sealed class CommandRunner(
    InlineViews views, EventReader events, EventPreparation preparation, Idempotency idempotency, Appender appender, TimeProvider clock)
{
    private const int Tries = 3;

    /// <summary>Runs one command.</summary>
    /// <typeparam name="TState">The inline row it is decided on.</typeparam>
    /// <param name="decide">Pure: state and moment in, decision out. Called anew on each try.</param>
    /// <exception cref="AppenderBusyException">Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">A retry with the same idempotency key is safe.</exception>
    public async Task<CommandOutcome> RunAsync<TState>(CommandCall call, Func<TState, DateTimeOffset, Decision> decide, CancellationToken stop)
        where TState : class
    {
        var entry = idempotency.EntryOf(call);
        if (entry is not null && await idempotency.FirstAnswerAsync(entry, call.Target, stop) is { } first) return first;

        for (var attempt = 1; ; attempt++)
        {
            var loaded = await views.LoadAsync(call.Target, stop);
            if (call.IfMatch is { } read && read != loaded.Version) return await ChangedAsync(call, read, loaded.Version, stop);

            var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
            var state = loaded.State<TState>();
            var decision = decide(state, now);
            if (decision is not Decision.Accepted accepted) return Nothing(decision, loaded.Version);

            if (accepted.Events.Count > EventLimits.MostEvents) return new CommandOutcome.Refused(EventLimits.TooManyEvents);

            var request = await RequestAsync(call, accepted, loaded, (state as FamilyRecord)?.Jurisdiction, entry, now, stop);
            if (request.Events.Any(e => e.Data.Length > EventLimits.MostBytes)) return new CommandOutcome.Refused(EventLimits.EventTooLarge);

            // From here on the caller's hanging up changes nothing: what is queued is committed.
            switch (await appender.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    var version = appended.Events.LastOrDefault(e => e.Stream == call.Target)?.Version ?? loaded.Version;
                    return new CommandOutcome.Recorded(Receipt.Of(appended), version, call.CreatedId, accepted.Warnings);
                case AppendOutcome.KeyTaken when entry is not null:
                    return await idempotency.FirstAnswerAsync(entry, call.Target, stop) ?? new CommandOutcome.KeyReused();
                case AppendOutcome.StreamMoved when call.IfMatch is not null || attempt == Tries:
                    var moved = await views.LoadAsync(call.Target, stop);
                    return await ChangedAsync(call, loaded.Version, moved.Version, stop);
            }
        }
    }

    private async Task<AppendRequest> RequestAsync(
        CommandCall call, Decision.Accepted accepted, LoadedStream target, Jurisdiction? jurisdiction,
        IdempotencyEntry? entry, DateTimeOffset now, CancellationToken stop)
    {
        var commandId = Guid.CreateVersion7(now);
        var prepared = await preparation.PrepareAsync(accepted.Events, call.By, jurisdiction, commandId, now, stop);
        var others = accepted.Events.Select(e => e.Stream).Where(s => s != call.Target).Distinct().ToList();
        IReadOnlyList<LoadedStream> loaded = others.Count == 0 ? [target] : [target, .. await views.LoadAsync(others, stop)];
        return new AppendRequest(commandId, prepared.Events)
        {
            // The target is checked even when nothing is written to it: the decision rests on it.
            Expected = [.. loaded.Select(s => new ExpectedStream(s.Stream, s.Version, s.Views))],
            CorrelationId = call.CorrelationId,
            Idempotency = entry,
            Envelopes = [.. accepted.Timers.Select(OutgoingEnvelope.For)],
            SearchTerms = prepared.Terms,
            BirthMonths = prepared.Births,
        };
    }

    private static CommandOutcome Nothing(Decision decision, long version) => decision switch
    {
        Decision.Refused refused => new CommandOutcome.Refused(refused.Refusal),
        _ => new CommandOutcome.Unchanged(version),
    };

    private async Task<CommandOutcome> ChangedAsync(CommandCall call, long read, long version, CancellationToken stop) =>
        new CommandOutcome.Changed(version, call.IfMatch is not null, read < version ? await events.StreamAsync(call.Target, stop, after: read) : []);
}
