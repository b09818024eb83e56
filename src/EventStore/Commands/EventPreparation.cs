using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Commands;

/// <summary>A decision's events, sealed and ready, with the search terms they bring.</summary>
internal sealed record Prepared(IReadOnlyList<PreparedEvent> Events, IReadOnlyList<SearchTerm> Terms, IReadOnlyList<BirthMonth> Births);

/// <summary>Gives decided events their ids, headers and sealed bytes: once, before the first try to append (design D2).</summary>
public sealed class EventPreparation(Sealer sealer, SearchIndex index)
{
    /// <summary>A command decided elsewhere, ready to be appended at any version.</summary>
    /// <param name="rules">The rules of the nation whose case it is; null outside a family's record.</param>
    /// <param name="now">When it is recorded; its ids say so too.</param>
    public async ValueTask<AppendRequest> RequestAsync(
        IReadOnlyList<Proposed> events, Actor by, RuleBook? rules, DateTimeOffset now, CancellationToken stop)
    {
        var commandId = Guid.CreateVersion7(now);
        var prepared = await PrepareAsync(events, by, rules, commandId, now, stop);
        return new AppendRequest(commandId, prepared.Events) { SearchTerms = prepared.Terms, BirthMonths = prepared.Births };
    }

    internal async ValueTask<Prepared> PrepareAsync(
        IReadOnlyList<Proposed> events, Actor by, RuleBook? rules, Guid commandId, DateTimeOffset now, CancellationToken stop)
    {
        var prepared = new List<PreparedEvent>(events.Count);
        List<SearchTerm> terms = [];
        List<BirthMonth> births = [];

        foreach (var (stream, @event) in events)
        {
            var id = new EventId(Guid.CreateVersion7(now));
            var alias = EventTypes.AliasOf(@event.GetType());
            // Identity is the partnership's, everything else the recording agency's (design D5).
            var controller = stream.Category == "person" ? DataKeys.Partnership : by.Agency;
            var data = await sealer.SealAsync(id, @event, controller, stop);
            var stored = StoredEvent.Parse(alias, data);
            var headers = new EventHeaders(by.Id, by.Roles is [var first, ..] ? first : Role.Practitioner, by.Agency, rules?.Nation, PackOf(rules, @event, now), commandId);
            var headerBytes = CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(headers, EventJson.Options));

            prepared.Add(new PreparedEvent(id, stream, alias, data, headerBytes, stored, headers));
            terms.AddRange(index.TermsOf(stream, @event, stored));
            if (SearchIndex.BirthMonthOf(stream, @event, stored) is { } birth) births.Add(birth);
        }

        return new Prepared(prepared, terms, births);
    }

    /// <summary>The pack of the decision's own date (design D9): its name, which was published, whether or not this release carries its content.</summary>
    private static string? PackOf(RuleBook? rules, DomainEvent @event, DateTimeOffset now) =>
        rules?.PackOn(@event.Envelope.Happened.On ?? LondonTime.DateOf(now)).Name;
}
