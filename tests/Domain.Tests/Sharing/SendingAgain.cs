using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>A failure and a receipt belong to one sending each, by its own time and not by the order of writing down (§6 row 62).</summary>
public sealed class SendingAgain
{
    private static readonly ConfirmReceipt Confirm = new() { Family = Family.Id, By = SocialWorker, Now = At(15, 0), Share = SomeShare.Id };
    private static readonly RecordFailure Fail = new() { Family = Family.Id, By = Worker, Now = At(15, 0), Share = SomeShare.Id, Error = "Returned." };
    private static readonly Past[] Decided = [Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager)];

    [Fact]
    public void A_receipt_from_before_the_sending_again_does_not_stand_in_for_the_true_one()
    {
        Past[] early = [.. Decided, SentAt(At(10, 0)), FailedAt(At(11, 0)), CameAt(At(10, 30)), SentAt(At(12, 0))];
        Assert.Equal(TestState.Pending, OverrideCompleteness.TraceOf(ShareOf(early).Sendings));
        Family.Given(early).When(SharingDecider.Decide, Confirm with { ReceivedAt = At(10, 30) }).ChangesNothing();
        Family.Given(early).When(SharingDecider.Decide, Confirm with { ReceivedAt = At(11, 59) }).Refuses(SharingRefusals.ReceivedBeforeSent);
        var sendings = Family.Given(early).When(SharingDecider.Decide, Confirm with { ReceivedAt = At(12, 30) })
            .Then(new DisclosureReceived(SomeShare.Id, At(12, 30)) { Envelope = Said(At(12, 30), AboutMother, AboutChild) }).After.Sharing.Find(SomeShare.Id)!.Sendings;
        Assert.Equal([At(10, 30), At(12, 30)], sendings.Select(s => s.ReceivedAt));
        Assert.Equal(TestState.Answered, OverrideCompleteness.TraceOf(sendings));
    }

    [Fact]
    public void What_is_sent_in_parts_is_received_in_parts()
    {
        Past[] parts = [.. Decided, SentAt(At(10, 0)) with { Items = [SentUse] }, CameAt(At(10, 30)), SentAt(At(12, 0)) with { Items = [SentTreatment] }];
        Assert.Equal(TestState.Pending, OverrideCompleteness.TraceOf(ShareOf(parts).Sendings));
        Family.Given(parts).When(SharingDecider.Decide, Confirm with { ReceivedAt = At(11, 0) }).Refuses(SharingRefusals.ReceivedBeforeSent);
        Assert.All(ShareOf([.. parts, CameAt(At(12, 30))]).Sendings, s => Assert.NotNull(s.ReceivedAt));
    }

    [Fact]
    public void A_failure_leaves_every_later_sending_alone()
    {
        Past[] again = [.. Decided, SentAt(At(10, 0)), FailedAt(At(11, 0)), SentAt(At(13, 0))];
        Family.Given(again).When(SharingDecider.Decide, Fail with { Entry = HappenedAt(At(11, 0)) }).ChangesNothing();
        Family.Given(again).When(SharingDecider.Decide, Fail with { Entry = HappenedAt(At(12, 0)) }).ChangesNothing();
        Family.Given(again).When(SharingDecider.Decide, Fail with { Entry = HappenedAt(At(9, 0)) }).Refuses(SharingRefusals.BeforeItWasSent);
        Assert.Equal([At(11, 0), null], ShareOf([.. again, FailedAt(At(11, 0))]).Sendings.Select(s => s.FailedAt));
        Assert.Equal([At(11, 0), At(14, 0)], ShareOf([.. again, FailedAt(At(14, 0))]).Sendings.Select(s => s.FailedAt));
    }

    [Fact]
    public void It_is_of_the_last_sending_before_it_and_only_what_failed_is_sent_again()
    {
        Past[] parts = [.. Decided, SentAt(At(10, 0)) with { Items = [SentUse] }, SentAt(At(12, 0)) with { Items = [SentTreatment] }];
        Assert.Equal([1], ShareOf([.. parts, FailedAt(At(13, 0))]).StandingItems);
        Assert.Equal([2], ShareOf([.. parts, FailedAt(At(11, 0))]).StandingItems);
        Family.Given([.. parts, FailedAt(At(13, 0))]).When(SharingDecider.Decide, Disclose with { SentAt = At(14, 0), Now = At(14, 0) }).Then(SentAt(At(14, 0)) with { Items = [SentTreatment] });
    }

    [Fact]
    public void The_first_sending_is_the_earliest_by_its_own_time()
    {
        Past[] backwards = [.. Decided, SentAt(At(12, 0)) with { Items = [SentUse] }, SentAt(At(10, 0)) with { Items = [SentTreatment] }];
        Assert.Equal(At(10, 0), ShareOf(backwards).SentAt);
        Assert.False(ShareOf(backwards).NotYetSent(At(11, 0)));
    }

    private static Share ShareOf(Past[] past) => Family.Given(past).Record.Sharing.Find(SomeShare.Id)!;

    private static InformationDisclosed SentAt(DateTimeOffset at) => Disclosed with { SentAt = at, Envelope = Said(at, AboutMother, AboutChild) };

    private static DisclosureFailed FailedAt(DateTimeOffset at) => new(SomeShare.Id, OfFamily("Returned.")) { Envelope = Said(at, AboutMother, AboutChild) };

    private static Past CameAt(DateTimeOffset at) => new DisclosureReceived(SomeShare.Id, at) { Envelope = Said(at, AboutMother, AboutChild) }.RecordedBy(SocialWorker);

    private static Entry HappenedAt(DateTimeOffset at) => new() { Happened = Happened.At(at), LearnedAt = at, KnownFrom = KnownFrom.Observed };
}
