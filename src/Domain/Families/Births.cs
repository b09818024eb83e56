using System.Collections.Immutable;

namespace Safeguard.Domain.Families;

/// <summary>
/// When the children of a household were born, as the edge opened it for one decision: dates of birth are sealed, so no state
/// holds them. Whoever is not in it has no known age, and is taken for what the household says: a child, or an adult.
/// </summary>
public sealed record Births(ImmutableDictionary<PersonId, DateOnly> Known)
{
    /// <summary>Nobody's date of birth is known.</summary>
    public static Births NotKnown { get; } = new(ImmutableDictionary<PersonId, DateOnly>.Empty);

    public DateOnly? Of(PersonId person) => Known.TryGetValue(person, out var born) ? born : null;

    /// <summary>Age in whole years on a day; null where the date of birth is not known.</summary>
    public int? AgeOn(PersonId person, DateOnly day) => Of(person) is { } born ? Days.AgeOn(day, born) : null;
}
