using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>An entry as the timeline orders it: before any of its words is looked at.</summary>
/// <param name="ReadAs">Why the reader may read it.</param>
/// <param name="Happened">As it stands after the corrections that the reader may read.</param>
internal sealed record TimelineItem(RecordedEvent? Recorded, ReadAs ReadAs, Happened Happened, DateTimeOffset Place, bool Unwritten)
{
    /// <summary>A gap, ready made; null for an entry.</summary>
    public TimelineLine? Gap { get; init; }
}

/// <summary>
/// One reader's timeline of one family at one cut (V6; domain §4). First it is decided, entry by entry, what the reader
/// may read (the rights of now) and what the cut takes (the knowledge of then); everything else, gaps and totals too, is
/// worked out of what is left. Lines are made for one page only, so that nothing but what is answered counts as shown.
/// </summary>
public sealed partial class TimelineReading
{
    private readonly FamilyId _family;
    private readonly Reader _reader;
    private readonly TimelineCut _cut;
    private readonly FamilyOpenings _openings;
    private readonly WhoKnows _who;
    private readonly Sight _sight;
    private readonly List<TimelineItem> _items;

    /// <param name="entries">All entries of the family's stream, in order.</param>
    /// <param name="openings">Who was shown what of it.</param>
    /// <param name="reader">Who reads, by the rights of now.</param>
    public TimelineReading(FamilyId family, IEnumerable<RecordedEvent> entries, FamilyOpenings openings, Reader reader, TimelineCut cut)
    {
        (_family, _openings, _reader, _cut) = (family, openings, reader, cut);
        var known = entries.Where(e => e.Position <= cut.UpTo).ToList();
        var onRecord = known.Where(e => e.RecordedAt <= cut.AsOf).ToList();
        _who = new WhoKnows(onRecord);
        _sight = new Sight(reader, _who.Standing);
        _items = reader.ReadsRecords ? Select(onRecord, known) : [];
    }

    /// <summary>The instant of the cut.</summary>
    public DateTimeOffset AsOf => _cut.AsOf;

    /// <summary>How many lines there are.</summary>
    public int Total => _items.Count;

    /// <summary>What there is, in its order, for whoever puts several readings into one: none of its words is taken.</summary>
    internal IReadOnlyList<TimelineItem> Items => _items;

    /// <summary>The entries whose text was put into lines so far.</summary>
    public IReadOnlyList<EventId> Shown => _sight.Shown;

    /// <summary>Lines in their order, from a place on.</summary>
    public IReadOnlyList<TimelineLine> Lines(int from, int count) => [.. _items.Skip(from).Take(count).Select(Line)];

    /// <summary>Of one entry; null where the reader may not read it, or the cut does not take it.</summary>
    public TimelineLine? LineOf(EventId entry) => _items.Find(i => i.Recorded?.Id == entry) is { } item ? Line(item) : null;

    /// <summary>What the list is, and what it is not (domain §4, V6).</summary>
    public string Heading()
    {
        var whose = _cut.KnownTo is { } agency ? $"What {agency} had on record or had received" : "What you may see of what was on record";
        if (_cut.HappenedBy is { } by)
            return $"Hindsight: what had happened by {Spoken(by)}, whenever it was recorded. It is not what any one agency knew at that time. {whose} by {Spoken(_cut.AsOf)} is taken.";
        return _cut.Unwritten
            ? $"{whose} by {Spoken(_cut.AsOf)}, and, marked as unwritten, what its workers had learned by then and wrote down only later."
            : $"{whose} by {Spoken(_cut.AsOf)}.";
    }

    private List<TimelineItem> Select(List<RecordedEvent> onRecord, List<RecordedEvent> known)
    {
        var items = new List<TimelineItem>();
        foreach (var recorded in onRecord)
            if (ReadsAs(recorded) is { } readAs && TakesKnown(recorded, readAs) && Item(recorded, KnownAs(recorded, readAs), unwritten: false) is { } item)
                items.Add(item);
        if (_cut is { Unwritten: true, KnownTo: { } agency })
            foreach (var recorded in known.Where(e => e.RecordedAt > _cut.AsOf && e.Agency == agency && e.Event.Envelope.LearnedAt <= _cut.AsOf))
                if (ReadsAs(recorded) is (ReadAs.Own or ReadAs.Granted) and { } readAs && Item(recorded, readAs, unwritten: true) is { } item)
                    items.Add(item);

        items.AddRange(Gaps(items).ToList());
        return [.. items.Where(Takes).OrderBy(i => i.Place).ThenByDescending(i => Width(i.Happened)).ThenBy(i => i.Recorded?.Position ?? long.MaxValue)];
    }

    /// <summary>Why the reader may read an entry (domain §5 rule 1), or null. A correction is part of the entry that it corrects.</summary>
    private ReadAs? ReadsAs(RecordedEvent recorded)
    {
        if (recorded.Event is FactCorrected) return _who.ArrivalsOf(recorded.Id).Any(a => a.Agency == _reader.Agency) ? ReadAs.Received : null;
        if (recorded.Event is IgReviewEvent review) return ReadsReview(recorded, review);
        if (_sight.Reads(Origin.Of(recorded)) is { } readAs) return readAs;
        if (_who.PartiesTo(recorded).Contains(_reader.Agency)) return ReadAs.Party;
        return WhoKnows.IsCommon(recorded.Event) ? ReadAs.Common : null;
    }

    /// <summary>What an officer asks is read by the agency asked; the review itself, and what comes of it, is the officer's.</summary>
    private ReadAs? ReadsReview(RecordedEvent recorded, IgReviewEvent review) =>
        _reader.ReadsAll ? ReadAs.Granted
        : recorded.Agency == _reader.Agency && _reader.Roles.Contains(Role.IgOfficer) ? ReadAs.Own
        : review is IgQueryRaised or IgQueryAnswered && _who.PartiesTo(recorded).Contains(_reader.Agency) ? ReadAs.Party
        : null;

    /// <summary>
    /// On record or received: what the agency of the cut had by its instant. Of another agency than their own a reader
    /// knows what went between the two, and nothing else: neither whom others told, nor whether the record is open to it.
    /// </summary>
    private bool TakesKnown(RecordedEvent recorded, ReadAs readAs)
    {
        if (_cut.KnownTo is not { } agency) return true;
        var all = _reader.ReadsAll || agency == _reader.Agency;
        if (!all && readAs == ReadAs.Common) return false;
        return recorded.Agency == agency
            || _who.ArrivalsOf(recorded.Id).Any(a => a.Agency == agency && (all || a.Sender == _reader.Agency))
            || ((all || readAs != ReadAs.Received) && _who.PartiesTo(recorded).Contains(agency))
            || (all && WhoKnows.IsCommon(recorded.Event) && _who.IsOpenTo(agency));
    }

    /// <summary>
    /// As the agency of the cut had it: of another's entry the words that it was sent, or what was said to it, however much
    /// more the reader may read (domain §4, V6).
    /// </summary>
    private ReadAs KnownAs(RecordedEvent recorded, ReadAs readAs) =>
        _cut.KnownTo is not { } agency || agency == recorded.Agency || readAs is not (ReadAs.Own or ReadAs.Granted) ? readAs
        : _who.PartiesTo(recorded).Contains(agency) ? ReadAs.Party
        : _who.ArrivalsOf(recorded.Id).Any(a => a.Agency == agency) ? ReadAs.Received
        : ReadAs.Common;

    /// <summary>Whose words of an entry are shown: of one that the reader may read whole those of the cut's agency, else their own.</summary>
    private AgencyId SideOf(RecordedEvent recorded) =>
        _cut.KnownTo is { } agency && (_reader.ReadsAll || recorded.Agency == _reader.Agency) ? agency : _reader.Agency;

    private TimelineItem? Item(RecordedEvent recorded, ReadAs readAs, bool unwritten)
    {
        var envelope = recorded.Event.Envelope;
        var happened = CorrectionsOf(recorded).LastOrDefault(c => c.Happened is not null)?.Happened ?? envelope.Happened;
        var place = happened.Earliest ?? happened.Latest ?? envelope.LearnedAt;
        return _cut.HappenedBy < place ? null : new TimelineItem(recorded, readAs, happened, place, unwritten);
    }

    private IReadOnlyList<FactCorrected> CorrectionsOf(RecordedEvent recorded) =>
        [.. ReadCorrections(recorded).Select(c => (FactCorrected)c.Event)];

    /// <summary>The corrections of an entry that the reader may read, oldest first; of another's entry those that the agency of the cut made.</summary>
    private IEnumerable<RecordedEvent> ReadCorrections(RecordedEvent recorded) =>
        _who.CorrectionsOf(recorded.Id) is { Count: > 0 } made
            ? made.Where(c => _reader.Owns(Origin.Of(c)) && (_cut.KnownTo is not { } agency || recorded.Agency == agency || c.Agency == agency))
            : [];

    private bool Takes(TimelineItem item)
    {
        if (_cut.Category is { } category && CategoryOf(item) != category) return false;
        if (_cut.Child is { } child && !PeopleOf(item).Any(p => p.Person == child)) return false;
        // By any day on which it can have happened: an uncertain date is in every period that it may belong to.
        var (first, last) = Days(item);
        return (_cut.From is not { } from || last >= from) && (_cut.To is not { } to || first <= to);
    }

    private static TimelineCategory CategoryOf(TimelineItem item) => item.Gap?.Category ?? TimelineSentences.CategoryOf(item.Recorded!.Event);

    private static IReadOnlyList<EntrySubject> PeopleOf(TimelineItem item) => item.Gap?.People ?? TimelineSentences.PeopleOf(item.Recorded!.Event);

    internal static TimeSpan Width(Happened happened) => happened is { Earliest: { } earliest, Latest: { } latest } ? latest - earliest : TimeSpan.MaxValue;

    private static string Spoken(DateTimeOffset instant) => LondonTime.LocalOf(instant).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
