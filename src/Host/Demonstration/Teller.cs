using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Agencies;
using Safeguard.Projections;

namespace Safeguard.Host.Demonstration;

/// <summary>A step of the story was refused: the story no longer fits the rules, which is a defect of the story.</summary>
public sealed class StoryException(string message) : Exception(message);

/// <summary>
/// Records the story through the same runner and deciders as the endpoints. Every act has a key of its own, so that
/// what was recorded before an interruption is not recorded again.
/// </summary>
public sealed class Teller(CommandRunner runner, AccessRecorder access, EventReader events, StreamViews views)
{
    /// <summary>Has a command decided and recorded.</summary>
    /// <param name="key">What makes the act itself; at most 64 characters.</param>
    /// <exception cref="StoryException">It was not recorded.</exception>
    public Task RecordAsync<TState>(string key, Actor by, StreamKey target, Func<TState, DateTimeOffset, Decision> decide, CancellationToken stop)
        where TState : class => RecordAsync<TState>(key, by, target, (state, _, now) => decide(state, now), stop);

    private async Task RecordAsync<TState>(string key, Actor by, StreamKey target, Func<TState, RuleBook?, DateTimeOffset, Decision> decide, CancellationToken stop)
        where TState : class
    {
        var call = new CommandCall(by, target) { Idempotency = ($"demonstration/{key}", Encoding.UTF8.GetBytes(key)), CorrelationId = "demonstration" };
        switch (await runner.RunAsync(call, decide, stop))
        {
            case CommandOutcome.Recorded or CommandOutcome.Unchanged: return;
            case CommandOutcome.Refused { Refusal: var refusal }:
                throw new StoryException($"The demonstration's step “{key}” was refused: {refusal.Code} at {refusal.Pointer ?? "no field"} {string.Join(", ", refusal.Fields.Select(f => $"{f.Code} {f.Pointer}"))}.");
            case var other: throw new StoryException($"The demonstration's step “{key}” was not recorded: {other.GetType().Name}.");
        }
    }

    /// <summary>A command about a family.</summary>
    public Task InFamilyAsync<TCommand>(
        string key, Actor by, FamilyId family, TCommand command, Func<FamilyRecord, TCommand, Decision> decide, CancellationToken stop)
        where TCommand : FamilyCommand =>
        RecordAsync<FamilyRecord>(key, by, StreamKey.Family(family),
            (record, rules, now) => decide(record, command with { Family = family, By = by, Now = now, Rules = rules }), stop);

    /// <summary>
    /// Somebody reads the risk view. A reading has no key; it is told as a chapter of its own, which is recorded whole
    /// or not at all.
    /// </summary>
    public async Task ReadRiskAsync(Actor by, FamilyId family, DateTimeOffset at, CancellationToken stop)
    {
        var stream = StreamKey.Family(family);
        var row = (await events.StreamAsync(stream, stop)).Aggregate(FamilyRisk.Begin(stream), FamilyRisk.Evolve);
        var shown = FamilyRiskView.Of(row, new Dictionary<PersonId, Projections.Identity>(), Reader.Of(by), Domain.Time.LondonTime.DateOf(at), at).Shown;
        var opened = (await events.StreamAsync(StreamKey.AccessTo(family), stop)).Select(e => e.Event).OfType<DisclosureOpened>().Select(o => o.Share).ToHashSet();
        var first = (await views.LoadAsync<FamilyRecord>(stream, stop)).State.Sharing.SentIn([.. shown], by.Agency).Where(s => !opened.Contains(s.Share)).ToList();
        await access.RecordAllAsync(by, StreamKey.AccessTo(family), e =>
        [
            new RecordViewed(family, "family-risk", shown) { Envelope = e },
            .. first.Select(s => new DisclosureOpened(family, s.Share, s.Disclosures) { Envelope = e }),
        ], "demonstration", stop);
    }

    /// <summary>The newest entry of a kind in a family's record.</summary>
    public async Task<TEvent> NewestAsync<TEvent>(FamilyId family, Func<TEvent, bool>? which, CancellationToken stop) where TEvent : DomainEvent =>
        (await RecordedAsync(family, which, stop)).Event as TEvent ?? throw new StoryException("The story cites an entry that it has not told.");

    /// <summary>The newest entry of a kind in a family's record, by its id.</summary>
    public async Task<EventId> CiteAsync<TEvent>(FamilyId family, Func<TEvent, bool>? which, CancellationToken stop) where TEvent : DomainEvent =>
        (await RecordedAsync(family, which, stop)).Id;

    /// <summary>What is registered of an agency.</summary>
    public async Task<ShareParties> PartiesAsync(AgencyId sender, AgencyId recipient, CancellationToken stop) =>
        await new AgencyFacts(views).PartiesAsync(sender, recipient, stop);

    public Task<Agency> AgencyAsync(AgencyId agency, CancellationToken stop) => StateAsync<Agency>(StreamKey.Agency(agency), stop);

    /// <summary>What a stream says so far.</summary>
    public async Task<TState> StateAsync<TState>(StreamKey stream, CancellationToken stop) where TState : class => (await views.LoadAsync<TState>(stream, stop)).State;

    private async Task<RecordedEvent> RecordedAsync<TEvent>(FamilyId family, Func<TEvent, bool>? which, CancellationToken stop) where TEvent : DomainEvent =>
        (await events.StreamAsync(StreamKey.Family(family), stop)).LastOrDefault(e => e.Event is TEvent found && which?.Invoke(found) != false)
        ?? throw new StoryException("The story cites an entry that it has not told.");
}
