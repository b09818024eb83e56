using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections.Tests.FamilyRisks;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Timelines.Told;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Timelines;

/// <summary>Who sees which entry, by which cut, and in which order (V6; domain §4).</summary>
public sealed class TimelineTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1)), Other = EventId.From(Uuid(0xE2));
    private static readonly DateTimeOffset Now = On(30, 12);

    private static readonly Told Concerned = OfTheFamily()
        .And(Worker, On(2, 10), Entries.Concern(0x81, new(2026, 11, 1)), Entry)
        .And(Worker, On(3, 10), Entries.Concern(0x82, new(2026, 11, 3)), Other);

    private static IEnumerable<EventId?> Concerns(IEnumerable<TimelineLine> lines) => lines.Where(l => l.Category == TimelineCategory.Concern).Select(l => l.Event);

    [Fact]
    public void Every_kind_of_entry_has_a_sentence_and_a_category_and_names_no_newer_release()
    {
        foreach (var reader in (Reader[])[Granted, Reader.Of(Worker), Reader.Of(SocialWorker)])
        {
            var reading = new TimelineReading(Family.Id, FoldTests.Everything().Recorded, new FamilyOpenings(), reader, new TimelineCut(Now));
            Assert.All(reading.Lines(0, reading.Total), l =>
            {
                Assert.DoesNotContain("does not know", l.Sentence, StringComparison.Ordinal);
                Assert.EndsWith(".", l.Sentence, StringComparison.Ordinal);
            });
        }

        var all = FoldTests.Everything().Recorded.Where(e => e.Event is not Domain.Facts.FactCorrected).Select(e => e.Id).ToHashSet();
        var granted = new TimelineReading(Family.Id, FoldTests.Everything().Recorded, new FamilyOpenings(), Granted, new TimelineCut(Now));
        Assert.Equal(all, granted.Lines(0, granted.Total).Where(l => l.Event is not null).Select(l => l.Event!.Value).ToHashSet());
    }

    [Fact]
    public void Nothing_that_is_not_readable_leaves_a_trace_in_lines_totals_or_gaps()
    {
        var history = FoldTests.Everything();
        var mine = history.Recorded.Where(e => e.Event is FamilyRecordOpened or HouseholdMemberJoined or HouseholdMemberLeft or RelationshipAsserted).Select(e => e.Id).ToHashSet();
        Assert.Equal(
            Json(Read(history.Only(e => mine.Contains(e.Id)))), Json(Read(history)));

        static IReadOnlyList<TimelineLine> Read(History history)
        {
            var reading = new TimelineReading(Family.Id, history.Recorded, new FamilyOpenings(),
                new Reader(AgencyId.Of("elsewhere"), [Role.Practitioner]), new TimelineCut(Now));
            return reading.Lines(0, reading.Total);
        }
    }

    [Fact]
    public void Two_agencies_differ_exactly_by_what_was_not_shared()
    {
        var shared = Concerned.But().And(Worker, On(4, 9), Entries.Sent(0x85, SocialCare, On(4, 9), Entry));
        Assert.Equal([Entry, Other], Concerns(shared.LinesOf(Worker, Now)).OfType<EventId>());
        Assert.Equal([Entry], Concerns(shared.LinesOf(SocialWorker, Now)).OfType<EventId>());
        Assert.Empty(Concerns(shared.LinesOf(SocialWorker, On(4, 8))));
        var both = shared.But().And(Worker, On(5, 9), Entries.Sent(0x86, SocialCare, On(5, 9), Other));
        Assert.Equal(Concerns(both.LinesOf(Worker, Now)), Concerns(both.LinesOf(SocialWorker, Now)));
    }

    [Fact]
    public void What_was_received_is_read_in_the_words_that_were_sent()
    {
        var shared = Concerned.But().And(Worker, On(4, 9), Entries.Sent(0x85, SocialCare, On(4, 9), Entry), EventId.From(Uuid(0x51)));
        var reading = shared.Reading(Reader.Of(SocialWorker), new TimelineCut(Now));
        var line = reading.Lines(0, reading.Total).Single(l => l.Event == Entry);
        Assert.Equal(("asSent", "Sent 1", ReadAs.Received), (line.Words.Single().What, line.Words.Single().Text.Read(), line.ReadAs));
        Assert.Equal([EventId.From(Uuid(0x51))], reading.Shown);
    }

    [Fact]
    public void What_failed_to_arrive_was_not_received()
    {
        var failed = Concerned.But().And(Worker, On(4, 9), Entries.Sent(0x85, SocialCare, On(4, 9), Entry)).And(Worker, On(5, 9), Entries.Failed(0x85, On(5, 9)));
        Assert.Empty(Concerns(failed.LinesOf(SocialWorker, Now)));
        Assert.Equal([Entry], Concerns(failed.LinesOf(SocialWorker, On(4, 10))).OfType<EventId>());
        var again = failed.But().And(Worker, On(6, 9), Entries.Sent(0x85, SocialCare, On(6, 9), Entry));
        Assert.Equal(On(6, 9), again.LinesOf(SocialWorker, Now).Single(l => l.Event == Entry).Known.Single(k => k.Agency == SocialCare).Received);
    }

    [Fact]
    public void A_late_entry_changes_hindsight_and_the_unwritten_and_no_earlier_answer()
    {
        var late = Concerned.But().And(Worker, On(20, 10), Entries.Concern(0x83, new(2026, 11, 5)), EventId.From(Uuid(0xE3)));
        for (var day = 1; day < 20; day++) Assert.Equal(Json(Concerned.LinesOf(Worker, On(day, 18))), Json(late.LinesOf(Worker, On(day, 18))));
        Assert.Contains(EventId.From(Uuid(0xE3)), Concerns(late.LinesOf(Worker, On(6, 9), unwritten: true)).OfType<EventId>());
        Assert.Contains(EventId.From(Uuid(0xE3)), Concerns(late.Lines(Reader.Of(Worker), new TimelineCut(Now) { HappenedBy = On(6, 9) })).OfType<EventId>());
        Assert.DoesNotContain(EventId.From(Uuid(0xE3)), Concerns(Concerned.Lines(Reader.Of(Worker), new TimelineCut(Now) { HappenedBy = On(6, 9) })).OfType<EventId>());
    }

    [Fact]
    public void The_unwritten_of_one_agency_are_never_shown_to_another()
    {
        var late = Concerned.But().And(Teacher, On(20, 10), Entries.Concern(0x83, new(2026, 11, 5)));
        Assert.Empty(Concerns(late.Lines(Reader.Of(SocialWorker), new TimelineCut(On(6, 9)) { KnownTo = School, Unwritten = true })));
        Assert.Single(Concerns(late.Lines(Granted, new TimelineCut(On(6, 9)) { KnownTo = School, Unwritten = true })));
    }

    [Fact]
    public void Uncertain_dates_stand_at_the_earliest_moment_and_the_less_exact_first()
    {
        var month = new Happened(LondonTime.StartOf(new(2026, 10, 1)), LondonTime.EndOf(new(2026, 10, 31)), Precision.Month);
        var day = new Happened(LondonTime.StartOf(new(2026, 10, 1)), LondonTime.EndOf(new(2026, 10, 1)), Precision.Day);
        var before = new Happened(null, LondonTime.EndOf(new(2026, 10, 15)), Precision.Before);
        var told = OfTheFamily();
        EventId Say(int number, Happened happened)
        {
            var id = EventId.From(Uuid(0x400 + number));
            var concern = Entries.Concern(0x80 + number, new(2026, 11, 2));
            told.And(Worker, On(2, 10), concern with { Envelope = concern.Envelope with { Happened = happened } }, id);
            return id;
        }

        var (exact, unknown, ofMonth, ofDay, latest) = (Say(1, Happened.At(day.Earliest!.Value.AddHours(9))), Say(2, Happened.Unknown), Say(3, month), Say(4, day), Say(5, before));
        Assert.Equal([ofMonth, ofDay, exact, latest, unknown], Concerns(told.LinesOf(Worker, Now)).OfType<EventId>());

        // In a period is whatever may belong to it; in hindsight what may be later is marked.
        Assert.Equal([ofMonth], Concerns(told.Lines(Reader.Of(Worker), new TimelineCut(Now) { From = new(2026, 10, 20), To = new(2026, 10, 25) })).OfType<EventId>());
        var hindsight = told.Lines(Reader.Of(Worker), new TimelineCut(Now) { HappenedBy = LondonTime.EndOf(new(2026, 10, 10)) });
        Assert.Equal([ofMonth, ofDay, exact], Concerns(hindsight).OfType<EventId>());
        Assert.Equal([true, null, null], hindsight.Where(l => l.Category == TimelineCategory.Concern).Select(l => l.MayBeLater));
    }

    [Fact]
    public void A_gap_without_contact_and_a_child_not_seen_are_lines_of_their_own()
    {
        var seen = OfTheFamily()
            .And(Worker, new(2026, 2, 2, 9, 0, 0, TimeSpan.Zero), Entries.SeenAtHome(new(2026, 2, 2, 9, 0, 0, TimeSpan.Zero)))
            .And(Worker, On(2, 10), Entries.Concern(0x81, new(2026, 11, 1)));
        var gaps = seen.LinesOf(Worker, On(5, 12)).Where(l => l.Category == TimelineCategory.Gap).ToList();
        // From the visit to the concern nobody was in contact; and since the visit the child was not seen at all.
        Assert.Equal([271, 276], gaps.Select(g => g.Days!.Value));
        Assert.Empty(gaps[0].People);
        Assert.Equal(Child, gaps[1].People.Single().Person);
        Assert.Equal(new DateOnly(2026, 2, 3), gaps[0].Happened.On);
        Assert.DoesNotContain(seen.Lines(Reader.Of(Worker), new TimelineCut(On(5, 12)) { GapDays = 280 }), l => l.Category == TimelineCategory.Gap);
        // Whoever knows of no visit is told of none.
        Assert.Equal(305, seen.LinesOf(SocialWorker, On(5, 12)).Last(l => l.Category == TimelineCategory.Gap).Days);
        // And of whom it is asked is whom it speaks of.
        Assert.All(seen.Lines(Granted, new TimelineCut(On(5, 12)) { KnownTo = SocialCare }).Where(l => l.Category == TimelineCategory.Gap), gap =>
            Assert.Contains($"{SocialCare} had", gap.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_is_told_of_something_was_in_touch_on_the_day_they_were_told()
    {
        var concern = Entries.Concern(0x81, new(2026, 11, 1));
        var told = OfTheFamily().And(Worker, On(2, 10), concern with
        {
            Envelope = concern.Envelope with { Happened = Happened.At(new(2023, 3, 1, 9, 0, 0, TimeSpan.Zero)), LearnedAt = On(2, 10), KnownFrom = KnownFrom.ToldByParent },
        });
        Assert.DoesNotContain(told.LinesOf(Worker, On(5, 12)), l => l.Category == TimelineCategory.Gap && l.People.Count == 0 && l.Happened.Earliest < On(2, 10));
    }

    [Fact]
    public void A_child_who_left_and_came_back_is_to_be_seen_again()
    {
        var back = OfTheFamily()
            .And(Worker, On(2, 9), Entries.Left(Child, new(2026, 10, 10)))
            .And(Worker, On(2, 10), Entries.Joined(Child, MemberRole.Child, from: new(2026, 10, 12)));
        IEnumerable<TimelineLine> Unseen(Told story) =>
            story.LinesOf(Worker, On(28, 12)).Where(l => l.Category == TimelineCategory.Gap && l.People.Any(p => p.Person == Child) && l.Happened.Earliest > On(2, 9).AddMonths(-1));

        Assert.Equal(new DateOnly(2026, 11, 28).DayNumber - new DateOnly(2026, 10, 12).DayNumber + 1, Assert.Single(Unseen(back)).Days);
        Assert.Empty(Unseen(back.And(Worker, On(3, 9), Entries.SeenAtHome(On(3, 9)))));
    }

    [Fact]
    public void Categories_and_children_narrow_it()
    {
        Assert.All(Concerned.Lines(Reader.Of(Worker), new TimelineCut(Now) { Category = TimelineCategory.Household }), l => Assert.Equal(TimelineCategory.Household, l.Category));
        Assert.Equal([Entry, Other], Concerns(Concerned.Lines(Reader.Of(Worker), new TimelineCut(Now) { Child = Child })).OfType<EventId>());
        Assert.Empty(Concerned.Lines(Reader.Of(Worker), new TimelineCut(Now) { Child = Stranger }));
    }

    [Fact]
    public void Pages_stay_as_they_were_while_others_append()
    {
        var before = Concerned.Lines(Reader.Of(Worker), new TimelineCut(Now) { UpTo = Concerned.Family[^1].Position });
        var appended = Concerned.But().And(Worker, On(4, 10), Entries.Concern(0x84, new(2026, 1, 6)));
        Assert.Equal(Json(before), Json(appended.Lines(Reader.Of(Worker), new TimelineCut(Now) { UpTo = Concerned.Family[^1].Position })));
        Assert.NotEqual(Json(before), Json(appended.Lines(Reader.Of(Worker), new TimelineCut(Now))));
    }

    [Fact]
    public void What_another_agency_opened_and_whom_another_told_is_nobody_elses_to_know()
    {
        var told = Concerned.But()
            .And(Worker, On(4, 9), Entries.Sent(0x85, SocialCare, On(4, 9), Entry), EventId.From(Uuid(0x51)))
            .And(Worker, On(4, 10), Entries.Sent(0x86, School, On(4, 10), Entry))
            .Read(SocialWorker, On(4, 11), EventId.From(Uuid(0x51))).Read(Worker, On(4, 12), Entry);
        var own = told.LinesOf(Worker, Now).Single(l => l.Event == Entry).Known;
        Assert.Equal([Treatment, SocialCare, School], own.Select(k => k.Agency));
        Assert.Equal([On(4, 12), null, null], own.Select(k => k.Opened));
        var received = told.LinesOf(SocialWorker, Now).Single(l => l.Event == Entry).Known;
        Assert.Equal([Treatment, SocialCare], received.Select(k => k.Agency));
        Assert.Equal([null, On(4, 11)], received.Select(k => k.Opened));
        Assert.Equal([On(4, 12), On(4, 11), null], told.Lines(Granted, new TimelineCut(Now)).Single(l => l.Event == Entry).Known.Select(k => k.Opened));
    }

    [Fact]
    public void Of_what_another_agency_knew_an_officer_is_told_what_went_between_the_two_and_nothing_else()
    {
        var officer = new Reader(Treatment, [Role.IgOfficer]);
        var told = Concerned.But().And(Worker, On(4, 9), Entries.Sent(0x85, SocialCare, On(4, 9), Entry)).And(SocialWorker, On(5, 9), Entries.Sent(0x86, School, On(5, 9), Entry));
        Assert.Equal([Entry], Concerns(told.Lines(officer, new TimelineCut(Now) { KnownTo = SocialCare })).OfType<EventId>());
        Assert.DoesNotContain(told.Lines(officer, new TimelineCut(Now) { KnownTo = SocialCare }), l => l.ReadAs == ReadAs.Common);
        // That social care passed it on, and that the school works with the family, is not for treatment to know.
        Assert.Empty(told.Lines(officer, new TimelineCut(Now) { KnownTo = School }));
        Assert.Equal([Entry], Concerns(told.Lines(Granted, new TimelineCut(Now) { KnownTo = School })).OfType<EventId>());
    }

    [Fact]
    public void What_is_shown_is_exactly_what_is_on_the_page()
    {
        var reading = Concerned.Reading(Reader.Of(Worker), new TimelineCut(Now) { Category = TimelineCategory.Concern });
        Assert.Empty(reading.Shown);
        _ = reading.Lines(1, 1);
        Assert.Equal([Other], reading.Shown);
    }

    [Fact]
    public void A_role_that_reads_no_record_is_answered_with_nothing() =>
        Assert.Empty(Concerned.Lines(new Reader(Treatment, [Role.Reviewer]), new TimelineCut(Now)));

    private static string Json(IReadOnlyList<TimelineLine> lines) => JsonSerializer.Serialize(lines, EventJson.Answers);
}
