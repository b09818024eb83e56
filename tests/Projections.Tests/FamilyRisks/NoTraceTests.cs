using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Serialisation;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>
/// The rule behind all others: a reader's answer is the answer to a record in which nothing else was ever written. Held
/// over invented histories of three agencies that record, end, ask, share, refer and decide in any order.
/// </summary>
public sealed class NoTraceTests
{
    private static readonly Actor Teacher = new(ActorId.Of("teacher"), School, [Role.Practitioner]);
    private static readonly Actor Officer = new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);
    private static readonly Actor[] Actors = [Worker, SocialWorker, Teacher];

    [Fact]
    public void Taking_away_all_that_a_reader_may_not_see_changes_not_a_byte_of_any_of_their_answers()
    {
        var (hidden, received) = (0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var history = Invented(new Random(seed));
            foreach (var reader in Actors)
            {
                var readable = Readable(history, reader.Agency);
                var all = history.View(reader, asOf: At(23, 0));
                var without = history.Only(e => readable.Contains(e.Id));
                Assert.Equal(Json(without.View(reader, asOf: At(23, 0))), Json(all));
                Assert.Equal(Json(without.Core(reader, At(23, 0))), Json(history.Core(reader, At(23, 0))));
                foreach (var thing in Things(history))
                    Assert.Equal(Json(without.Statements(reader, thing, At(23, 0))), Json(history.Statements(reader, thing, At(23, 0))));
                Assert.Equal(Json(Timeline(without, reader)), Json(Timeline(history, reader)));
                hidden += history.Recorded.Count - readable.Count;
                received += all.Received.Count;
            }
        }

        Assert.True(hidden > 1_500 && received > 100, $"{hidden} hidden, {received} received: the histories no longer test this.");
    }

    private static (string, IReadOnlyList<TimelineLine>) Timeline(History history, Actor reader)
    {
        var cut = new TimelineCut(At(23, 0)) { KnownTo = reader.Agency };
        var reading = new TimelineReading(Safeguard.Support.Specs.Family.Id, history.Recorded, new FamilyOpenings(), Reader.Of(reader), cut);
        return (reading.Heading(), reading.Lines(0, reading.Total));
    }

    /// <summary>Written from the rule in words (domain §5 rule 1), and not from the code that it judges.</summary>
    private static HashSet<EventId> Readable(History history, AgencyId reader)
    {
        var events = history.Recorded;
        var sent = events.Where(e => e.Event is InformationDisclosed d && d.Recipient == reader).ToList();
        var sources = sent.SelectMany(e => ((InformationDisclosed)e.Event).Items.Select(i => i.Source)).ToHashSet();
        var sending = events.Where(e => e.Event is InformationDisclosed && e.Agency == reader).Select(e => ((InformationDisclosed)e.Event).Share).ToHashSet();
        var shared = events.Where(e => e.Agency == reader && e.Event is ShareProposed).Select(e => (ShareId?)((ShareProposed)e.Event).Share).ToHashSet();
        var parties = events.Where(e => e.Event is ReferralTelephoned t && (t.To == reader || e.Agency == reader)).Select(e => ((ReferralTelephoned)e.Event).Referral).ToHashSet();
        // What another did with what was asked back, and what it was decided on a request, comes back to who asked.
        var recalled = events.Where(e => e.Event is DisclosureRecalled && e.Agency == reader).Select(e => ((DisclosureRecalled)e.Event).Share).ToHashSet();
        var asking = events.Where(e => e.Event is InformationRequested r && r.From == reader).Select(e => ((InformationRequested)e.Event).Request).ToHashSet();
        return
        [
            .. events.Where(e => e.Agency == reader
                || e.Event is FamilyRecordOpened or HouseholdMemberJoined or HouseholdMemberLeft or RelationshipAsserted
                || (e.Event is InvolvementStarted i && i.Agency == reader)
                || sources.Contains(e.Id)
                || sent.Contains(e)
                || (e.Event is DisclosureCorrected c && c.Told.Any(t => t.Recipient == reader))
                || (e.Event is WithdrawalPassedOn w && w.Recipient == reader)
                // Whoever may send a document on, by its owner's word.
                || (e.Event is DocumentReleased released && released.Sender == reader)
                || (e.Event is DocumentReleaseWithdrawn ended && ended.Sender == reader)
                || (e.Event is DisclosureRecalled back && back.Recipient == reader)
                || (e.Event is RecallAnswered answered && recalled.Contains(answered.Share))
                // That it came is told to who sent it, and that it did not to who was to get it.
                || (e.Event is DisclosureReceived came && sending.Contains(came.Share))
                || (e.Event is DisclosureFailed lost && sent.Any(s => ((InformationDisclosed)s.Event).Share == lost.Share))
                || (e.Event is InformationRequested asked && (asked.From == reader || asked.To == reader))
                || (e.Event is DecisionNotToShare { Request: { } request } && asking.Contains(request))
                // What an officer asks of the reader's agency, and needs opening for; never what comes of it.
                || (e.Event is IgReviewOpened or IgQueryRaised or IgQueryAnswered && shared.Contains(((IgReviewEvent)e.Event).Share))
                || (e.Event switch { ReferralTelephoned r => r.Referral, ReferralAcknowledged r => r.Referral, ReferralDecisionMade r => r.Referral, _ => (ReferralId?)null }) is { } referral && parties.Contains(referral))
                .Select(e => e.Id),
        ];
    }

    private static History Invented(Random random)
    {
        var history = History.OfTheFamily();
        var next = 0x1000;
        for (var i = 0; i < 14; i++)
        {
            var by = Actors[random.Next(3)];
            var other = Actors[(Array.IndexOf(Actors, by) + 1 + random.Next(2)) % 3];
            var day = new DateOnly(2026, 1, 6).AddDays(random.Next(300));
            var start = history.Recorded.Count;
            history.And(by, Something(history, random, ++next, day, other.Agency));
            if (history.Recorded[^1].Event is InformationRequested wanted && random.Next(2) == 0)
                history.And(Actors.Single(a => a.Agency == wanted.To), Denied(++next, next - 1, wanted.From, At(11, random.Next(60))));
            if (history.Recorded[^1].Event is SharingEvent && random.Next(3) == 0) Review(history, random, next, by);
            if (random.Next(3) != 0) continue;

            // Some or all of it is sent on, to one of the others.
            EventId[] sources = [.. history.Recorded.Skip(start).Where(e => e.Agency == by.Agency && random.Next(2) == 0).Select(e => e.Id)];
            if (sources.Length == 0) continue;
            history.And(by, Sent(++next, other.Agency, At(12, random.Next(60)), sources));
            if (random.Next(2) == 0) history.And(other, Came(next, At(13, random.Next(60))));
            if (random.Next(5) == 0) history.And(by, Failed(next, At(13, random.Next(60))));
            if (random.Next(3) == 0) history.And(by, Put(next, other.Agency, At(14, random.Next(60))));
            if (random.Next(3) == 0) history.And(by, PassedOn(next, other.Agency, At(14, random.Next(60))));
            if (random.Next(3) != 0) continue;
            history.And(by, Recalled(next, other.Agency, At(15, random.Next(60))));
            if (random.Next(2) == 0) history.And(other, Kept(next, At(16, random.Next(60))));
        }

        return history;
    }

    /// <summary>An officer of the partnership looks at a share of somebody's agency, asks, and may be answered.</summary>
    private static void Review(History history, Random random, int share, Actor by)
    {
        var at = At(12, random.Next(60));
        history.And(Officer, ReviewOpened(share + 0x8000, share, at), Queried(share + 0x8000, share + 0x9000, share, at));
        if (random.Next(2) == 0) history.And(by, QueryAnswered(share + 0x8000, share + 0x9000, share, at.AddMinutes(5))).And(Officer, FoundOf(share + 0x8000, share, at.AddMinutes(6)));
    }

    private static DomainEvent[] Something(History history, Random random, int id, DateOnly day, AgencyId other)
    {
        var adult = random.Next(2) == 0 ? Mother : StepFather;
        var at = At(1 + random.Next(10), random.Next(60));
        return random.Next(19) switch
        {
            17 => [Noted(id, random.Next(2) == 0 ? other : Treatment, at, Any<HandlingMarking>(random)), LetGo(id, Actors[random.Next(3)].Agency, at.AddMinutes(1), Actors[random.Next(3)].Agency)],
            18 => [.. Documented(history, random, other, at)],
            15 => [SeenAtHome(at, random.Next(2) == 0)],
            16 => [Righted(EventId.From(Uuid(0xE001 + random.Next(30))), at, "Other words."), Dated(EventId.From(Uuid(0xE001 + random.Next(30))), at, day)],
            13 => [Wanted(id, Actors[random.Next(3)].Agency, other, at)],
            14 => [ToldChild(null, at), NotTold(null, at.AddMinutes(1), adult), ToldLater(null, at.AddMinutes(2), adult)],
            0 => [Uses(adult, Any<SubstanceUseStatus>(random), day, random.Next(3) == 0 ? null : Any<UsePattern>(random))],
            1 => [Uses(adult, Any<SubstanceUseStatus>(random), day, learned: day.AddDays(random.Next(20))), Uses(adult, Any<SubstanceUseStatus>(random), day.AddDays(9))],
            2 => [Vulnerable(id, adult, Any<VulnerabilityKind>(random), day)],
            3 => [Vulnerable(id, adult, Any<VulnerabilityKind>(random), day), NoLonger(id, day.AddDays(random.Next(30)))],
            4 => [Concern(id, day), Judged(adult, at)],
            5 => [Lives(day), new InvolvementStarted(other, InvolvementRole.Other, day) { Envelope = On(day) }],
            6 => [Assessed(id, day), Tier(1 + random.Next(4), day, id), LookAgain(id, day.AddDays(3))],
            7 => [Tier(2, 3, day, id)],
            8 => [Asked(id, at), random.Next(2) == 0 ? Given(id, at.AddMinutes(1), to: Today.AddDays(random.Next(3) - 1)) : Refused(id, at.AddMinutes(1)), Withdrawn(id, at.AddMinutes(5))],
            9 => [Proposed(id, other, at), Overridden(id, at), Based(id, at), Agreed(id, at.AddMinutes(1)), random.Next(2) == 0 ? Told(id, at.AddMinutes(9)) : NotTold(id, at.AddMinutes(9))],
            11 => [Proposed(id, other, at), Overridden(id, at), AtOnce(id, at), Failed(id, at.AddMinutes(1)), Added(id, at.AddMinutes(2)), random.Next(2) == 0 ? AgreedAfterwards(id, at.AddMinutes(9)) : RefusedAfterwards(id, at.AddMinutes(9))],
            10 => [Proposed(id, other, at), NotShared(id + 0x4000, other, at.AddMinutes(1), id)],
            _ => [Called(id, other, at), new ReferralDecisionMade(ReferralId.From(Uuid(id)), ReferralOutcome.AdviceOnly) { Envelope = Moment(at.AddMinutes(1)), Reasons = Words.Of(Mother, "Reasons.") }],
        };
    }

    /// <summary>Somebody says something of a document that is there, whoever they are.</summary>
    private static IEnumerable<DomainEvent> Documented(History history, Random random, AgencyId other, DateTimeOffset at)
    {
        foreach (var noted in history.Recorded.Where(e => e.Event is DocumentRegistered && random.Next(2) == 0).Select(e => (DocumentRegistered)e.Event))
        {
            var sender = Actors[random.Next(3)].Agency;
            yield return random.Next(2) == 0
                ? new DocumentReleased(noted.Document, sender, [other], Words.Of(Safeguard.Support.Specs.Family.Id, "They need it.")) { Envelope = Moment(at) }
                : new DocumentReleaseWithdrawn(noted.Document, sender, [other], Words.Of(Safeguard.Support.Specs.Family.Id, "Out of date.")) { Envelope = Moment(at) };
        }

        yield return Concern(0x7000 + history.Recorded.Count, LondonTime.DateOf(at));
    }

    private static T Any<T>(Random random) where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    /// <summary>Everything with an address, whoever of them sees it.</summary>
    private static IEnumerable<ThingKey> Things(History history) => Actors.SelectMany(a => history.Core(a, At(23, 0))!.Things).Distinct();

    private static string Json<T>(T view) => JsonSerializer.Serialize(view, EventJson.Answers);
}
