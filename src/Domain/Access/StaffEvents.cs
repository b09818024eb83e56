namespace Safeguard.Domain.Access;

/// <summary>
/// What is said of somebody who works for an agency, in <c>agency-{id}</c>: of the access they may not have. The directory
/// has none of it, and no names of staff.
/// </summary>
/// <param name="Who">Whom it is about, as their token says.</param>
public abstract record StaffEvent(ActorId Who) : DomainEvent;

/// <summary>How somebody stands to a family (domain §5 rule 3).</summary>
public enum ConflictKind
{
    /// <summary>They belong to it.</summary>
    Subject,
    /// <summary>They are related to somebody of it, or live with them.</summary>
    Related,
    /// <summary>They live near.</summary>
    LivesNear,
}

/// <summary>Somebody says of themselves that they stand to a family so that they must not read its record (domain §2.9, §5 rule 3).</summary>
public sealed record ConflictDeclared(ActorId Who, FamilyId Family, ConflictKind Kind) : StaffEvent(Who);

/// <summary>Somebody else found that a declared conflict is none any more (domain §5 rules 3 and 4).</summary>
public sealed record ConflictLifted(ActorId Who, FamilyId Family, Personal<string> Reason) : StaffEvent(Who);

/// <summary>
/// Somebody says of themselves which family name and postcode they are not to search for (domain §5 rule 3, §6 row 78).
/// A token carries neither. Both are sealed under a key of their own, opened only to be compared, and shown to nobody.
/// Said again, the newer word stands.
/// </summary>
public sealed record OwnHouseholdDeclared(ActorId Who) : StaffEvent(Who)
{
    public Personal<string>? FamilyName { get; init; }
    public Personal<string>? Postcode { get; init; }
}

/// <summary>A break-glass was found to be misuse: this person breaks no more, until somebody restores it (domain §5 rule 2).</summary>
public sealed record BreakGlassSuspended(ActorId Who, FamilyId Family, BreakGlassId Glass) : StaffEvent(Who);

/// <summary>Somebody may break the glass again (domain §5 rule 2).</summary>
public sealed record BreakGlassRestored(ActorId Who, Personal<string> Reason) : StaffEvent(Who);
