using Safeguard.Domain.Families;

namespace Safeguard.Domain.Access;

/// <summary>Makes a record open to fewer.</summary>
public sealed record RestrictRecord : FamilyCommand
{
    /// <summary>True where whoever asks has declared a conflict with this family.</summary>
    [SetByEdge]
    public bool InConflict { get; init; }

    public required RestrictionLevel Level { get; init; }
    public string? Reason { get; init; }
    /// <summary>For Named alone: the ids of those who may still read, as their tokens say them.</summary>
    public IReadOnlyList<ActorId> AllowedActors { get; init; } = [];
    public DateOnly? ReviewDate { get; init; }
}

/// <summary>Makes a record open again as it was.</summary>
public sealed record LiftRestriction : FamilyCommand
{
    [SetByEdge]
    public bool InConflict { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Makes the identity of one member open to fewer, in every record they belong to.</summary>
public sealed record RestrictPerson : FamilyCommand
{
    [SetByEdge]
    public bool InConflict { get; init; }

    [SetByEdge]
    public PersonId Person { get; init; }

    /// <summary>The restriction that stands for the person already.</summary>
    [SetByEdge]
    public Restriction? Standing { get; init; }

    public required RestrictionLevel Level { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<ActorId> AllowedActors { get; init; } = [];
    public DateOnly? ReviewDate { get; init; }
}

/// <summary>Makes the identity of one member open again.</summary>
public sealed record LiftPersonRestriction : FamilyCommand
{
    [SetByEdge]
    public bool InConflict { get; init; }

    [SetByEdge]
    public PersonId Person { get; init; }

    [SetByEdge]
    public Restriction? Standing { get; init; }

    public string? Reason { get; init; }
}
