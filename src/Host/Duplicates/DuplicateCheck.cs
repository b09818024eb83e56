using Safeguard.Domain;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Persons;
using Safeguard.EventStore;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Host.Duplicates;

/// <summary>
/// Looks, once a record is open, for others of the same children, whoever may see them: a refusal would have betrayed
/// a hidden one (design §5). What it compares it opens from the record as stored.
/// </summary>
internal sealed class DuplicateCheck(CommandRunner runner, SearchIndex index, StreamViews views, EventReader events, Opener opener) : IEnvelopeHandler
{
    public string Kind => DuplicateTimers.Check;

    public async Task HandleAsync(Guid id, IReadOnlyDictionary<string, string> body, CancellationToken stop)
    {
        var family = FamilyId.From(Guid.Parse(body["family"]));
        var children = new List<ComparedChild>();
        foreach (var child in Ids(body["children"])) children.Add(await ComparedAsync(PersonId.From(child), stop));
        var known = Ids(body["checked"]).Select(FamilyId.From).ToHashSet();
        // Only those opened before: all of them are found by now, and each pair stands on the list once.
        var (opened, found) = (await OpenedAtAsync(family, stop), new List<SimilarRecord>());
        foreach (var record in await SimilarFamilies.FindAsync(index, children, await PostcodesAsync(family, stop), stop))
            if (!known.Contains(record.Family) && await OpenedAtAsync(record.Family, stop) < opened) found.Add(record);

        var call = new CommandCall(EventLog.Itself, StreamKey.Duplicates(family)) { Idempotency = (id.ToString(), default) };
        var outcome = await runner.RunAsync<DuplicateState>(call, (looked, now) => DuplicateDecider.Decide(looked, new LookForDuplicates
        {
            By = EventLog.Itself, Now = now, Family = family, Similar = found,
        }), stop);
        if (outcome is not (CommandOutcome.Recorded or CommandOutcome.Unchanged)) throw new InvalidOperationException("What was found could not be noted now.");
    }

    private async Task<ComparedChild> ComparedAsync(PersonId id, CancellationToken stop)
    {
        var person = (await views.LoadAsync<Person>(StreamKey.Person(id), stop)).State;
        var number = person.Identifiers.FirstOrDefault(i => i.Scheme == IdentifierScheme.Nhs)?.Value;
        // A value type has no null to answer with; nobody was born in the year 1.
        var born = person.DateOfBirth is { } date ? await opener.OpenAsync(date, stop) : default;
        return new ComparedChild(
            number is null ? null : await opener.OpenAsync(number, stop),
            person.Name is null ? null : await opener.OpenAsync(person.Name, stop),
            born == default ? null : born);
    }

    private async Task<IReadOnlyList<string>> PostcodesAsync(FamilyId family, CancellationToken stop)
    {
        var postcodes = new List<string>();
        foreach (var address in (await views.LoadAsync<FamilyRisk>(StreamKey.Family(family), stop)).State.Addresses)
            if (address.Postcode is { } postcode && await opener.OpenAsync(postcode, stop) is { } text) postcodes.Add(text);
        return postcodes;
    }

    private async Task<long> OpenedAtAsync(FamilyId family, CancellationToken stop) =>
        (await events.StreamAsync(StreamKey.Family(family), stop, upTo: 1))[0].Position;

    private static IEnumerable<Guid> Ids(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);
}
