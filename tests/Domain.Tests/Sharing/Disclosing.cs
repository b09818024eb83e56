using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class Disclosing
{
    private static readonly FamilyHistory Before = Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager));

    [Fact]
    public void The_words_are_sealed_once_more_for_the_recipient_who_controls_that_copy()
    {
        var sent = Before.When(SharingDecider.Decide, Disclose).Then(Disclosed);
        Assert.All(((Decision.Accepted)sent.Decision).Events.Select(p => p.Event).OfType<InformationDisclosed>().Single().Items,
            item => Assert.Equal(SocialCare, item.Text.Controller));
    }

    [Fact]
    public void It_opens_the_record_to_the_recipient_and_nothing_before_it_does()
    {
        Assert.False(Before.Record.IsOpenTo(SocialCare));
        Assert.True(Before.When(SharingDecider.Decide, Disclose).After.IsOpenTo(SocialCare));
    }

    [Fact]
    public void Each_item_keeps_the_keyed_hash_of_its_words_as_it_left() =>
        Before.When(SharingDecider.Decide, Disclose with { Items = [1, 2], Hashes = new Dictionary<int, string> { [1] = "a1", [3] = "c3" } })
            .Then(Disclosed with { Items = [SentUse with { ContentHash = "a1" }, SentTreatment] });

    [Fact]
    public void Who_took_it_is_kept_sealed() =>
        Before.When(SharingDecider.Decide, Disclose with { Channel = DisclosureChannel.Phone, ReceivedBy = "The duty worker" })
            .Then(Disclosed with { Channel = DisclosureChannel.Phone, ReceivedBy = OfFamily("The duty worker") });

    [Fact]
    public void It_is_sent_in_parts_each_once()
    {
        Before.When(SharingDecider.Decide, Disclose with { Items = [1] }).Then(Disclosed with { Items = [SentUse] });
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed with { Items = [SentUse] })
            .When(SharingDecider.Decide, Disclose with { Items = [1, 2] })
            .Then(Disclosed with { Items = [SentTreatment] });
    }

    [Fact]
    public void Sent_again_changes_nothing() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed)
            .When(SharingDecider.Decide, Disclose)
            .ChangesNothing();

    [Fact]
    public void More_than_was_authorised_is_not_sent() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, (Authorised with { Items = [1] }).RecordedBy(Manager))
            .When(SharingDecider.Decide, Disclose with { Items = [1, 2] })
            .Refuses(SharingRefusals.MoreThanAuthorised);

    [Fact]
    public void More_than_was_proposed_is_not_sent() =>
        Before.When(SharingDecider.Decide, Disclose with { Items = [3] }).Refuses(SharingRefusals.MoreThanAuthorised);

    [Fact]
    public void Left_to_the_authorisation_only_that_is_sent() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, (Authorised with { Items = [1] }).RecordedBy(Manager))
            .When(SharingDecider.Decide, Disclose)
            .Then(Disclosed with { Items = [SentUse] });

    [Fact]
    public void An_empty_list_sends_nothing() =>
        Before.When(SharingDecider.Decide, Disclose with { Items = [] }).Refuses(SharingRefusals.Itemise);

    [Fact]
    public void Before_the_override_is_decided_nothing_is_sent() =>
        Family.Given(Household, Proposal)
            .When(SharingDecider.Decide, Disclose)
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Fact]
    public void Before_it_is_authorised_nothing_is_sent() =>
        Family.Given(Household, Proposal, SomeOverride.Decided)
            .When(SharingDecider.Decide, Disclose)
            .Refuses(SharingRefusals.NotAuthorised);

    [Fact]
    public void It_is_not_dated_before_its_authorisation() =>
        Before.When(SharingDecider.Decide, Disclose with { SentAt = At(9, 59) }).Refuses(SharingRefusals.SentBeforeAuthorised);

    [Fact]
    public void It_is_not_dated_in_the_future() =>
        Before.When(SharingDecider.Decide, Disclose with { SentAt = At(10, 1) }).Refuses(EntryRefusals.HappenedInFuture);

    [Fact]
    public void Its_entry_gives_no_other_time() =>
        Before.When(SharingDecider.Decide, Disclose with { Now = At(11, 0), SentAt = At(10, 30), Entry = new Entry { Happened = Happened.At(At(10, 31)) } })
            .Refuses(EntryRefusals.TwoMoments);

    [Fact]
    public void What_was_declined_is_not_sent() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Declined.RecordedBy(Manager))
            .When(SharingDecider.Decide, Disclose)
            .Refuses(SharingRefusals.Ended);

    [Fact]
    public void Words_that_were_erased_are_not_sent() =>
        Before.When(SharingDecider.Decide, Disclose with
            {
                Items = [2, 1], Proposed = [Use with { Text = Personal<string>.Erased(DataSubject.Of(Mother)) }, SomeShare.Treatment],
            })
            .Refuses(SharingRefusals.ItemErased("/items/1"));

    [Fact]
    public void Another_agency_sends_nothing_of_it() =>
        Before.When(SharingDecider.Decide, Disclose with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
}
