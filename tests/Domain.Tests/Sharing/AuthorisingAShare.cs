using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class AuthorisingAShare
{
    private static readonly FamilyHistory Before = Family.Given(Household, Proposal, SomeOverride.Decided);

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.DutyManager)]
    [InlineData(Role.CaldicottGuardian)]
    public void Somebody_else_who_may_authorises_all_that_was_decided(Role role) =>
        Before.When(SharingDecider.Decide, Authorise with { By = Manager with { Roles = [role] } }).Then(Authorised);

    [Fact]
    public void Or_a_part_of_it() =>
        Before.When(SharingDecider.Decide, Authorise with { Items = [2], Reason = "Her use is not needed yet." })
            .Then(Authorised with { Items = [2], Reason = OfFamily("Her use is not needed yet.") });

    [Fact]
    public void Whoever_decided_the_override_does_not_authorise_it() =>
        Family.Given(Household, Proposal.RecordedBy(OtherWorker), SomeOverride.Decided.RecordedBy(Manager))
            .When(SharingDecider.Decide, Authorise)
            .Refuses(SharingRefusals.SeparationOfDuties);

    [Fact]
    public void Whoever_proposed_it_does_not_authorise_it() =>
        Family.Given(Household, Proposal.RecordedBy(Manager), SomeOverride.Decided)
            .When(SharingDecider.Decide, Authorise)
            .Refuses(SharingRefusals.SeparationOfDuties);

    [Fact]
    public void Nor_does_the_colleague_whose_decision_was_written_down() =>
        Family.Given(Household, Proposal, SomeOverride.Decided with { Envelope = SomeOverride.Decided.Envelope with { DecidedBy = Manager.Id } })
            .When(SharingDecider.Decide, Authorise)
            .Refuses(SharingRefusals.SeparationOfDuties);

    [Fact]
    public void A_practitioner_who_decided_it_hears_that_first() =>
        Before.When(SharingDecider.Decide, Authorise with { By = Worker }).Refuses(SharingRefusals.SeparationOfDuties);

    [Fact]
    public void A_practitioner_who_did_not_may_not_either() =>
        Before.When(SharingDecider.Decide, Authorise with { By = OtherWorker }).Refuses(SharingRefusals.AuthoriserOnly);

    [Fact]
    public void Nobody_authorises_in_anothers_name() =>
        Before.When(SharingDecider.Decide, Authorise with
            {
                Entry = new Entry { LearnedAt = Now, KnownFrom = KnownFrom.Observed, DecidedBy = ActorId.Of("other-manager") },
            })
            .Refuses(SharingRefusals.InPerson);

    [Fact]
    public void The_receiving_agencys_manager_sees_no_such_share() =>
        Before.When(SharingDecider.Decide, Authorise with { By = SocialCareManager }).Refuses(SharingRefusals.NotFound);

    [Fact]
    public void With_neither_permission_nor_override_there_is_nothing_to_authorise() =>
        Family.Given(Household, Proposal)
            .When(SharingDecider.Decide, Authorise)
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Fact]
    public void What_the_override_left_out_cannot_be_authorised() =>
        Family.Given(Household, Proposal, SomeOverride.Decided with { Items = [SomeOverride.Decided.Items![0]] })
            .When(SharingDecider.Decide, Authorise with { Items = [1, 2] })
            .Refuses(SharingRefusals.ItemNotProposed("/items/1"));

    [Fact]
    public void An_empty_list_authorises_nothing() =>
        Before.When(SharingDecider.Decide, Authorise with { Items = [] }).Refuses(SharingRefusals.Itemise);

    [Fact]
    public void Authorised_again_changes_nothing() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager))
            .When(SharingDecider.Decide, Authorise)
            .ChangesNothing();

    [Fact]
    public void Authorised_again_for_other_items_is_no_repeat()
    {
        var part = Family.Given(Household, Proposal, SomeOverride.Decided, (Authorised with { Items = [1] }).RecordedBy(Manager));
        part.When(SharingDecider.Decide, Authorise with { Items = [1] }).ChangesNothing();
        part.When(SharingDecider.Decide, Authorise with { Items = [1, 2] }).Refuses(SharingRefusals.AuthorisedForOthers);
    }

    [Fact]
    public void What_was_authorised_before_the_override_is_authorised_anew() =>
        Family.Given(Household, SomeConsent.GivenLastWeek, ProposalUnderPermission, Authorised.RecordedBy(Manager), SomeOverride.Decided)
            .When(SharingDecider.Decide, Authorise)
            .Then(Authorised);

    [Fact]
    public void It_is_declined_with_a_reason() =>
        Before.When(SharingDecider.Decide, Decline).Then(Declined);

    [Fact]
    public void It_is_not_declined_without_one() =>
        Before.When(SharingDecider.Decide, Decline with { Reason = null }).Refuses(SharingRefusals.ReasonsRequired("/reason"));

    [Fact]
    public void Nobody_declines_their_own() =>
        Before.When(SharingDecider.Decide, Decline with { By = Worker }).Refuses(SharingRefusals.SeparationOfDuties);

    [Fact]
    public void Declined_again_changes_nothing() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Declined.RecordedBy(Manager))
            .When(SharingDecider.Decide, Decline)
            .ChangesNothing();

    [Fact]
    public void What_was_declined_is_not_authorised() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Declined.RecordedBy(Manager))
            .When(SharingDecider.Decide, Authorise)
            .Refuses(SharingRefusals.Ended);

    [Fact]
    public void What_was_sent_is_not_declined() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed)
            .When(SharingDecider.Decide, Decline)
            .Refuses(SharingRefusals.AlreadySent);
}
