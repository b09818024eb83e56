using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

public sealed class ChildTests
{
    [Fact]
    public void A_tier_goes_on_since_it_was_first_found()
    {
        var tier = Assert.Single(Child(
            Tier(2, new(2026, 2, 1), 0x83), Tier(2, 3, new(2026, 4, 1), 0x84), Tier(3, new(2026, 6, 1), 0x85)).Tiers);

        Assert.Equal((3, new DateOnly(2026, 4, 1), 2), (tier.Tier, tier.Since, tier.Before));
        Assert.Equal(2, tier.Events.Count);
        Assert.Equal((AssessmentId.From(Uuid(0x85)), "Tier 3"), (tier.Assessment, tier.Reason.Read()));
    }

    [Fact]
    public void A_tier_that_was_lost_and_found_again_counts_from_the_second_time() =>
        Assert.Equal(new DateOnly(2026, 6, 1), Assert.Single(Child(
            Tier(3, new(2026, 2, 1), 0x83), Tier(3, 2, new(2026, 4, 1), 0x84), Tier(2, 3, new(2026, 6, 1), 0x85)).Tiers).Since);

    [Fact]
    public void Levels_of_two_schemes_stand_side_by_side()
    {
        var tiers = Child(Tier(2, new(2026, 2, 1), 0x83), Tier(4, new(2026, 3, 1), 0x84, "BED-2017")).Tiers;

        Assert.Equal([("HARDIKER-WALES-2007", 2), ("BED-2017", 4)], tiers.Select(t => (t.Scheme, t.Tier)));
    }

    [Fact]
    public void Concerns_come_newest_first_and_those_about_no_child_stand_apart()
    {
        var view = History.OfTheFamily().And(Worker,
            Concern(0x81, new(2026, 11, 1)), Concern(0x82, new(2026, 11, 3)), Concern(0x83, new(2026, 11, 2)) with { Children = [] }).View(Worker);

        Assert.Equal([Uuid(0x82), Uuid(0x81)], view.Children[0].Concerns.Select(c => c.Concern.Value));
        Assert.Equal(Uuid(0x83), Assert.Single(view.Concerns).Concern.Value);
        Assert.Equal((Basis.Allegation, "Drowsy at nursery."), (view.Concerns[0].Basis, view.Concerns[0].Text.Read()));
    }

    [Fact]
    public void A_concern_names_the_referral_that_answers_it()
    {
        var child = Child(Concern(0x81, new(2026, 11, 8)), Called(0x82, SocialCare, At(9, 0), ConcernId.From(Uuid(0x81))));

        Assert.Equal(Uuid(0x82), Assert.Single(Assert.Single(child.Concerns).Referrals).Value);
    }

    [Fact]
    public void The_last_assessment_is_the_newest_by_the_day_it_is_about()
    {
        var child = Child(Assessed(0x84, new(2026, 8, 1), revises: 0x83), Assessed(0x83, new(2026, 6, 1)));

        Assert.Equal((Uuid(0x84), "Analysis 132"), (child.LastAssessment!.Assessment.Value, child.LastAssessment.Analysis.Read()));
    }

    [Fact]
    public void What_calls_for_another_look_stands_until_there_was_one()
    {
        Assert.Single(Child(Assessed(0x83, new(2026, 6, 1)), LookAgain(0x83, new(2026, 7, 1))).ToBeReassessed);
        Assert.Empty(Child(Assessed(0x83, new(2026, 6, 1)), LookAgain(0x83, new(2026, 7, 1)), Assessed(0x84, new(2026, 8, 1), revises: 0x83)).ToBeReassessed);
    }

    [Fact]
    public void What_names_no_assessment_stays_open_until_the_next_one_of_the_child()
    {
        var refused = LookAgain(0x83, new(2026, 7, 1)) with { Trigger = ReassessmentTrigger.Refusal, Revises = null };
        var line = Assert.Single(Child(Assessed(0x83, new(2026, 6, 1)), refused).ToBeReassessed);
        Assert.Equal((ReassessmentTrigger.Refusal, null), (line.Trigger, line.Revises));
        Assert.Empty(Child(refused, Assessed(0x83, new(2026, 8, 1))).ToBeReassessed);
    }

    [Fact]
    public void Parental_responsibility_is_the_newest_word_on_each_relation()
    {
        var history = History.OfTheFamily();
        Assert.Equal([Mother], history.View(Worker).Children[0].ParentalResponsibility);

        var changed = history.And(Worker, Related(StepFather, TheChild, RelationKind.StepParent, ParentalResponsibility.Yes, new(2026, 9, 1)),
            Related(Mother, TheChild, RelationKind.BirthParent, ParentalResponsibility.No, new(2026, 9, 1))).View(Worker);
        Assert.Equal([StepFather], changed.Children[0].ParentalResponsibility);
        Assert.Equal([TheChild], changed.Adults.Single(a => a.Person == StepFather).ParentalResponsibilityFor);
        Assert.Equal(2, changed.Relations.Count);
    }

    private static readonly PersonId TheChild = Support.Specs.Invented.Child;

    private static ChildRisk Child(params DomainEvent[] said) => History.OfTheFamily().And(Worker, said).View(Worker).Children[0];
}
