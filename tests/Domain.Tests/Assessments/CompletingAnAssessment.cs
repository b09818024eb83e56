using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Assessments.SomeAssessment;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Assessments;

public sealed class CompletingAnAssessment
{
    [Fact]
    public void It_is_recorded_with_the_tier_that_it_found() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete)
            .Then(Completed, AtTwo);

    [Fact]
    public void It_need_find_no_tier_and_look_at_no_adult() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Tiers = [], Adults = [] })
            .Then(Completed with { Adults = [], Envelope = JustNow(AboutChild) });

    [Fact]
    public void A_child_may_have_a_tier_in_each_of_two_schemes() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Tiers = [Tier(2), Tier(4) with { Scheme = "LUTON-2026" }] })
            .Then(Completed, AtTwo, AtTwo with { Scheme = "LUTON-2026", Tier = 4 });

    [Fact]
    public void Another_assessment_that_finds_the_same_tier_confirms_it() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Complete with { Assessment = Second, Kind = AssessmentKind.Integrated })
            .Then(Completed with { Assessment = Second, Kind = AssessmentKind.Integrated }, AtTwo with { Assessment = Second });

    [Fact]
    public void One_that_finds_another_tier_changes_it() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Complete with { Assessment = Second, Tiers = [Tier(1)] })
            .Then(Completed with { Assessment = Second }, FromTwoToThree with { Tier = 1 });

    [Fact]
    public void What_one_agency_found_is_no_before_for_another() =>
        Family.Given(Invented.Household, Completed, AtTwo)
            .When(AssessmentDecider.Decide, Complete with { Assessment = Second, By = SocialWorker, Tiers = [Tier(4)] })
            .Then(Completed with { Assessment = Second }, AtTwo with { Assessment = Second, Tier = 4 });

    [Fact]
    public void Without_a_child_it_is_refused() =>
        Family.Given(Invented.Household).When(AssessmentDecider.Decide, Complete with { Children = [] }).Refuses(HouseholdRefusals.ChildRequired);

    [Fact]
    public void A_child_of_another_household_is_refused() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Children = [Child, Stranger] })
            .Refuses(HouseholdRefusals.NotAChildHere("/children/1"));

    [Fact]
    public void An_adult_is_no_child() =>
        Family.Given(Invented.Household).When(AssessmentDecider.Decide, Complete with { Children = [Mother] }).Refuses(HouseholdRefusals.NotAChildHere("/children/0"));

    [Fact]
    public void A_child_who_left_is_still_a_child_of_the_household() =>
        Family.Given(Invented.Household, new HouseholdMemberLeft(Child, new(2026, 10, 1)) { Envelope = JustNow() })
            .When(AssessmentDecider.Decide, Complete)
            .Then(Completed, AtTwo);

    [Fact]
    public void An_adult_whom_the_record_does_not_know_is_refused() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Adults = [Mother, Stranger] })
            .Refuses(HouseholdRefusals.UnknownPerson("/adults/1"));

    [Theory]
    [InlineData(null)]
    [InlineData(" \r\n")]
    public void Without_a_conclusion_in_words_it_is_refused(string? analysis) =>
        Family.Given(Invented.Household).When(AssessmentDecider.Decide, Complete with { Analysis = analysis }).Refuses(AssessmentRefusals.AnalysisRequired);

    [Fact]
    public void An_analysis_has_up_to_20000_characters()
    {
        var longest = new string('a', 20_000);
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Analysis = longest })
            .Then(Completed with { Analysis = OfFamily(longest) }, AtTwo);
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Analysis = longest + "a" })
            .Refuses(TextRefusals.TooLong("/analysis", 20_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1)]
    public void A_tier_is_one_of_four(int tier) =>
        Refuses(Tier(tier), AssessmentRefusals.TierOutOfRange("/tiers/0/tier"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Hardiker-Wales-2007")]
    public void A_tier_has_a_scheme_in_capitals(string? scheme) =>
        Refuses(Tier(2) with { Scheme = scheme }, AssessmentRefusals.SchemeRequired("/tiers/0/scheme"));

    [Fact]
    public void A_scheme_is_a_code() =>
        Refuses(Tier(2) with { Scheme = "THE NEW ONE" }, TextRefusals.NotACode("/tiers/0/scheme"));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void A_tier_has_a_reason(string? reason) =>
        Refuses(Tier(2) with { Reason = reason }, AssessmentRefusals.TierReasonRequired("/tiers/0/reason"));

    [Fact]
    public void Of_up_to_5000_characters() =>
        Refuses(Tier(2) with { Reason = new('a', 5_001) }, TextRefusals.TooLong("/tiers/0/reason", 5_000));

    [Fact]
    public void A_tier_is_given_to_an_assessed_child_only() =>
        Refuses(Tier(2) with { Child = Mother }, AssessmentRefusals.ChildNotAssessed("/tiers/0/child"));

    [Fact]
    public void A_child_has_one_tier_in_a_scheme() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { Tiers = [Tier(2), Tier(3)] })
            .Refuses(AssessmentRefusals.TierTwice("/tiers/1"));

    [Fact]
    public void An_officer_who_audits_assesses_nobody() =>
        Family.Given(Invented.Household)
            .When(AssessmentDecider.Decide, Complete with { By = Worker with { Roles = [Role.IgOfficer] } })
            .Refuses(RecordingRights.NotYoursToRecord);

    private static void Refuses(NewTier tier, Refusal expected) =>
        Family.Given(Invented.Household).When(AssessmentDecider.Decide, Complete with { Tiers = [tier] }).Refuses(expected);
}
