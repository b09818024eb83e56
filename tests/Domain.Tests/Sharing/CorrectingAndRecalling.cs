using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>What was sent stays as it was; what is right is told to everybody who got it (§3.4 G13), and it can be asked back.</summary>
public sealed class CorrectingAndRecalling
{
    private static readonly ShareId ToSchool = ShareId.From(Uuid(0x51));

    private static readonly CorrectDisclosure Correct = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Items = [2], WhatWasWrong = "One appointment, not two.", Correction = "She missed one appointment.",
    };

    private static readonly DisclosureCorrected Corrected = new(
        SomeShare.Id, [2], OfFamily("One appointment, not two."), [new(SocialCare, [new(SomeShare.Id, [2])], OfFamily("She missed one appointment.").CopyFor(SocialCare))])
    { Envelope = JustNow(AboutMother, AboutChild) };

    private static readonly RecallDisclosure Recall = new() { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Reason = "It went to the wrong team." };

    private static readonly DisclosureRecalled Recalled = new(
        SomeShare.Id, SocialCare, OfFamily("It went to the wrong team."), OfFamily("It went to the wrong team.").CopyFor(SocialCare))
    { Envelope = JustNow(AboutMother, AboutChild) };

    private static readonly AnswerRecall Answer = new()
    {
        Family = Family.Id, By = SocialWorker, Now = Now, Share = SomeShare.Id, Answer = RecallAnswer.Kept, Reason = "An enquiry rests on it.",
    };

    private static readonly RecallAnswered Kept = new(SomeShare.Id, RecallAnswer.Kept)
    {
        Reason = OfFamily("An enquiry rests on it."), ToSender = OfFamily("An enquiry rests on it.").CopyFor(Invented.Treatment), Envelope = JustNow(AboutMother, AboutChild),
    };

    private static readonly Past[] Sending = [Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed];
    private static readonly FamilyHistory Sent = Family.Given(Sending);

    /// <summary>The treatment entry went to the school too, in another share.</summary>
    private static readonly FamilyHistory SentTwice = Family.Given(
    [
        .. Sending,
        Proposal with { Share = ToSchool, Recipient = new ShareRecipient(School), Items = [Treatment1] },
        Disclosed with { Share = ToSchool, Recipient = School, Items = [new(1, InformationCategory.Treatment, TreatmentEntry, Treatment1.Text.CopyFor(School)) { About = Mother }] },
    ]);

    private static ShareItem Treatment1 => SomeShare.Treatment with { Number = 1 };

    [Fact]
    public void The_recipient_is_told_what_is_right() => Sent.When(SharingDecider.Decide, Correct).Then(Corrected);

    [Fact]
    public void So_is_everybody_else_who_got_the_same_entry() =>
        SentTwice.When(SharingDecider.Decide, Correct).Then(Corrected with
        {
            Told = [.. Corrected.Told, new(School, [new(ToSchool, [1])], OfFamily("She missed one appointment.").CopyFor(School))],
        });

    [Fact]
    public void An_agency_is_left_out_for_a_reason_only()
    {
        SentTwice.When(SharingDecider.Decide, Correct with { LeaveOut = [new() { Agency = School, Reason = "It has destroyed its copy." }] })
            .Then(Corrected with { LeftOut = [new(School, OfFamily("It has destroyed its copy."))] });
        SentTwice.When(SharingDecider.Decide, Correct with { LeaveOut = [new() { Agency = School }] }).Refuses(SharingRefusals.ReasonsRequired("/leaveOut/0/reason"));
        Sent.When(SharingDecider.Decide, Correct with { LeaveOut = [new() { Agency = School, Reason = "It has destroyed its copy." }] })
            .Refuses(CorrectionRefusals.NotARecipient("/leaveOut/0/agency"));
        SentTwice.When(SharingDecider.Decide, Correct with { LeaveOut = [new() { Agency = School, Reason = "Once." }, new() { Agency = School, Reason = "Twice." }] })
            .Refuses(CorrectionRefusals.NotARecipient("/leaveOut/1/agency"));
    }

    [Fact]
    public void It_says_which_items_what_was_wrong_and_what_is_right()
    {
        Sent.When(SharingDecider.Decide, Correct with { Items = [] }).Refuses(CorrectionRefusals.ItemsRequired);
        Sent.When(SharingDecider.Decide, Correct with { Items = [2, 3] }).Refuses(CorrectionRefusals.ItemNotSent("/items/1"));
        Sent.When(SharingDecider.Decide, Correct with { WhatWasWrong = " " }).Refuses(SharingRefusals.ReasonsRequired("/whatWasWrong"));
        Sent.When(SharingDecider.Decide, Correct with { Correction = null }).Refuses(CorrectionRefusals.CorrectionRequired);
    }

    [Fact]
    public void Only_the_sender_corrects_and_recalls_and_only_what_was_sent()
    {
        Sent.When(SharingDecider.Decide, Correct with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
        Sent.When(SharingDecider.Decide, Recall with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
        Family.Given(Household, Proposal).When(SharingDecider.Decide, Correct).Refuses(SharingRefusals.NotSent);
        Family.Given(Household, Proposal).When(SharingDecider.Decide, Recall).Refuses(SharingRefusals.NotSent);
    }

    [Fact]
    public void A_share_is_asked_back_once_and_with_a_reason()
    {
        Sent.When(SharingDecider.Decide, Recall).Then(Recalled);
        Sent.When(SharingDecider.Decide, Recall with { Reason = null }).Refuses(SharingRefusals.ReasonsRequired("/reason"));
        Family.Given([.. Sending, Recalled]).When(SharingDecider.Decide, Recall).ChangesNothing();
    }

    [Fact]
    public void Nothing_more_of_it_is_sent()
    {
        Past[] half = [Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed with { Items = [SentUse] }];
        Family.Given([.. half, Recalled]).When(SharingDecider.Decide, Disclose).Refuses(CorrectionRefusals.Recalled);
        Family.Given(half).When(SharingDecider.Decide, Disclose).Then(Disclosed with { Items = [SentTreatment] });
    }

    [Fact]
    public void The_recipient_says_what_it_did_and_why_it_keeps_it()
    {
        var recalled = Family.Given([.. Sending, Recalled]);
        recalled.When(SharingDecider.Decide, Answer).Then(Kept);
        recalled.When(SharingDecider.Decide, Answer with { Reason = " " }).Refuses(SharingRefusals.ReasonsRequired("/reason"));
        recalled.When(SharingDecider.Decide, Answer with { Answer = RecallAnswer.Destroyed, Reason = null })
            .Then(new RecallAnswered(SomeShare.Id, RecallAnswer.Destroyed) { Envelope = JustNow(AboutMother, AboutChild) });
        recalled.When(SharingDecider.Decide, Answer with { By = Worker }).Refuses(SharingRefusals.NotFound);
        Sent.When(SharingDecider.Decide, Answer).Refuses(CorrectionRefusals.NotRecalled);
    }

    [Fact]
    public void What_was_kept_may_be_destroyed_later()
    {
        var kept = Family.Given([.. Sending, Recalled, Kept.RecordedBy(SocialWorker)]);
        kept.When(SharingDecider.Decide, Answer).ChangesNothing();
        kept.When(SharingDecider.Decide, Answer with { Answer = RecallAnswer.Destroyed, Reason = null })
            .Then(new RecallAnswered(SomeShare.Id, RecallAnswer.Destroyed) { Envelope = JustNow(AboutMother, AboutChild) });
    }

    [Fact]
    public void It_is_not_answered_before_it_was_asked_back()
    {
        var asked = Recalled with { Envelope = Said(At(12, 0), AboutMother, AboutChild) };
        var recalled = Family.Given([.. Sending, asked]);
        Entry before = new() { Happened = Safeguard.Domain.Time.Happened.At(At(11, 0)), LearnedAt = At(11, 0), KnownFrom = KnownFrom.Observed };
        recalled.When(SharingDecider.Decide, Answer with { Now = At(13, 0), Entry = before }).Refuses(CorrectionRefusals.BeforeItWasRecalled);
        Assert.IsType<Decision.Accepted>(recalled.When(SharingDecider.Decide, Answer with { Now = At(13, 0) }).Decision);
    }

    [Fact]
    public void Kept_for_another_reason_later_is_another_answer()
    {
        var kept = Family.Given([.. Sending, Recalled, Kept.RecordedBy(SocialWorker)]);
        kept.When(SharingDecider.Decide, Answer with { Now = At(11, 0), Reason = "A court asked for it." }).Then(Kept with
        {
            Reason = OfFamily("A court asked for it."), ToSender = OfFamily("A court asked for it.").CopyFor(Invented.Treatment), Envelope = Said(At(11, 0), AboutMother, AboutChild),
        });
        var destroyed = new RecallAnswered(SomeShare.Id, RecallAnswer.Destroyed) { Envelope = JustNow(AboutMother, AboutChild) };
        Family.Given([.. Sending, Recalled, destroyed.RecordedBy(SocialWorker)])
            .When(SharingDecider.Decide, Answer with { Answer = RecallAnswer.Destroyed, Reason = null, Now = At(11, 0) }).ChangesNothing();
    }

    [Fact]
    public void Taking_a_permission_back_tells_who_got_something_under_it()
    {
        Past[] under = [Household, SomeConsent.GivenLastWeek, ProposalUnderPermission, Disclosed];
        var told = new WithdrawalPassedOn(SomeShare.Id, SocialCare, Now) { Envelope = JustNow(AboutMother) };
        Family.Given(under).When(ConsentDecider.Decide, SomeConsent.Withdraw).Then(SomeConsent.Withdrawn with { From = Now }, told);
        Family.Given([.. under[..^1]]).When(ConsentDecider.Decide, SomeConsent.Withdraw).Then(SomeConsent.Withdrawn with { From = Now });
        Family.Given([.. under, Proposal with { Share = ToSchool, Consent = null }]).When(ConsentDecider.Decide, SomeConsent.Withdraw with { Items = ["Treatment"] })
            .Then(SomeConsent.Withdrawn with { From = Now, Items = [InformationCategory.Treatment] }, told);
    }
}
