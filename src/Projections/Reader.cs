using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>Who reads: agency and roles of now, as the token says. A past moment cuts facts, never rights (design D7).</summary>
public sealed record Reader(AgencyId Agency, IReadOnlyList<Role> Roles)
{
    public static Reader Of(Actor actor) => new(actor.Agency, actor.Roles);

    /// <summary>
    /// True for roles that read, of a record open to their agency, what is their agency's (domain §5). An information
    /// governance officer reads what their agency recorded, sent or received, a manager what their team does: the same
    /// rule. Everybody else (reviewer, partnership officer, data protection officer, administrator) reads no statement
    /// of a record without a grant.
    /// </summary>
    /// <remarks>Grants are not built yet. When they are, a granted reader answers true here and <see cref="Sight"/> asks the grant.</remarks>
    public bool ReadsRecords => Roles.Any(role => role is
        Role.Practitioner or Role.DutyManager or Role.Manager or Role.CaldicottGuardian or Role.IgOfficer);
}
