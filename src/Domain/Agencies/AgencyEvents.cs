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

/// <summary>In which duty to share or report an agency stands (Children Act 2004 s.16LA(4); SSW(W)A 2014 s.130(5)).</summary>
public enum DutyScope
{
    /// <summary>A body of Children Act 2004 s.11(1): council, health body, police, probation and others.</summary>
    Section11Body,
    /// <summary>A designated childcare or education agency, s.16E.</summary>
    Section16EAgency,
    /// <summary>A provider of services under arrangements with one of those.</summary>
    Contracted,
    /// <summary>A relevant partner of SSW(W)A 2014 s.162, or a youth offending team; Wales.</summary>
    RelevantPartnerInWales,
}

/// <summary>An agency stands in a duty for these days. Commissioned charities do; others do not.</summary>
/// <param name="To">The last day; null while no end is known.</param>
/// <param name="ContractedBy">The agency that made the arrangement; for <see cref="DutyScope.Contracted"/>.</param>
public sealed record DutyScopeDeclared(AgencyId Agency, DutyScope Scope, DateOnly From, DateOnly? To, AgencyId? ContractedBy) : AgencyEvent;

/// <summary>
/// A duty that was declared without an end, or with a later one, has this: a contract that is not renewed, a body that is
/// no longer one. What was shared before rests on the duty as it stood then.
/// </summary>
/// <param name="From">The first day of the period that ends.</param>
/// <param name="To">The last day on which the agency stands in it.</param>
public sealed record DutyScopeEnded(AgencyId Agency, DutyScope Scope, DateOnly From, DateOnly To, AgencyId? ContractedBy) : AgencyEvent;

/// <summary>An agency takes part no more. Nothing is shared with it from that day on (domain §6 row 61).</summary>
/// <param name="On">The first day on which it is closed.</param>
/// <param name="Successor">Who took over its work, where somebody did.</param>
public sealed record AgencyClosed(AgencyId Agency, DateOnly On, AgencyId? Successor) : AgencyEvent;

/// <summary>An agency became a part of another. What would have gone to it goes there from that day on (domain §6 row 61).</summary>
/// <param name="On">The first day on which it is no longer an agency of its own.</param>
public sealed record AgencyMerged(AgencyId Agency, AgencyId Into, DateOnly On) : AgencyEvent;

/// <summary>By which channel a contact point is reached. What is said in person, in a meeting or in this record needs none.</summary>
public enum ContactChannel
{
    SecureEmail,
    SecurePortal,
    Phone,
    Post,
}

/// <summary>
/// Somebody checked that an agency is reached there, and by that channel (domain §2.9; BED-38, TH-18). No name of staff is
/// in it, and the address or number is sealed under a key of its own: the directory shows it, the log alone does not.
/// </summary>
/// <param name="VerifiedBy">Who made the check.</param>
/// <param name="VerifiedOn">The day of the check.</param>
/// <param name="Expires">The last day on which the check counts, 12 months after it at most.</param>
public sealed record ContactPointVerified(
    AgencyId Agency, ContactPointId Point, ContactChannel Channel, Personal<string> Value,
    ActorId VerifiedBy, DateOnly VerifiedOn, DateOnly Expires) : AgencyEvent
{
    /// <summary>What makes it secure, as a code.</summary>
    public string? Scheme { get; init; }
}

/// <summary>A contact point is used no more. It stays in the directory as retired, for what was sent there (BED-38).</summary>
/// <param name="On">The first day on which nothing is sent there.</param>
public sealed record ContactPointRetired(AgencyId Agency, ContactPointId Point, DateOnly On) : AgencyEvent
{
    public Personal<string>? Reason { get; init; }
}
