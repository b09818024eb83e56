using System.Collections.Immutable;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeOverride;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>J15: each holder of parental responsibility, and each child able to decide, has a word of their own; and it is a plan.</summary>
public sealed class DecidingWhoIsTold
{
    private static readonly Families.RelationshipAsserted StepFatherHolds =
        new(StepFather, Child, Families.RelationKind.StepParent, Families.ParentalResponsibility.Yes) { Envelope = Said(Now.AddDays(-30)) };

    private static readonly CompetenceAssessed Able =
        new(Child, CompetenceFramework.Gillick, true, Of(Child, "Whether to tell."), Of(Child, "Understands it.")) { Envelope = Said(Now.AddDays(-1), AboutChild) };

    private static readonly OpennessAnswer Later = new() { Person = Mother, Choice = Openness.WillBeToldAfter, ReviewBy = Today.AddDays(5) };
    private static readonly OpennessAnswer First = new() { Person = StepFather, Choice = Openness.ToldBefore };

    private static readonly OverrideDecided DecidedUrgently = Decided with { Openness = null };

    private static readonly SupplementOverride Add = new() { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parties = SomeShare.Parties };

    [Fact]
    public void Every_holder_of_responsibility_is_decided_on_apart_and_who_is_left_out_is_named_by_id() =>
        Family.Given(Household, StepFatherHolds, Proposal)
            .When(SharingDecider.Decide, Decide)
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.NotDecidedOn(StepFather)]));

    [Fact]
    public void With_a_word_on_each_of_them_it_is_recorded_and_says_whom_it_had_to_decide_on() =>
        Family.Given(Household, StepFatherHolds, Proposal)
            .When(SharingDecider.Decide, Decide with { Openness = [Later, First] })
            .Then(Decided with { Openness = [.. Decided.Openness!, new(StepFather, Openness.ToldBefore)], ToDecideOn = [Mother, StepFather] }, ByHarm);

    [Fact]
    public void A_child_judged_able_to_decide_is_decided_on_too()
    {
        Family.Given(Household, Able, Proposal).When(SharingDecider.Decide, Decide).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.NotDecidedOn(Child)]));
        Family.Given(Household, Able with { Competent = false }, Proposal).When(SharingDecider.Decide, Decide).Then(Decided, ByHarm);
        Family.Given(Household, Able.RecordedBy(SocialWorker), Proposal).When(SharingDecider.Decide, Decide).Then(Decided, ByHarm);
    }

    [Fact]
    public void From_sixteen_somebody_is_presumed_able_and_decided_on_unless_judged_without_capacity()
    {
        var incapable = Able with { Framework = CompetenceFramework.MentalCapacityAct, Competent = false };
        var grown = Decide with { Births = Aged(17) };
        Family.Given(Household, Proposal).When(SharingDecider.Decide, grown).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.NotDecidedOn(Child)]));
        Family.Given(Household, Able with { Competent = false }, Proposal).When(SharingDecider.Decide, grown).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.NotDecidedOn(Child)]));
        Family.Given(Household, incapable, Proposal).When(SharingDecider.Decide, grown).Then(Decided, ByHarm);
        Family.Given(Household, Proposal).When(SharingDecider.Decide, Decide with { Births = Aged(15) }).Then(Decided, ByHarm);
    }

    [Fact]
    public void Nobody_is_decided_on_as_holding_responsibility_for_somebody_of_eighteen()
    {
        OpennessAnswer child = new() { Person = Child, Choice = Openness.ToldBefore };
        Family.Given(Household, StepFatherHolds, Proposal)
            .When(SharingDecider.Decide, Decide with { Births = Aged(18), Openness = [child] })
            .Then(Decided with { Openness = [new(Child, Openness.ToldBefore)], ToDecideOn = [Child] }, ByHarm);
        var check = SharingDecider.Check(Family.Given(Household).Record, new CheckShare
        {
            Family = Family.Id, By = Worker, Now = Now, Share = Propose with { Births = Aged(18) }, Override = Decide with { Openness = [child] },
        }).Value!;
        Assert.Equal([(Child, true)], check.Tell.Select(t => (t.Person, t.MustBeDecided)));
        Assert.Null(check.OverrideRefused);
    }

    [Fact]
    public void Who_holds_it_is_asked_of_the_day_of_the_decision()
    {
        var today = StepFatherHolds with { Envelope = Said(Now) };
        var yesterday = new Entry { Happened = Domain.Time.Happened.At(Now.AddHours(-30)), LearnedAt = Now.AddHours(-30), KnownFrom = KnownFrom.Observed, LateEntryReason = "Written down the next day." };
        Family.Given([.. Household, today, Proposal with { Envelope = Said(Now.AddDays(-2), AboutMother, AboutChild) }])
            .When(SharingDecider.Decide, Decide with { Entry = yesterday, Concern = [Decide.Concern![0] with { On = Today.AddDays(-2) }] })
            .Sets();
    }

    [Fact]
    public void What_cannot_wait_may_leave_it_all_open_but_not_begin_it_and_leave_somebody_out()
    {
        var urgent = Decide with { Openness = null, Authority = new() { Path = AuthorityPath.Urgent, Reason = "The child is alone in the house now." } };
        var history = Family.Given(Household, StepFatherHolds, Proposal);
        var decided = Assert.IsType<Decision.Accepted>(history.When(SharingDecider.Decide, urgent).Decision).Events.Select(p => p.Event).OfType<OverrideDecided>().Single();
        Assert.Equal([Mother, StepFather], decided.ToDecideOn!);
        Assert.DoesNotContain(OverrideTest.J15, OverrideTests.AnsweredIn(decided));
        history.When(SharingDecider.Decide, urgent with { Openness = [Later] }).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.NotDecidedOn(StepFather)]));
    }

    [Fact]
    public void Who_is_added_later_are_all_whom_the_decision_s_own_day_names()
    {
        var history = Family.Given(Household, StepFatherHolds, Proposal, DecidedUrgently);
        history.When(SharingDecider.Decide, Add with { Openness = [Later] }).Refuses(OverrideRefusals.Incomplete([OverrideRefusals.NotDecidedOn(StepFather)]));
        history.When(SharingDecider.Decide, Add with { Openness = [Later, First] })
            .Then(new OverrideSupplemented(SomeShare.Id)
            {
                Openness = [.. Decided.Openness!, new(StepFather, Openness.ToldBefore)], ToDecideOn = [Mother, StepFather], Envelope = JustNow(AboutMother, AboutChild),
            });
        history.When(SharingDecider.Decide, Add with { Confidence = ConfidenceBasis.OverridingPublicInterest })
            .Then(new OverrideSupplemented(SomeShare.Id) { Confidence = ConfidenceBasis.OverridingPublicInterest, Envelope = JustNow(AboutMother, AboutChild) });
    }

    [Fact]
    public void Once_it_was_sent_nobody_is_planned_to_be_told_before_unless_an_entry_shows_that_they_were()
    {
        var sent = Disclosed with { SentAt = Now.AddHours(-1), Envelope = Said(Now.AddHours(-1), AboutMother, AboutChild) };
        var decided = DecidedUrgently with { Envelope = Said(Now.AddHours(-3), AboutMother, AboutChild) };
        var proposed = Proposal with { Envelope = decided.Envelope };
        var before = Add with { Openness = [new() { Person = Mother, Choice = Openness.ToldBefore }] };
        ParentInformed Told(double hours) => new(SomeShare.Id, Mother, InformedHow.Phone, OfFamily("What goes to whom, and why.")) { Envelope = Said(Now.AddHours(hours), AboutMother) };

        Family.Given(Household, proposed, decided, sent).When(SharingDecider.Decide, before).Refuses(OverrideRefusals.SentBeforeTold("/openness/0/choice"));
        Family.Given(Household, proposed, decided, sent, Told(-0.5)).When(SharingDecider.Decide, before).Refuses(OverrideRefusals.SentBeforeTold("/openness/0/choice"));
        Family.Given(Household, proposed, decided, sent, Told(-2)).When(SharingDecider.Decide, before).Sets();
        Family.Given(Household, proposed, decided, sent).When(SharingDecider.Decide, before with { Openness = [Later] }).Sets();
        Family.Given(Household, proposed, decided).When(SharingDecider.Decide, before).Sets();
    }

    [Fact]
    public void A_check_names_the_same_people_and_says_of_whom_a_word_is_missing()
    {
        var check = SharingDecider.Check(Family.Given(Household, StepFatherHolds, Able).Record, new CheckShare { Family = Family.Id, By = Worker, Now = Now, Share = Propose, Override = Decide }).Value!;
        Assert.Equal([(Child, true), (Mother, true), (StepFather, true)], check.Tell.Select(t => (t.Person, t.MustBeDecided)));
        Assert.Equal(
            [OverrideRefusals.NotDecidedOn(Child), OverrideRefusals.NotDecidedOn(StepFather)],
            check.Tests.Single(t => t.Test == OverrideTest.J15).Problems);
        Assert.Equal((TellWhen.After, Today.AddDays(5)), check.Tell.Where(t => t.Person == Mother).Select(t => (t.When, t.ReviewBy!.Value)).Single());
    }

    [Fact]
    public void An_entry_that_lacks_somebody_does_not_answer_the_test_and_one_from_before_this_was_kept_is_not_asked()
    {
        var lacking = Decided with { ToDecideOn = [Mother, StepFather] };
        Assert.DoesNotContain(OverrideTest.J15, OverrideTests.AnsweredIn(lacking));
        Assert.Equal([StepFather], OverrideTests.Undecided(lacking));
        Assert.Contains(OverrideTest.J15, OverrideTests.AnsweredIn(Decided with { ToDecideOn = null, Openness = [new(Mother, Openness.WillBeToldAfter)] }));
    }

    [Fact]
    public void Nobody_is_decided_on_twice() =>
        Family.Given(Household, Proposal)
            .When(SharingDecider.Decide, Decide with { Openness = [Later, new() { Person = Mother, Choice = Openness.NotTold, Reason = NotToldReason.RiskToChild, Text = "She may leave.", ReviewBy = Today.AddDays(5) }] })
            .Refuses(OverrideRefusals.DecidedTwice("/openness/1/person"));

    [Fact]
    public void Telling_afterwards_has_its_day()
    {
        var history = Family.Given(Household, Proposal);
        history.When(SharingDecider.Decide, Decide with { Openness = [Later with { ReviewBy = null }] })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J15, "/openness/0/reviewBy")]));
        history.When(SharingDecider.Decide, Decide with { Openness = [Later with { ReviewBy = Today.AddDays(-1) }] }).Refuses(OpennessRefusals.ReviewPassed("/openness/0/reviewBy"));
        history.When(SharingDecider.Decide, Decide with { Openness = [Later with { ReviewBy = Today.AddDays(29) }] }).Refuses(OpennessRefusals.ReviewTooLate("/openness/0/reviewBy"));
        Assert.DoesNotContain(OverrideTest.J15, OverrideTests.AnsweredIn(Decided with { Openness = [new(Mother, Openness.WillBeToldAfter)] }));
    }

    [Fact]
    public void Whoever_was_told_already_is_not_decided_to_be_left_untold()
    {
        var told = new ParentInformed(SomeShare.Id, Mother, InformedHow.Phone, OfFamily("What goes to whom, and why.")) { Envelope = JustNow(AboutMother) };
        var untold = new OpennessAnswer { Person = Mother, Choice = Openness.NotTold, Reason = NotToldReason.RiskToChild, Text = "She may leave.", ReviewBy = Today.AddDays(5) };
        Family.Given(Household, Proposal, told).When(SharingDecider.Decide, Decide with { Openness = [untold] }).Refuses(OpennessRefusals.AlreadyInformed("/openness/0/choice"));
    }

    private static Families.Births Aged(int years) => new(ImmutableDictionary<PersonId, DateOnly>.Empty.Add(Child, Today.AddYears(-years)));

    [Fact]
    public void A_plan_to_tell_somebody_is_no_telling()
    {
        var planned = Decided with { Openness = [new(Mother, Openness.ToldBefore)] };
        var notTold = new DecideParentNotInformed
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parent = Mother, Reason = NotToldReason.RiskToChild, Text = "She may leave.", ReviewBy = Today.AddDays(5),
        };
        Family.Given(Household, Proposal, planned).When(SharingDecider.Decide, notTold).Sets();
        Family.Given(Household, Proposal, planned)
            .When(SharingDecider.Decide, new InformParent { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parent = Mother, How = InformedHow.Phone, What = "What goes to whom, and why." })
            .Then(new ParentInformed(SomeShare.Id, Mother, InformedHow.Phone, OfFamily("What goes to whom, and why.")) { Envelope = JustNow(AboutMother) });
    }
}
