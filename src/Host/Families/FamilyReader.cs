using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;
using Who = Safeguard.Projections.Identity;

namespace Safeguard.Host.Families;

/// <summary>Reads one family's record for one reader: the row of the moment asked about, and who its people are.</summary>
public sealed class FamilyReader(StreamViews views, BreakGlasses glasses, Opener opener)
{
    /// <summary>The risk view, its personal values sealed.</summary>
    public async Task<FamilyRiskView> RiskAsync(HttpContext context, OpenedFamily opened, Cut cut, DateOnly on)
    {
        var (row, people) = await RowAsync(context, opened, cut);
        return FamilyRiskView.Of(row, people, opened.By, on, cut.AsOf);
    }

    /// <summary>The risk view of a past moment, of a row that was folded up to then, its personal values sealed.</summary>
    /// <param name="reader">As whom the caller reads.</param>
    public async Task<FamilyRiskView> RiskAsync(HttpContext context, FamilyRisk row, Reader reader, Cut cut) =>
        FamilyRiskView.Of(row, await PeopleAsync(context, row, reader, cut), reader, cut.Today, cut.AsOf);

    /// <summary>What is common to all, its personal values sealed; null before the record was opened.</summary>
    public async Task<FamilyCore?> CoreAsync(HttpContext context, OpenedFamily opened, Cut cut)
    {
        var (row, people) = await RowAsync(context, opened, cut);
        return FamilyCore.Of(row, people, opened.By, cut.Today, cut.AsOf);
    }

    /// <summary>What the risk view says of one thing, sealed; null where there is no such thing that the reader may see.</summary>
    public async Task<FamilyStatements?> StatementsAsync(HttpContext context, OpenedFamily opened, Cut cut, ThingKey thing)
    {
        var (row, people) = await RowAsync(context, opened, cut);
        return FamilyStatements.Of(row, people, opened.By, cut.Today, cut.AsOf, thing);
    }

    /// <summary>The answer with its values opened: whatever is in it was found to be the reader's to see.</summary>
    public ValueTask<OpenedJson> OpenAsync<T>(T view, CancellationToken stop) => opener.OpenJsonAsync(view, stop);

    /// <summary>The same of an answer that is written already (<see cref="Opener.Write"/>).</summary>
    public ValueTask<OpenedJson> OpenWrittenAsync(byte[] json, CancellationToken stop) => opener.OpenWrittenAsync(json, stop);

    private async Task<(FamilyRisk Row, IReadOnlyDictionary<PersonId, Who> People)> RowAsync(HttpContext context, OpenedFamily opened, Cut cut)
    {
        var stop = context.RequestAborted;
        var row = cut.IsPast
            ? await views.AsOfAsync<FamilyRisk>(opened.Stream, cut.AsOf, stop)
            : (await views.LoadAsync<FamilyRisk>(opened.Stream, stop)).State;
        return (row, await PeopleAsync(context, row, opened.By, cut));
    }

    private async Task<IReadOnlyDictionary<PersonId, Who>> PeopleAsync(HttpContext context, FamilyRisk row, Reader reader, Cut cut)
    {
        var (stop, people) = (context.RequestAborted, row.People());
        // A past moment cuts facts, never rights: a restriction is always that of now.
        var now = await NowAsync(people, stop);
        var identities = cut.IsPast ? await views.AsOfAsync<Who>([.. people.Select(StreamKey.Person)], cut.AsOf, stop) : now;
        var withheld = await WithheldAsync(context, row.Family, people, now);
        var births = await opener.OpenAsync([.. identities.Select(i => i.DateOfBirth)], stop);
        return people
            .Select((person, n) => (person, Who: identities[n] with { Birth = births[n] is { } born ? Birth.On(born) : null }))
            .ToDictionary(p => p.person, p => Shown(p.Who, p.person, withheld, reader));
    }

    /// <summary>Who some people are now, for an answer that names them; without what is kept from the reader.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Who>> NamedAsync(HttpContext context, FamilyId family, IReadOnlyList<PersonId> people, Reader reader)
    {
        var now = await NowAsync(people, context.RequestAborted);
        var withheld = await WithheldAsync(context, family, people, now);
        return people.Select((person, n) => (person, Who: now[n])).ToDictionary(p => p.person, p => Shown(p.Who, p.person, withheld, reader));
    }

    /// <summary>Those of some people whose identity is kept from the caller now.</summary>
    public async Task<IReadOnlySet<PersonId>> WithheldAsync(HttpContext context, FamilyId family, IReadOnlyList<PersonId> people) =>
        await WithheldAsync(context, family, people, await NowAsync(people, context.RequestAborted));

    /// <summary>The glass is asked after only where there are any; where it opens them, the answer says so.</summary>
    private async Task<IReadOnlySet<PersonId>> WithheldAsync(HttpContext context, FamilyId family, IReadOnlyList<PersonId> people, IReadOnlyList<Who> now)
    {
        var caller = context.Caller();
        var restricted = people.Where((_, n) => now[n].Restriction?.ShutsOut(caller) == true).ToHashSet();
        if (restricted.Count == 0 || await glasses.OpenAsync(family, caller, context.RequestAborted) is not { } use) return restricted;
        BreakGlasses.Show(context, use);
        return new HashSet<PersonId>();
    }

    private static Who Shown(Who who, PersonId person, IReadOnlySet<PersonId> withheld, Reader reader) =>
        (withheld.Contains(person) ? who.WithoutIdentity() : who).SeenBy(reader.Grant, person);

    private async Task<IReadOnlyList<Who>> NowAsync(IReadOnlyList<PersonId> people, CancellationToken stop) =>
        people.Count == 0 ? [] : [.. (await views.LoadAsync<Who>([.. people.Select(StreamKey.Person)], stop)).Select(p => p.State)];
}
