using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class DecidingNotToShare
{
    private static readonly ConcernId Concern = ConcernId.From(Uuid(0x70));
    private static readonly NonShareId Id = NonShareId.From(Uuid(0x60));

    private static readonly DecideNotToShare NotShare = new()
    {
        Family = Family.Id, By = Worker, Now = Now, NonShare = Id,
        Subjects = [Child], Considered = School, ConsideredAgency = new(School) { Name = "Invented school" },
        Reasons = "She will tell them herself.", HarmIfNotShared = "The school may misread his absence.", DetrimentalToChild = false,
        ReviewBy = Today.AddDays(14),
    };

    private static readonly DecisionNotToShare NotShared = new(
        Id, School, OfFamily("She will tell them herself."), OfFamily("The school may misread his absence."), false, Today.AddDays(14))
    { Envelope = JustNow(AboutChild) };

    [Fact]
    public void It_is_recorded_with_its_reasons_the_harm_and_its_review() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, NotShare)
            .Then(NotShared);

    [Fact]
    public void The_same_decision_again_changes_nothing() =>
        Family.Given(Household, NotShared)
            .When(SharingDecider.Decide, NotShare)
            .ChangesNothing();

    [Fact]
    public void It_ends_the_proposal_that_it_answers() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, NotShared with { Share = SomeShare.Id })
            .When(SharingDecider.Decide, Authorise)
            .Refuses(SharingRefusals.Ended);

    [Fact]
    public void It_answers_the_agencys_own_open_proposal()
    {
        var answer = OfTheShare;
        Family.Given(Household, Proposal).When(SharingDecider.Decide, answer).Then(NotShared with { Share = SomeShare.Id, Considered = SocialCare });
        Family.Given(Household).When(SharingDecider.Decide, answer).Refuses(SharingRefusals.NotFound);
        Family.Given(Household, Proposal, Declined.RecordedBy(Manager)).When(SharingDecider.Decide, answer).Refuses(SharingRefusals.Ended);
        Family.Given(Household, Proposal, Disclosed).When(SharingDecider.Decide, answer).Refuses(SharingRefusals.AlreadySent);
    }

    [Fact]
    public void It_ends_no_share_with_another_agency_or_about_others_or_that_was_not_proposed_yet()
    {
        var proposed = Family.Given(Household, Proposal);
        proposed.When(SharingDecider.Decide, OfTheShare with { Considered = School, ConsideredAgency = NotShare.ConsideredAgency }).Refuses(OpennessRefusals.OtherShare("/considered"));
        proposed.When(SharingDecider.Decide, OfTheShare with { Subjects = [StepFather] }).Refuses(OpennessRefusals.OtherShare("/subjects"));
        proposed.When(SharingDecider.Decide, OfTheShare with { Entry = new() { Happened = Happened.At(Now.AddHours(-6)), LearnedAt = Now.AddHours(-6), KnownFrom = KnownFrom.Observed } }).Refuses(SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt"));
    }

    [Fact]
    public void It_is_looked_at_again_where_an_override_was_decided_or_the_concern_is_about_another_child()
    {
        Family.Given(Household, Proposal, SomeOverride.Decided, Raised(ConcernThreshold.Need))
            .When(SharingDecider.Decide, OfTheShare with { Concern = Concern, ReviewBy = null }).Refuses(OpennessRefusals.ReviewRequired("/reviewBy"));
        Family.Given(Household, Raised(ConcernThreshold.Need))
            .When(SharingDecider.Decide, NotShare with { Subjects = [Mother], Concern = Concern, ReviewBy = null }).Refuses(OpennessRefusals.ReviewRequired("/reviewBy"));
    }

    private static DecideNotToShare OfTheShare => NotShare with { Share = SomeShare.Id, Considered = SocialCare, ConsideredAgency = new(SocialCare) { Name = "Invented social care" } };

    [Fact]
    public void It_needs_reasons() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { Reasons = "" }).Refuses(SharingRefusals.ReasonsRequired("/reasons"));

    [Theory]
    [InlineData("x")]
    [InlineData("Nineteen characters")]
    [InlineData("x                                        x")]
    [InlineData("x\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b")]
    public void Its_texts_are_as_long_as_those_of_a_share(string tooShort)
    {
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { Reasons = tooShort }).Refuses(OpennessRefusals.TooShort("/reasons"));
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { HarmIfNotShared = tooShort }).Refuses(OpennessRefusals.TooShort("/harmIfNotShared"));
        Family.Given(Household, Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Necessity = new() { WhyNeeded = tooShort, OptionsConsidered = ["To ask her."] } })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.TooShort(OverrideTest.J8, "/necessity/whyNeeded", 20)]));
        Assert.Equal("REASON_TOO_SHORT", OpennessRefusals.TooShort("/reasons").Code);
    }

    [Fact]
    public void Twenty_characters_are_enough() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { Reasons = "She tells them today", HarmIfNotShared = "He may be misread now" })
            .Then(NotShared with { Reasons = OfFamily("She tells them today"), HarmIfNotShared = OfFamily("He may be misread now") });

    [Fact]
    public void It_names_the_harm_if_nothing_is_shared() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { HarmIfNotShared = null }).Refuses(OpennessRefusals.HarmRequired);

    [Fact]
    public void It_says_whether_sharing_would_do_more_harm() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { DetrimentalToChild = null }).Refuses(OpennessRefusals.DetrimentRequired);

    [Fact]
    public void With_no_concern_named_it_needs_a_review_date() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { ReviewBy = null }).Refuses(OpennessRefusals.ReviewRequired("/reviewBy"));

    [Fact]
    public void With_significant_harm_suspected_it_needs_a_review_date() =>
        Family.Given(Household, Raised(ConcernThreshold.SignificantHarmSuspected))
            .When(SharingDecider.Decide, NotShare with { Concern = Concern, ReviewBy = null })
            .Refuses(OpennessRefusals.ReviewRequired("/reviewBy"));

    [Fact]
    public void For_a_concern_below_that_it_may_do_without() =>
        Family.Given(Household, Raised(ConcernThreshold.Need))
            .When(SharingDecider.Decide, NotShare with { Concern = Concern, ReviewBy = null })
            .Then(NotShared with { Concern = Concern, ReviewBy = null });

    [Fact]
    public void A_review_date_is_still_to_come() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { ReviewBy = Today.AddDays(-1) }).Refuses(OpennessRefusals.ReviewPassed("/reviewBy"));

    [Fact]
    public void And_no_further_ahead_than_not_telling_a_parent_concern_or_none()
    {
        foreach (var decision in new[] { NotShare, NotShare with { Concern = Concern } })
        {
            var family = Family.Given(Household, Raised(ConcernThreshold.Need));
            family.When(SharingDecider.Decide, decision with { ReviewBy = Today.AddDays(29) }).Refuses(OpennessRefusals.ReviewTooLate("/reviewBy"));
            family.When(SharingDecider.Decide, decision with { ReviewBy = new(2199, 1, 1) }).Refuses(OpennessRefusals.ReviewTooLate("/reviewBy"));
            family.When(SharingDecider.Decide, decision with { ReviewBy = Today.AddDays(28) }).Then(NotShared with { Concern = decision.Concern, ReviewBy = Today.AddDays(28) });
        }
    }

    [Fact]
    public void The_concern_that_is_named_is_on_this_record() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { Concern = Concern }).Refuses(ReferralRefusals.UnknownConcern);

    [Fact]
    public void The_agency_that_was_considered_is_registered() =>
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { ConsideredAgency = null }).Refuses(SharingRefusals.UnknownAgency("/considered"));

    [Fact]
    public void It_is_about_members_of_the_family()
    {
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { Subjects = [] }).Refuses(SharingRefusals.SubjectRequired);
        Family.Given(Household).When(SharingDecider.Decide, NotShare with { Subjects = [Stranger] }).Refuses(Families.HouseholdRefusals.UnknownPerson("/subjects/0"));
    }

    private static ConcernRecorded Raised(ConcernThreshold threshold) =>
        new(Concern, [Child], threshold, ConcernSource.OwnWorker, OfFamily("He was late again.")) { Envelope = JustNow(AboutChild) };
}
