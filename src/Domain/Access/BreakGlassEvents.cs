namespace Safeguard.Domain.Access;

/// <summary>What stood between somebody and a record, and was broken (domain §5 rules 2 and 3).</summary>
public enum GlassGround
{
    /// <summary>The record is restricted.</summary>
    Record,
    /// <summary>Who somebody of the record is, is restricted.</summary>
    Person,
    /// <summary>A conflict was declared.</summary>
    Conflict,
    /// <summary>The household is what the person said to be their own.</summary>
    OwnHousehold,
}

/// <summary>What the reviewer of a break-glass found.</summary>
public enum GlassFinding
{
    Justified,
    /// <summary>It may stand, and something is to be learned from it.</summary>
    JustifiedWithLearning,
    /// <summary>It should not have been: whoever did it breaks no more until somebody restores it.</summary>
    Misuse,
}

/// <summary>
/// Somebody opened one record for themselves although something shuts them out, for at most an hour, and said why
/// (domain §2.9, §5 rule 2; §6 row 79). Their manager and information governance officer are told at once. As FHIR has it: AuditEvent
/// type DCM 110113, subtype 110127, purpose BTG.
/// </summary>
/// <param name="Until">When it ends. Whoever reads later is shut out again, whether or not anything has run since.</param>
/// <param name="Broke">What was broken.</param>
/// <param name="ReviewBy">The end of the second working day after it (domain §3.5, D27).</param>
public sealed record BreakGlassUsed(
    BreakGlassId Glass, FamilyId Family, Personal<string> Reason, int Minutes, DateTimeOffset Until, IReadOnlyList<GlassGround> Broke, DateTimeOffset ReviewBy) : AccessEvent;

/// <summary>Somebody else looked at a break-glass (domain §2.9, §5 rule 2).</summary>
/// <param name="User">Who broke it.</param>
public sealed record BreakGlassReviewed(BreakGlassId Glass, FamilyId Family, ActorId User, GlassFinding Finding, Personal<string> Reasons) : AccessEvent;
