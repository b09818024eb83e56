using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class TellingParents
{
    private static readonly FamilyHistory Before = Family.Given(Household, Proposal);

    private static readonly InformParent Inform = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parent = Mother, How = InformedHow.Phone, What = "What goes to whom, and why.",
    };

    private static readonly DecideParentNotInformed NotInform = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parent = StepFather,
        Reason = NotToldReason.RiskToChild, Text = "He may leave with the child.", ReviewBy = Today.AddDays(7),
    };

    private static readonly ParentInformed Informed = new(SomeShare.Id, Mother, InformedHow.Phone, OfFamily("What goes to whom, and why.")) { Envelope = JustNow(AboutMother) };

    private static readonly EventId Renewal = EventId.From(Uuid(0xEA));

    private static readonly InformChild TellChild = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Child = Child, How = InformedHow.InPerson, What = "Who will hear of it.",
    };

    private static readonly ChildInformed ChildTold = new(SomeShare.Id, Child, InformedHow.InPerson, OfFamily("Who will hear of it.")) { Envelope = JustNow(AboutChild) };

    private static readonly ParentNotInformedDecided NotInformed =
        new(SomeShare.Id, StepFather, NotToldReason.RiskToChild, OfFamily("He may leave with the child."), Today.AddDays(7)) { Envelope = JustNow(AboutStepFather) };

    [Fact]
    public void A_parent_is_told_of_a_share() =>
        Before.When(SharingDecider.Decide, Inform).Then(Informed);

    [Fact]
    public void A_parent_is_told_of_sharing_in_general() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Inform with { Share = null })
            .Then(Informed with { Share = null });

    [Fact]
    public void It_says_what_they_were_told() =>
        Before.When(SharingDecider.Decide, Inform with { What = " " }).Refuses(OpennessRefusals.WhatRequired);

    [Fact]
    public void Told_again_of_the_same_share_changes_nothing() =>
        Family.Given(Household, Proposal, Informed)
            .When(SharingDecider.Decide, Inform)
            .ChangesNothing();

    [Fact]
    public void Told_at_another_time_is_another_fact()
    {
        var earlier = Now.AddHours(-1);
        Entry called = new() { Happened = Happened.At(earlier), LearnedAt = earlier, KnownFrom = KnownFrom.Observed };
        var told = Family.Given(Household, Proposal, Informed, ChildTold);
        told.When(SharingDecider.Decide, Inform with { Entry = called }).Then(Informed with { Envelope = Said(earlier, AboutMother) });
        told.When(SharingDecider.Decide, TellChild with { Entry = called }).Then(ChildTold with { Envelope = Said(earlier, AboutChild) });
        told.When(SharingDecider.Decide, Inform with { Now = At(15, 0) }).ChangesNothing();
        Family.Given(Household, Proposal, Informed with { Envelope = Said(earlier, AboutMother) }).When(SharingDecider.Decide, Inform with { Entry = called }).ChangesNothing();
    }

    [Fact]
    public void Each_parent_is_decided_apart() =>
        Family.Given(Household, Proposal, Informed)
            .When(SharingDecider.Decide, NotInform)
            .Then(NotInformed);

    [Fact]
    public void The_decision_not_to_tell_is_renewed_by_another() =>
        Family.Given(Household, Proposal, NotInformed)
            .When(SharingDecider.Decide, NotInform with { ReviewBy = Today.AddDays(14) })
            .Then(NotInformed with { ReviewBy = Today.AddDays(14) });

    [Fact]
    public void When_the_reason_ends_the_parent_is_told_and_it_says_which_decision_that_ends() =>
        Family.Given(Household, Proposal, NotInformed, NotInformed.As(Renewal))
            .When(SharingDecider.Decide, Inform with { Parent = StepFather })
            .Then(new ParentInformedLater(SomeShare.Id, StepFather, Renewal, InformedHow.Phone, OfFamily("What goes to whom, and why.")) { Envelope = JustNow(AboutStepFather) });

    [Fact]
    public void An_override_that_leaves_a_parent_untold_is_such_a_decision() =>
        Family.Given(Household, Proposal, (SomeOverride.Decided with { Openness = [new(Mother, Openness.WillBeToldAfter)] }).As(Renewal))
            .When(SharingDecider.Decide, Inform)
            .Then(new ParentInformedLater(SomeShare.Id, Mother, Renewal, InformedHow.Phone, OfFamily("What goes to whom, and why.")) { Envelope = JustNow(AboutMother) });

    [Fact]
    public void A_child_is_told_once()
    {
        Before.When(SharingDecider.Decide, TellChild).Then(ChildTold);
        Family.Given(Household, Proposal, ChildTold).When(SharingDecider.Decide, TellChild).ChangesNothing();
        Before.When(SharingDecider.Decide, TellChild with { What = " " }).Refuses(OpennessRefusals.WhatRequired);
        Before.When(SharingDecider.Decide, TellChild with { Child = Mother }).Refuses(OpennessRefusals.NotAChild);
        Before.When(SharingDecider.Decide, TellChild with { Child = Stranger }).Refuses(Families.HouseholdRefusals.UnknownPerson("/child"));
        Before.When(SharingDecider.Decide, TellChild with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
    }

    [Fact]
    public void Whoever_tells_a_parent_before_a_competent_child_is_reminded()
    {
        var judged = new CompetenceAssessed(Child, CompetenceFramework.Gillick, true, Of(Child, "Whether to tell."), Of(Child, "Understands it.")) { Envelope = JustNow(AboutChild) };
        Assert.Equal(OpennessRefusals.CompetentChildFirst, Assert.Single(Warnings(Family.Given(Household, Proposal, judged))));
        Assert.Empty(Warnings(Family.Given(Household, Proposal, judged, ChildTold)));
        Assert.Empty(Warnings(Before));

        static IReadOnlyList<Warning> Warnings(FamilyHistory history) =>
            Assert.IsType<Decision.Accepted>(SharingDecider.Decide(history.Record, Inform)).Warnings;
    }

    [Fact]
    public void What_was_told_cannot_be_untold() =>
        Family.Given(Household, Proposal, Informed)
            .When(SharingDecider.Decide, NotInform with { Parent = Mother })
            .Refuses(OpennessRefusals.AlreadyInformed("/parent"));

    [Fact]
    public void Not_telling_needs_its_reason_in_words() =>
        Before.When(SharingDecider.Decide, NotInform with { Text = null }).Refuses(SharingRefusals.ReasonsRequired("/text"));

    [Fact]
    public void Not_telling_is_looked_at_again() =>
        Before.When(SharingDecider.Decide, NotInform with { ReviewBy = null }).Refuses(OpennessRefusals.ReviewRequired("/reviewBy"));

    [Fact]
    public void Within_twenty_eight_days()
    {
        Before.When(SharingDecider.Decide, NotInform with { ReviewBy = Today.AddDays(28) }).Then(NotInformed with { ReviewBy = Today.AddDays(28) });
        Before.When(SharingDecider.Decide, NotInform with { ReviewBy = Today.AddDays(29) }).Refuses(OpennessRefusals.ReviewTooLate("/reviewBy"));
    }

    [Fact]
    public void On_a_day_that_is_still_to_come() =>
        Before.When(SharingDecider.Decide, NotInform with { ReviewBy = Today.AddDays(-1) }).Refuses(OpennessRefusals.ReviewPassed("/reviewBy"));

    [Fact]
    public void It_is_about_a_parent_of_this_family()
    {
        Before.When(SharingDecider.Decide, Inform with { Parent = Stranger }).Refuses(Families.HouseholdRefusals.UnknownPerson("/parent"));
        Before.When(SharingDecider.Decide, Inform with { Parent = Child }).Refuses(OpennessRefusals.NotAParent);
    }

    [Fact]
    public void It_is_about_the_agencys_own_share()
    {
        Before.When(SharingDecider.Decide, Inform with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
        Family.Given(Household).When(SharingDecider.Decide, NotInform).Refuses(SharingRefusals.NotFound);
    }
}
