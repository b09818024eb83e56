using System.Collections.Immutable;
using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>What a line of the timeline is about.</summary>
public enum TimelineCategory
{
    /// <summary>The record itself, and which agencies work with the family.</summary>
    Record,
    Household,
    Vulnerability,
    ChildSeen,
    Concern,
    Referral,
    Assessment,
    Consent,
    Sharing,
    Openness,
    Deadline,
    Review,
    Document,
    /// <summary>No contact, or a child not seen: worked out, recorded by nobody.</summary>
    Gap,
}

/// <summary>The cuts of domain §4, for one timeline.</summary>
/// <param name="AsOf">Only what was recorded by then.</param>
public sealed record TimelineCut(DateTimeOffset AsOf)
{
    /// <summary>The last position that counts, so that pages stay stable under appends; by default all there are.</summary>
    public long UpTo { get; init; } = long.MaxValue;
    /// <summary>Hindsight: only what had happened by then, whenever it was recorded.</summary>
    public DateTimeOffset? HappenedBy { get; init; }
    /// <summary>Only what this agency had on record or had received; null for all that the reader may see.</summary>
    public AgencyId? KnownTo { get; init; }
    /// <summary>With <see cref="KnownTo"/>: also what its workers had learned and wrote down later, marked.</summary>
    public bool Unwritten { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public TimelineCategory? Category { get; init; }
    /// <summary>Only what is about this child.</summary>
    public PersonId? Child { get; init; }
    /// <summary>After how many days without it a gap is told.</summary>
    public int GapDays { get; init; } = 28;

    /// <summary>All cuts but <see cref="AsOf"/> as an access log keeps them, in the order of their names.</summary>
    public IReadOnlyList<string> Said()
    {
        (string Name, string? Value)[] cuts =
        [
            ("category", Category?.ToString()),
            ("child", Child?.ToString()),
            ("from", Day(From)),
            ("gap", GapDays == int.MaxValue ? null : GapDays.ToString(CultureInfo.InvariantCulture)),
            ("happenedBy", HappenedBy is { } by ? Instant(by) : null),
            ("knownTo", KnownTo?.Value),
            ("to", Day(To)),
            ("unwritten", Unwritten ? "true" : null),
        ];
        return [.. cuts.Where(c => c.Value is not null).Select(c => $"{c.Name}={c.Value}")];
    }

    /// <summary>An instant in the form of the log.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What happened to one family, in the order in which it happened, as one reader may see it (V6).</summary>
/// <param name="Heading">What this list is, and what it is not.</param>
public sealed record Timeline(FamilyId Family, DateTimeOffset AsOf, string Heading)
{
    public DateTimeOffset? HappenedBy { get; init; }
    public AgencyId? KnownTo { get; init; }
    public IReadOnlyList<TimelineLine> Lines { get; init; } = [];
    /// <summary>How many there are on all pages.</summary>
    public int Total { get; init; }
    /// <summary>Who the people of this page's lines are.</summary>
    public IReadOnlyList<TimelinePerson> People { get; init; } = [];
    /// <summary>Continues after this page; null on the last.</summary>
    public string? Next { get; init; }
    /// <summary>The entries whose text is in this answer.</summary>
    public IReadOnlyList<EventId> Shown { get; init; } = [];
}

/// <summary>Somebody of the household.</summary>
public sealed record TimelinePerson(PersonId Person)
{
    public Personal<Domain.Persons.PersonName>? Name { get; init; }
    /// <summary>What stands for the name, for a reader under a review who is not to see it.</summary>
    public string? Pseudonym { get; init; }
}

/// <summary>
/// One entry, or one gap. Its place in the order is the earliest instant at which it can have happened; where only the
/// latest is known, that; where nothing is, the moment when it was learned, the last at which it can have happened. Of
/// several with one place the less exact come first (a month before its days), then the one recorded first.
/// </summary>
/// <param name="Sentence">What it says, in plain words and codes; the words of the entry itself stand in <see cref="Words"/>.</param>
public sealed record TimelineLine(TimelineCategory Category, string Sentence, Happened Happened)
{
    /// <summary>The entry; null for a gap.</summary>
    public EventId? Event { get; init; }
    /// <summary>Its type, as stored.</summary>
    public string? Type { get; init; }
    public DateTimeOffset? LearnedAt { get; init; }
    public DateTimeOffset? RecordedAt { get; init; }
    /// <summary>Who recorded it; null where the fact is common to all and who recorded it is not.</summary>
    public AgencyId? Agency { get; init; }
    public ReadAs? ReadAs { get; init; }
    public Basis? Basis { get; init; }
    public KnownFrom? KnownFrom { get; init; }
    public IReadOnlyList<Sensitivity>? Sensitivity { get; init; }
    public IReadOnlyList<EntrySubject> People { get; init; } = [];
    public IReadOnlyList<TimelineWords> Words { get; init; } = [];
    /// <summary>Set where it was written down more than 24 hours after its agency learned it.</summary>
    public LateEntry? Late { get; init; }
    /// <summary>What was put right, oldest first; the line itself shows what stands now.</summary>
    public IReadOnlyList<CorrectedValue>? Corrections { get; init; }
    /// <summary>What each agency knew of it and when, as far as the reader may know that.</summary>
    public IReadOnlyList<Knowledge> Known { get; init; } = [];
    /// <summary>Learned by then, and written down only later.</summary>
    public bool? Unwritten { get; init; }
    /// <summary>In hindsight: it may have happened after the instant asked about; the record does not know better.</summary>
    public bool? MayBeLater { get; init; }
    /// <summary>A gap's length in days.</summary>
    public int? Days { get; init; }
}

/// <summary>Words of an entry.</summary>
/// <param name="What">Which words they are, as <c>statement</c>, <c>reasons</c>, <c>asSent</c>.</param>
public sealed record TimelineWords(string What, Personal<string> Text);

/// <summary>An entry that was written down late.</summary>
/// <param name="Hours">Whole hours between learning and recording.</param>
/// <param name="Reason">Why, for the readers of the agency that recorded it.</param>
public sealed record LateEntry(int Hours, string Sentence, Personal<string>? Reason);

/// <summary>One value that was corrected: what stood, what stands, and when each was recorded.</summary>
/// <param name="Event">The correction.</param>
public sealed record CorrectedValue(EventId Event, CorrectedField Field, DateTimeOffset RecordedAt, DateTimeOffset ReplacedRecordedAt)
{
    public Personal<string>? Before { get; init; }
    public Personal<string>? After { get; init; }
    public Happened? HappenedBefore { get; init; }
    public Happened? HappenedAfter { get; init; }
    public Personal<string>? Evidence { get; init; }
}

/// <summary>
/// What one agency knew of one entry: four states, each with its own instant, never made into one (domain §2.10 rule 2).
/// A state that is null had not come about by the moment asked about, or is not the reader's to know.
/// </summary>
public sealed record Knowledge(AgencyId Agency)
{
    /// <summary>Its own worker saw it or was told.</summary>
    public DateTimeOffset? Learned { get; init; }
    /// <summary>It stood in the record, by the agency's own hand.</summary>
    public DateTimeOffset? OnRecord { get; init; }
    /// <summary>It was told or sent to the agency, and is not known to have failed to arrive.</summary>
    public DateTimeOffset? Received { get; init; }
    /// <summary>The agency's own word that it came.</summary>
    public DateTimeOffset? Confirmed { get; init; }
    /// <summary>A reader of the agency was first shown its text in this service.</summary>
    public DateTimeOffset? Opened { get; init; }
    /// <summary>The disclosure that brought it.</summary>
    public EventId? ReceivedIn { get; init; }
    /// <summary>How its sharing was timed, where the sender's learning and this agency's receiving are both known.</summary>
    public SharedAfter? Shared { get; init; }
}

/// <summary>How long one agency knew before it told another (domain §3.5 D24: promptly, one working day by default; local, draft, verify).</summary>
/// <param name="WorkingDays">Working days between the day on which it was learned and the day on which it was sent.</param>
/// <param name="Due">The end of the first working day.</param>
/// <param name="Late">Whether it was sent after that; null where the reader may not know that the recipient was a key agency already.</param>
public sealed record SharedAfter(int WorkingDays, DateTimeOffset Due, bool? Late);
