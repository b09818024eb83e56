using System.Collections.Immutable;
using System.Diagnostics;

namespace Safeguard.Domain.Documents;

/// <summary>What deciding needs of the documents of one family.</summary>
public sealed record DocumentState
{
    public static DocumentState Empty { get; } = new();

    public ImmutableArray<DocumentFacts> All { get; init; } = [];

    public DocumentFacts? Find(FamilyDocumentId id) => All.FirstOrDefault(d => d.Id == id);

    /// <summary>The document that an entry registered; null for every other entry.</summary>
    public DocumentFacts? RegisteredIn(EventId entry) => All.FirstOrDefault(d => d.Entry == entry);

    /// <summary>
    /// Whether sending an entry is held back by a marking (TH-1): it is a document's, and at that instant no release by its
    /// owner stood. The one such rule, asked wherever a share is proposed, authorised, checked and sent.
    /// </summary>
    public bool HoldsBack(EventId entry, AgencyId sender, AgencyId recipient, DateTimeOffset at) =>
        RegisteredIn(entry) is { Marking: HandlingMarking.DoNotShareOutsideService } document
        && document.Owner != recipient
        && !document.Releases.Any(r => r.Sender == sender && r.To == recipient && r.StandsAt(at));

    public DocumentState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        DocumentRegistered e => this with { All = All.Add(new(e.Document, recorded.Id, recorded.Agency, e.Owner, e.HandlingMarking, e.Hash)) },
        DocumentReleased e => With(e.Document, d => d with { Releases = d.Releases.AddRange(e.To.Select(to => new DocumentRelease(e.Sender, to, At(recorded)))) }),
        DocumentReleaseWithdrawn e => With(e.Document, d => d with
        {
            Releases = [.. d.Releases.Select(r => r.Until is null && r.Sender == e.Sender && e.To.Contains(r.To) ? r with { Until = At(recorded) } : r)],
        }),
        _ => throw new UnreachableException("A document's event that nobody folds."),
    };

    private static DateTimeOffset At(RecordedEvent recorded) => recorded.Event.Envelope.Happened.MomentOr(recorded.RecordedAt);

    private DocumentState With(FamilyDocumentId id, Func<DocumentFacts, DocumentFacts> change) =>
        this with { All = [.. All.Select(d => d.Id == id ? change(d) : d)] };
}

/// <summary>One document, without its title.</summary>
/// <param name="Entry">The entry that registered it: what a share cites.</param>
/// <param name="Agency">Who registered it.</param>
/// <param name="Hash">Keyed; two of one agency that are equal are one file.</param>
public sealed record DocumentFacts(FamilyDocumentId Id, EventId Entry, AgencyId Agency, AgencyId Owner, HandlingMarking Marking, string Hash)
{
    public ImmutableArray<DocumentRelease> Releases { get; init; } = [];
}

/// <summary>That one agency may send a document to another, from an instant on.</summary>
public sealed record DocumentRelease(AgencyId Sender, AgencyId To, DateTimeOffset From)
{
    /// <summary>When it was taken back; null while it stands.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool StandsAt(DateTimeOffset at) => From <= at && (Until is null || at < Until);
}
