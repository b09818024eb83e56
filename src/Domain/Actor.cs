namespace Safeguard.Domain;

/// <summary>What somebody may do (domain §5). The agency's kind tells treatment, social care, health, school and police apart.</summary>
public enum Role
{
    Practitioner,
    DutyManager,
    Manager,
    CaldicottGuardian,
    IgOfficer,
    /// <summary>Audits every register of the partnership, none of which carries narrative (design D11).</summary>
    PartnershipIgOfficer,
    DataProtectionOfficer,
    DataSteward,
    ReviewChair,
    Reviewer,
    Analyst,
    Administrator,
    System,
}

/// <summary>Who acts, in which roles and for which agency, as the authenticated token says; never from a body (domain §2.1).</summary>
public sealed record Actor(ActorId Id, AgencyId Agency, IReadOnlyList<Role> Roles)
{
    public bool Has(Role role) => Roles.Contains(role);

    public bool HasAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
            if (Roles.Contains(role)) return true;
        return false;
    }
}

/// <summary>The nation whose rules a case falls under. England and Wales differ in duty, clock and word (domain §0.3).</summary>
public enum Jurisdiction
{
    England,
    Wales,
}
