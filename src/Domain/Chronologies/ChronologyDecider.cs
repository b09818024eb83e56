using Safeguard.Domain.CaseReviews;

namespace Safeguard.Domain.Chronologies;

/// <summary>Hands an agency's chronology in to a review. The file's reading is the edge's, what its rows mean is not.</summary>
public sealed record ImportChronology : Command
{
    public required CaseReviewId Review { get; init; }
    public required AgencyId Source { get; init; }
    /// <summary>A keyed hash of the file.</summary>
    public required string File { get; init; }
    public IReadOnlyList<ChronologyRow> Rows { get; init; } = [];
}

/// <summary>Withdraws rows that were handed in to a review.</summary>
public sealed record WithdrawChronologyEntries : Command
{
    [SetByEdge]
    public CaseReviewId Review { get; init; }

    /// <summary>The entries that hold the rows, as the review's chronology names them.</summary>
    public IReadOnlyList<EventId> Entries { get; init; } = [];
    public string? Reason { get; init; }

    /// <summary>Those of <see cref="Entries"/> that hold a row of this review.</summary>
    [SetByEdge]
    public IReadOnlyList<EventId> Rows { get; init; } = [];
}

/// <summary>
/// Takes the rows of an agency's chronology that can be read, and says which cannot (domain §4 reviewer chronology, §6 rows
/// 87 and 88). A file may be longer than one command: it is decided again and again until nothing is left, so that a file
/// whose handing in broke off is gone on with by handing it in once more.
/// </summary>
public static class ChronologyDecider
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 2_000;

    /// <summary>Entries of one command, with the one that says that the file came.</summary>
    internal const int Part = 100;

    /// <summary>How many rows that were set aside are named in the log; the answer names all.</summary>
    private const int MostNamed = 500;

    /// <summary>Why somebody may not hand in to a review; null when they may. Looked at before the file is.</summary>
    public static Refusal? Refuse(CaseReview review, Actor by) =>
        !review.IsVisibleTo(by) ? CaseReviewRefusals.NotFound : review.IsClosed ? CaseReviewRefusals.Closed : null;

    /// <summary>The rows that cannot be read.</summary>
    public static IReadOnlyList<RowSetAside> SetAside(ImportChronology command) =>
        [.. command.Rows.Select(r => (r.Number, Fault: r.Fault(command.Now))).Where(r => r.Fault is not null).Select(r => new RowSetAside(r.Number, r.Fault!))];

    public static Decision Decide(ChronologyImport import, ImportChronology command)
    {
        if (command.Rows.Count > MostRows) return ChronologyRefusals.TooManyRows;
        var setAside = SetAside(command);
        var faulty = setAside.Select(r => r.Row).ToHashSet();
        var events = new List<DomainEvent>();
        if (!import.Files.Contains(command.File))
            events.Add(new ImportReceived(command.Review, command.Source, command.File, command.Rows.Count, setAside.Count)
            {
                FirstSetAside = [.. setAside.Take(MostNamed)],
                Envelope = Imported(command, Time.Happened.At(command.Now)),
            });
        events.AddRange(command.Rows
            .Where(r => !faulty.Contains(r.Number) && !import.Rows.Contains(r.Fingerprint))
            .DistinctBy(r => r.Fingerprint)
            .Take(Part - events.Count)
            .Select(r => Entry(command, r)));
        return events.Count == 0 ? Decision.NoChange : Decision.Record(StreamKey.ImportsOf(command.Review), events);
    }

    /// <summary>Rows of a file that was wrong as a whole are withdrawn in parts. What is withdrawn already is left as it is.</summary>
    public static Decision Decide(ChronologyImport import, WithdrawChronologyEntries command)
    {
        if (command.Entries.Count == 0) return ChronologyRefusals.EntriesRequired;
        if (command.Entries.Count > Part) return ChronologyRefusals.TooManyEntries;
        foreach (var (i, entry) in command.Entries.Index())
            if (!command.Rows.Contains(entry)) return ChronologyRefusals.UnknownEntry($"/entries/{i}");
        if (Text.IsBlank(command.Reason)) return ChronologyRefusals.ReasonRequired;
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;
        var standing = command.Entries.Distinct().Where(e => !import.Withdrawn.Contains(e)).ToList();
        if (standing.Count == 0) return Decision.NoChange;
        return EntryRules.Judge(command with { Entry = null }, default, statement: false).Then(envelope => Decision.Record(StreamKey.ImportsOf(command.Review),
            [.. standing.Select(e => new ChronologyEntryWithdrawn(command.Review, e, Personal<string>.Open(DataSubject.Of(command.Review), command.Reason!)) { Envelope = envelope })]));
    }

    private static ChronologyEntryImported Entry(ImportChronology command, ChronologyRow row)
    {
        var sealedFor = DataSubject.Of(command.Review);
        return new ChronologyEntryImported(command.Review, command.Source, row.Number, row.Fingerprint, Personal<string>.Open(sealedFor, row.Event!))
        {
            Document = Personal.Text(sealedFor, row.Document),
            Who = Personal.Text(sealedFor, row.Who),
            ChildSeen = row.ChildSeen is null ? null : Enum.Parse<ChildSeenSaid>(row.ChildSeen),
            Voice = Personal.Text(sealedFor, row.Voice),
            Known = Personal.Text(sealedFor, row.Known),
            Action = Personal.Text(sealedFor, row.Action),
            Shared = Personal.Text(sealedFor, row.Shared),
            Rule = Personal.Text(sealedFor, row.Rule),
            SourceRecordedOn = row.Recorded is null ? null : ChronologyRow.ReadDate(row.Recorded),
            Envelope = Imported(command, row.Happened()),
        };
    }

    /// <summary>The review learns it now. When the source learned it, only the source could say.</summary>
    private static Envelope Imported(ImportChronology command, Time.Happened happened) =>
        new() { Happened = happened, LearnedAt = command.Now, KnownFrom = KnownFrom.Import };
}
