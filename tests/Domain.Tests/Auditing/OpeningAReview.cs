using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Auditing.SomeReview;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Auditing;

/// <summary>Who opens a review, of what, and why it is looked at (domain §3.4, §5 rule 4).</summary>
public sealed class OpeningAReview
{
    private static readonly NonShareId Against = NonShareId.From(Uuid(0x70));

    private static DecisionNotToShare DecidedAgainst(ShareId? share = null) =>
        new(Against, School, OfFamily("Not needed."), OfFamily("None seen."), false, new(2026, 12, 1)) { Share = share, Envelope = JustNow(AboutChild) };

    [Fact]
    public void The_agency_s_officer_opens_what_the_sample_names() => Given().When(IgReviewDecider.Decide, Open).Then(Opened);

    [Fact]
    public void The_partnership_s_officer_opens_any_agency_s() =>
        Given().When(IgReviewDecider.Decide, Open with { By = OfPartnership }).Then(Opened);

    [Fact]
    public void Nobody_else_does()
    {
        foreach (var other in (Actor[])[Worker, Manager, SocialWorker, new(ActorId.Of("guardian"), Invented.Treatment, [Role.CaldicottGuardian])])
            Given().When(IgReviewDecider.Decide, Open with { By = other }).Refuses(IgReviewRefusals.OfficerOnly);
    }

    [Fact]
    public void Another_agency_s_share_answers_its_officer_like_an_absent_one()
    {
        Given().When(IgReviewDecider.Decide, Open with { By = OfSocialCare }).Refuses(IgReviewRefusals.SubjectNotFound);
        Given().When(IgReviewDecider.Decide, Open with { Share = ShareId.From(Uuid(0x99)) }).Refuses(IgReviewRefusals.SubjectNotFound);
        Given().When(IgReviewDecider.Decide, Open with { Share = null, NonShare = Against }).Refuses(IgReviewRefusals.SubjectNotFound);
    }

    [Fact]
    public void Who_proposed_decided_authorised_sent_or_told_does_not_review()
    {
        var sender = OtherWorker;
        var teller = new Actor(ActorId.Of("teller"), Invented.Treatment, [Role.Practitioner]);
        var history = Family.Given(
            Household, Proposal, (SomeOverride.Decided with { Envelope = JustNow(AboutMother) with { DecidedBy = ActorId.Of("decider") } }).RecordedBy(Worker), Authorised.RecordedBy(Manager), Disclosed.RecordedBy(sender),
            new ParentInformed(SomeShare.Id, Mother, InformedHow.Phone, OfFamily("That it was shared.")) { Envelope = JustNow(AboutMother) }.RecordedBy(teller));
        foreach (var hand in (ActorId[])[Worker.Id, ActorId.Of("decider"), Manager.Id, sender.Id, teller.Id])
            history.When(IgReviewDecider.Decide, Open with { By = Officer with { Id = hand } }).Refuses(IgReviewRefusals.SeparationOfDuties);
        history.When(IgReviewDecider.Decide, Open).Then(Opened);
    }

    [Fact]
    public void Who_decided_on_an_urgent_share_afterwards_does_not_review_it()
    {
        var urgently = Family.Given(
            Household, Proposal, SomeOverride.Decided, new UrgentShareMade(SomeShare.Id, OfFamily("Tonight."), Now.AddDays(1)) { Envelope = JustNow() },
            new RetrospectiveAuthorised(SomeShare.Id) { Envelope = JustNow() }.RecordedBy(Manager));
        urgently.When(IgReviewDecider.Decide, Open with { By = OfPartnership with { Id = Manager.Id } }).Refuses(IgReviewRefusals.SeparationOfDuties);
        urgently.When(IgReviewDecider.Decide, Open).Then(Opened);
    }

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.DutyManager)]
    [InlineData(Role.CaldicottGuardian)]
    public void Nor_who_could_have_authorised_it(Role role) =>
        Given().When(IgReviewDecider.Decide, Open with { By = Officer with { Roles = [Role.IgOfficer, role] } }).Refuses(IgReviewRefusals.SeparationOfDuties);

    [Fact]
    public void A_review_is_recorded_by_whoever_makes_it() =>
        Given().When(IgReviewDecider.Decide, Open with { Entry = new() { LearnedAt = Now, KnownFrom = KnownFrom.Observed, DecidedBy = Worker.Id } }).Refuses(IgReviewRefusals.InPerson);

    [Fact]
    public void What_nobody_sent_ended_or_hurried_is_not_reviewed()
    {
        Family.Given(Household, Proposal).When(IgReviewDecider.Decide, Open).Refuses(IgReviewRefusals.NothingToReview);
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager)).When(IgReviewDecider.Decide, Open).Refuses(IgReviewRefusals.NothingToReview);
        Family.Given(Household, Proposal, Declined.RecordedBy(Manager)).When(IgReviewDecider.Decide, Open).Then(Opened);
    }

    [Fact]
    public void A_decision_not_to_share_is_reviewed_like_a_share()
    {
        var open = Open with { Share = null, NonShare = Against, Sample = [IgSampleReason.NotShared] };
        var opened = new IgReviewOpened(SomeReview.Id, [IgSampleReason.NotShared]) { NonShare = Against, Envelope = JustNow() };
        var history = Family.Given(Household, DecidedAgainst());
        history.When(IgReviewDecider.Decide, open).Then(opened);
        history.When(IgReviewDecider.Decide, open with { By = Officer with { Id = Worker.Id } }).Refuses(IgReviewRefusals.SeparationOfDuties);
        history.When(IgReviewDecider.Decide, open with { By = OfSocialCare }).Refuses(IgReviewRefusals.SubjectNotFound);
    }

    [Fact]
    public void A_decision_that_ended_a_proposal_is_reviewed_with_the_proposal() =>
        Family.Given(Household, Proposal, DecidedAgainst(SomeShare.Id)).When(IgReviewDecider.Decide, Open with { Share = null, NonShare = Against }).Then(Opened);

    [Fact]
    public void What_is_not_in_the_sample_needs_a_reason()
    {
        Given().When(IgReviewDecider.Decide, Open with { Sample = [] }).Refuses(IgReviewRefusals.ReasonRequired);
        Given().When(IgReviewDecider.Decide, Open with { Sample = [], Reason = "A complaint." }).Then(Opened with { Sample = [], Reason = OfFamily("A complaint.") });
        Assert.Equal("/reason", Given().When(IgReviewDecider.Decide, Open with { Reason = new string('x', Text.NarrativeLimit + 1) }).Refusal.Pointer);
    }

    [Fact]
    public void One_review_at_a_time_and_a_second_look_says_why()
    {
        var again = Open with { Review = IgReviewId.From(Uuid(0x62)), By = OfPartnership };
        Given(ByOfficer).When(IgReviewDecider.Decide, again).Refuses(IgReviewRefusals.AlreadyOpen);
        var completed = Given(ByOfficer, Completed.RecordedBy(Officer));
        completed.When(IgReviewDecider.Decide, again).Refuses(IgReviewRefusals.ReasonRequired);
        completed.When(IgReviewDecider.Decide, again with { Reason = "The mother complained." })
            .Then(Opened with { Review = again.Review, Reason = OfFamily("The mother complained."), After = SomeReview.Id });
    }
}
