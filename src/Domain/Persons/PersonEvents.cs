namespace Safeguard.Domain.Persons;

public enum Sex
{
    Female,
    Male,
    Indeterminate,
    NotKnown,
}

/// <summary>Schemes of personal identifiers (domain §2.3).</summary>
public enum IdentifierScheme
{
    Nhs,
    Upn,
    Ndtms,
    LocalCsc,
    Nomis,
}

/// <summary>Somebody becomes known. Names, date of birth and identifiers are sealed under the partnership's key for them.</summary>
public sealed record PersonRegistered(PersonId Person, Personal<PersonName> Name, Sex Sex) : PersonEvent
{
    public Personal<DateOnly>? DateOfBirth { get; init; }
    /// <summary>Age in whole years on the day of recording, where the date of birth is not known.</summary>
    public int? EstimatedAge { get; init; }
}

/// <summary>An identifier is recorded for somebody. It identifies; it never merges.</summary>
public sealed record PersonIdentifierAssigned(PersonId Person, IdentifierScheme Scheme, Personal<string> Value, bool Verified) : PersonEvent;

/// <summary>A name as the person or their papers write it: any script, one part or two (domain §6 row 91).</summary>
/// <param name="Family">Family name; null for somebody with a single name.</param>
/// <param name="Given">Given names, or the single name.</param>
public sealed record PersonName(string? Family, string Given);
