namespace Safeguard.Domain.Chronologies;

/// <summary>What a chronology says of whether the child was seen.</summary>
public enum ChildSeenSaid
{
    Yes,
    No,
    SeenAlone,
    NotApplicable,
}

/// <summary>A row of a file that could not be read, and why. What it says is kept nowhere (domain §6 row 87).</summary>
/// <param name="Row">Its number in the file, the first after the names being 1.</param>
public sealed record RowSetAside(int Row, string Code);

/// <summary>An agency's chronology was handed in to a review as a file (domain §2.10 rule 4).</summary>
/// <param name="Source">Whose chronology it is.</param>
/// <param name="File">A keyed hash of the file's bytes: the same file again changes nothing.</param>
/// <param name="Rows">How many rows the file has.</param>
/// <param name="SetAside">How many of them could not be read.</param>
public sealed record ImportReceived(CaseReviewId Review, AgencyId Source, string File, int Rows, int SetAside) : ImportEvent
{
    /// <summary>The first of those that could not be read.</summary>
    public IReadOnlyList<RowSetAside> FirstSetAside { get; init; } = [];
}

/// <summary>
/// A row that was handed in is not to be counted: its agency sent a wrong one, or a file that was not meant for this review
/// (domain §2.9; §2.10 rule 1). It stays readable as withdrawn, with the reason, and is out of the merged order. It is not
/// taken again; a corrected row is another row.
/// </summary>
/// <param name="Entry">The entry that holds the row.</param>
/// <param name="Reason">Why, in the words of whoever withdrew it.</param>
public sealed record ChronologyEntryWithdrawn(CaseReviewId Review, EventId Entry, Personal<string> Reason) : ImportEvent;

/// <summary>
/// One row of an agency's chronology, as that agency wrote it (domain §4, reviewer chronology). It is evidence of the review
/// and no entry of any record: the agency recorded it elsewhere, at a time of which only its own word is here.
/// </summary>
/// <param name="Row">Its number in the file.</param>
/// <param name="Fingerprint">A keyed hash of what it says: the same row in a later file is not taken twice.</param>
/// <param name="Text">What happened, in that agency's words.</param>
public sealed record ChronologyEntryImported(CaseReviewId Review, AgencyId Source, int Row, string Fingerprint, Personal<string> Text) : ImportEvent
{
    /// <summary>Which document it was taken from.</summary>
    public Personal<string>? Document { get; init; }
    /// <summary>Who was there or acted.</summary>
    public Personal<string>? Who { get; init; }
    public ChildSeenSaid? ChildSeen { get; init; }
    /// <summary>What the child said.</summary>
    public Personal<string>? Voice { get; init; }
    /// <summary>What was known, and by whom.</summary>
    public Personal<string>? Known { get; init; }
    /// <summary>What was done.</summary>
    public Personal<string>? Action { get; init; }
    /// <summary>What was shared, with whom or from whom.</summary>
    public Personal<string>? Shared { get; init; }
    /// <summary>Which rule or deadline was met or missed.</summary>
    public Personal<string>? Rule { get; init; }
    /// <summary>The day on which that agency's own system recorded it, by its word; shown beside, never used as recorded (domain §2.1).</summary>
    public DateOnly? SourceRecordedOn { get; init; }
}
