using Safeguard.Domain;
using Safeguard.Domain.Documents;

namespace Safeguard.Projections;

/// <summary>A document that belongs to the record. The file is where it was; this says whose it is and how it asks to be handled.</summary>
/// <param name="Owner">The agency whose document it is.</param>
/// <param name="Size">In bytes.</param>
public sealed record FamilyDocumentLine(Source Source, FamilyDocumentId Document, AgencyId Owner, HandlingMarking HandlingMarking, string MediaType, long Size) : Statement(Source)
{
    /// <summary>What it is called; where it was received, what was sent of it.</summary>
    public Personal<string>? Title { get; init; }
    public IReadOnlyList<PersonId> About { get; init; } = [];
    /// <summary>To whom its owner lets it go, and by whom; what was taken back stays, with its end.</summary>
    public IReadOnlyList<ReleaseLine> Releases { get; init; } = [];
}

/// <summary>That one agency may send a marked document to another, by its owner's word.</summary>
/// <param name="Sender">Who may send it.</param>
/// <param name="To">To whom.</param>
/// <param name="From">From this instant on.</param>
public sealed record ReleaseLine(Source Source, AgencyId Sender, AgencyId To, DateTimeOffset From) : Statement(Source)
{
    /// <summary>When it was taken back; null while it stands.</summary>
    public DateTimeOffset? Until { get; init; }
    public EventId? TakenBackIn { get; init; }
    public Personal<string>? Reason { get; init; }
    public Personal<string>? ReasonTakenBack { get; init; }
}

/// <summary>An item of a share that is from a document: its marking goes with it.</summary>
/// <param name="Item">Its number in the share.</param>
public sealed record DocumentItem(int Item, FamilyDocumentId Document, AgencyId Owner, HandlingMarking HandlingMarking)
{
    /// <summary>Of a share that is not received: true while the marking holds it back from its recipient (TH-1).</summary>
    public bool? HeldBack { get; init; }
}
