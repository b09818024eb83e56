using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeOverride;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class DecidingAnOverride
{
    private static readonly FamilyHistory Before = Family.Given(Household, Proposal);

    [Fact]
    public void What_must_be_answered_at_once_is_enough() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide).Then(Decided, ByHarm).Warns();

    [Fact]
    public void All_that_is_answered_is_kept() =>
        Before.When(SharingDecider.Decide, DecideWhole).Then(DecidedWhole, ByHarm with
            {
                Confidence = DecidedWhole.Confidence, DataProtection = DecidedWhole.DataProtection,
            });

    [Fact]
    public void With_no_answers_every_missing_test_is_listed()
    {
        var refusal = Before.When(SharingDecider.Decide, new DecideOverride { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id }).Refusal;

        Assert.Equal("OVERRIDE_INCOMPLETE", refusal.Code);
        Assert.Equal(
            [("J1", "/persons"), ("J2", "/items"), ("J3", "/concern"), ("J4", "/threshold"), ("J5", "/permission"), ("J7", "/purpose"),
             ("J8", "/necessity"), ("J9", "/proportionality"), ("J11", "/recipient"), ("J15", "/openness")],
            refusal.Fields.Select(f => (f.Code, f.Pointer)));
    }

    public static TheoryData<string, DecideOverride> EachMissing => new()
    {
        { "J1", SomeOverride.Decide with { Persons = [] } },
        { "J2", SomeOverride.Decide with { Items = [] } },
        { "J3", SomeOverride.Decide with { Concern = [] } },
        { "J4", SomeOverride.Decide with { Threshold = null } },
        { "J5", SomeOverride.Decide with { Permission = null } },
        { "J7", SomeOverride.Decide with { Purpose = null } },
        { "J8", SomeOverride.Decide with { Necessity = null } },
        { "J9", SomeOverride.Decide with { Proportionality = null } },
        { "J11", SomeOverride.Decide with { Recipient = null } },
        { "J15", SomeOverride.Decide with { Openness = [] } },
    };

    [Theory]
    [MemberData(nameof(EachMissing))]
    public void Each_of_them_alone_is_refused_when_it_is_missing(string test, DecideOverride command) =>
        Assert.Equal([test], Before.When(SharingDecider.Decide, command).Refusal.Fields.Select(f => f.Code));

    [Fact]
    public void One_word_is_no_reason() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with
            {
                Necessity = SomeOverride.Decide.Necessity! with { WhyNeeded = "safeguarding" },
                Proportionality = new() { HarmIfShared = "safeguarding", HarmIfNotShared = "safeguarding", Conclusion = "safeguarding" },
            })
            .Refuses(OverrideRefusals.Incomplete(
            [
                OverrideRefusals.TooShort(OverrideTest.J8, "/necessity/whyNeeded", 20),
                OverrideRefusals.TooShort(OverrideTest.J9, "/proportionality/harmIfShared", 20),
                OverrideRefusals.TooShort(OverrideTest.J9, "/proportionality/harmIfNotShared", 20),
                OverrideRefusals.TooShort(OverrideTest.J9, "/proportionality/conclusion", 20),
            ]));

    [Fact]
    public void Both_harms_are_written() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Proportionality = SomeOverride.Decide.Proportionality! with { HarmIfShared = "" } })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J9, "/proportionality/harmIfShared")]));

    [Fact]
    public void At_least_one_other_way_was_considered() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Necessity = SomeOverride.Decide.Necessity! with { OptionsConsidered = [] } })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J8, "/necessity/optionsConsidered")]));

    [Fact]
    public void A_statement_says_on_what_basis_it_stands() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Concern = [SomeOverride.Decide.Concern![0] with { Basis = null, On = null }] })
            .Refuses(OverrideRefusals.Incomplete(
            [
                OverrideRefusals.Missing(OverrideTest.J3, "/concern/0/on"),
                OverrideRefusals.Missing(OverrideTest.J3, "/concern/0/basis"),
            ]));

    [Fact]
    public void A_duty_that_nobody_named_is_no_threshold()
    {
        var duty = SomeOverride.Decide with { Threshold = OverrideThreshold.StatutoryDuty };
        Before.When(SharingDecider.Decide, duty).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J4)]));
        Before.When(SharingDecider.Decide, duty with
        {
            Statute = new() { Duty = Statute.ChildrenAct1989Section47, Reference = "Enquiry 1", Verified = true },
            Parties = SomeShare.Parties with { Sender = SomeShare.RegisteredTreatment with { PublicAuthority = true } },
        })
            .Then(
                Decided with
                {
                    Threshold = OverrideThreshold.StatutoryDuty,
                    Statute = new(Statute.ChildrenAct1989Section47) { Reference = OfFamily("Enquiry 1"), Verified = true },
                },
                ByHarm with { Route = ShareRoute.A, Statute = Statute.ChildrenAct1989Section47 });
    }

    [Fact]
    public void A_court_order_answers_nothing_until_its_reference_is_there_and_somebody_verified_it()
    {
        StatuteClaim?[] unshown = [null, new(null), new(null) { Reference = OfFamily("Order 1") }, new(null) { Reference = OfFamily("Order 1"), Verified = false }, new(null) { Verified = true }];
        foreach (var statute in unshown)
            Assert.Empty(OverrideTests.AnsweredIn(Decided with { Confidence = ConfidenceBasis.CourtOrder, Statute = statute }).Intersect([OverrideTest.J13, OverrideTest.J14]));
        var order = new StatuteClaim(null) { Reference = OfFamily("Order 1"), Verified = true };
        Assert.Equal(2, OverrideTests.AnsweredIn(Decided with { Confidence = ConfidenceBasis.CourtOrder, Statute = order }).Intersect([OverrideTest.J13, OverrideTest.J14]).Count());

        var add = new SupplementOverride { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parties = SomeShare.Parties, Confidence = ConfidenceBasis.CourtOrder };
        var decided = Family.Given(Household, SomeShare.Proposal, Decided with { Confidence = ConfidenceBasis.CourtOrder, Statute = new(null) { Reference = OfFamily("Order 1") } });
        decided.When(SharingDecider.Decide, add).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J13)]));
        Assert.Contains(OverrideTest.J13, decided.When(SharingDecider.Decide, add with { Statute = new() { Reference = "Order 1", Verified = true } }).After.Sharing.Find(SomeShare.Id)!.Override!.Answered);
    }

    [Fact]
    public void A_court_order_with_its_reference_is_a_threshold_and_needs_no_statute()
    {
        var ordered = SomeOverride.Decide with { Threshold = OverrideThreshold.StatutoryDuty, Confidence = ConfidenceBasis.CourtOrder, Statute = new() { Reference = "Order 1", Verified = true } };
        Before.When(SharingDecider.Decide, ordered).Then(
            Decided with { Threshold = OverrideThreshold.StatutoryDuty, Confidence = ConfidenceBasis.CourtOrder, Statute = new(null) { Reference = OfFamily("Order 1"), Verified = true } },
            ByHarm with { Route = ShareRoute.A, Confidence = ConfidenceBasis.CourtOrder });
        foreach (var unclear in new[] { ordered with { Statute = new() }, ordered with { Statute = null }, ordered with { Confidence = ConfidenceBasis.LegalDuty } })
            Before.When(SharingDecider.Decide, unclear).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J4)]));
    }

    [Theory]
    [InlineData(PermissionState.Refused)]
    [InlineData(PermissionState.Withdrawn)]
    [InlineData(PermissionState.NotValid)]
    public void A_refusal_or_withdrawal_never_blocks_it(PermissionState state) =>
        Family.Given(Household, state switch
            {
                PermissionState.Refused => new DomainEvent[] { SomeConsent.Refused with { Envelope = Said(Now.AddDays(-2), AboutMother) } },
                PermissionState.Withdrawn => [SomeConsent.GivenLastWeek, SomeConsent.Withdrawn with { From = Now.AddDays(-2), Envelope = Said(Now.AddDays(-2), AboutMother) }],
                _ => [SomeConsent.GivenLastWeek with { Capacity = null }],
            }, Proposal)
            .When(SharingDecider.Decide, SomeOverride.Decide with { Permission = new() { State = state, Consent = SomeConsent.Id, Answer = "The child comes first." } })
            .Then(Decided with { Permission = new(state) { Consent = SomeConsent.Id, Answer = OfFamily("The child comes first.") } }, ByHarm)
            .Warns();

    [Fact]
    public void Whoever_was_not_asked_it_says_why() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Permission = new() { State = PermissionState.NotSought } })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J5, "/permission/notSought")]));

    [Fact]
    public void Asked_and_refused_within_a_day_it_warns() =>
        Family.Given(Household, SomeConsent.Refused with { Envelope = Said(Now.AddHours(-20), AboutMother) }, Proposal)
            .When(SharingDecider.Decide, SomeOverride.Decide)
            .Then(Decided, ByHarm).Warns(OverrideRefusals.AskedAndRefused);

    [Fact]
    public void A_consent_that_is_cited_is_the_agencys_own() =>
        Family.Given(Household, SomeConsent.Refused.RecordedBy(SocialWorker), Proposal)
            .When(SharingDecider.Decide, SomeOverride.Decide with { Permission = new() { State = PermissionState.Refused, Consent = SomeConsent.Id } })
            .Refuses(ConsentRefusals.NotFound with { Pointer = "/permission/consent" });

    [Fact]
    public void Whom_it_does_not_tell_it_says_why_and_until_when()
    {
        var untold = new OpennessAnswer { Person = Mother, Choice = Openness.NotTold };
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Openness = [untold] })
            .Refuses(OverrideRefusals.Incomplete(
            [
                OverrideRefusals.Missing(OverrideTest.J15, "/openness/0/text"),
                OverrideRefusals.Missing(OverrideTest.J15, "/openness/0/reason"),
                OverrideRefusals.Missing(OverrideTest.J15, "/openness/0/reviewBy"),
            ]));

        var whole = untold with { Reason = NotToldReason.RiskToChild, Text = "She may leave with the child.", ReviewBy = Today.AddDays(7) };
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Openness = [whole] })
            .Then(Decided with
            {
                Openness = [new(Mother, Openness.NotTold) { Reason = NotToldReason.RiskToChild, Text = OfFamily("She may leave with the child."), ReviewBy = Today.AddDays(7) }],
            }, ByHarm);
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Openness = [whole with { ReviewBy = Today.AddDays(29) }] })
            .Refuses(OpennessRefusals.ReviewTooLate("/openness/0/reviewBy"));
    }

    [Fact]
    public void It_may_cover_fewer_items_than_were_proposed() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Items = [2] })
            .Then(Decided with { Items = [new(2, InformationCategory.Treatment, TreatmentEntry)] }, ByHarm);

    [Fact]
    public void It_fits_the_proposal()
    {
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Items = [1, 3] }).Refuses(SharingRefusals.ItemNotProposed("/items/1"));
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Recipient = SomeOverride.Decide.Recipient! with { Agency = School } }).Refuses(OverrideRefusals.OtherRecipient);
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Purpose = SomeOverride.Decide.Purpose! with { Code = Purpose.Education } }).Refuses(OverrideRefusals.OtherPurpose);
    }

    [Fact]
    public void It_is_about_members_of_the_family() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Persons = [SomeOverride.Decide.Persons![0] with { Adult = Stranger }] })
            .Refuses(Families.HouseholdRefusals.UnknownPerson("/persons/0/adult"));

    [Fact]
    public void An_answer_that_is_begun_must_be_whole_though_it_could_come_later() =>
        Before.When(SharingDecider.Decide, DecideWhole with { Advice = new(), Children = [new() { Child = Child }] })
            .Refuses(OverrideRefusals.Incomplete(
            [
                OverrideRefusals.Missing(OverrideTest.J6, "/children/0/wishes"),
                OverrideRefusals.Missing(OverrideTest.J18, "/advice/whyNone"),
            ]));

    [Fact]
    public void Text_with_a_control_character_is_refused() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Purpose = SomeOverride.Decide.Purpose! with { Text = "a\0" } })
            .Refuses(TextRefusals.CharacterNotAllowed("/purpose/text", 0, 1));

    [Fact]
    public void All_words_together_have_a_limit() =>
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Concern = [.. Enumerable.Repeat(SomeOverride.Decide.Concern![0] with { Words = new string('a', 5_000) }, 5)] })
            .Refuses(TextRefusals.TooLong("", 20_000));

    [Fact]
    public void It_is_decided_once() =>
        Family.Given(Household, Proposal, Decided)
            .When(SharingDecider.Decide, SomeOverride.Decide)
            .Refuses(SharingRefusals.AlreadyOverridden);

    [Fact]
    public void It_is_decided_of_a_share_that_is_still_open()
    {
        Family.Given(Household, Proposal, Declined.RecordedBy(Manager)).When(SharingDecider.Decide, SomeOverride.Decide).Refuses(SharingRefusals.Ended);
        Family.Given(Household, SomeConsent.GivenLastWeek, ProposalUnderPermission, Disclosed).When(SharingDecider.Decide, SomeOverride.Decide).Refuses(SharingRefusals.AlreadySent);
    }

    [Fact]
    public void Another_agencys_share_answers_like_an_absent_one()
    {
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
        Family.Given(Household).When(SharingDecider.Decide, SomeOverride.Decide).Refuses(SharingRefusals.NotFound);
    }
}
