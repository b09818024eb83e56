using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Assessments.SomeAssessment;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Assessments;

/// <summary>Assessment is continuous (BED-48): an assessment done again keeps its link to the one that it revises.</summary>
public sealed class Reassessing
{
    [Fact]
    public void It_says_why_what_was_found_and_which_tier_changed() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Again with { TriggerDetail = "Three worse scores in a row." })
            .Then(Triggered with { Detail = OfFamily("Three worse scores in a row.") }, Revised, FromTwoToThree);

    [Fact]
    public void The_tier_is_then_the_new_one_and_the_old_assessment_stays()
    {
        var after = Family.Given(Invented.Household, Completed, AtTwo).When(AssessmentDecider.Decide, Again).After.Assessments;
        Assert.Equal(3, after.TierOf(Child, Scheme, Treatment));
        Assert.Equal([First, Second], after.Assessments.Select(a => a.Id));
        Assert.Equal(Second, after.RevisionOf(First)!.Id);
    }

    [Fact]
    public void A_child_who_is_not_named_keeps_the_tier() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Again with { Tiers = [] })
            .Then(Triggered, Revised);

    [Fact]
    public void The_same_tier_is_confirmed_by_it() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Again with { Tiers = [Tier(2)] })
            .Then(Triggered, Revised, AtTwo with { Assessment = Second });

    [Fact]
    public void It_may_look_at_others_than_the_one_before() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Again with { Adults = [Mother, StepFather] })
            .Then(
                Triggered with { Envelope = JustNow(AboutChild, AboutMother, AboutStepFather) },
                Revised with { Adults = [Mother, StepFather], Envelope = JustNow(AboutChild, AboutMother, AboutStepFather) },
                FromTwoToThree);

    [Fact]
    public void Where_nothing_was_assessed_there_is_nothing_to_reassess() =>
        Family.Given(Invented.Household).When(AssessmentDecider.Decide, Again).Refuses(AssessmentRefusals.NothingToReassess);

    [Fact]
    public void Another_agencys_assessment_is_not_there_to_be_revised()
    {
        Family.Given(Invented.Household, Completed).When(AssessmentDecider.Decide, Again with { By = SocialWorker }).Refuses(AssessmentRefusals.NothingToReassess);
        Family.Given(Invented.Household, Completed, (Completed with { Assessment = Second }).RecordedBy(SocialWorker))
            .When(AssessmentDecider.Decide, Again with { Revises = Second })
            .Refuses(AssessmentRefusals.AssessmentNotFound);
    }

    [Fact]
    public void One_that_does_not_exist_is_not_there() =>
        Family.Given(Invented.Household, Completed).When(AssessmentDecider.Decide, Again with { Revises = Second }).Refuses(AssessmentRefusals.AssessmentNotFound);

    [Fact]
    public void Each_is_revised_once_and_then_its_revision()
    {
        var third = AssessmentId.From(Invented.Uuid(0x82));
        Family.Given(Invented.Household, Completed, Revised)
            .When(AssessmentDecider.Decide, Again with { Assessment = third, Revises = First })
            .Refuses(AssessmentRefusals.RevisedAlready);
        Family.Given(Invented.Household, Completed, Revised)
            .When(AssessmentDecider.Decide, Again with { Assessment = third, Tiers = [] })
            .Then(Triggered with { Revises = Second }, Revised with { Assessment = third, Revises = Second });
    }

    [Theory]
    [InlineData(4, Role.Practitioner, false)]
    [InlineData(3, Role.Practitioner, true)]
    [InlineData(1, Role.Practitioner, true)]
    [InlineData(4, Role.Manager, true)]
    [InlineData(4, Role.DutyManager, true)]
    public void Two_levels_at_once_are_a_managers(int tier, Role role, bool may)
    {
        var outcome = Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Again with { Tiers = [Tier(tier)], By = Worker with { Roles = [role] } });
        if (may) outcome.Then(Triggered, Revised, FromTwoToThree with { Tier = tier });
        else outcome.Refuses(AssessmentRefusals.ManagerForSkip);
    }

    [Fact]
    public void Three_levels_down_as_well() =>
        Family.Given(Invented.Household, Completed, AtTwo with { Tier = 4 })
            .When(AssessmentDecider.Decide, Again with { Tiers = [Tier(1)] })
            .Refuses(AssessmentRefusals.ManagerForSkip);

    [Fact]
    public void The_first_tier_of_a_child_skips_nothing() =>
        Family.Given(Invented.Household, Completed)
            .When(AssessmentDecider.Decide, Again with { Tiers = [Tier(4)] })
            .Then(Triggered, Revised, AtTwo with { Tier = 4, Assessment = Second });

    [Fact]
    public void What_is_refused_of_a_first_assessment_is_refused_of_it_as_well()
    {
        Family.Given(Invented.Household, Completed).When(AssessmentDecider.Decide, Again with { Analysis = " " }).Refuses(AssessmentRefusals.AnalysisRequired);
        Family.Given(Invented.Household, Completed)
            .When(AssessmentDecider.Decide, Again with { Children = [Stranger] })
            .Refuses(HouseholdRefusals.NotAChildHere("/children/0"));
        Family.Given(Invented.Household, Completed)
            .When(AssessmentDecider.Decide, Again with { TriggerDetail = new('a', 5_001) })
            .Refuses(TextRefusals.TooLong("/triggerDetail", 5_000));
        Family.Given(Invented.Household, Completed)
            .When(AssessmentDecider.Decide, Again with { By = Worker with { Roles = [Role.Reviewer] } })
            .Refuses(RecordingRights.NotYoursToRecord);
    }
}
