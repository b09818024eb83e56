using Safeguard.Domain;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Duplicates;

namespace Safeguard.Host.Families;

/// <summary>
/// What the edge finds out about people before a command is decided: who is meant, whom the caller may see, who has
/// the same number. A person is seen through a family that is open to the caller, who is not shut out of who they are.
/// </summary>
public sealed class KnownPeople(SearchIndex index, CallersIndex callers, FamilyAccess access, OwnHouseholds households, StreamViews views, Opener opener)
{
    /// <summary>What is known of somebody on record; null when the caller may see no such person.</summary>
    public async Task<KnownPerson?> KnownAsync(PersonId person, Actor caller, CancellationToken stop) =>
        (await SeenInAsync(person, caller, stop)).Count > 0 ? new KnownPerson(await BornOnAsync(person, stop)) : null;

    /// <summary>Everybody who has this NHS number; text that is none has no holders.</summary>
    public async Task<IReadOnlyList<IdentifierHolder>> HoldersAsync(string? number, Actor caller, CancellationToken stop)
    {
        if (Text.IsBlank(number) || NhsNumber.Judge("", number!).Value is not { } judged) return [];
        var holders = new List<IdentifierHolder>();
        foreach (var person in await index.PersonsByNhsNumberAsync(judged.Digits, stop))
            holders.Add(new IdentifierHolder(person, await IsFoundAsync(person, caller, stop)));
        return holders;
    }

    /// <summary>The date of birth; null where it is not known or was erased.</summary>
    public async Task<DateOnly?> BornOnAsync(PersonId person, CancellationToken stop)
    {
        var state = (await views.LoadAsync<Person>(StreamKey.Person(person), stop)).State;
        if (state.DateOfBirth is not { } sealedDate) return null;
        // A value type has no null to answer with; nobody was born in the year 1.
        var born = await opener.OpenAsync(sealedDate, stop);
        return born == default ? null : born;
    }

    /// <summary>Somebody to be added, with what the edge knows of them.</summary>
    public async Task<NewMember> CompleteAsync(NewMember member, PersonId newId, Actor caller, CancellationToken stop) => member with
    {
        Person = newId,
        Known = member.Existing is { } existing ? await KnownAsync(existing, caller, stop) : null,
        NhsNumberHeldBy = await HoldersAsync(member.NhsNumber, caller, stop),
    };

    /// <summary>
    /// Similar records (domain §2.2) that the caller would find by a search for the same. The others are looked for when the
    /// record is open, and only the duty managers hear of them.
    /// </summary>
    public async Task<IReadOnlyList<PossibleDuplicate>> DuplicatesAsync(OpenFamily command, Actor caller, CancellationToken stop)
    {
        var children = command.Members.Where(m => m.Role == MemberRole.Child && m.Existing is null).Select(m => new ComparedChild(m.NhsNumber, m.Name, m.DateOfBirth)).ToList();
        var postcode = command.Address?.Postcode;
        var found = await SimilarFamilies.FindAsync(callers.Of(caller), children, postcode is null ? [] : [postcode], stop);
        var open = await access.OpenToAsync(caller, [.. found.Select(s => s.Family)], stop);
        if (open.Count > 0 && await households.OfAsync(caller, stop) is { } own)
        {
            var asks = (postcode is not null && own.LivesAt(postcode)) || children.Any(c => c.Name is { } name && own.Names($"{name.Given} {name.Family}"));
            FamilyId[] asked = asks ? [.. found.Where(s => !s.By.Contains(Likeness.NhsNumber)).Select(s => s.Family)] : [];
            open = (await households.LeaveOutAsync(own, open, asked, caller, stop)).Kept;
        }

        return [.. open.Select(f => new PossibleDuplicate(f.Id, f.Household.Reference!))];
    }

    /// <summary>Whether a search for somebody's number would find them; that it is taken tells no less.</summary>
    private async Task<bool> IsFoundAsync(PersonId person, Actor caller, CancellationToken stop)
    {
        var open = await SeenInAsync(person, caller, stop);
        if (open.Count > 0 && await households.OfAsync(caller, stop) is { } own) open = (await households.LeaveOutAsync(own, open, [], caller, stop)).Kept;
        return open.Count > 0;
    }

    private async Task<IReadOnlyList<FamilyRecord>> SeenInAsync(PersonId person, Actor caller, CancellationToken stop) =>
        (await access.IdentifiableAsync(caller, [person], stop)).Count > 0 ? await access.OpenToAsync(caller, await index.FamiliesOfAsync([person], stop), stop) : [];
}
