using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Only the recipient knows that it came; the sender may learn that it did not (§6 row 62).</summary>
public sealed class Arriving
{
    private static readonly ConfirmReceipt Confirm = new() { Family = Family.Id, By = SocialWorker, Now = At(11, 0), Share = SomeShare.Id, ReceivedAt = At(10, 30), ReceivedBy = "Duty desk" };
    private static readonly RecordFailure Failed = new() { Family = Family.Id, By = Worker, Now = At(11, 0), Share = SomeShare.Id, Error = "The message was returned." };
    private static readonly FamilyHistory Sent = Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed);

    [Fact]
    public void The_recipient_says_when_it_came_and_once() =>
        Assert.Equal(At(10, 30), Sent.When(SharingDecider.Decide, Confirm)
            .Then(new DisclosureReceived(SomeShare.Id, At(10, 30)) { By = OfFamily("Duty desk"), Envelope = Said(At(10, 30), AboutMother, AboutChild) })
            .After.Sharing.Find(SomeShare.Id)!.Sendings.LastReceivedAt());

    [Fact]
    public void It_cannot_come_before_it_was_sent() =>
        Sent.When(SharingDecider.Decide, Confirm with { ReceivedAt = At(9, 59) }).Refuses(SharingRefusals.ReceivedBeforeSent);

    [Fact]
    public void Nobody_else_says_so_and_nothing_comes_that_was_not_sent()
    {
        Sent.When(SharingDecider.Decide, Confirm with { By = Worker }).Refuses(SharingRefusals.NotFound);
        Family.Given(Household, Proposal, SomeOverride.Decided).When(SharingDecider.Decide, Confirm).Refuses(SharingRefusals.NotFound);
    }

    [Fact]
    public void Said_again_it_changes_nothing() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed,
                new DisclosureReceived(SomeShare.Id, At(10, 30)) { Envelope = Said(At(10, 30), AboutMother, AboutChild) }.RecordedBy(SocialWorker))
            .When(SharingDecider.Decide, Confirm).ChangesNothing();

    [Fact]
    public void What_did_not_arrive_is_sent_again_and_received_anew()
    {
        var returned = new DisclosureFailed(SomeShare.Id, OfFamily("Returned.")) { Envelope = JustNow(AboutMother) };
        var came = new DisclosureReceived(SomeShare.Id, At(10, 30)) { By = OfFamily("Duty desk"), Envelope = Said(At(10, 30), AboutMother, AboutChild) };
        Past[] failed = [Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed, came.RecordedBy(SocialWorker), returned];
        Sent.When(SharingDecider.Decide, Disclose).ChangesNothing();
        Family.Given(failed).When(SharingDecider.Decide, Disclose).Then(Disclosed);
        Family.Given(failed).When(SharingDecider.Decide, Disclose with { Items = [2] }).Then(Disclosed with { Items = [SentTreatment] });
        Family.Given([.. failed, Disclosed]).When(SharingDecider.Decide, Disclose).ChangesNothing();
        Family.Given([.. failed, Disclosed]).When(SharingDecider.Decide, Confirm).Then(came);
    }

    [Fact]
    public void The_sender_says_that_it_did_not_arrive_and_why()
    {
        Sent.When(SharingDecider.Decide, Failed).Then(new DisclosureFailed(SomeShare.Id, OfFamily("The message was returned.")) { Envelope = Said(At(11, 0), AboutMother, AboutChild) });
        Sent.When(SharingDecider.Decide, Failed with { Error = " " }).Refuses(SharingRefusals.ReasonsRequired("/error"));
        Sent.When(SharingDecider.Decide, Failed with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
        Family.Given(Household, Proposal).When(SharingDecider.Decide, Failed).Refuses(SharingRefusals.NotSent);
    }
}
