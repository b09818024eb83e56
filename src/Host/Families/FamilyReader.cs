using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;
using Safeguard.Projections;
using Who = Safeguard.Projections.Identity;

namespace Safeguard.Host.Families;

/// <summary>Reads one family's record for one reader: the row of the moment asked about, and who its people are.</summary>
public sealed class FamilyReader(StreamViews views, EventReader events, Opener opener)
{
    /// <summary>The risk view, its personal values sealed.</summary>
    public async Task<FamilyRiskView> RiskAsync(StreamKey family, Reader reader, Cut cut, DateOnly on, CancellationToken stop)
    {
        var (row, people) = await RowAsync(family, cut, stop);
        return FamilyRiskView.Of(row, people, reader, on, cut.AsOf);
    }

    /// <summary>What is common to all, its personal values sealed; null before the record was opened.</summary>
    public async Task<FamilyCore?> CoreAsync(StreamKey family, Reader reader, Cut cut, CancellationToken stop)
    {
        var (row, people) = await RowAsync(family, cut, stop);
        return FamilyCore.Of(row, people, reader, cut.Today, cut.AsOf);
    }

    /// <summary>What the risk view says of one thing, sealed; null where there is no such thing that the reader may see.</summary>
    public async Task<FamilyStatements?> StatementsAsync(StreamKey family, Reader reader, Cut cut, ThingKey thing, CancellationToken stop)
    {
        var (row, people) = await RowAsync(family, cut, stop);
        return FamilyStatements.Of(row, people, reader, cut.Today, cut.AsOf, thing);
    }

    /// <summary>The answer with its values opened: whatever is in it was found to be the reader's to see.</summary>
    public ValueTask<JsonNode> OpenAsync<T>(T view, CancellationToken stop) => opener.OpenAsync(view, stop);

    private async Task<(FamilyRisk Row, IReadOnlyDictionary<PersonId, Who> People)> RowAsync(StreamKey family, Cut cut, CancellationToken stop)
    {
        var row = cut.IsPast
            ? await views.AsOfAsync<FamilyRisk>(family, cut.AsOf, stop)
            : (await views.LoadAsync<FamilyRisk>(family, stop)).State;
        var people = new Dictionary<PersonId, Who>();
        foreach (var person in row.People()) people[person] = await WhoAsync(person, cut, stop);
        return (row, people);
    }

    private async Task<Who> WhoAsync(PersonId id, Cut cut, CancellationToken stop)
    {
        var stream = StreamKey.Person(id);
        var person = cut.IsPast ? await views.AsOfAsync<Person>(stream, cut.AsOf, stop) : (await views.LoadAsync<Person>(stream, stop)).State;
        return new Who
        {
            Name = person.Name,
            Sex = person.Sex,
            DateOfBirth = person.DateOfBirth,
            Birth = person.DateOfBirth is { } date && await opener.OpenAsync(date, stop) is var born && born != default ? Birth.On(born) : null,
            EstimatedAge = person.EstimatedAge,
            EstimatedOn = person.EstimatedAge is null ? null : await EstimatedOnAsync(stream, stop),
        };
    }

    /// <summary>An estimate is of the day on which it was recorded, which the fold of a person does not keep.</summary>
    private async Task<DateOnly?> EstimatedOnAsync(StreamKey person, CancellationToken stop) =>
        (await events.StreamAsync(person, stop)).LastOrDefault(e => e.Event is PersonRegistered { EstimatedAge: not null }) is { } registered
            ? LondonTime.DateOf(registered.RecordedAt)
            : null;
}
