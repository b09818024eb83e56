using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Support.Specs;

/// <summary>What a decider answered. Every check compares the whole, in order; a difference is shown as JSON.</summary>
public sealed record Outcome(FamilyRecord Before, Command Command, Decision Decision)
{
    /// <summary>Exactly these events, in this order, all to the family's stream; and the record can fold them.</summary>
    public Outcome Then(params IReadOnlyList<DomainEvent> expected)
    {
        var events = Accepted.Events.Select(p => p.Event).ToList();
        SpecFailedException.UnlessSame(SpecJson.OfEvents(expected), SpecJson.OfEvents(events));
        if (Accepted.Events.FirstOrDefault(p => p.Stream != StreamKey.Family(Before.Id)) is { } astray)
            throw new SpecFailedException($"{astray.Event.GetType().Name} went to {astray.Stream}.");
        _ = After;
        return this;
    }

    /// <summary>Exactly these events, in this order, each to its stream; and the record can fold its own.</summary>
    public Outcome ThenAcross(params IReadOnlyList<Proposed> expected)
    {
        SpecFailedException.UnlessSame(SpecJson.OfProposed(expected), SpecJson.OfProposed(Accepted.Events));
        _ = After;
        return this;
    }

    public Outcome Refuses(Refusal expected)
    {
        SpecFailedException.UnlessSame(SpecJson.Of(expected), Decision is Decision.Refused refused ? SpecJson.Of(refused.Refusal) : Described);
        return this;
    }

    public void ChangesNothing()
    {
        if (Decision is not Decision.Unchanged) throw new SpecFailedException("Expected no change, but:\n" + Described);
    }

    public Outcome Sets(params IReadOnlyList<Domain.Timer> timers)
    {
        SpecFailedException.UnlessSame(SpecJson.Of(timers), SpecJson.Of(Accepted.Timers));
        return this;
    }

    public Outcome Warns(params IReadOnlyList<Warning> warnings)
    {
        SpecFailedException.UnlessSame(SpecJson.Of(warnings), SpecJson.Of(Accepted.Warnings));
        return this;
    }

    /// <summary>The refusal, where only a part of it is what the spec is about.</summary>
    public Refusal Refusal => Decision is Decision.Refused refused ? refused.Refusal : throw new SpecFailedException("Expected a refusal, but:\n" + Described);

    /// <summary>The record once the events were folded.</summary>
    public FamilyRecord After => Accepted.Events
        .Where(p => p.Stream == StreamKey.Family(Before.Id))
        .Select((p, at) => (new Past([p.Event]) { By = Command.By }).Recorded(p.Event, 1_000 + at))
        .Aggregate(Before, (record, recorded) => record.Evolve(recorded));

    private Decision.Accepted Accepted =>
        Decision as Decision.Accepted ?? throw new SpecFailedException("Expected events, but:\n" + Described);

    private string Described => Decision switch
    {
        Decision.Accepted accepted => SpecJson.OfEvents([.. accepted.Events.Select(p => p.Event)]),
        Decision.Refused refused => SpecJson.Of(refused.Refusal),
        _ => "nothing changed",
    };
}

public sealed class SpecFailedException(string message) : Exception(message)
{
    public static void UnlessSame(string expected, string actual)
    {
        if (expected == actual) return;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new SpecFailedException(
            $"They differ from line {at + 1} on: expected `{left.ElementAtOrDefault(at)?.Trim()}`, was `{right.ElementAtOrDefault(at)?.Trim()}`.\n"
            + $"Expected:\n{expected}\nWas:\n{actual}");
    }
}
