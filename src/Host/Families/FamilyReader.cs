using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;
using Safeguard.Projections;
using Who = Safeguard.Projections.Identity;

namespace Safeguard.Host.Families;

/// <summary>Reads one family's record for one reader: the row of the moment asked about, and who its people are.</summary>
public sealed class FamilyReader(StreamViews views, Opener opener)
{
    /// <summary>The risk view, its personal values sealed.</summary>
    public async Task<FamilyRiskView> RiskAsync(StreamKey family, Reader reader, Cut cut, DateOnly on, CancellationToken stop)
    {
        var (row, people) = await RowAsync(family, reader, cut, stop);
        return FamilyRiskView.Of(row, people, reader, on, cut.AsOf);
    }

    /// <summary>The risk view of a past moment, of a row that was folded up to then, its personal values sealed.</summary>
    public async Task<FamilyRiskView> RiskAsync(FamilyRisk row, Reader reader, Cut cut, CancellationToken stop) =>
        FamilyRiskView.Of(row, await PeopleAsync(row, reader, cut, stop), reader, cut.Today, cut.AsOf);

    /// <summary>What is common to all, its personal values sealed; null before the record was opened.</summary>
    public async Task<FamilyCore?> CoreAsync(StreamKey family, Reader reader, Cut cut, CancellationToken stop)
    {
        var (row, people) = await RowAsync(family, reader, cut, stop);
        return FamilyCore.Of(row, people, reader, cut.Today, cut.AsOf);
    }

    /// <summary>What the risk view says of one thing, sealed; null where there is no such thing that the reader may see.</summary>
    public async Task<FamilyStatements?> StatementsAsync(StreamKey family, Reader reader, Cut cut, ThingKey thing, CancellationToken stop)
    {
        var (row, people) = await RowAsync(family, reader, cut, stop);
        return FamilyStatements.Of(row, people, reader, cut.Today, cut.AsOf, thing);
    }

    /// <summary>The answer with its values opened: whatever is in it was found to be the reader's to see.</summary>
    public ValueTask<OpenedJson> OpenAsync<T>(T view, CancellationToken stop) => opener.OpenJsonAsync(view, stop);

    private async Task<(FamilyRisk Row, IReadOnlyDictionary<PersonId, Who> People)> RowAsync(StreamKey family, Reader reader, Cut cut, CancellationToken stop)
    {
        var row = cut.IsPast
            ? await views.AsOfAsync<FamilyRisk>(family, cut.AsOf, stop)
            : (await views.LoadAsync<FamilyRisk>(family, stop)).State;
        return (row, await PeopleAsync(row, reader, cut, stop));
    }

    private async Task<IReadOnlyDictionary<PersonId, Who>> PeopleAsync(FamilyRisk row, Reader reader, Cut cut, CancellationToken stop)
    {
        var people = row.People();
        var identities = cut.IsPast ? await AsOfAsync(people, cut.AsOf, stop) : await NowAsync(people, stop);
        var births = await opener.OpenAsync([.. identities.Select(i => i.DateOfBirth)], stop);
        return people
            .Select((person, n) => (person, Who: (identities[n] with { Birth = births[n] is { } born ? Birth.On(born) : null }).SeenBy(reader.Grant, person)))
            .ToDictionary(p => p.person, p => p.Who);
    }

    private async Task<IReadOnlyList<Who>> NowAsync(IReadOnlyList<PersonId> people, CancellationToken stop) =>
        [.. (await views.LoadAsync<Who>([.. people.Select(StreamKey.Person)], stop)).Select(p => p.State)];

    private async Task<IReadOnlyList<Who>> AsOfAsync(IReadOnlyList<PersonId> people, DateTimeOffset asOf, CancellationToken stop)
    {
        var identities = new List<Who>(people.Count);
        foreach (var person in people) identities.Add(await views.AsOfAsync<Who>(StreamKey.Person(person), asOf, stop));
        return identities;
    }
}
