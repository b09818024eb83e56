using Safeguard.Domain.Families;

namespace Safeguard.Domain.Access;

/// <summary>Opens one record for oneself although something shuts one out.</summary>
public sealed record UseBreakGlass : FamilyCommand
{
    [SetByEdge]
    public BreakGlassId Glass { get; init; }

    /// <summary>What shuts the caller out.</summary>
    [SetByEdge]
    public IReadOnlyList<GlassGround> Grounds { get; init; } = [];

    /// <summary>True after misuse.</summary>
    [SetByEdge]
    public bool Suspended { get; init; }

    /// <summary>True where an earlier use opens the record still.</summary>
    [SetByEdge]
    public bool Open { get; init; }

    /// <summary>Why it cannot wait, in at least 20 characters that say something of this case.</summary>
    public string? Reason { get; init; }

    /// <summary>What the partnership has set.</summary>
    [SetByEdge]
    public AccessPolicy Policy { get; init; } = AccessPolicy.Default;

    /// <summary>For how long: 1 to 60, or to fewer where the partnership says so; the most when left out.</summary>
    public int? Minutes { get; init; }
}

/// <summary>Somebody else says what to think of a use.</summary>
public sealed record ReviewBreakGlass : FamilyCommand
{
    /// <summary>The use; null for none of this record.</summary>
    [SetByEdge]
    public GlassUse? Use { get; init; }

    public required GlassFinding Finding { get; init; }
    public string? Reasons { get; init; }
}
