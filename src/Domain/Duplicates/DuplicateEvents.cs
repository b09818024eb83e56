namespace Safeguard.Domain.Duplicates;

/// <summary>In what two children are alike (domain §2.2).</summary>
public enum Likeness
{
    NhsNumber,
    /// <summary>The same name and date of birth, at the same postcode.</summary>
    NameBirthAndPostcode,
}

/// <summary>Another record with a child like one of the new record's.</summary>
public sealed record SimilarRecord(FamilyId Family, IReadOnlyList<Likeness> By);

/// <summary>
/// The service looked for other records of the children with whom a record was opened (domain §2.2; V16). It is
/// recorded also where there are none: that it was recorded must tell nobody anything.
/// </summary>
/// <param name="Family">The record that was opened.</param>
/// <param name="Similar">Those found among the records opened before, except what the opener was shown and checked.</param>
public sealed record DuplicatesLookedFor(FamilyId Family, IReadOnlyList<SimilarRecord> Similar) : DuplicateEvent;
