using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;

namespace Safeguard.Projections;

/// <summary>A published document as it is shown.</summary>
/// <param name="To">The last day on which it is in force; left out while no end is known.</param>
/// <param name="ContentHeld">Whether this release holds its content. Of agreements, policies and protocols none is: they are kept where they are.</param>
public sealed record DocumentLine(
    DocumentId Document, Jurisdiction Nation, DocumentKind Kind, string Name, string Version, DateOnly From, DateOnly? To, bool ContentHeld, ActorId PublishedBy)
{
    public IReadOnlyList<AgencyId> Parties { get; init; } = [];
    public IReadOnlyList<Purpose> Purposes { get; init; } = [];
    /// <summary>Of a rule pack: SHA-256 of what was published, in hexadecimal.</summary>
    public string? Digest { get; init; }
    /// <summary>Of a rule pack: true where a source was not read in full: draft, verify.</summary>
    public bool? Draft { get; init; }
    /// <summary>Left out while nobody has.</summary>
    public ActorId? ApprovedBy { get; init; }
    /// <summary>Of a protocol: the last day on which it is to be looked at again (SOM-34).</summary>
    public DateOnly? ReviewDue { get; init; }
    /// <summary>Of a protocol: whether that day has passed.</summary>
    public bool? ReviewOverdue { get; init; }
}

/// <summary>On whose word a rule pack is in force.</summary>
public enum PackOrigin
{
    /// <summary>Somebody published it for these days and somebody else approved it.</summary>
    Publication,
    /// <summary>No publication covers the day: this release brings it.</summary>
    Release,
}

/// <summary>The rule pack by which decisions of a day are judged in one nation.</summary>
/// <param name="Pack">Its name.</param>
/// <param name="ContentHeld">False where this release does not carry what was published: then shares of that day are refused, never judged by other rules.</param>
public sealed record PackLine(Jurisdiction Nation, string Pack, PackOrigin Origin, bool ContentHeld)
{
    /// <summary>True where a source was not read in full: draft, verify. Left out where the content is not held.</summary>
    public bool? Draft { get; init; }
    public DocumentId? Publication { get; init; }
    /// <summary>The pack that this release would bring that day by its own date, where it is another: a publication stands instead, or it was held back or ended.</summary>
    public string? BroughtByRelease { get; init; }
}

/// <summary>Which documents were in force on a day (V15).</summary>
/// <param name="Packs">By which rules decisions of that day are judged, one line for each nation.</param>
/// <param name="AwaitingApproval">Published and in force on no day, until somebody else approves them.</param>
public sealed record RulesInForce(DateOnly On, IReadOnlyList<PackLine> Packs, IReadOnlyList<DocumentLine> InForce, IReadOnlyList<DocumentLine> AwaitingApproval)
{
    public static RulesInForce Of(IReadOnlyList<RuleBook> books, DateOnly on) => new(on,
        [.. books.Select(b => Line(b, on))],
        [.. books.SelectMany(b => b.InForce(on).Select(d => Line(b.Nation, d, on)))],
        [.. books.SelectMany(b => b.Documents.Where(d => d.ApprovedBy is null).Select(d => Line(b.Nation, d, on)))]);

    private static PackLine Line(RuleBook book, DateOnly on)
    {
        var (pack, brought) = (book.PackOn(on), new RuleBook(book.Nation).PackOn(on).Name);
        var held = pack.Held();
        return new PackLine(book.Nation, pack.Name, pack.Publication is null ? PackOrigin.Release : PackOrigin.Publication, held is not null)
        {
            Draft = held is null ? null : !held.Confirmed,
            Publication = pack.Publication?.Id,
            BroughtByRelease = brought == pack.Name ? null : brought,
        };
    }

    private static DocumentLine Line(Jurisdiction nation, PublishedDocument d, DateOnly on)
    {
        var pack = d.Kind == DocumentKind.RulePack ? RulePack.Named(d.Version) : null;
        var due = d.ReviewDue();
        return new DocumentLine(d.Id, nation, d.Kind, d.Name, d.Version, d.From, d.To, pack is not null && RulePack.Held(d.Version, d.Digest) is not null, d.PublishedBy)
        {
            Parties = d.Parties,
            Purposes = d.Purposes,
            Digest = d.Digest,
            Draft = pack is null ? null : !pack.Confirmed,
            ApprovedBy = d.ApprovedBy,
            ReviewDue = due,
            ReviewOverdue = due is null ? null : on > due,
        };
    }
}
