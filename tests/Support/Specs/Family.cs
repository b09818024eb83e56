using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Support.Specs;

/// <summary>Begins a spec: <c>Family.Given(events…).When(Decider.Decide, command).Then(events…)</c>.</summary>
public static class Family
{
    /// <summary>The one family of every spec.</summary>
    public static readonly FamilyId Id = FamilyId.From(Invented.Uuid(0xF));

    public static FamilyHistory Given(params IReadOnlyList<Past> past) =>
        new(past.SelectMany(p => p.Events.Select(e => (p, e))).Select((told, at) => told.p.Recorded(told.e, at + 1))
            .Aggregate(new FamilyRecord(Id), (record, recorded) => record.Evolve(recorded)));
}

/// <summary>A family's record after what is given.</summary>
public sealed record FamilyHistory(FamilyRecord Record)
{
    public Outcome When<TCommand>(Func<FamilyRecord, TCommand, Decision> decide, TCommand command) where TCommand : Command =>
        new(Record, command, decide(Record, command));
}

/// <summary>What was recorded before: one event or several, by a worker of the treatment service unless said otherwise.</summary>
public sealed record Past(IReadOnlyList<DomainEvent> Events)
{
    public Actor By { get; init; } = Invented.Worker;
    public EventId? Id { get; init; }

    public static implicit operator Past(DomainEvent e) => new([e]);

    public static implicit operator Past(DomainEvent[] events) => new((IReadOnlyList<DomainEvent>)events);

    public RecordedEvent Recorded(DomainEvent e, int version) => new(
        Id ?? EventId.From(Invented.Uuid(0xE000 + version)), version, StreamKey.Family(Family.Id), version,
        e.Envelope.Happened.Earliest ?? e.Envelope.LearnedAt,
        new EventHeaders(By.Id, By.Roles[0], By.Agency, Jurisdiction.England, "ENG-2026.2", Guid.Empty), e);
}

public static class PastEvents
{
    /// <summary>The same event, recorded by somebody else.</summary>
    public static Past RecordedBy(this DomainEvent e, Actor actor) => new([e]) { By = actor };

    /// <summary>The same event, under an id that later ones cite.</summary>
    public static Past As(this DomainEvent e, EventId id) => new([e]) { Id = id };
}
