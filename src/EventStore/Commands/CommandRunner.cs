using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
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
/// appender, and decides anew when another command was faster (at most three times; a client who named a version is told
/// once the record itself has moved).
/// </summary>
public sealed class CommandRunner(
    StreamViews views, EventReader events, EventPreparation preparation, Idempotency idempotency, Appender appender, TimeProvider clock)
{
    private const int Tries = 3;

    // Whose nation a record is, is in the record: so all nations' rules are at hand, as many as nations.
    private readonly Lazy<IReadOnlyList<(StreamView View, StreamKey Stream)>> _rules = new(() =>
        [.. Enum.GetValues<Jurisdiction>().Select(n => (views.ViewOf<RuleBook>(), StreamKey.Rules(n)))]);

    /// <summary>Runs one command that asks nothing of the rules in force.</summary>
    /// <inheritdoc cref="RunAsync{TState}(CommandCall, Func{TState, RuleBook?, DateTimeOffset, Decision}, CancellationToken)"/>
    public Task<CommandOutcome> RunAsync<TState>(CommandCall call, Func<TState, DateTimeOffset, Decision> decide, CancellationToken stop)
        where TState : class => RunAsync<TState>(call, (state, _, now) => decide(state, now), stop);

    /// <summary>
    /// Runs one command. A decision about a family rests on the rules in force in its nation as it rests on the record: the
    /// append checks the versions of both, so no entry stands in the log behind an approval that it was not judged by.
    /// </summary>
    /// <typeparam name="TState">The inline view it is decided on.</typeparam>
    /// <param name="decide">Pure: state, rules of the record's nation and moment in, decision out. Called anew on each try.</param>
    /// <exception cref="AppenderBusyException">Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">A retry with the same idempotency key is safe.</exception>
    public async Task<CommandOutcome> RunAsync<TState>(CommandCall call, Func<TState, RuleBook?, DateTimeOffset, Decision> decide, CancellationToken stop)
        where TState : class
    {
        var entry = idempotency.EntryOf(call);
        if (entry is not null && await idempotency.FirstAnswerAsync(entry, call.Target, stop) is { } first) return first;

        // What this Host remembers is good enough to record on, since the append checks it; it is not good enough to say no on.
        var view = views.ViewOf<TState>();
        if (views.Remembered(view, call.Target) is { } remembered && (call.IfMatch ?? remembered.Version) == remembered.Version
            && await TryAsync(call, new Ground(remembered, RememberedRules(view)), fresh: false, decide, entry, stop) is { } atOnce and not (CommandOutcome.Refused or CommandOutcome.Unchanged))
            return atOnce;

        for (var attempt = 1; ; attempt++)
        {
            var ground = await GroundAsync(view, call.Target, stop);
            var current = ground.Target;
            if (call.IfMatch is { } read && read != current.Version) return await ChangedAsync(call, read, current.Version, stop);
            if (await TryAsync(call, ground, fresh: true, decide, entry, stop) is { } outcome) return outcome;
            // Whether it is the record that moved, which the client has read, or what else it rests on, shows when it is loaded again.
            if (attempt < Tries)
            {
                if (call.Facts is { } facts) await facts.ReadAgainAsync();
                continue;
            }

            return await ChangedAsync(call, current.Version, (await views.FoldAsync(view, call.Target, stop)).Version, stop);
        }
    }

    /// <summary>Decides on a state and records the decision; null when a stream has moved on meanwhile.</summary>
    private async Task<CommandOutcome?> TryAsync<TState>(
        CommandCall call, Ground ground, bool fresh, Func<TState, RuleBook?, DateTimeOffset, Decision> decide, IdempotencyEntry? entry, CancellationToken stop)
        where TState : class
    {
        var target = ground.Target;
        var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
        var decision = decide((TState)target.State, ground.RulesOf((target.State as FamilyRecord)?.Jurisdiction)?.State as RuleBook, now);
        if (decision is not Decision.Accepted accepted) return Nothing(decision, target.Version);
        if (call.Facts?.Hold(call.Target, target.Version) == false) return null;
        if (accepted.Events.Count > EventLimits.MostEvents) return new CommandOutcome.Refused(EventLimits.TooManyEvents);

        var request = await RequestAsync(call, accepted, ground, fresh, entry, now, stop);
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
        CommandCall call, Decision.Accepted accepted, Ground ground, bool fresh, IdempotencyEntry? entry, DateTimeOffset now, CancellationToken stop)
    {
        var commandId = Guid.CreateVersion7(now);
        var (target, rules) = (ground.Target, ground.RulesFor(accepted.Events));
        var prepared = await preparation.PrepareAsync(accepted.Events, call.By, rules?.State as RuleBook, commandId, now, stop);
        // The target is checked even when nothing is written to it: the decision rests on it, and on the rules.
        var expected = new List<ExpectedStream> { new(target.Stream, target.Version, target) };
        if (rules is not null) expected.Add(new ExpectedStream(rules.Stream, rules.Version));
        var facts = call.Facts?.Versions.Where(f => f.Key != call.Target && f.Key != rules?.Stream).ToDictionary() ?? [];
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

    /// <summary>The record, and the rules beside it, as new as the last commit: one round trip.</summary>
    private async Task<Ground> GroundAsync(StreamView view, StreamKey target, CancellationToken stop)
    {
        var folded = (await views.FoldAsync([(view, target), .. RulesBeside(view)], [], stop)).Views;
        return new Ground(folded[0], [.. folded.Skip(1)]);
    }

    /// <summary>What this Host remembers of the rules; where it remembers none, that there are none: the append will know better.</summary>
    private IReadOnlyList<Folded> RememberedRules(StreamView view) =>
        [.. RulesBeside(view).Select(r => views.Remembered(r.View, r.Stream) ?? Folded.Begin(r.View, r.Stream))];

    /// <summary>The rules that a decision rests on beside a family's record; beside other streams none.</summary>
    private IReadOnlyList<(StreamView View, StreamKey Stream)> RulesBeside(StreamView view) => view.StateType == typeof(FamilyRecord) ? _rules.Value : [];

    /// <summary>What a command is decided on.</summary>
    /// <param name="Rules">The rule books of all nations beside a family's record; beside other streams none.</param>
    private sealed record Ground(Folded Target, IReadOnlyList<Folded> Rules)
    {
        public Folded? RulesOf(Jurisdiction? nation) => nation is { } known ? Rules.FirstOrDefault(r => ((RuleBook)r.State).Nation == known) : null;

        /// <summary>Those of the record's nation, which the opening of a record says itself.</summary>
        public Folded? RulesFor(IReadOnlyList<Proposed> events) => Target.State is FamilyRecord family
            ? RulesOf(family.Jurisdiction ?? events.Select(e => e.Event).OfType<FamilyRecordOpened>().FirstOrDefault()?.Jurisdiction)
            : null;
    }

    private static CommandOutcome Nothing(Decision decision, long version) => decision switch
    {
        Decision.Refused refused => new CommandOutcome.Refused(refused.Refusal),
        _ => new CommandOutcome.Unchanged(version),
    };

    private async Task<CommandOutcome> ChangedAsync(CommandCall call, long read, long version, CancellationToken stop) =>
        new CommandOutcome.Changed(version, call.IfMatch is not null, read < version ? await events.StreamAsync(call.Target, stop, after: read) : []);
}
