using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

public sealed partial class TimelineReading
{
    private TimelineLine Line(TimelineItem item)
    {
        if (item.Gap is { } gap) return gap;
        var recorded = item.Recorded!;
        var (said, envelope) = (recorded.Event, recorded.Event.Envelope);
        // What is common is the fact. Words about how it came to be known belong to who recorded it.
        var known = item.ReadAs != ReadAs.Common;
        return new TimelineLine(TimelineSentences.CategoryOf(said), TimelineSentences.Of(recorded, item.ReadAs), item.Happened)
        {
            Event = recorded.Id,
            Type = EventTypes.AliasOf(said.GetType()),
            LearnedAt = known ? envelope.LearnedAt : null,
            RecordedAt = recorded.RecordedAt,
            Agency = known ? recorded.Agency : null,
            ReadAs = item.ReadAs,
            Basis = envelope.Basis,
            KnownFrom = known ? envelope.KnownFrom : null,
            Sensitivity = envelope.Sensitivity.Count == 0 ? null : envelope.Sensitivity,
            People = PeopleOf(item),
            Words = Words(recorded, item.ReadAs),
            Late = known ? LateOf(recorded, item.ReadAs) : null,
            Corrections = Corrected(recorded),
            Known = KnownOf(recorded, item),
            Unwritten = item.Unwritten ? true : null,
            MayBeLater = _cut.HappenedBy is { } by && (item.Happened.Latest ?? envelope.LearnedAt) > by ? true : null,
        };
    }

    private LateEntry? LateOf(RecordedEvent recorded, ReadAs readAs)
    {
        var envelope = recorded.Event.Envelope;
        var late = recorded.RecordedAt - envelope.LearnedAt;
        if (late <= EntryRules.LateAfter) return null;
        var hours = (int)late.TotalHours;
        var spoken = hours < 48 ? $"{hours} hours" : $"{hours / 24} days and {hours % 24} hours";
        return new LateEntry(hours, $"Written down {spoken} after it was learned.", readAs is ReadAs.Own or ReadAs.Granted ? _sight.Original(Origin.Of(recorded), envelope.LateEntryReason) : null);
    }

    private IReadOnlyList<TimelineWords> Words(RecordedEvent recorded, ReadAs readAs)
    {
        var origin = Origin.Of(recorded);
        switch (readAs)
        {
            // Where they live tells who they are.
            case ReadAs.Granted when recorded.Event is AddressRecorded && _reader.Grant is { ShowsNames: false }:
                return [];
            case ReadAs.Own or ReadAs.Granted:
                var right = ReadCorrections(recorded).LastOrDefault(c => ((FactCorrected)c.Event).Text is not null);
                if (right is not null) return [new("statement", _sight.Told(Origin.Of(right), ((FactCorrected)right.Event).Text)!)];
                return [.. TimelineSentences.OwnWords(recorded.Event).Select(w => new TimelineWords(w.What, _sight.Told(origin, w.Text)!))];
            case ReadAs.Received:
                var side = SideOf(recorded);
                return [.. (side == _reader.Agency ? _sight.AsSent(recorded.Id) : _sight.AsSentTo(side, recorded.Id)).Select(text => new TimelineWords("asSent", text))];
            case ReadAs.Party:
                // That it came is shown with the disclosure itself: the words stand with the entries they were about.
                return [.. TimelineSentences.PartyWords(recorded, SideOf(recorded)).Select(w => new TimelineWords(w.What, _sight.Told(origin, w.Text)!))];
            default:
                return [];
        }
    }

    private List<CorrectedValue>? Corrected(RecordedEvent recorded)
    {
        var (text, textAt) = (Statements.WordsOf(recorded.Event), recorded.RecordedAt);
        var (happened, happenedAt) = (recorded.Event.Envelope.Happened, recorded.RecordedAt);
        List<CorrectedValue>? values = null;
        foreach (var correction in ReadCorrections(recorded))
        {
            var (said, origin) = ((FactCorrected)correction.Event, Origin.Of(correction));
            var isText = said.Field == CorrectedField.Text;
            (values ??= []).Add(new CorrectedValue(correction.Id, said.Field, correction.RecordedAt, isText ? textAt : happenedAt)
            {
                Before = isText ? text : null,
                After = isText ? said.Text : null,
                HappenedBefore = isText ? null : happened,
                HappenedAfter = said.Happened,
                Evidence = _sight.Told(origin, said.Evidence),
            });
            if (isText) (text, textAt) = (said.Text, correction.RecordedAt);
            else (happened, happenedAt) = (said.Happened!, correction.RecordedAt);
        }

        // The words that were replaced are shown as well, and so they count as shown.
        if (values is not null) _ = _sight.Told(Origin.Of(recorded), Statements.WordsOf(recorded.Event));
        return values;
    }

    /// <summary>
    /// The four states of each agency that the reader may know of: their own; whoever recorded it, where they read more than
    /// the common core; and to whom their own agency sent it. A granted reader knows of all. What another opened, and to
    /// whom another sent it, is never told to anybody else.
    /// </summary>
    private List<Knowledge> KnownOf(RecordedEvent recorded, TimelineItem item)
    {
        var agencies = new List<AgencyId>();
        if (item.ReadAs != ReadAs.Common || _reader.ReadsAll || recorded.Agency == _reader.Agency) agencies.Add(recorded.Agency);
        foreach (var arrival in _who.ArrivalsOf(recorded.Id))
            if (_reader.ReadsAll || arrival.Sender == _reader.Agency || arrival.Agency == _reader.Agency) agencies.Add(arrival.Agency);
        foreach (var party in _who.PartiesTo(recorded))
            if (_reader.ReadsAll || party == _reader.Agency || recorded.Agency == _reader.Agency) agencies.Add(party);
        if (item.ReadAs == ReadAs.Common && OpenedBy(_reader.Agency, recorded, null) is not null) agencies.Add(_reader.Agency);
        return [.. agencies.Distinct().Select(agency => KnownTo(agency, recorded, item.Unwritten))];
    }

    private Knowledge KnownTo(AgencyId agency, RecordedEvent recorded, bool unwritten)
    {
        var own = recorded.Agency == agency;
        var arrival = own ? null : _who.ArrivalsOf(recorded.Id).FirstOrDefault(a => a.Agency == agency && (_reader.ReadsAll || a.Sender == _reader.Agency || a.Agency == _reader.Agency));
        var party = !own && arrival is null && _who.PartiesTo(recorded).Contains(agency);
        var opens = _reader.ReadsAll || agency == _reader.Agency;
        return new Knowledge(agency)
        {
            Learned = own ? recorded.Event.Envelope.LearnedAt : null,
            OnRecord = own && !unwritten ? recorded.RecordedAt : null,
            Received = arrival?.At ?? (party ? WhoKnows.ToldAt(recorded) : null),
            ReceivedIn = arrival?.In,
            Confirmed = arrival is null ? null : _who.ConfirmedAt(arrival.In),
            Opened = opens ? OpenedBy(agency, recorded, arrival) : null,
            Shared = arrival is not null && arrival.Sender == recorded.Agency && recorded.Event is not InformationDisclosed ? SharedAfter(recorded, arrival) : null,
        };
    }

    /// <summary>The first time that its text, a correction of it, or the disclosure that brought it was shown to the agency.</summary>
    private DateTimeOffset? OpenedBy(AgencyId agency, RecordedEvent recorded, Arrival? arrival)
    {
        IEnumerable<EventId> shown = arrival is null
            ? [recorded.Id, .. _who.CorrectionsOf(recorded.Id).Select(c => c.Id)]
            : _who.ArrivalsOf(recorded.Id).Where(a => a.Agency == agency).Select(a => a.In);
        return shown.Select(e => _openings.By(agency, e, _cut.AsOf)?.At).Where(at => at is not null).DefaultIfEmpty(null).Min();
    }

    private SharedAfter SharedAfter(RecordedEvent recorded, Arrival arrival)
    {
        var learned = recorded.Event.Envelope.LearnedAt;
        var due = WorkingDays.DueAfter(learned, 1);
        var (day, sent) = (LondonTime.DateOf(learned), LondonTime.DateOf(arrival.At));
        var days = 0;
        for (var next = day.AddDays(1); next <= sent; next = next.AddDays(1))
            if (WorkingDays.Is(next)) days++;
        // Whether another agency works with the family is not the sender's to know (design D11); the recipient knows it of itself.
        var mayKnow = _reader.ReadsAll || arrival.Agency == _reader.Agency;
        var key = _who.InvolvedFrom(arrival.Agency) is { } from && from <= day;
        return new SharedAfter(days, due, mayKnow && key ? arrival.At > due : null);
    }
}
