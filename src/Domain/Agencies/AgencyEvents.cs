namespace Safeguard.Domain.Agencies;

public enum AgencyKind
{
    Treatment,
    ChildrensSocialCare,
    EarlyHelp,
    Health,
    Maternity,
    School,
    EarlyYears,
    Police,
    Probation,
    Voluntary,
    Partnership,
    Other,
}

/// <summary>An agency may take part: it can be shared with, and referred to (domain §2.9).</summary>
public sealed record AgencyRegistered(AgencyId Agency, string Name, AgencyKind Kind, string Area, bool PublicAuthority) : AgencyEvent;
