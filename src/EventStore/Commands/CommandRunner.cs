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

    /// <summary>What it rests on beside its target; null for nothing that is checked.</summary>
    public CommandFacts? Facts { get; init; }
}

/// <summary>
/// The middle one of a command's three hops: loads the record, lets the domain decide, hands the events to the
/// appender, and decides anew when another command was faster (at most three times; where the client named a version, only
/// while the record stands at it and what moved on is what the command rests on beside it).
/// </summary>
public sealed class CommandRunner(
    StreamViews views, EventReader events, EventPreparation preparation, Idempotency idempotency, Appender appender, TimeProvider clock)
{
    private const int Tries = 3;

    /// <summary>Runs one command.</summary>
    /// <typeparam name="TState">The inline view it is decided on.</typeparam>
    /// <param name="decide">Pure: state and moment in, decision out. Called anew on each try.</param>
    /// <exception cref="AppenderBusyException">Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">A retry with the same idempotency key is safe.</exception>
    public async Task<CommandOutcome> RunAsync<TState>(CommandCall call, Func<TState, DateTimeOffset, Decision> decide, CancellationToken stop)
        where TState : class
    {
        var entry = idempotency.EntryOf(call);
        if (entry is not null && await idempotency.FirstAnswerAsync(entry, call.Target, stop) is { } first) return first;

        // What this Host remembers is good enough to record on, since the append checks it; it is not good enough to say no on.
        var view = views.ViewOf<TState>();
        if (views.Remembered(view, call.Target) is { } remembered && (call.IfMatch ?? remembered.Version) == remembered.Version
            && await TryAsync(call, remembered, fresh: false, decide, entry, stop) is { } atOnce and not (CommandOutcome.Refused or CommandOutcome.Unchanged))
            return atOnce;

        for (var attempt = 1; ; attempt++)
        {
            var current = await views.FoldAsync(view, call.Target, stop);
            if (call.IfMatch is { } read && read != current.Version) return await ChangedAsync(call, read, current.Version, stop);
            if (await TryAsync(call, current, fresh: true, decide, entry, stop) is { } outcome) return outcome;
            if (attempt < Tries && (call.IfMatch is null || call.Facts is not null))
            {
                if (call.Facts is { } facts) await facts.ReadAgainAsync();
                continue;
            }

            return await ChangedAsync(call, current.Version, (await views.FoldAsync(view, call.Target, stop)).Version, stop);
        }
    }

    /// <summary>Decides on a state and records the decision; null when a stream has moved on meanwhile.</summary>
    private async Task<CommandOutcome?> TryAsync<TState>(
        CommandCall call, Folded target, bool fresh, Func<TState, DateTimeOffset, Decision> decide, IdempotencyEntry? entry, CancellationToken stop)
        where TState : class
    {
        var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
        var decision = decide((TState)target.State, now);
        if (decision is not Decision.Accepted accepted) return Nothing(decision, target.Version);
        if (call.Facts?.Hold(call.Target, target.Version) == false) return null;
        if (accepted.Events.Count > EventLimits.MostEvents) return new CommandOutcome.Refused(EventLimits.TooManyEvents);

        var request = await RequestAsync(call, accepted, target, fresh, entry, now, stop);
        if (request.Events.Any(e => e.Data.Length > EventLimits.MostBytes)) return new CommandOutcome.Refused(EventLimits.EventTooLarge);

        // From here on the caller's hanging up changes nothing: what is queued is committed.
        switch (await appender.AppendAsync(request, CancellationToken.None))
        {
            case AppendOutcome.Appended appended:
                foreach (var folded in appended.Views) views.Remember(folded);
                var version = appended.Events.LastOrDefault(e => e.Stream == call.Target)?.Version ?? target.Version;
                return new CommandOutcome.Recorded(Receipt.Of(appended), version, call.CreatedId, accepted.Warnings);
            case AppendOutcome.KeyTaken when entry is not null:
                return await idempotency.FirstAnswerAsync(entry, call.Target, stop) ?? new CommandOutcome.KeyReused();
            default:
                return null;
        }
    }

    private async Task<AppendRequest> RequestAsync(
        CommandCall call, Decision.Accepted accepted, Folded target, bool fresh, IdempotencyEntry? entry, DateTimeOffset now, CancellationToken stop)
    {
        var commandId = Guid.CreateVersion7(now);
        var prepared = await preparation.PrepareAsync(accepted.Events, call.By, (target.State as FamilyRecord)?.Jurisdiction, commandId, now, stop);
        // The target is checked even when nothing is written to it: the decision rests on it.
        var expected = new List<ExpectedStream> { new(target.Stream, target.Version, target) };
        var facts = call.Facts?.Versions.Where(f => f.Key != call.Target).ToDictionary() ?? [];
        foreach (var (stream, version) in facts)
        {
            var other = views.InlineOf(stream) is { } view ? await views.FoldAsync(view, stream, stop) : null;
            expected.Add(new ExpectedStream(stream, version, other?.Version == version ? other : null));
        }

        // A stream of reads is appended to at any version (design D8): others read the same record meanwhile.
        foreach (var stream in accepted.Events.Select(e => e.Stream).Where(s => s != call.Target && s.Category != StreamKey.Accesses && !facts.ContainsKey(s)).Distinct())
        {
            // Nothing is decided on a stream without an inline view, such as that of readings: it takes entries at any version.
            if (views.InlineOf(stream) is not { } view) continue;
            var other = (fresh ? null : views.Remembered(view, stream)) ?? await views.FoldAsync(view, stream, stop);
            expected.Add(new ExpectedStream(stream, other.Version, other));
        }

        return new AppendRequest(commandId, prepared.Events)
        {
            Expected = expected,
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
