using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Sealing;

namespace Safeguard.EventStore.Finding;

/// <summary>
/// Finds families and people through keyed hashes (design D5): no name stands in the index, and what hangs on a
/// destroyed key is gone from it.
/// </summary>
public sealed class SearchIndex(NpgsqlDataSource database, ServiceKeys keys) : IFamilyFinder
{
    // More than live in any postcode: who may see a match is asked afterwards, and a lower limit could cut off just those.
    private const int MostMatches = 1_000;

    private const string Reference = "reference", Nhs = "nhs", Name = "name", Birth = "birth", Postcode = "postcode", Member = "member";

    /// <summary>The terms of an event that is about to be stored: values from its open form, keys from its sealed one.</summary>
    internal IEnumerable<SearchTerm> TermsOf(StreamKey stream, DomainEvent open, DomainEvent stored)
    {
        switch (open, stored)
        {
            case (FamilyRecordOpened e, _):
                yield return Term(Reference, Folding.Code(e.Reference), stream, null);
                break;
            case (HouseholdMemberJoined e, _):
                yield return Term(Member, e.Person.ToString(), stream, null);
                break;
            case (AddressRecorded { Postcode: { IsOpen: true } postcode }, AddressRecorded { Postcode.Sealed: { } token }):
                yield return Term(Postcode, Folding.Code(postcode.Value), stream, token.Key);
                break;
            case (PersonRegistered { Name.IsOpen: true } e, PersonRegistered { Name.Sealed: { } token } s):
                foreach (var part in Folding.NameParts(e.Name.Value.Family, e.Name.Value.Given))
                    yield return Term(Name, part, stream, token.Key);
                if (e.DateOfBirth is { IsOpen: true } born && s.DateOfBirth?.Sealed is { } bornToken)
                    yield return Term(Birth, Folding.Date(born.Value), stream, bornToken.Key);
                break;
            case (PersonIdentifierAssigned { Scheme: IdentifierScheme.Nhs, Value.IsOpen: true } e, PersonIdentifierAssigned { Value.Sealed: { } token }):
                yield return Term(Nhs, Folding.Code(e.Value.Value), stream, token.Key);
                break;
        }
    }

    /// <summary>The month of birth that an event tells, for age bands.</summary>
    internal static BirthMonth? BirthMonthOf(StreamKey stream, DomainEvent open, DomainEvent stored) =>
        open is PersonRegistered { DateOfBirth: { IsOpen: true } born } && stored is PersonRegistered { DateOfBirth.Sealed: { } token }
            ? new BirthMonth(stream, (short)born.Value.Year, (short)born.Value.Month, token.Key)
            : null;

    public Task<IReadOnlyList<FamilyId>> ByReferenceAsync(string reference, CancellationToken stop) =>
        FamiliesAsync([Hash(Reference, Folding.Code(reference))], stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FamilyId>> ByPostcodeAsync(string postcode, CancellationToken stop) =>
        FamiliesAsync([Hash(Postcode, Folding.Code(postcode))], stop);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FamilyId>> ByNhsNumberAsync(string number, CancellationToken stop) =>
        await FamiliesOfAsync(await PersonsByNhsNumberAsync(number, stop), stop);

    /// <summary>People who have this NHS number.</summary>
    public Task<IReadOnlyList<PersonId>> PersonsByNhsNumberAsync(string number, CancellationToken stop) =>
        PersonsAsync([Hash(Nhs, Folding.Code(number))], stop);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FamilyId>> ByNameAndBirthAsync(string name, DateOnly born, CancellationToken stop) =>
        await FamiliesOfAsync(await PersonsByNameAndBirthAsync(name, born, stop), stop);

    /// <summary>People who have all parts of this name and this date of birth.</summary>
    public async Task<IReadOnlyList<PersonId>> PersonsByNameAndBirthAsync(string name, DateOnly born, CancellationToken stop)
    {
        var terms = Folding.NameParts(name).Select(p => Hash(Name, p)).Append(Hash(Birth, Folding.Date(born))).ToList();
        return terms.Count < 2 ? [] : await PersonsAsync(terms, stop);
    }

    /// <summary>Those of some people who have all parts of a name.</summary>
    public async Task<IReadOnlyList<PersonId>> NamedAsync(IReadOnlyList<PersonId> persons, string name, CancellationToken stop)
    {
        var terms = Folding.NameParts(name).Select(p => Hash(Name, p)).ToArray();
        if (terms.Length == 0 || persons.Count == 0) return [];
        await using var command = database.Command(
            "select stream from safeguard.search_terms where stream = any($1) and kind = $2 and term = any($3) group by stream having count(distinct term) = $4",
            persons.Select(p => StreamKey.Person(p).Value).ToArray(), Name, terms, (long)terms.Length);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var named = new List<PersonId>();
        while (await rows.ReadAsync(stop)) named.Add(new PersonId(Guid.Parse(StreamKey.Stored(rows.GetString(0)).Id)));
        return named;
    }

    /// <summary>The families that these people belong or belonged to.</summary>
    public async Task<IReadOnlyList<FamilyId>> FamiliesOfAsync(IReadOnlyList<PersonId> persons, CancellationToken stop)
    {
        var families = new HashSet<FamilyId>();
        foreach (var person in persons)
            families.UnionWith(await FamiliesAsync([Hash(Member, person.ToString())], stop));
        return [.. families];
    }

    private async Task<IReadOnlyList<FamilyId>> FamiliesAsync(IReadOnlyList<byte[]> terms, CancellationToken stop) =>
        [.. (await StreamsAsync("family", terms, stop)).Select(s => new FamilyId(Guid.Parse(s.Id)))];

    private async Task<IReadOnlyList<PersonId>> PersonsAsync(IReadOnlyList<byte[]> terms, CancellationToken stop) =>
        [.. (await StreamsAsync("person", terms, stop)).Select(s => new PersonId(Guid.Parse(s.Id)))];

    /// <summary>The streams of a category that have all of the terms.</summary>
    private async Task<IReadOnlyList<StreamKey>> StreamsAsync(string category, IReadOnlyList<byte[]> terms, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select stream from safeguard.search_terms where term = any($1) and kind = any($3) and stream like $4
             group by stream having count(distinct term) = $2 order by stream limit {MostMatches}
            """, terms.ToArray(), (long)terms.Count, (string[])[Reference, Nhs, Name, Birth, Postcode, Member], $"{category}-%");
        await using var rows = await command.ExecuteReaderAsync(stop);
        var streams = new List<StreamKey>();
        while (await rows.ReadAsync(stop)) streams.Add(StreamKey.Stored(rows.GetString(0)));
        return streams;
    }

    /// <summary>Year and month of birth of some people, where their key still stands.</summary>
    public async Task<IReadOnlyDictionary<PersonId, (int Year, int Month)>> BirthMonthsAsync(IReadOnlyList<PersonId> persons, CancellationToken stop)
    {
        await using var command = database.Command(
            "select stream, year, month from safeguard.birth_months where stream = any($1)", persons.Select(p => StreamKey.Person(p).Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var births = new Dictionary<PersonId, (int, int)>();
        while (await rows.ReadAsync(stop))
            births[new PersonId(Guid.Parse(StreamKey.Stored(rows.GetString(0)).Id))] = (rows.GetInt16(1), rows.GetInt16(2));
        return births;
    }

    private SearchTerm Term(string kind, string folded, StreamKey stream, Guid? key) => new(kind, Hash(kind, folded), stream, key);

    private byte[] Hash(string kind, string folded) => keys.HashSearchTerm(kind, folded);
}
