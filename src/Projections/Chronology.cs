using Safeguard.Domain;
using Safeguard.Domain.Chronologies;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>
/// What a review reads in one order: the frozen records' timelines, and what agencies handed in of their own (domain §4,
/// reviewer chronology). Reviewers' notes stand beside the lines that they are about.
/// </summary>
/// <param name="FrozenAt">The records are read as they stood then.</param>
public sealed record Chronology(CaseReviewId Review, DateTimeOffset FrozenAt, string Heading)
{
    public IReadOnlyList<ChronologyLine> Lines { get; init; } = [];
    /// <summary>How many there are on all pages.</summary>
    public int Total { get; init; }
    public IReadOnlyList<TimelinePerson> People { get; init; } = [];
    /// <summary>Continues after this page; null on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>One line: either an entry or a gap of a record, or a row that an agency handed in.</summary>
/// <param name="Happened">When, and how exactly that is known.</param>
public sealed record ChronologyLine(Happened Happened)
{
    /// <summary>The record that the entry stands in; null for a row that was handed in.</summary>
    public FamilyId? Family { get; init; }
    public TimelineLine? Entry { get; init; }
    /// <summary>A row of an agency's own chronology: that agency's word, checked by nobody here.</summary>
    public ImportedLine? Imported { get; init; }
    /// <summary>What reviewers noted of this line. It is no part of the record.</summary>
    public IReadOnlyList<AnnotationLine>? Notes { get; init; }
}

/// <summary>A row that an agency handed in, in its own words.</summary>
/// <param name="Event">The entry of the log that holds it.</param>
/// <param name="Row">Its number in the file that it came in.</param>
/// <param name="SourceRecordedOn">The day on which that agency says it recorded it; nobody here can tell.</param>
public sealed record ImportedLine(EventId Event, AgencyId Source, int Row, DateTimeOffset HandedInAt, Personal<string> Text, ChildSeenSaid? ChildSeen, DateOnly? SourceRecordedOn)
{
    public Personal<string>? Document { get; init; }
    public Personal<string>? Who { get; init; }
    public Personal<string>? Voice { get; init; }
    public Personal<string>? Known { get; init; }
    public Personal<string>? Action { get; init; }
    public Personal<string>? Shared { get; init; }
    public Personal<string>? Rule { get; init; }
    /// <summary>Why it is not to be counted; null for a row that stands.</summary>
    public WithdrawnRow? Withdrawn { get; init; }

    internal static ImportedLine Of(RecordedEvent recorded, ChronologyEntryImported e) => new(recorded.Id, e.Source, e.Row, recorded.RecordedAt, e.Text, e.ChildSeen, e.SourceRecordedOn)
    {
        Document = e.Document,
        Who = e.Who,
        Voice = e.Voice,
        Known = e.Known,
        Action = e.Action,
        Shared = e.Shared,
        Rule = e.Rule,
    };
}

/// <summary>That a row was withdrawn, by whom and why.</summary>
public sealed record WithdrawnRow(DateTimeOffset At, ActorId By, Personal<string> Reason);

/// <summary>
/// Puts timelines and rows into one order, which is the timelines' own; of several at one place the records stand in the
/// review's order, and then what was handed in. Words are taken for one page only.
/// </summary>
public sealed class ChronologyReading
{
    private readonly IReadOnlyList<(FamilyId Family, TimelineReading Reading)> _records;
    private readonly IReadOnlyList<RecordedEvent> _imported;
    private readonly Dictionary<EventId, WithdrawnRow> _withdrawn;
    private readonly ILookup<EventId, AnnotationLine> _notes;
    private readonly IReadOnlyList<Line> _lines;

    /// <param name="records">Each record's timeline, for one reader under the review and cut to its period.</param>
    /// <param name="imported">The review's stream of imports, in order.</param>
    /// <param name="from">First day of the review's period.</param>
    /// <param name="to">Its last day.</param>
    /// <param name="withdrawn">True for rows that were withdrawn as well.</param>
    public ChronologyReading(
        IReadOnlyList<(FamilyId Family, TimelineReading Reading)> records, IReadOnlyList<RecordedEvent> imported, IEnumerable<AnnotationLine> notes, DateOnly from, DateOnly to,
        bool withdrawn = false)
    {
        _records = records;
        _withdrawn = imported.Where(e => e.Event is ChronologyEntryWithdrawn).Select(e => (Recorded: e, Said: (ChronologyEntryWithdrawn)e.Event))
            .ToDictionary(e => e.Said.Entry, e => new WithdrawnRow(e.Recorded.RecordedAt, e.Recorded.Headers.Actor, e.Said.Reason));
        _imported =
        [
            .. imported.Where(e => e.Event is ChronologyEntryImported row && IsWithin(row.Envelope.Happened, from, to) && (withdrawn || !_withdrawn.ContainsKey(e.Id))),
        ];
        _notes = notes.Where(n => n.About is not null).ToLookup(n => n.About!.Value);
        _lines =
        [
            .. records.SelectMany((r, record) => r.Reading.Items.Select((item, at) => new Line(item.Happened, item.Place, record, at)))
                .Concat(_imported.Select((e, at) => new Line(e.Event.Envelope.Happened, PlaceOf(e.Event.Envelope.Happened), int.MaxValue, at)))
                .OrderBy(l => l.Place).ThenByDescending(l => TimelineReading.Width(l.Happened)).ThenBy(l => l.Record).ThenBy(l => l.At),
        ];
    }

    public int Total => _lines.Count;

    public IReadOnlyList<ChronologyLine> Lines(int from, int count) => [.. _lines.Skip(from).Take(count).Select(Make)];

    private ChronologyLine Make(Line line)
    {
        if (line.Record == int.MaxValue)
        {
            var row = _imported[line.At];
            return new ChronologyLine(line.Happened) { Imported = ImportedLine.Of(row, (ChronologyEntryImported)row.Event) with { Withdrawn = _withdrawn.GetValueOrDefault(row.Id) }, Notes = NotesOn(row.Id) };
        }

        var (family, reading) = _records[line.Record];
        var entry = reading.Lines(line.At, 1)[0];
        return new ChronologyLine(line.Happened) { Family = family, Entry = entry, Notes = entry.Event is { } about ? NotesOn(about) : null };
    }

    private List<AnnotationLine>? NotesOn(EventId entry) => _notes[entry].ToList() is { Count: > 0 } notes ? notes : null;

    /// <summary>When the source learned a row nobody here knows: one without any date stands at the end.</summary>
    private static DateTimeOffset PlaceOf(Happened happened) => happened.Earliest ?? happened.Latest ?? DateTimeOffset.MaxValue;

    /// <summary>An uncertain date belongs to every period in which it can lie; what nobody can date, to all.</summary>
    private static bool IsWithin(Happened happened, DateOnly from, DateOnly to) =>
        (happened.Latest is not { } latest || LondonTime.DateOf(latest) >= from) && (happened.Earliest is not { } earliest || LondonTime.DateOf(earliest) <= to);

    /// <param name="Record">Which of the records; the greatest number for a row that was handed in.</param>
    /// <param name="At">Its place there.</param>
    private sealed record Line(Happened Happened, DateTimeOffset Place, int Record, int At);
}
