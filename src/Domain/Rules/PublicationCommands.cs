using Safeguard.Domain.Consent;

namespace Safeguard.Domain.Rules;

/// <summary>Publishes a document as in force for some days, to be approved by somebody else.</summary>
public sealed record PublishDocument : Command
{
    [SetByEdge]
    public Jurisdiction Nation { get; init; }
    [SetByEdge]
    public DocumentId Document { get; init; }
    public required DocumentKind Kind { get; init; }
    /// <summary>What it is called, in all of its versions; of a rule pack it may be left out.</summary>
    public string? Name { get; init; }
    /// <summary>Its version, as a code; of a rule pack its name, as ENG-2026.2.</summary>
    public string? Version { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>The last day; left out while no end is known.</summary>
    public DateOnly? To { get; init; }
    /// <summary>Who agreed, signed up, or is covered by it.</summary>
    public IReadOnlyList<AgencyId> Parties { get; init; } = [];
    /// <summary>Of a sharing agreement: what for.</summary>
    public IReadOnlyList<Purpose> Purposes { get; init; } = [];

    /// <summary>Those of <see cref="Parties"/> that are registered.</summary>
    [SetByEdge]
    public IReadOnlyList<AgencyId> Registered { get; init; } = [];
}

/// <summary>Approves a document that somebody else published.</summary>
public sealed record ApproveDocument : Command
{
    [SetByEdge]
    public Jurisdiction Nation { get; init; }
    [SetByEdge]
    public DocumentId Document { get; init; }
}

/// <summary>Ends a document earlier than was published.</summary>
public sealed record EndDocument : Command
{
    [SetByEdge]
    public Jurisdiction Nation { get; init; }
    [SetByEdge]
    public DocumentId Document { get; init; }
    /// <summary>The last day on which it is in force.</summary>
    public required DateOnly LastDay { get; init; }
}
