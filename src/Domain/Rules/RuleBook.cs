using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Consent;

namespace Safeguard.Domain.Rules;

/// <summary>Which documents are in force in one nation, and when: the fold of <c>rules-{jurisdiction}</c>. Names, codes and dates, no content.</summary>
public sealed partial record RuleBook(Jurisdiction Nation)
{
    public ImmutableArray<PublishedDocument> Documents { get; init; } = [];

    public PublishedDocument? Find(DocumentId id) => Documents.FirstOrDefault(d => d.Id == id);

    /// <summary>What was in force on a day. A document that was approved late is in force for its own days all the same: <c>asOf</c> tells when that was known.</summary>
    public IEnumerable<PublishedDocument> InForce(DateOnly on) => Documents.Where(d => d.ApprovedBy is not null && d.Covers(on));

    /// <summary>Whether an appropriate policy document of an agency was in force on a day (DPA 2018 Sch 1 para 39).</summary>
    public bool HasPolicy(AgencyId agency, DateOnly on) => InForce(on).Any(d => d.Kind == DocumentKind.PolicyDocument && d.Parties.Contains(agency));

    /// <summary>The protocols in force between two agencies on a day (BED-34): those that both signed up to, and those that name nobody and so hold for all.</summary>
    public IEnumerable<PublishedDocument> ProtocolsBetween(AgencyId one, AgencyId other, DateOnly on) =>
        InForce(on).Where(d => d.Kind == DocumentKind.Protocol && (d.Parties.IsEmpty || (d.Parties.Contains(one) && d.Parties.Contains(other))));

    public RuleBook Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        DocumentPublished e => this with { Documents = Documents.Add(PublishedDocument.Of(recorded, e)) },
        DocumentApproved e => With(e.Document, d => d with { ApprovedBy = recorded.Headers.Actor }),
        DocumentEnded e => With(e.Document, d => d with { To = e.LastDay }),
        _ => throw new UnreachableException("A document event that nobody folds."),
    };

    private RuleBook With(DocumentId id, Func<PublishedDocument, PublishedDocument> change) =>
        this with { Documents = [.. Documents.Select(d => d.Id == id ? change(d) : d)] };
}

/// <summary>One document in one of its versions.</summary>
/// <param name="To">The last day on which it is in force; null while no end is known.</param>
public sealed record PublishedDocument(DocumentId Id, DocumentKind Kind, string Name, string Version, DateOnly From, DateOnly? To, ActorId PublishedBy)
{
    /// <summary>A protocol is looked at again within so many months of its first day (SOM-34).</summary>
    private const int ReviewMonths = 12;

    public ImmutableArray<AgencyId> Parties { get; init; } = [];
    public ImmutableArray<Purpose> Purposes { get; init; } = [];
    public string? Digest { get; init; }
    /// <summary>Null while nobody has: then it is not in force.</summary>
    public ActorId? ApprovedBy { get; init; }

    public static PublishedDocument Of(RecordedEvent recorded, DocumentPublished e) => new(e.Document, e.Kind, e.Name, e.Version, e.From, e.To, recorded.Headers.Actor)
    {
        Parties = [.. e.Parties],
        Purposes = [.. e.Purposes],
        Digest = e.Digest,
    };

    public bool Covers(DateOnly on) => From <= on && (To is not { } last || on <= last);

    /// <summary>The last day on which a protocol is to be looked at again; null for the other kinds.</summary>
    public DateOnly? ReviewDue() => Kind == DocumentKind.Protocol ? From.AddMonths(ReviewMonths) : null;

    /// <summary>Whether both would be in force in each other's place on some day. Of rule packs there is one at a time, whatever they are called.</summary>
    public bool Overlaps(PublishedDocument other) =>
        Kind == other.Kind && (Kind == DocumentKind.RulePack || Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase))
        && (To is not { } last || other.From <= last) && (other.To is not { } otherLast || From <= otherLast);

    /// <summary>Whether it says the same as another, whoever published it.</summary>
    public bool Says(PublishedDocument other) =>
        (Kind, Name, Version, From, To) == (other.Kind, other.Name, other.Version, other.From, other.To)
        && Parties.ToHashSet().SetEquals(other.Parties) && Purposes.ToHashSet().SetEquals(other.Purposes);
}
