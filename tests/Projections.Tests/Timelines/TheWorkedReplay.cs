using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Timelines.Told;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Timelines;

/// <summary>
/// The worked replay of domain §4.1, with everything that it says. The clocks of a referral (D2 acknowledgement, D4
/// chase) are not folded anywhere yet: that they run from the share's own instant is worked out here by the same calendar
/// that will run them, and not asked of the product.
/// </summary>
public sealed class TheWorkedReplay
{
    private static readonly EventId E1 = EventId.From(Uuid(0xE1)), E2 = EventId.From(Uuid(0xE2)), S1 = EventId.From(Uuid(0x51)), S2 = EventId.From(Uuid(0x52));
    private static readonly DateTimeOffset Now = On(30, 12);

    /// <summary>e1: Sun 1, 20:00, learned Mon 2, 09:00, recorded Mon 2, 10:00; s1 Fri 6, 17:42, urgent; opened Mon 9, 08:50. e2: Wed 4, 09:15, recorded Fri 6, 16:00, late; s2 Tue 10, 11:00; opened 11:05.</summary>
    private static readonly Told Replay = OfTheFamily()
        .And(Worker, On(2, 10), Concern(0x81, "Methadone not kept in the locked box.", On(1, 20), On(2, 9)), E1)
        .And(Teacher, On(6, 16), Concern(0x82, "Unusually drowsy.", On(4, 9, 15), On(4, 9, 15), "Off sick until today."), E2)
        .And(Worker, On(6, 17, 40), Entries.Proposed(0x91, SocialCare, On(6, 17, 40), sources: E1), Entries.Overridden(0x91, On(6, 17, 41)),
            new UrgentShareMade(ShareId.From(Uuid(0x91)), Words.Of(Family.Id, "Tonight."), WorkingDays.DueAfter(On(6, 17, 41), 1)) { Envelope = Entries.Moment(On(6, 17, 41)) })
        .And(Worker, On(6, 17, 42), Entries.Sent(0x91, SocialCare, On(6, 17, 42), E1), S1)
        .Read(SocialWorker, On(9, 8, 50), S1)
        .And(Teacher, On(10, 10, 59), Entries.Proposed(0x92, SocialCare, On(10, 10, 59), sources: E2))
        .And(Teacher, On(10, 11), Entries.Sent(0x92, SocialCare, On(10, 11), E2), S2)
        .Read(SocialWorker, On(10, 11, 5), S2);

    private static ConcernRecorded Concern(int number, string words, DateTimeOffset happened, DateTimeOffset learned, string? late = null) =>
        new(ConcernId.From(Uuid(number)), [Child], ConcernThreshold.SignificantHarmSuspected, ConcernSource.OwnWorker, Words.Of(Child, words))
        {
            Envelope = new Envelope
            {
                Happened = Happened.At(happened), LearnedAt = learned, KnownFrom = KnownFrom.Observed, Basis = Basis.Fact, Subjects = [AboutChild],
                LateEntryReason = late is null ? null : Words.Of(Child, late),
            },
        };

    private static TimelineLine? Of(IReadOnlyList<TimelineLine> lines, EventId entry) => lines.SingleOrDefault(l => l.Event == entry);

    private static Knowledge Of(TimelineLine? line, AgencyId agency) => line!.Known.Single(k => k.Agency == agency);

    [Fact]
    public void On_Friday_at_five_social_care_knows_nothing_of_either()
    {
        var lines = Replay.LinesOf(SocialWorker, On(6, 17));
        Assert.All(lines, l => Assert.True(l.ReadAs == ReadAs.Common || l.Type == "involvement_started" || l.Category == TimelineCategory.Gap, l.Sentence));
    }

    [Fact]
    public void On_Friday_at_six_it_has_received_the_first_and_not_opened_it_and_the_second_is_unknown()
    {
        var lines = Replay.LinesOf(SocialWorker, On(6, 18));
        var known = Of(Of(lines, E1), SocialCare);
        Assert.Equal((On(6, 17, 42), null, null, null), (known.Received, known.Opened, known.Learned, known.OnRecord));
        Assert.Equal(S1, known.ReceivedIn);
        Assert.Null(Of(lines, E2));
    }

    [Fact]
    public void On_Monday_at_nine_it_has_opened_the_first_and_the_second_is_unknown()
    {
        var lines = Replay.LinesOf(SocialWorker, On(9, 9));
        Assert.Equal(On(9, 8, 50), Of(Of(lines, E1), SocialCare).Opened);
        Assert.Null(Of(lines, E2));
    }

    [Fact]
    public void On_Tuesday_it_has_both_each_by_its_own_share()
    {
        Assert.Equal((On(10, 11), null), States(On(10, 11, 1)));
        Assert.Equal((On(10, 11), On(10, 11, 5)), States(On(10, 11, 5)));

        static (DateTimeOffset?, DateTimeOffset?) States(DateTimeOffset asOf)
        {
            var known = Of(Of(Replay.LinesOf(SocialWorker, asOf), E2), SocialCare);
            return (known.Received, known.Opened);
        }
    }

    [Fact]
    public void On_Thursday_the_nursery_has_nothing_on_record_and_had_learned_it_when_that_is_asked()
    {
        Assert.Null(Of(Replay.LinesOf(Teacher, On(5, 12)), E2));
        var line = Of(Replay.LinesOf(Teacher, On(5, 12), unwritten: true), E2);
        var known = Of(line, School);
        Assert.True(line!.Unwritten);
        Assert.Equal((On(4, 9, 15), null), (known.Learned, known.OnRecord));
    }

    [Fact]
    public void The_late_entry_says_how_late_and_to_its_own_agency_why()
    {
        var own = Of(Replay.LinesOf(Teacher, Now), E2)!.Late!;
        Assert.Equal((54, "Written down 2 days and 6 hours after it was learned.", "Off sick until today."), (own.Hours, own.Sentence, own.Reason.Read()));
        var received = Of(Replay.LinesOf(SocialWorker, Now), E2)!.Late!;
        Assert.Equal((54, null), (received.Hours, received.Reason.Read()));
        Assert.Null(Of(Replay.LinesOf(Worker, Now), E1)!.Late);
    }

    [Fact]
    public void The_treatment_service_never_knows_the_second()
    {
        for (var day = 1; day <= 30; day++) Assert.Null(Of(Replay.LinesOf(Worker, On(day, 23), unwritten: true), E2));
    }

    [Fact]
    public void Hindsight_of_Wednesday_has_both_and_says_what_it_is_not()
    {
        foreach (var reader in (Reader[])[Granted, Reader.Of(SocialWorker)])
        {
            var reading = Replay.Reading(reader, new TimelineCut(Now) { HappenedBy = On(4, 23, 59) });
            Assert.Contains("not what any one agency knew", reading.Heading(), StringComparison.Ordinal);
            Assert.Equal([E1, E2], reading.Lines(0, reading.Total).Where(l => l.Category == TimelineCategory.Concern).Select(l => l.Event!.Value));
        }
    }

    [Fact]
    public void The_clocks_of_the_share_run_from_its_own_instant()
    {
        // D14, as the log and the timeline have it.
        var urgent = Replay.LinesOf(Worker, Now).Single(l => l.Type == "urgent_share_made");
        Assert.Contains("due by 9 November 2026, 23:59", urgent.Sentence, StringComparison.Ordinal);
        // D2 and D4, by the calendar alone.
        var received = Of(Of(Replay.LinesOf(SocialWorker, Now), E1), SocialCare).Received!.Value;
        Assert.Equal(new DateOnly(2026, 11, 9), WorkingDays.After(LondonTime.DateOf(received), 1));
        Assert.Equal(new DateOnly(2026, 11, 11), WorkingDays.After(LondonTime.DateOf(received), 3));
    }

    [Fact]
    public void What_was_learned_on_Monday_and_shared_on_Friday_was_shared_late()
    {
        foreach (var reader in (Reader[])[Granted, Reader.Of(SocialWorker)])
        {
            var shared = Of(Of(Replay.Lines(reader, new TimelineCut(Now)), E1), SocialCare).Shared!;
            Assert.Equal((4, new DateOnly(2026, 11, 3), true), (shared.WorkingDays, LondonTime.DateOf(shared.Due), shared.Late));
        }

        // The sender may not know that social care worked with the family already: it is told how long, and no verdict.
        var told = Of(Of(Replay.LinesOf(Worker, Now), E1), SocialCare);
        Assert.Equal((4, null, null), (told.Shared!.WorkingDays, told.Shared.Late, told.Opened));
    }

    [Fact]
    public void A_correction_on_the_20th_changes_no_earlier_answer()
    {
        var corrected = Replay.But().And(Teacher, On(20, 9), Entries.Righted(E2, On(20, 9), "Asleep after a bad night."), EventId.From(Uuid(0xE3)));
        foreach (var worker in (Actor[])[Worker, Teacher, SocialWorker])
            for (var day = 1; day < 20; day++)
                foreach (var unwritten in (bool[])[false, true])
                    Assert.Equal(Json(Replay.LinesOf(worker, On(day, 18), unwritten)), Json(corrected.LinesOf(worker, On(day, 18), unwritten)));

        var line = Of(corrected.LinesOf(Teacher, On(21, 9)), E2)!;
        var value = Assert.Single(line.Corrections!);
        Assert.Equal("Asleep after a bad night.", line.Words.Single().Text.Read());
        Assert.Equal(("Unusually drowsy.", On(6, 16), "Asleep after a bad night.", On(20, 9)),
            (value.Before.Read()!, value.ReplacedRecordedAt, value.After.Read()!, value.RecordedAt));
        Assert.Null(Of(corrected.LinesOf(SocialWorker, On(21, 9)), E2)!.Corrections);
        Assert.DoesNotContain(corrected.LinesOf(Teacher, On(21, 9)), l => l.Type == "fact_corrected");
    }

    private static string Json(IReadOnlyList<TimelineLine> lines) => JsonSerializer.Serialize(lines, EventJson.Answers);
}
