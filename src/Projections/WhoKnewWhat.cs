using Safeguard.Domain;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>One fact of the record, and what each agency knew of it: no words, so that a reader may look without opening.</summary>
/// <param name="Known">The four states of each agency that the reader may know of.</param>
public sealed record KnownFact(EventId Event, TimelineCategory Category, string Sentence, Happened Happened, IReadOnlyList<Knowledge> Known)
{
    public IReadOnlyList<EntrySubject> People { get; init; } = [];
    public bool? Unwritten { get; init; }
}

/// <summary>Agency by fact: first learned, on record, received, opened (domain §2.10 rule 2).</summary>
/// <param name="Agencies">Every agency that this page names.</param>
/// <param name="Total">How many facts there are on all pages.</param>
public sealed record WhoKnewWhat(FamilyId Family, DateTimeOffset AsOf, string Heading, IReadOnlyList<AgencyId> Agencies, IReadOnlyList<KnownFact> Facts, int Total)
{
    public string? Next { get; init; }
}

public sealed partial class TimelineReading
{
    /// <summary>The entries that are taken, each with its place in the order.</summary>
    internal IEnumerable<(RecordedEvent Recorded, ReadAs ReadAs, int Place)> Entries() =>
        _items.Select((item, place) => (item, place)).Where(i => i.item.Recorded is not null).Select(i => (i.item.Recorded!, i.item.ReadAs, i.place));

    /// <summary>How many corrections of an entry the reader may read.</summary>
    internal int CorrectionsMade(RecordedEvent recorded) => ReadCorrections(recorded).Count();

    /// <summary>Whether readers of the reader's agency had been shown it; for who reads all, those of the agency that is asked about. What another opened is told to nobody else.</summary>
    internal bool IsOpened(RecordedEvent recorded)
    {
        var agency = _reader.ReadsAll && _cut.KnownTo is { } asked ? asked : _reader.Agency;
        return OpenedBy(agency, recorded, recorded.Agency == agency ? null : _who.ArrivalsOf(recorded.Id).FirstOrDefault(a => a.Agency == agency)) is not null;
    }

    /// <summary>How many facts there are: gaps are none.</summary>
    public int TotalFacts => _items.Count(i => i.Recorded is not null);

    /// <summary>Facts in the order of the timeline, from a place on. No text is looked at, so nothing counts as shown.</summary>
    public IReadOnlyList<KnownFact> Facts(int from, int count) =>
    [
        .. _items.Where(i => i.Recorded is not null).Skip(from).Take(count).Select(i => new KnownFact(
            i.Recorded!.Id, CategoryOf(i), TimelineSentences.Of(i.Recorded, i.ReadAs), i.Happened, KnownOf(i.Recorded, i))
        {
            People = PeopleOf(i),
            Unwritten = i.Unwritten ? true : null,
        }),
    ];

    /// <summary>Why the reader may read an entry by this cut; null when they may not. No text is looked at.</summary>
    public ReadAs? ReadsEntry(EventId entry) => _items.Find(i => i.Recorded?.Id == entry)?.ReadAs;

    /// <summary>The entries whose being shown means that this one was: itself, what corrects it, and the disclosures that brought it.</summary>
    public IReadOnlyList<EventId> ShownWith(EventId entry) =>
        [entry, .. _who.CorrectionsOf(entry).Select(c => c.Id), .. _who.ArrivalsOf(entry).Where(a => a.Agency == _reader.Agency).Select(a => a.In)];

    /// <summary>Whether the record was open to an agency at the cut's instant.</summary>
    public bool WasOpenTo(AgencyId agency) => _who.IsOpenTo(agency);
}
