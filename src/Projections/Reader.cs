using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>Who reads: agency and roles of now, as the token says. A past moment cuts facts, never rights (design D7).</summary>
public sealed record Reader(AgencyId Agency, IReadOnlyList<Role> Roles)
{
    /// <summary>What a review lets the reader read; null for everybody who reads as their agency does.</summary>
    public ReviewGrant? Grant { get; init; }

    /// <summary>True for a reader under a review, who reads what any agency recorded.</summary>
    public bool ReadsAll => Grant is { AsAgency: false };

    /// <summary>A reader under a review who asks what one agency could read then: that and no more. Everybody else stays who they are.</summary>
    public Reader As(AgencyId agency) => Grant is { } grant ? this with { Agency = agency, Grant = grant with { AsAgency = true } } : this;

    public static Reader Of(Actor actor) => new(actor.Agency, actor.Roles);

    /// <summary>
    /// True for roles that read, of a record open to their agency, what is their agency's (domain §5). An information
    /// governance officer reads what their agency recorded, sent or received, a manager what their team does: the same
    /// rule. Everybody else (reviewer, partnership officer, data protection officer, administrator) reads no statement
    /// of a record without a grant.
    /// </summary>
    public bool ReadsRecords => Grant is not null || Roles.Any(role => role is
        Role.Practitioner or Role.DutyManager or Role.Manager or Role.CaldicottGuardian or Role.IgOfficer);

    /// <summary>True for an entry that the reader has in its own words: of their agency, or of anybody's under a review.</summary>
    internal bool Owns(Origin origin) => ReadsRecords && (ReadsAll || origin.Agency == Agency);
}
