using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Duplicates;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Families;

/// <summary>
/// What the edge finds out about people before a command is decided: who is meant, whom the caller may see, who has
/// the same number. A person is seen through a family that is open to the caller, who is not shut out of who they are.
/// </summary>
public sealed class KnownPeople(SearchIndex index, CallersIndex callers, FamilyAccess access, OwnHouseholds households, Denials denials, StreamViews views, Opener opener)
{
    /// <summary>What is known of somebody on record; null when the caller may see no such person.</summary>
    public async Task<KnownPerson?> KnownAsync(PersonId person, Actor caller, CancellationToken stop) =>
        (await SeenInAsync(person, caller, stop)).Count > 0 ? new KnownPerson(await BornOnAsync(person, stop)) : null;

    /// <summary>Everybody who has this NHS number; text that is none has no holders.</summary>
    /// <param name="what">What is being done, by its code, for the officer's alert where one's own household is met.</param>
    public async Task<IReadOnlyList<IdentifierHolder>> HoldersAsync(string? number, HttpContext context, string what)
    {
        if (Text.IsBlank(number) || NhsNumber.Judge("", number!).Value is not { } judged) return [];
        var holders = new List<IdentifierHolder>();
        foreach (var person in await index.PersonsByNhsNumberAsync(judged.Digits, context.RequestAborted))
            holders.Add(new IdentifierHolder(person, await IsFoundAsync(person, context, what)));
        return holders;
    }

    /// <summary>The date of birth; null where it is not known or was erased.</summary>
    public async Task<DateOnly?> BornOnAsync(PersonId person, CancellationToken stop) =>
        await BornOnAsync((await views.LoadAsync<Person>(StreamKey.Person(person), stop)).State, stop);

    private async Task<DateOnly?> BornOnAsync(Person state, CancellationToken stop)
    {
        if (state.DateOfBirth is not { } sealedDate) return null;
        // A value type has no null to answer with; nobody was born in the year 1.
        var born = await opener.OpenAsync(sealedDate, stop);
        return born == default ? null : born;
    }

    /// <summary>When the children of a household were born, as far as that is known: loaded in one round trip.</summary>
    public async Task<Births> BirthsAsync(Household household, CancellationToken stop)
    {
        List<PersonId> children = [.. household.Members.Select(m => m.Person).Distinct().Where(household.IsChild)];
        if (children.Count == 0) return Births.NotKnown;
        var persons = await views.LoadAsync<Person>([.. children.Select(StreamKey.Person)], stop);
        var known = ImmutableDictionary.CreateBuilder<PersonId, DateOnly>();
        foreach (var (child, person) in children.Zip(persons))
            if (await BornOnAsync(person.State, stop) is { } born) known[child] = born;
        return new Births(known.ToImmutable());
    }

    /// <summary>Somebody to be added, with what the edge knows of them.</summary>
    /// <inheritdoc cref="HoldersAsync"/>
    public async Task<NewMember> CompleteAsync(NewMember member, PersonId newId, HttpContext context, string what) => member with
    {
        Person = newId,
        Known = member.Existing is { } existing ? await KnownAsync(existing, context.Caller(), context.RequestAborted) : null,
        NhsNumberHeldBy = await HoldersAsync(member.NhsNumber, context, what),
    };

    /// <summary>
    /// Similar records (domain §2.2) that the caller would find by a search for the same. The others are looked for when the
    /// record is open, and only the duty managers hear of them.
    /// </summary>
    public async Task<IReadOnlyList<PossibleDuplicate>> DuplicatesAsync(OpenFamily command, HttpContext context)
    {
        var (caller, stop) = (context.Caller(), context.RequestAborted);
        var children = command.Members.Where(m => m.Role == MemberRole.Child && m.Existing is null).Select(m => new ComparedChild(m.NhsNumber, m.Name, m.DateOfBirth)).ToList();
        var postcode = command.Address?.Postcode;
        var found = await SimilarFamilies.FindAsync(callers.Of(caller), children, postcode is null ? [] : [postcode], stop);
        var open = await access.OpenToAsync(caller, [.. found.Select(s => s.Family)], stop);
        if (open.Count > 0 && await households.OfAsync(caller, stop) is { } own)
        {
            var asks = (postcode is not null && own.LivesAt(postcode)) || children.Any(c => c.Name is { } name && own.Names($"{name.Given} {name.Family}"));
            FamilyId[] asked = asks ? [.. found.Where(s => !s.By.Contains(Likeness.NhsNumber)).Select(s => s.Family)] : [];
            open = await WithoutOwnAsync(own, open, asked, context, nameof(OpenFamily));
        }

        return [.. open.Select(f => new PossibleDuplicate(f.Id, f.Household.Reference!))];
    }

    /// <summary>Whether a search for somebody's number would find them; that it is taken tells no less.</summary>
    private async Task<bool> IsFoundAsync(PersonId person, HttpContext context, string what)
    {
        var (caller, stop) = (context.Caller(), context.RequestAborted);
        var open = await SeenInAsync(person, caller, stop);
        if (open.Count > 0 && await households.OfAsync(caller, stop) is { } own) open = await WithoutOwnAsync(own, open, [], context, what);
        return open.Count > 0;
    }

    /// <summary>
    /// Without those of the own household. That they were met is told the officer as a search for them is, once for each request,
    /// and never the caller: their answer is that of whoever met nothing (domain §5 rule 3; §6 row 78).
    /// </summary>
    private async Task<IReadOnlyList<FamilyRecord>> WithoutOwnAsync(
        OwnTerms own, IReadOnlyList<FamilyRecord> open, IReadOnlyCollection<FamilyId> asked, HttpContext context, string what)
    {
        var kept = (await households.LeaveOutAsync(own, open, asked, context.Caller(), context.RequestAborted)).Kept;
        if (kept.Count < open.Count && context.Items.TryAdd(typeof(OwnTerms), what)) await denials.DenyAsync(context, what, Problem.Of(StaffRefusals.OwnHousehold));
        return kept;
    }

    private async Task<IReadOnlyList<FamilyRecord>> SeenInAsync(PersonId person, Actor caller, CancellationToken stop) =>
        (await access.IdentifiableAsync(caller, [person], stop)).Count > 0 ? await access.OpenToAsync(caller, await index.FamiliesOfAsync([person], stop), stop) : [];
}
