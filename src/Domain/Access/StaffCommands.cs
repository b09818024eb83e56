namespace Safeguard.Domain.Access;

/// <summary>Somebody declares how they themselves stand to a family.</summary>
public sealed record DeclareConflict : Command
{
    [SetByEdge]
    public FamilyId Family { get; init; }

    public required ConflictKind Kind { get; init; }
}

/// <summary>Somebody else takes a declared conflict back.</summary>
public sealed record LiftConflict : Command
{
    [SetByEdge]
    public FamilyId Family { get; init; }

    /// <summary>Whose conflict, as their token says.</summary>
    public required ActorId Who { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Somebody declares which family name and postcode they are not to search for. What is left out is as if it were taken back.</summary>
public sealed record DeclareOwnHousehold : Command
{
    public string? FamilyName { get; init; }
    public string? Postcode { get; init; }
}

/// <summary>Somebody who misused it may break the glass again.</summary>
public sealed record RestoreBreakGlass : Command
{
    public required ActorId Who { get; init; }
    public string? Reason { get; init; }
}
