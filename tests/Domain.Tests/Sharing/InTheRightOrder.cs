using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Nothing is decided, authorised or sent before what it rests on (§3.1.9): a time that is given later cannot get round a withdrawal.</summary>
public sealed class InTheRightOrder
{
    private static readonly DateTimeOffset AnHourAgo = Now.AddHours(-1);
    private static readonly Entry Earlier = new() { Happened = Happened.At(AnHourAgo), LearnedAt = AnHourAgo, KnownFrom = KnownFrom.Observed };

    [Fact]
    public void What_was_proposed_now_was_not_sent_before_the_permission_was_taken_back() =>
        Family.Given(Household, SomeConsent.GivenLastWeek, ProposalUnderPermission, SomeConsent.Withdrawn with { From = Now.AddMinutes(-1) })
            .When(SharingDecider.Decide, Disclose with { SentAt = AnHourAgo }).Refuses(SharingRefusals.BeforeWhatItRestsOn("/sentAt"));

    [Fact]
    public void What_cannot_wait_is_sent_after_it_was_decided() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, SomeOverride.ByHarm, new UrgentShareMade(SomeShare.Id, OfFamily("It cannot wait until tomorrow."), Now.AddDays(1)) { Envelope = JustNow(AboutMother, AboutChild) })
            .When(SharingDecider.Decide, Disclose with { SentAt = AnHourAgo }).Refuses(SharingRefusals.BeforeWhatItRestsOn("/sentAt"));

    [Fact]
    public void An_override_is_decided_after_the_share_was_proposed() =>
        Family.Given(Household, Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Entry = Earlier })
            .Refuses(SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt"));

    [Fact]
    public void It_is_authorised_or_declined_after_it_was_decided()
    {
        var decided = Family.Given(Household, Proposal, SomeOverride.Decided);
        decided.When(SharingDecider.Decide, Authorise with { Entry = Earlier }).Refuses(SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt"));
        decided.When(SharingDecider.Decide, Decline with { Entry = Earlier }).Refuses(SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt"));
    }

    [Fact]
    public void What_follows_a_sending_does_not_come_before_it()
    {
        Past[] sent = [Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed];
        var history = Family.Given(sent);
        RecordFailure failed = new() { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Error = "Returned.", Entry = Earlier };
        CorrectDisclosure correct = new() { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Items = [2], WhatWasWrong = "One, not two.", Correction = "One.", Entry = Earlier };
        RecallDisclosure recall = new() { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Reason = "To the wrong team.", Entry = Earlier };
        AnswerRecall answer = new() { Family = Family.Id, By = SocialWorker, Now = Now, Share = SomeShare.Id, Answer = RecallAnswer.Destroyed, Entry = Earlier };
        DisclosureRecalled recalled = new(SomeShare.Id, SocialCare, OfFamily("To the wrong team."), OfFamily("To the wrong team.").CopyFor(SocialCare)) { Envelope = JustNow(AboutMother) };

        history.When(SharingDecider.Decide, failed).Refuses(SharingRefusals.BeforeItWasSent);
        history.When(SharingDecider.Decide, correct).Refuses(SharingRefusals.BeforeItWasSent);
        history.When(SharingDecider.Decide, recall).Refuses(SharingRefusals.BeforeItWasSent);
        Family.Given([.. sent, recalled]).When(SharingDecider.Decide, answer).Refuses(SharingRefusals.BeforeItWasSent);
        Assert.IsType<Decision.Accepted>(history.When(SharingDecider.Decide, recall with { Entry = null }).Decision);
    }

    [Fact]
    public void The_order_is_that_of_the_acts_and_not_of_writing_them_down()
    {
        var sent = Disclosed with { SentAt = AnHourAgo, Envelope = Said(AnHourAgo, AboutMother, AboutChild) };
        Family.Given(Household, SomeConsent.GivenLastWeek, ProposalUnderPermission with { Envelope = Said(Now.AddDays(-1), AboutMother, AboutChild) })
            .When(SharingDecider.Decide, Disclose with { SentAt = AnHourAgo, Entry = Disclosure(AnHourAgo) }).Then(sent);
    }

    [Fact]
    public void Times_are_given_to_the_minute()
    {
        var share = Family.Given(Household, ProposalUnderPermission with { Envelope = Said(Now.AddSeconds(36), AboutMother, AboutChild) }).Record.Sharing.Find(SomeShare.Id)!;
        Assert.Equal(0, Now.Second);
        Assert.False(share.NotYet(Now));
        Assert.True(share.NotYet(Now.AddSeconds(-1)));
    }

    private static Entry Disclosure(DateTimeOffset at) => new() { LearnedAt = at, KnownFrom = KnownFrom.Observed };
}
