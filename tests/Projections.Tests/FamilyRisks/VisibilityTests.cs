using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>Who reads what of a record (design D11, domain §5): own, received, common, and nothing else.</summary>
public sealed class VisibilityTests
{
    private static readonly EventId Told = EventId.From(Uuid(0xE1));
    private static readonly Reader UnderReview = Reader.Of(new(ActorId.Of("reviewer"), AgencyId.Of("partnership"), [Role.Reviewer])) with
    {
        Grant = new(CaseReviewId.From(Uuid(0x4E)), Now, 1_000, new(2026, 1, 1), Today, ShowsNames: false) { Persons = [Mother, StepFather] },
    };

    private static readonly Actor Teacher = new(ActorId.Of("teacher"), School, [Role.Practitioner]);

    public static TheoryData<string> WhatTreatmentRecords => [.. TreatmentRecords.Keys];

    /// <summary>One entry of each kind that is not common to all, by the treatment service.</summary>
    private static readonly Dictionary<string, DomainEvent[]> TreatmentRecords = new()
    {
        ["use"] = [Uses(Mother, SubstanceUseStatus.Current, new(2026, 2, 1), UsePattern.Dependent)],
        ["a vulnerability"] = [Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1))],
        ["a vulnerability that ended"] = [Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1)), NoLonger(0x71, new(2026, 3, 1))],
        ["an address"] = [Lives(new(2026, 2, 1))],
        ["its involvement"] = [new InvolvementStarted(Treatment, InvolvementRole.KeyWorker, new(2026, 2, 1)) { Envelope = On(new(2026, 2, 1)) }],
        ["a concern"] = [Concern(0x81, new(2026, 11, 1))],
        ["a concern about nobody"] = [Concern(0x81, new(2026, 11, 1)) with { Children = [] }],
        ["a referral to social care"] = [Called(0x82, SocialCare, At(9, 0))],
        ["an assessment"] = [Assessed(0x83, new(2026, 10, 1))],
        ["a tier"] = [Tier(2, new(2026, 10, 1), 0x83)],
        ["a reassessment"] = [LookAgain(0x83, new(2026, 10, 2))],
        ["a consent"] = [Asked(0x84, At(8, 0)), Given(0x84, At(8, 30))],
        ["a share to social care"] = [Proposed(0x85, SocialCare, At(9, 0), sources: Told), Overridden(0x85, At(9, 1)), Based(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Sent(0x85, SocialCare, At(9, 3), Told)],
        ["a decision not to share with the school"] = [NotShared(0x86, School, At(9, 0))],
        ["that a parent was told"] = [Entries.Told(null, At(9, 0))],
        ["that a parent was not told"] = [NotTold(null, At(9, 0))],
    };

    [Theory]
    [MemberData(nameof(WhatTreatmentRecords))]
    public void What_another_agency_recorded_and_did_not_share_leaves_no_trace_at_all(string what)
    {
        var before = History.OfTheFamily().And(SocialWorker, Uses(StepFather, SubstanceUseStatus.Current, new(2026, 3, 1)), Vulnerable(0x72, StepFather, VulnerabilityKind.DomesticAbuse, new(2026, 3, 1)));
        var after = before.But().And(Worker, TreatmentRecords[what]);

        Assert.Equal(Json(before.View(Teacher)), Json(after.View(Teacher)));
        Assert.NotEqual(Json(before.View(Worker)), Json(after.View(Worker)));
    }

    [Theory]
    [MemberData(nameof(WhatTreatmentRecords))]
    public void A_reader_under_a_review_reads_what_every_agency_recorded(string what)
    {
        var before = History.OfTheFamily();
        var after = before.But().And(Worker, TreatmentRecords[what]);
        Assert.NotEqual(Json(before.View(UnderReview)), Json(after.View(UnderReview)));
        Assert.Equal(Json(before.View(UnderReview.As(School))), Json(after.View(UnderReview.As(School))));
    }

    [Fact]
    public void A_reader_under_a_review_reads_words_and_no_name()
    {
        var told = Concern(0x81, new(2026, 11, 1));
        var view = History.OfTheFamily().And(Worker, told).View(UnderReview);
        Assert.Equal([("Person 1", null), ("Person 2", null), ("Somebody", null)], view.Members.Select(m => (m.Pseudonym, m.Name)));
        Assert.Equal((ReadAs.Granted, Treatment, told.Text), (view.Children[0].Concerns[0].ReadAs, view.Children[0].Concerns[0].Agency, view.Children[0].Concerns[0].Text));
    }

    [Fact]
    public void Members_relations_and_residence_are_common_to_all_and_who_recorded_them_is_not()
    {
        var view = History.OfTheFamily().View(Teacher);

        Assert.Equal([Mother, StepFather, Child], view.Members.Select(m => m.Person));
        Assert.Equal(2, view.Relations.Count);
        Assert.All(view.Members, m => Assert.Equal((ReadAs.Common, null, null), (m.ReadAs, m.Agency, m.KnownFrom)));
        Assert.All(view.Relations, r => Assert.Null(r.Evidence));
        Assert.Empty(view.Agencies);
        Assert.DoesNotContain("\"treatment\"", Json(view), StringComparison.Ordinal);
    }

    [Fact]
    public void One_s_own_agency_is_named_on_what_it_recorded()
    {
        var view = History.OfTheFamily().View(OtherWorker);

        Assert.All(view.Members, m => Assert.Equal((ReadAs.Own, Treatment), (m.ReadAs, m.Agency)));
        Assert.Equal("Certificate seen.", view.Relations[0].Evidence.Read());
        Assert.Equal(Treatment, Assert.Single(view.Agencies).Involved);
    }

    [Fact]
    public void What_was_received_is_read_in_the_words_that_were_sent()
    {
        var history = History.OfTheFamily().And(Worker, Told, Concern(0x81, new(2026, 11, 1), "All she said.")).And(Worker, Sent(0x85, SocialCare, At(9, 0), Told));

        var concern = Assert.Single(history.View(SocialWorker).Children[0].Concerns);
        Assert.Equal(("Sent 1", ReadAs.Received, Treatment), (concern.Text.Read(), concern.ReadAs, concern.Agency));
        Assert.Equal(history.Recorded[^1].Id, Assert.Single(concern.ReceivedIn!));
        Assert.Equal("All she said.", Assert.Single(history.View(Worker).Children[0].Concerns).Text.Read());
    }

    [Fact]
    public void Two_agencies_views_differ_exactly_by_what_was_not_shared()
    {
        var history = History.OfTheFamily()
            .And(Worker, Told, Concern(0x81, new(2026, 11, 1)))
            .And(Worker, Concern(0x87, new(2026, 11, 2)))
            .And(Worker, Sent(0x85, SocialCare, At(9, 0), Told));
        var (theirs, ours) = (history.View(SocialWorker), history.View(Worker));

        Assert.Equal([Uuid(0x81)], Concerns(theirs));
        Assert.Equal([Uuid(0x87), Uuid(0x81)], Concerns(ours));
        Assert.Equal(ours.Members.Select(m => m.Person), theirs.Members.Select(m => m.Person));

        static IEnumerable<Guid> Concerns(FamilyRiskView view) => view.Children.SelectMany(c => c.Concerns).Select(c => c.Concern.Value);
    }

    [Fact]
    public void An_end_that_was_not_shared_leaves_the_vulnerability_as_the_reader_knew_it()
    {
        var history = History.OfTheFamily()
            .And(Worker, Told, Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1)))
            .And(Worker, Sent(0x85, SocialCare, At(8, 0), Told))
            .And(Worker, NoLonger(0x71, new(2026, 3, 1)));

        Assert.Single(history.View(SocialWorker).Adults[0].Current);
        Assert.Single(history.View(Worker).Adults[0].Ended);
    }

    [Fact]
    public void Three_issues_known_to_three_agencies_apart_are_together_for_none_of_them()
    {
        var history = History.OfTheFamily()
            .And(Worker, Told, Uses(Mother, SubstanceUseStatus.Current, new(2026, 2, 1), UsePattern.Dependent))
            .And(SocialWorker, Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1)))
            .And(SocialWorker, Vulnerable(0x72, StepFather, VulnerabilityKind.DomesticAbuse, new(2026, 2, 1)));

        var alone = history.View(SocialWorker).ThreeTogether;
        Assert.Equal((false, 0), (alone.Seen, alone.Use.Count));
        Assert.Equal(FamilyRiskView.Nothing, alone.Sentence);

        Assert.True(history.And(Worker, Sent(0x85, SocialCare, At(9, 0), Told)).View(SocialWorker).ThreeTogether.Seen);
        Assert.False(history.View(Worker).ThreeTogether.Seen);
    }

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.DutyManager)]
    [InlineData(Role.CaldicottGuardian)]
    [InlineData(Role.IgOfficer)]
    public void Whoever_leads_or_audits_an_agency_reads_as_the_agency(Role role)
    {
        var history = History.OfTheFamily().And(Worker, Concern(0x81, new(2026, 11, 1)));

        Assert.Equal(Json(history.View(Worker)), Json(history.View(Worker with { Roles = [role] })));
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.ReviewChair)]
    [InlineData(Role.PartnershipIgOfficer)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.DataProtectionOfficer)]
    [InlineData(Role.DataSteward)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.System)]
    public void Nobody_else_reads_a_statement_of_a_record_without_a_grant(Role role)
    {
        var view = History.OfTheFamily().And(Worker, Concern(0x81, new(2026, 11, 1))).View(Worker with { Roles = [role] });

        Assert.Equal(Json(new FamilyRiskView(Family.Id, Today, Now)), Json(view));
    }

    [Fact]
    public void Both_sides_of_a_referral_read_all_its_steps_and_nobody_else_does()
    {
        var history = History.OfTheFamily()
            .And(Worker, Told, Concern(0x81, new(2026, 11, 9)))
            .And(Worker, Called(0x82, SocialCare, At(9, 0), ConcernId.From(Uuid(0x81))))
            .And(SocialWorker, new ReferralAcknowledged(ReferralId.From(Uuid(0x82)), ReferralTeam.Mash, At(9, 30), Words.Of(Family.Id, "B. Hub")) { Envelope = Moment(At(9, 30)) })
            .And(SocialWorker, new ReferralNotAccepted(ReferralId.From(Uuid(0x82)), Words.Of(Family.Id, "Too little to go on.")) { Envelope = Moment(At(9, 45)) });

        var referrer = Assert.Single(history.View(Worker).Referrals);
        Assert.Equal((ReferralProgress.NotAccepted, "Too little to go on."), (referrer.State, referrer.Reasons.Read()));
        Assert.Equal(ConcernId.From(Uuid(0x81)), referrer.Concern);

        var receiver = Assert.Single(history.View(SocialWorker).Referrals);
        Assert.Equal("What was said.", Assert.Single(receiver.Summaries).Read());
        Assert.Null(receiver.Concern);
        Assert.Empty(history.View(SocialWorker).Children[0].Concerns);

        Assert.Empty(history.View(Teacher).Referrals);
    }

    [Fact]
    public void Shown_names_the_entries_whose_text_is_in_the_answer()
    {
        var own = EventId.From(Uuid(0xE2));
        var history = History.OfTheFamily()
            .And(Worker, Told, Concern(0x81, new(2026, 11, 1)))
            .And(SocialWorker, own, Uses(Mother, SubstanceUseStatus.NotKnown, new(2026, 3, 1)))
            .And(Worker, Sent(0x85, SocialCare, At(9, 0), Told));
        var sent = history.Recorded[^1].Id;

        Assert.Equal(new[] { own, sent }.Order(ById), history.View(SocialWorker).Shown.Order(ById));
        Assert.Empty(history.View(Teacher).Shown);
        Assert.Contains(Told, history.View(Worker).Shown);
    }

    [Fact]
    public void What_is_received_is_listed_as_it_was_sent()
    {
        var history = History.OfTheFamily().And(Worker, Told, Concern(0x81, new(2026, 11, 1))).And(Worker, Sent(0x85, SocialCare, At(9, 0), Told));

        var received = Assert.Single(history.View(SocialWorker).Received);
        Assert.Equal((Treatment, At(9, 0), ReadAs.Received), (received.Sender, received.SentAt, received.ReadAs));
        Assert.Equal("Sent 1", Assert.Single(received.Items).Text.Read());
        Assert.Empty(history.View(SocialWorker).Shares);
        Assert.Empty(history.View(SocialWorker).Overrides);
        Assert.Empty(history.View(Worker).Received);
    }

    private static readonly Comparer<EventId> ById = Comparer<EventId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static string Json(FamilyRiskView view) => JsonSerializer.Serialize(view, EventJson.Answers);
}
