namespace Safeguard.Domain.Agencies;

/// <summary>Adds an agency to the directory under its code.</summary>
public sealed record RegisterAgency : Command
{
    public required AgencyId Agency { get; init; }
    public string? Name { get; init; }
    public required AgencyKind Kind { get; init; }
    public string? Area { get; init; }
    public required bool PublicAuthority { get; init; }
}

/// <summary>Declares that an agency stands in a duty to share or report.</summary>
public sealed record DeclareDutyScope : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    public required DutyScope Scope { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>The last day; left out while no end is known.</summary>
    public DateOnly? To { get; init; }
    /// <summary>Who made the arrangement, for a contracted provider: an agency that stands in the duty itself.</summary>
    public AgencyId? ContractedBy { get; init; }

    /// <summary>What is registered of <see cref="ContractedBy"/>; null for nothing.</summary>
    [SetByEdge]
    public Agency? Principal { get; init; }
}

/// <summary>Records the last day of a duty that was declared without one, or with a later one.</summary>
public sealed record EndDutyScope : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    public required DutyScope Scope { get; init; }
    /// <summary>The first day of the period that ends, as it was declared.</summary>
    public required DateOnly From { get; init; }
    /// <summary>The last day; it may lie ahead, or in the past where the end was learned of later.</summary>
    public required DateOnly To { get; init; }
    /// <summary>Who made the arrangement, for a contracted provider.</summary>
    public AgencyId? ContractedBy { get; init; }
}

/// <summary>Records that an agency closed, or will.</summary>
public sealed record CloseAgency : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    /// <summary>The first day on which it is closed; it may lie ahead.</summary>
    public required DateOnly On { get; init; }
    /// <summary>Who took over its work, where somebody did.</summary>
    public AgencyId? Successor { get; init; }

    /// <summary>What is registered of <see cref="Successor"/>; null for nothing.</summary>
    [SetByEdge]
    public Agency? SuccessorAgency { get; init; }
}

/// <summary>Records that an agency became a part of another, or will.</summary>
public sealed record MergeAgency : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    public required AgencyId Into { get; init; }
    /// <summary>The first day on which it is no longer an agency of its own; it may lie ahead.</summary>
    public required DateOnly On { get; init; }

    /// <summary>What is registered of <see cref="Into"/>; null for nothing.</summary>
    [SetByEdge]
    public Agency? IntoAgency { get; init; }
}

/// <summary>Puts a contact point into the directory, once somebody has checked it. Checked again, it is another point.</summary>
public sealed record VerifyContactPoint : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    [SetByEdge]
    public ContactPointId Point { get; init; }
    public required ContactChannel Channel { get; init; }
    /// <summary>The address or number itself.</summary>
    public string? Value { get; init; }
    /// <summary>What makes it secure, as a code.</summary>
    public string? Scheme { get; init; }
    /// <summary>Who made the check; left out it is whoever records it.</summary>
    public ActorId? VerifiedBy { get; init; }
    /// <summary>The day of the check; today when left out.</summary>
    public DateOnly? VerifiedOn { get; init; }
    /// <summary>The last day on which it counts; left out, and at most, 12 months after the check.</summary>
    public DateOnly? Expires { get; init; }
}

/// <summary>Takes a contact point out of use from today on.</summary>
public sealed record RetireContactPoint : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    [SetByEdge]
    public ContactPointId Point { get; init; }
    public string? Reason { get; init; }
}
