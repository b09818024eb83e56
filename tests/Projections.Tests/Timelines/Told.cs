using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.Support.Specs;

namespace Safeguard.Projections.Tests.Timelines;

/// <summary>What was recorded of the invented family and at which moment, and who was shown it; and the timelines of it.</summary>
internal sealed class Told
{
    private readonly List<RecordedEvent> _family = [];
    private readonly List<RecordedEvent> _readings = [];

    /// <summary>A minute of November 2026, in London, which is on GMT then.</summary>
    public static DateTimeOffset On(int day, int hour, int minute = 0) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);

    /// <summary>The household, since January; treatment, social care and the school work with it, each by its own entry.</summary>
    public static Told OfTheFamily()
    {
        var told = new Told();
        foreach (var recorded in History.OfTheFamily().Recorded) told._family.Add(recorded);
        var begun = Entries.On(History.OpenedOn);
        return told
            .And(Invented.SocialWorker, begun.LearnedAt.AddHours(1), new InvolvementStarted(Invented.SocialCare, InvolvementRole.SocialWorker, History.OpenedOn) { Envelope = begun })
            .And(Teacher, begun.LearnedAt.AddHours(2), new InvolvementStarted(Invented.School, InvolvementRole.School, History.OpenedOn) { Envelope = begun });
    }

    public static readonly Actor Teacher = new(ActorId.Of("teacher"), Invented.School, [Role.Practitioner]);

    /// <summary>A reader to whom the whole record was granted.</summary>
    public static readonly Reader Granted = new(AgencyId.Of("partnership"), [Role.Reviewer])
    {
        Grant = new(CaseReviewId.From(Invented.Uuid(0x4E)), DateTimeOffset.MaxValue, long.MaxValue, DateOnly.MinValue, DateOnly.MaxValue, ShowsNames: true),
    };

    public IReadOnlyList<RecordedEvent> Family => _family;

    public IReadOnlyList<RecordedEvent> Readings => _readings;

    public Told And(Actor by, DateTimeOffset at, DomainEvent e, EventId? id)
    {
        _family.Add(Recorded(by, at, e, id, StreamKey.Family(Support.Specs.Family.Id), _family.Count + 1));
        return this;
    }

    public Told And(Actor by, DateTimeOffset at, params IReadOnlyList<DomainEvent> events)
    {
        foreach (var e in events) And(by, at, e, (EventId?)null);
        return this;
    }

    /// <summary>Somebody was shown these entries.</summary>
    public Told Read(Actor by, DateTimeOffset at, params IReadOnlyList<EventId> shown)
    {
        var viewed = new RecordViewed(Support.Specs.Family.Id, "family-risk", shown) { Envelope = Envelope.JustNow(at) };
        _readings.Add(Recorded(by, at, viewed, null, StreamKey.AccessTo(Support.Specs.Family.Id), _readings.Count + 1));
        return this;
    }

    public Told But()
    {
        var other = new Told();
        other._family.AddRange(_family);
        other._readings.AddRange(_readings);
        return other;
    }

    public FamilyOpenings Openings => _readings.Aggregate(new FamilyOpenings(), FamilyOpenings.Evolve);

    public TimelineReading Reading(Reader reader, TimelineCut cut) =>
        new(Support.Specs.Family.Id, _family.Aggregate(new FamilyHistory(), FamilyHistory.Evolve).Entries, Openings, reader, cut);

    public IReadOnlyList<TimelineLine> Lines(Reader reader, TimelineCut cut)
    {
        var reading = Reading(reader, cut);
        return reading.Lines(0, reading.Total);
    }

    /// <summary>What an agency's worker is answered of what their agency knew.</summary>
    public IReadOnlyList<TimelineLine> LinesOf(Actor worker, DateTimeOffset asOf, bool unwritten = false) =>
        Lines(Reader.Of(worker), new TimelineCut(asOf) { KnownTo = worker.Agency, Unwritten = unwritten });

    private static RecordedEvent Recorded(Actor by, DateTimeOffset at, DomainEvent e, EventId? id, StreamKey stream, int version)
    {
        var number = (stream.Category == "family" ? 0xE000 : 0xB000) + version;
        return new RecordedEvent(id ?? EventId.From(Invented.Uuid(number)), version, stream, version, at,
            new EventHeaders(by.Id, by.Roles[0], by.Agency, Jurisdiction.England, "ENG-2026.2", Invented.Uuid(0xD000 + version)), e);
    }
}
