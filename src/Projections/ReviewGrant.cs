using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>
/// What a review lets one person read of its records, until it closes: all that was frozen, of every agency (domain §5
/// rule 6). A grant is resolved anew for each request, so it ends with the review or with the scope.
/// </summary>
/// <param name="Review">The review that it comes from.</param>
/// <param name="Until">The freeze: nothing recorded later is read.</param>
/// <param name="Position">The place of the freeze in the log.</param>
/// <param name="From">First day of the period under review.</param>
/// <param name="To">Its last day.</param>
/// <param name="ShowsNames">True where the reader may see names and asked for them; otherwise pseudonyms stand in.</param>
public sealed record ReviewGrant(CaseReviewId Review, DateTimeOffset Until, long Position, DateOnly From, DateOnly To, bool ShowsNames)
{
    /// <summary>Everybody of the frozen records, in the order that gives the pseudonyms.</summary>
    public IReadOnlyList<PersonId> Persons { get; init; } = [];

    /// <summary>True where it is asked what one agency could read: the reader's is set to that one.</summary>
    public bool AsAgency { get; init; }

    /// <summary>What stands for a name: the same in every record of the review and after every later freeze.</summary>
    public string PseudonymOf(PersonId person)
    {
        for (var n = 0; n < Persons.Count; n++)
            if (Persons[n] == person) return $"Person {n + 1}";
        return "Somebody";
    }
}
