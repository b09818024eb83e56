using Safeguard.Domain;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Finding;

namespace Safeguard.Host.Duplicates;

/// <summary>What of a child is compared. Whatever is not known matches nobody.</summary>
public sealed record ComparedChild(string? NhsNumber, PersonName? Name, DateOnly? BornOn);

/// <summary>
/// Finds records with a child like one of these: of the same NHS number, or of the same name and date of birth at the
/// same postcode (domain §2.2). Who may be told of them is the caller's question: the
/// index itself finds hidden ones too.
/// </summary>
public static class SimilarFamilies
{
    public static async Task<IReadOnlyList<SimilarRecord>> FindAsync(IFamilyFinder index, IEnumerable<ComparedChild> children, IReadOnlyList<string> postcodes, CancellationToken stop)
    {
        var found = new SortedDictionary<Guid, SortedSet<Likeness>>();
        foreach (var child in children)
        {
            if (!Text.IsBlank(child.NhsNumber) && NhsNumber.Judge("", child.NhsNumber!).Value is { } number)
                Add(await index.ByNhsNumberAsync(number.Digits, stop), Likeness.NhsNumber);
            if (child is not { Name: { } name, BornOn: { } born }) continue;
            foreach (var postcode in postcodes.Where(p => !Text.IsBlank(p)))
            {
                var sameChild = await index.ByNameAndBirthAsync($"{name.Given} {name.Family}", born, stop);
                if (sameChild.Count > 0) Add(sameChild.Intersect(await index.ByPostcodeAsync(postcode, stop)), Likeness.NameBirthAndPostcode);
            }
        }

        return [.. found.Select(f => new SimilarRecord(FamilyId.From(f.Key), [.. f.Value]))];

        void Add(IEnumerable<FamilyId> families, Likeness by)
        {
            foreach (var family in families)
            {
                if (!found.TryGetValue(family.Value, out var likenesses)) found[family.Value] = likenesses = [];
                likenesses.Add(by);
            }
        }
    }
}
