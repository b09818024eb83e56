using Safeguard.Domain;

namespace Safeguard.EventStore.Finding;

/// <summary>
/// Finds families by what was typed. The <see cref="SearchIndex"/> finds hidden ones too; another may find only what somebody
/// may be told.
/// </summary>
public interface IFamilyFinder
{
    /// <summary>Families with a member who has this NHS number.</summary>
    Task<IReadOnlyList<FamilyId>> ByNhsNumberAsync(string number, CancellationToken stop);

    /// <summary>Families with a member who has all parts of this name and this date of birth.</summary>
    Task<IReadOnlyList<FamilyId>> ByNameAndBirthAsync(string name, DateOnly born, CancellationToken stop);

    /// <summary>Families that live or lived at this postcode.</summary>
    Task<IReadOnlyList<FamilyId>> ByPostcodeAsync(string postcode, CancellationToken stop);
}
