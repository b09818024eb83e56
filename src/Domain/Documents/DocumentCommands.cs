using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Documents;

/// <summary>Notes a document. Of the file only its SHA-256 is handed in.</summary>
public sealed record RegisterDocument : FamilyCommand
{
    [SetByEdge]
    public FamilyDocumentId Document { get; init; }

    public string? Title { get; init; }
    /// <summary>Whose document it is; the caller's agency where it is left out.</summary>
    public AgencyId? Owner { get; init; }
    /// <summary>What it says on it. It cannot be left out: a marking that nobody looked for protects nothing.</summary>
    public HandlingMarking? HandlingMarking { get; init; }
    /// <summary>As <c>application/pdf</c>.</summary>
    public string? MediaType { get; init; }
    /// <summary>In bytes.</summary>
    public long? Size { get; init; }
    /// <summary>Of the file, in hexadecimal. It is not kept: only a keyed hash of it is.</summary>
    public string? Sha256 { get; init; }
    /// <summary>Whom it is about; nobody in particular where it is left out.</summary>
    public IReadOnlyList<PersonId> About { get; init; } = [];

    /// <summary>The keyed hash, made where the keys are; null where <see cref="Sha256"/> is none.</summary>
    [SetByEdge]
    public string? Hash { get; init; }

    /// <summary>What is registered of the owner, where it is another agency; null for nothing.</summary>
    [SetByEdge]
    public Agency? OwnerAgency { get; init; }
}

/// <summary>Lets a marked document of one's own agency go to other agencies.</summary>
public sealed record ReleaseDocument : FamilyCommand
{
    [SetByEdge]
    public FamilyDocumentId Document { get; init; }

    public IReadOnlyList<AgencyId> To { get; init; } = [];
    /// <summary>Who may send it to them; the owner where it is left out.</summary>
    public AgencyId? Sender { get; init; }
    public string? Reason { get; init; }

    /// <summary>Those of the agencies named that are registered.</summary>
    [SetByEdge]
    public IReadOnlyList<AgencyId> Registered { get; init; } = [];
}

/// <summary>Takes a release back.</summary>
public sealed record WithdrawRelease : FamilyCommand
{
    [SetByEdge]
    public FamilyDocumentId Document { get; init; }

    /// <summary>The agencies to which it is to go no longer; all of them where it is left out.</summary>
    public IReadOnlyList<AgencyId>? To { get; init; }
    /// <summary>Whose sending is ended; the owner's where it is left out.</summary>
    public AgencyId? Sender { get; init; }
    public string? Reason { get; init; }
}
