using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>Consents of four kinds, shares, overrides, and who was told.</summary>
public sealed class SharingTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));

    [Fact]
    public void The_four_kinds_of_consent_stand_apart()
    {
        var consents = Said(
            Given(0xC1, At(8, 0), ConsentKind.ServiceAgreement), Given(0xC2, At(8, 0)),
            Given(0xC3, At(8, 0), ConsentKind.DataProtectionConsent), Given(0xC4, At(8, 0), ConsentKind.TreatmentConsent), Withdrawn(0xC4, At(8, 30))).Consents;

        Assert.Equal(ConsentStatus.Current, Assert.Single(consents.ServiceAgreement).Status);
        Assert.Equal(ConsentStatus.Current, Assert.Single(consents.ConfidentialityPermission).Status);
        Assert.Equal(ConsentStatus.Current, Assert.Single(consents.DataProtectionConsent).Status);
        Assert.Equal(ConsentStatus.Withdrawn, Assert.Single(consents.TreatmentConsent).Status);
    }

    [Fact]
    public void A_consent_counts_on_its_last_day_and_is_expired_on_the_next_whether_or_not_anybody_noticed()
    {
        var history = History.OfTheFamily().And(Worker, Given(0xC1, At(8, 0), to: Today.AddDays(7)));

        Assert.Equal(ConsentStatus.Current, One(history.View(Worker, Today.AddDays(7))).Status);
        Assert.Equal(ConsentStatus.Expired, One(history.View(Worker, Today.AddDays(8))).Status);
        Assert.Equal(Today.AddDays(7), One(history.View(Worker, Today.AddDays(8))).ValidTo);
        Assert.Empty(One(history.View(Worker, Today.AddDays(8))).Items);
    }

    [Fact]
    public void What_was_taken_out_of_a_consent_is_no_longer_in_it()
    {
        var consent = One(Said(Given(0xC1, At(8, 0)), Withdrawn(0xC1, At(9, 0), InformationCategory.Housing)));

        Assert.Equal((ConsentStatus.Current, null), (consent.Status, consent.WithdrawnFrom));
        Assert.Equal([InformationCategory.Treatment], consent.Items);
        Assert.Equal([InformationCategory.Housing], consent.WithdrawnItems);
    }

    [Fact]
    public void A_withdrawal_names_the_moment_from_which_it_counts_and_who_gave()
    {
        var consent = One(Said(Given(0xC1, At(8, 0)), Withdrawn(0xC1, At(9, 0))));

        Assert.Equal((ConsentStatus.Withdrawn, At(9, 0), Mother), (consent.Status, consent.WithdrawnFrom, consent.SaidBy));
        Assert.Equal(["What, with whom, why, and that she may take it back.", "W. Itness", "Changed her mind."], consent.Texts.Select(t => t.Read()));
        Assert.Equal(2, consent.Events.Count);
    }

    [Fact]
    public void Asked_refused_and_not_asked_are_three_things()
    {
        Assert.Equal(ConsentStatus.Sought, One(Said(Asked(0xC1, At(8, 0)))).Status);
        Assert.Equal(ConsentStatus.Refused, One(Said(Asked(0xC1, At(8, 0)), Refused(0xC1, At(8, 5)))).Status);
        var notAsked = One(Said(NotAsked(0xC1, At(8, 0))));
        Assert.Equal((ConsentStatus.NotSought, NotSoughtReason.RiskToChild), (notAsked.Status, notAsked.NotSought));
    }

    [Fact]
    public void A_back_dated_refusal_does_not_undo_a_later_consent() =>
        Assert.Equal(ConsentStatus.Current, One(Said(Given(0xC1, At(9, 0)), Refused(0xC1, At(8, 0)))).Status);

    [Fact]
    public void A_share_carries_what_every_step_of_it_said()
    {
        var share = Assert.Single(Shared().Shares);

        Assert.Equal((ShareState.Sent, SocialCare, ShareGround.Override), (share.State, share.Recipient, share.Ground));
        Assert.Equal((Manager.Id, At(9, 3)), (share.AuthorisedBy, share.SentAt));
        Assert.Equal([1], share.SentItems);
        Assert.Equal(4, share.Events.Count);
        Assert.Equal(("To protect the child.", "Yes."), (share.PurposeText.Read(), share.Reason.Read()));
        Assert.Equal([Support.Specs.Invented.Child], share.Subjects);
    }

    [Fact]
    public void An_override_says_which_tests_are_answered_and_never_that_it_was_justified()
    {
        var overridden = Assert.Single(Shared().Overrides);

        Assert.Equal(OverrideState.Incomplete, overridden.State);
        Assert.Equal(20, overridden.Tests.Count);
        Assert.Equal(TestState.Empty, overridden.Tests.Single(t => t.Test == OverrideTest.J9).State);
        Assert.Equal(TestState.Answered, overridden.Tests.Single(t => t.Test == OverrideTest.J19).State);
        Assert.Equal(PermissionState.Refused, overridden.Permission);
    }

    [Fact]
    public void A_proposal_that_was_decided_against_ends_with_the_reason()
    {
        var view = Said(Proposed(0x85, School, At(9, 0), sources: Entry), NotShared(0x86, School, At(9, 5), share: 0x85));

        Assert.Equal(ShareState.DecidedAgainst, Assert.Single(view.Shares).State);
        var decision = Assert.Single(view.DecisionsNotToShare);
        Assert.Equal((School, "Reasons.", "Harm."), (decision.Considered, decision.Reasons.Read(), decision.HarmIfNotShared.Read()));
    }

    [Fact]
    public void A_proposal_that_was_declined_says_why()
    {
        var share = Assert.Single(Said(Proposed(0x85, School, At(9, 0), sources: Entry), Declined(0x85, At(9, 5))).Shares);
        Assert.Equal((ShareState.Declined, "No."), (share.State, share.Reason.Read()));
    }

    [Fact]
    public void Parents_are_told_before_after_not_or_differently()
    {
        Assert.Equal(ShareOpenness.NotRecorded, Openness());
        Assert.Equal(ShareOpenness.ToldBefore, Openness(Told(0x85, At(8, 0))));
        Assert.Equal(ShareOpenness.ToldAfter, Openness(Told(0x85, At(10, 0))));
        Assert.Equal(ShareOpenness.NotTold, Openness(NotTold(0x85, At(8, 0))));
        Assert.Equal(ShareOpenness.Mixed, Openness(Told(0x85, At(8, 0)), NotTold(0x85, At(8, 0), StepFather)));
        Assert.Equal(ShareOpenness.ToldAfter, Openness(NotTold(0x85, At(8, 0)), Told(0x85, At(10, 0))));

        static ShareOpenness Openness(params DomainEvent[] said) => Assert.Single(Shared(said).Shares).Openness;
    }

    [Fact]
    public void Who_was_told_and_who_was_not_is_listed_with_its_review()
    {
        var view = Shared(Told(0x85, At(10, 0)), NotTold(0x85, At(10, 5), StepFather));

        Assert.Equal([(Mother, true), (StepFather, false)], view.Openness.Select(o => (o.Parent, o.Told)));
        Assert.Equal((NotToldReason.RiskToChild, Today.AddDays(7)), (view.Openness[1].Reason, view.Openness[1].ReviewBy));
    }

    [Fact]
    public void A_share_names_its_route_and_the_entry_that_found_it()
    {
        var before = Assert.Single(Shared().Shares);
        var after = Assert.Single(Shared(Based(0x85, At(10, 0), ShareRoute.C)).Shares);
        Assert.Equal(((ShareRoute?)null, (ShareRoute?)ShareRoute.C), (before.Route, after.Route));
        Assert.Equal(before.Source.Events.Count + 1, after.Source.Events.Count);
    }

    [Fact]
    public void An_urgent_share_says_by_when_it_is_decided_on_and_is_late_from_then_on()
    {
        var history = History.OfTheFamily().And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), AtOnce(0x85, At(9, 1)));
        OverrideLine Line(DateTimeOffset asOf) => Assert.Single(history.View(Worker, asOf: asOf).Overrides);
        TestState Authority(DateTimeOffset asOf) => Line(asOf).Tests.Single(t => t.Test == OverrideTest.J19).State;

        Assert.Equal((true, At(9, 1).AddDays(1), null), (Line(At(18, 0)).Urgent, Line(At(18, 0)).DecideBy, Line(At(18, 0)).Afterwards));
        Assert.Equal((TestState.Pending, TestState.Late), (Authority(At(9, 1).AddDays(1)), Authority(At(9, 2).AddDays(1))));
        history.And(Manager, AgreedAfterwards(0x85, At(9, 30).AddDays(1)));
        Assert.Equal((TestState.Late, Retrospective.Authorised), (Authority(At(10, 0).AddDays(2)), Line(At(10, 0).AddDays(2)).Afterwards));
    }

    [Fact]
    public void Decided_in_time_it_is_answered_whichever_way()
    {
        foreach (var decided in new DomainEvent[] { AgreedAfterwards(0x85, At(12, 0)), RefusedAfterwards(0x85, At(12, 0)) })
        {
            var view = History.OfTheFamily().And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
                .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), AtOnce(0x85, At(9, 1)))
                .And(Manager, decided).View(Worker, asOf: At(18, 0));
            Assert.Equal(TestState.Answered, Assert.Single(view.Overrides).Tests.Single(t => t.Test == OverrideTest.J19).State);
            Assert.Equal(decided is RetrospectiveRefused ? ShareState.Declined : ShareState.Proposed, Assert.Single(view.Shares).State);
        }
    }

    [Fact]
    public void What_was_answered_later_is_shown_as_added_with_its_date()
    {
        var line = Assert.Single(Shared(Added(0x85, At(11, 0))).Overrides);
        Assert.Equal([OverrideTest.J13, OverrideTest.J14], Assert.Single(line.AddedLater).Tests);
        Assert.Equal(At(11, 0), line.AddedLater[0].RecordedAt);
        Assert.All(line.AddedLater[0].Tests, t => Assert.Equal(TestState.Answered, line.Tests.Single(a => a.Test == t).State));
    }

    private static FamilyRiskView Said(params DomainEvent[] said) => History.OfTheFamily().And(Worker, said).View(Worker);

    private static FamilyRiskView Shared(params DomainEvent[] andThen) => History.OfTheFamily()
        .And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
        .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)))
        .And(Manager, Agreed(0x85, At(9, 2)))
        .And(Worker, Sent(0x85, SocialCare, At(9, 3), Entry))
        .And(Worker, andThen).View(Worker, asOf: At(18, 0));

    private static ConsentLine One(FamilyRiskView view) => Assert.Single(view.Consents.ConfidentialityPermission);
}
