using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>
/// What did not happen: no contact with the family, and a child not seen, for so many days (domain §4 V6). Worked out of
/// the entries that are left for the reader, so that no gap tells of a contact they may not know of. An uncertain date
/// counts for all its days: a gap is told only where it is certain. How many days make one is local (draft, verify).
/// </summary>
public sealed partial class TimelineReading
{
    private IEnumerable<TimelineItem> Gaps(List<TimelineItem> items)
    {
        if (items.Count == 0) yield break;
        var today = LondonTime.DateOf(_cut.HappenedBy is { } by && by < _cut.AsOf ? by : _cut.AsOf);
        var opened = items.Find(i => i.Recorded!.Event is FamilyRecordOpened) is { Recorded: { } first } ? LondonTime.DateOf(first.RecordedAt) : (DateOnly?)null;

        var sight = _cut.KnownTo is { } agency ? $"{agency} had" : "you may see";
        var contacts = items.Where(i => !i.Unwritten && IsContact(i.Recorded!.Event)).Select(DaysOfContact).ToList();
        foreach (var (from, to) in Between(contacts, contacts.Count > 0 ? contacts.Min(c => c.First) : opened, today))
            yield return Gap($"No contact with the family is recorded that {sight}, for {Length(from, to)} days.", from, to, today, []);

        foreach (var child in items.Select(i => i.Recorded!.Event).OfType<HouseholdMemberJoined>().Where(e => e.Role == MemberRole.Child).GroupBy(e => e.Person))
        {
            var left = items.Select(i => i.Recorded!.Event).OfType<HouseholdMemberLeft>().Where(e => e.Person == child.Key).Select(e => e.To).ToList();
            var seen = items.Where(i => !i.Unwritten && i.Recorded!.Event is ChildSeen e && e.Child == child.Key).Select(Days).ToList();
            foreach (var (begun, ended) in Stays(child, left, today))
                foreach (var (from, to) in Between([.. seen.Where(s => s.First <= ended)], Later(begun, opened), ended))
                    yield return Gap($"No entry that {sight} says that this child was seen, for {Length(from, to)} days.", from, to, today, [new(child.Key, SubjectRole.Child)]);
        }
    }

    /// <summary>A child's times in the household, the present one up to today. Whoever left and came back is there again.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> Stays(IEnumerable<HouseholdMemberJoined> joined, IReadOnlyList<DateOnly> left, DateOnly today)
    {
        var begun = joined.OrderBy(j => j.From).ToList();
        foreach (var (place, stay) in begun.Index())
        {
            var next = place + 1 < begun.Count ? begun[place + 1].From : DateOnly.MaxValue;
            DateOnly[] ends = [.. left.Where(to => to >= stay.From && to < next).Order()];
            var ended = stay.To ?? (ends is [.., var last] ? last : next < today ? next.AddDays(-1) : today);
            yield return (stay.From, ended < today ? ended : today);
        }
    }

    /// <summary>Somebody saw, heard or spoke with the family: not that something was decided, sent or read about it.</summary>
    private static bool IsContact(DomainEvent said) =>
        said.Envelope.KnownFrom is KnownFrom.Observed or KnownFrom.ToldByChild or KnownFrom.ToldByParent
        && (Domain.Facts.Statements.IsOne(said)
            || said is ConsentSought or ConsentGiven or ConsentRefused or ConsentWithdrawn or CompetenceAssessed or ParentInformed or ParentInformedLater or ChildInformed);

    /// <summary>The first and the last day on which it can have happened.</summary>
    private static (DateOnly First, DateOnly Last) Days(TimelineItem item)
    {
        var first = item.Happened.Earliest ?? item.Place;
        return (LondonTime.DateOf(first), LondonTime.DateOf(item.Happened.Latest ?? first));
    }

    /// <summary>Whoever is told of something was in touch on the day on which they were told, whenever it had happened.</summary>
    private static (DateOnly First, DateOnly Last) DaysOfContact(TimelineItem item)
    {
        if (item.Recorded!.Event.Envelope is not { KnownFrom: KnownFrom.ToldByChild or KnownFrom.ToldByParent } told) return Days(item);
        var day = LondonTime.DateOf(told.LearnedAt);
        return (day, day);
    }

    private static DateOnly Later(DateOnly one, DateOnly? other) => other > one ? other.Value : one;

    /// <summary>The stretches without any, each longer than the cut's number of days.</summary>
    private IEnumerable<(DateOnly From, DateOnly To)> Between(List<(DateOnly First, DateOnly Last)> covered, DateOnly? start, DateOnly end)
    {
        if (start is not { } day) yield break;
        foreach (var (first, last) in covered.OrderBy(c => c.First))
        {
            if (first.DayNumber - day.DayNumber > _cut.GapDays) yield return (day, first.AddDays(-1));
            if (last >= day) day = last.AddDays(1);
        }

        if (end.DayNumber - day.DayNumber + 1 > _cut.GapDays) yield return (day, end);
    }

    private static string Length(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber + 1).ToString(CultureInfo.InvariantCulture);

    private static TimelineItem Gap(string sentence, DateOnly from, DateOnly to, DateOnly today, IReadOnlyList<EntrySubject> people)
    {
        var happened = new Happened(LondonTime.StartOf(from), LondonTime.EndOf(to), Precision.Between);
        // One that reaches to now stands at the end: it is not over, and must not move the pages before it.
        var place = to == today ? DateTimeOffset.MaxValue : happened.Earliest!.Value;
        return new TimelineItem(null, ReadAs.Common, happened, place, false)
        {
            Gap = new TimelineLine(TimelineCategory.Gap, sentence, happened) { People = people, Days = to.DayNumber - from.DayNumber + 1 },
        };
    }
}
