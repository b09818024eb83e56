using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>The row itself: rebuilt from zero it is the live row, stored and read back it is the same, and a newer release's entry does not break it.</summary>
public sealed class FoldTests
{
    private sealed record NewFamilyEvent : FamilyEvent;
    private sealed record NewHouseholdEvent : HouseholdEvent;
    private sealed record NewReferralEvent : ReferralEvent;
    private sealed record NewAssessmentEvent : AssessmentEvent;
    private sealed record NewConsentEvent : ConsentEvent;
    private sealed record NewSharingEvent : SharingEvent;
    private sealed record NewDocumentEvent : FamilyDocumentEvent;
    private sealed record NewReviewEvent(IgReviewId Review) : IgReviewEvent(Review);

    private static readonly Actor Officer = new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);

    [Fact]
    public void Folded_twice_it_is_the_same_to_the_byte() => Assert.Equal(Json(Everything().Row()), Json(Everything().Row()));

    [Fact]
    public void Stored_after_every_entry_and_read_back_it_is_the_row_of_a_rebuild()
    {
        var live = FamilyRisk.Begin(StreamKey.Family(Family.Id));
        foreach (var recorded in Everything().Recorded)
            live = JsonSerializer.Deserialize<FamilyRisk>(Json(FamilyRisk.Evolve(live, recorded)), EventJson.Options)!;

        Assert.Equal(Json(Everything().Row()), Json(live));
    }

    [Fact]
    public void Every_event_of_a_family_changes_the_row_or_is_known_to_change_nothing()
    {
        string[] folded = [.. Everything().Recorded.Select(e => e.Event.GetType().Name).Distinct().Order(StringComparer.Ordinal)];
        string[] all =
        [
            .. typeof(FamilyEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(FamilyEvent)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(all, folded);

        var row = FamilyRisk.Begin(StreamKey.Family(Family.Id));
        foreach (var recorded in Everything().Recorded)
        {
            var next = FamilyRisk.Evolve(row, recorded);
            Assert.NotEqual(Json(row), Json(next));
            row = next;
        }
    }

    [Fact]
    public void An_entry_of_a_newer_release_leaves_the_row_as_it_was()
    {
        var envelope = On(Today);
        var row = Everything().Row();
        DomainEvent[] unknown =
        [
            new NewFamilyEvent { Envelope = envelope }, new NewHouseholdEvent { Envelope = envelope }, new NewReferralEvent { Envelope = envelope },
            new NewAssessmentEvent { Envelope = envelope }, new NewConsentEvent { Envelope = envelope }, new NewSharingEvent { Envelope = envelope }, new NewDocumentEvent { Envelope = envelope },
            new NewReviewEvent(IgReviewId.From(Uuid(0x90))) { Envelope = envelope },
        ];
        foreach (var recorded in new History().And(Worker, unknown).Recorded)
        {
            Assert.Same(row, FamilyRisk.Evolve(row, recorded));
            Assert.Null(ShareRegister.KeyOf(recorded));
            Assert.Null(HouseholdRegister.KeyOf(recorded));
            Assert.Null(AccessLog.KeyOf(recorded));
            Assert.Null(ShareRegister.Evolve(null, recorded));
            Assert.Null(HouseholdRegister.Evolve(null, recorded));
            Assert.Null(AccessLog.Evolve(null, recorded));
        }
    }

    [Fact]
    public void No_number_in_a_row_has_a_fraction_and_no_word_is_open()
    {
        using var row = JsonDocument.Parse(Json(Everything().Row()));
        Check(row.RootElement);

        static void Check(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Number:
                    Assert.True(element.TryGetInt64(out _));
                    break;
                case JsonValueKind.Object:
                    Assert.False(element.TryGetProperty("open", out _));
                    foreach (var member in element.EnumerateObject()) Check(member.Value);
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray()) Check(item);
                    break;
            }
        }
    }

    /// <summary>Every kind of entry at least once.</summary>
    internal static History Everything()
    {
        var concern = EventId.From(Uuid(0xE1));
        return History.OfTheFamily()
            .And(Worker, Lives(new(2026, 2, 1)), Uses(Mother, SubstanceUseStatus.Current, new(2026, 2, 1), UsePattern.Dependent, null, Consequence.Physical))
            .And(Worker, Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1)), NoLonger(0x71, new(2026, 5, 1)))
            .And(Worker, Assessed(0x83, new(2026, 6, 1)), Tier(2, new(2026, 6, 1), 0x83), LookAgain(0x83, new(2026, 7, 1)))
            .And(Worker, Assessed(0x84, new(2026, 8, 1), revises: 0x83), Tier(2, 3, new(2026, 8, 1), 0x84))
            .And(Worker, Left(StepFather, new(2026, 9, 1)))
            .And(Worker, concern, Concern(0x81, new(2026, 11, 1)))
            .And(Worker, SeenAtHome(At(6, 0)), Righted(concern, At(6, 5), "Asleep, not drowsy."))
            .And(Worker, Asked(0xC1, At(7, 0)), Given(0xC1, At(7, 5), to: new(2026, 11, 30)), Withdrawn(0xC1, At(7, 30)), Refused(0xC2, At(7, 40)), NotAsked(0xC3, At(7, 50)))
            .And(Worker, Given(0xC4, At(7, 55), to: Today), new ConsentExpired(ConsentId.From(Uuid(0xC4)), Today) { Envelope = Moment(At(7, 56)) })
            .And(Worker, Judged(Child, At(7, 58)))
            .And(Worker, Proposed(0x85, SocialCare, At(8, 0), sources: concern), Overridden(0x85, At(8, 1)), Based(0x85, At(8, 1)))
            .And(Manager, Agreed(0x85, At(8, 2)))
            .And(Worker, Sent(0x85, SocialCare, At(8, 3), concern), Told(0x85, At(8, 4)), NotTold(0x85, At(8, 5), StepFather))
            .And(SocialWorker, Came(0x85, At(8, 5)))
            .And(Worker, Put(0x85, SocialCare, At(8, 5)), PassedOn(0x85, SocialCare, At(8, 5)), Recalled(0x85, SocialCare, At(8, 5)))
            .And(SocialWorker, Kept(0x85, At(8, 5)), Wanted(0x8C, SocialCare, Treatment, At(8, 5)))
            .And(Worker, ToldChild(0x85, At(8, 5)), ToldLater(0x85, At(8, 5), StepFather))
            .And(Worker, Failed(0x85, At(8, 5)), Added(0x85, At(8, 5)))
            .And(Worker, Proposed(0x8A, School, At(8, 5), sources: concern), Overridden(0x8A, At(8, 5)), AtOnce(0x8A, At(8, 5)))
            .And(Manager, AgreedAfterwards(0x8A, At(8, 6)))
            .And(Worker, Proposed(0x8B, School, At(8, 5), sources: concern), Overridden(0x8B, At(8, 5)), AtOnce(0x8B, At(8, 5)))
            .And(Manager, RefusedAfterwards(0x8B, At(8, 6)))
            .And(Service, Lapsed(0x8B, At(8, 6)))
            .And(Worker, Proposed(0x86, School, At(8, 6), sources: concern), Declined(0x86, At(8, 7)), NotShared(0x87, School, At(8, 8)))
            .And(Officer, ReviewOpened(0x90, 0x85, At(8, 9)), Queried(0x90, 0x91, 0x85, At(8, 9)))
            .And(Worker, QueryAnswered(0x90, 0x91, 0x85, At(8, 9)))
            .And(Officer, FoundOf(0x90, 0x85, At(8, 9)))
            .And(Worker, Called(0x88, SocialCare, At(8, 10), ConcernId.From(Uuid(0x81))))
            .And(Worker, new ReferralWritten(ReferralId.From(Uuid(0x88)), SocialCare, At(8, 20)) { Envelope = Moment(At(8, 20)), ParentalAgreement = ParentalAgreement.Refused })
            .And(SocialWorker, new ReferralAcknowledged(ReferralId.From(Uuid(0x88)), ReferralTeam.Mash, At(8, 30), Words.Of(Family.Id, "B. Hub")) { Envelope = Moment(At(8, 30)) })
            .And(SocialCareManager, new ReferralDecisionMade(ReferralId.From(Uuid(0x88)), ReferralOutcome.Assessment) { Envelope = Moment(At(8, 40)) })
            .And(Manager, Restricted(At(8, 45)), Unrestricted(At(8, 46)))
            .And(Worker, Noted(0xD0, Treatment, At(8, 47)))
            .And(Manager, LetGo(0xD0, Treatment, At(8, 48), SocialCare), TakenBack(0xD0, Treatment, At(8, 49), SocialCare))
            .And(Worker, Called(0x89, SocialCare, At(8, 50)))
            .And(SocialCareManager, new ReferralNotAccepted(ReferralId.From(Uuid(0x89)), Words.Of(Family.Id, "The same again.")) { Envelope = Moment(At(8, 55)) });
    }

    private static string Json(FamilyRisk row) => JsonSerializer.Serialize(row, EventJson.Options);
}
