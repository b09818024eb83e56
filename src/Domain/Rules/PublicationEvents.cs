using Safeguard.Domain.Consent;

namespace Safeguard.Domain.Rules;

/// <summary>What sort of document is in force.</summary>
public enum DocumentKind
{
    /// <summary>Agencies agree to share, for these purposes.</summary>
    SharingAgreement,
    /// <summary>An appropriate policy document of Data Protection Act 2018 Sch 1 para 39, for what rests on para 6 or 18.</summary>
    PolicyDocument,
    /// <summary>A local protocol. It is looked at again within 12 months of its first day (SOM-34).</summary>
    Protocol,
    /// <summary>The rules of this service for one nation: data in its code, named by version and digest.</summary>
    RulePack,
}

/// <summary>
/// A document is to be in force for these days, once somebody else has approved it (domain §2.9; BED-34, BED-47, SOM-34,
/// ESX-21). The document itself is kept where it is: only a rule pack's content is held here.
/// </summary>
/// <param name="Name">What it is called, in all of its versions.</param>
/// <param name="From">The first day on which it is in force.</param>
/// <param name="To">The last; null while no end is known.</param>
public sealed record DocumentPublished(
    DocumentId Document, DocumentKind Kind, string Name, string Version, DateOnly From, DateOnly? To) : DocumentEvent
{
    /// <summary>Who agreed, signed up, or is covered by it.</summary>
    public IReadOnlyList<AgencyId> Parties { get; init; } = [];
    /// <summary>Of a sharing agreement: what for.</summary>
    public IReadOnlyList<Purpose> Purposes { get; init; } = [];
    /// <summary>Of a rule pack: SHA-256 of its content, in hexadecimal.</summary>
    public string? Digest { get; init; }
}

/// <summary>Somebody other than its publisher approved a document: it is in force for its days (domain §2.9, §5).</summary>
public sealed record DocumentApproved(DocumentId Document) : DocumentEvent;

/// <summary>A document is in force for fewer days than was published: expired, ended or replaced (domain §2.9).</summary>
/// <param name="LastDay">The last day on which it is in force.</param>
public sealed record DocumentEnded(DocumentId Document, DateOnly LastDay) : DocumentEvent;
