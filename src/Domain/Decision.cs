namespace Safeguard.Domain;

/// <summary>Every event of the log. What it means is its type; what every event says is its envelope.</summary>
public abstract record DomainEvent
{
    public required Envelope Envelope { get; init; }
}

/// <summary>An event and the stream it goes to.</summary>
public sealed record Proposed(StreamKey Stream, DomainEvent Event);

/// <summary>Something to be done by the service itself at a later time, kept with the events that asked for it.</summary>
/// <param name="Kind">What to do: a stable code.</param>
/// <param name="Due">Not before this instant.</param>
/// <param name="Body">Ids and codes only, never personal data.</param>
public sealed record Timer(string Kind, DateTimeOffset Due, IReadOnlyDictionary<string, string> Body);

/// <summary>
/// What the one who decided should still know or do, although the decision stands: a stable code and one sentence.
/// It is said in the answer and not kept; whatever must be kept is an event.
/// </summary>
public sealed record Warning(string Code, string Sentence, string? Pointer = null);

/// <summary>What a decider answers: events to record, nothing new, or a refusal. Never an exception.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>These events, all or none, in this order; each stream with its own version check (design D2).</summary>
    public sealed record Accepted(IReadOnlyList<Proposed> Events, IReadOnlyList<Timer> Timers) : Decision
    {
        public IReadOnlyList<Warning> Warnings { get; init; } = [];
    }

    /// <summary>What was asked for is so already. A repeat is not an error, and records nothing.</summary>
    public sealed record Unchanged : Decision;

    /// <summary>The business says no; nothing is written.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    public static Decision NoChange { get; } = new Unchanged();

    public static Decision Record(StreamKey stream, params IReadOnlyList<DomainEvent> events) =>
        new Accepted([.. events.Select(e => new Proposed(stream, e))], []);

    public static Decision Record(params IReadOnlyList<Proposed> events) => new Accepted(events, []);

    /// <summary>The same events, and a timer with them.</summary>
    public static Decision WithTimers(Decision decision, params IReadOnlyList<Timer> timers) =>
        decision is Accepted accepted ? accepted with { Timers = [.. accepted.Timers, .. timers] } : decision;

    /// <summary>The same events, and something to say about them.</summary>
    public static Decision WithWarnings(Decision decision, params IReadOnlyList<Warning> warnings) =>
        decision is Accepted accepted ? accepted with { Warnings = [.. accepted.Warnings, .. warnings] } : decision;

    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);
}
