using Safeguard.Domain.Families;

namespace Safeguard.Domain.Access;

/// <summary>For whom a restricted record is open still. Each is narrower than the one before.</summary>
public enum RestrictionLevel
{
    /// <summary>The agency that restricted it: all its readers, and nobody of another.</summary>
    Team,
    /// <summary>Those who are named, and nobody else.</summary>
    Named,
    /// <summary>Nobody, but by breaking the glass.</summary>
    Sealed,
}

/// <summary>What is said in a family's stream about who may come to the record.</summary>
public abstract record RestrictionEvent : FamilyEvent;

/// <summary>From now on the record is open to fewer than it was (domain §2.3). Said again by the same agency, the newer word stands.</summary>
/// <param name="AllowedActors">For <see cref="RestrictionLevel.Named"/>: who may still read.</param>
/// <param name="ReviewDate">The day by which somebody looks whether it must last. It does not end by itself.</param>
public sealed record RecordRestricted(RestrictionLevel Level, Personal<string> Reason, IReadOnlyList<ActorId> AllowedActors, DateOnly ReviewDate) : RestrictionEvent;

/// <summary>The record is open again as it was before it was restricted (domain §2.3).</summary>
public sealed record RestrictionLifted(Personal<string> Reason) : RestrictionEvent;

/// <summary>Who somebody is, is open to fewer than it was, in every record they belong to (domain §2.3, RecordRestricted for the person).</summary>
/// <inheritdoc cref="RecordRestricted"/>
public sealed record PersonRestricted(PersonId Person, RestrictionLevel Level, Personal<string> Reason, IReadOnlyList<ActorId> AllowedActors, DateOnly ReviewDate) : PersonEvent;

/// <summary>Who somebody is, is open again to whoever reads a record they belong to (domain §2.3).</summary>
public sealed record PersonRestrictionLifted(PersonId Person, Personal<string> Reason) : PersonEvent;
