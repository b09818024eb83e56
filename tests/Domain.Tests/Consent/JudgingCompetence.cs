using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

/// <summary>Who decides for themselves (R3.1.8; §6 rows 38 to 40 and 99). No age says so by itself.</summary>
public sealed class JudgingCompetence
{
    private static readonly AssessCompetence Judge = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Person = Child, Framework = CompetenceFramework.Gillick, Competent = true,
        About = "Whether social care is told.", Reasons = "Understands what is told, to whom and what may follow.", BornOn = AgedYears(14),
    };

    private static readonly CompetenceAssessed Judged = new(
        Child, CompetenceFramework.Gillick, true, Of(Child, Judge.About!), Of(Child, Judge.Reasons!)) { Envelope = JustNow(AboutChild) };

    private static readonly FamilyHistory Before = Family.Given(Invented.Household);

    private static readonly GiveConsent ByMother = SomeConsent.Give with
    {
        Person = Child, GivenBy = Mother, Capacity = CapacityBasis.ParentalResponsibility, BornOn = AgedYears(14),
    };

    [Fact]
    public void A_child_is_judged_for_one_decision_with_reasons() => Before.When(ConsentDecider.Decide, Judge).Then(Judged).Warns();

    [Fact]
    public void Where_the_birthday_is_not_known_it_is_judged_all_the_same() => Before.When(ConsentDecider.Decide, Judge with { BornOn = null }).Then(Judged);

    [Fact]
    public void From_sixteen_the_capacity_act_says_and_under_sixteen_Gillick()
    {
        Before.When(ConsentDecider.Decide, Judge with { BornOn = AgedYears(17) }).Refuses(ConsentRefusals.UseCapacityAct("/framework"));
        Before.When(ConsentDecider.Decide, Judge with { BornOn = AgedYears(16) }).Refuses(ConsentRefusals.UseCapacityAct("/framework"));
        Before.When(ConsentDecider.Decide, Judge with { BornOn = AgedYears(16).AddDays(1) }).Then(Judged);
        Before.When(ConsentDecider.Decide, Judge with { Framework = CompetenceFramework.MentalCapacityAct }).Refuses(ConsentRefusals.UseGillick("/framework"));
        Before.When(ConsentDecider.Decide, Judge with { Framework = CompetenceFramework.MentalCapacityAct, BornOn = AgedYears(17) })
            .Then(Judged with { Framework = CompetenceFramework.MentalCapacityAct });
    }

    [Fact]
    public void A_child_of_four_is_found_competent_by_a_manager_alone_and_that_is_said()
    {
        var four = Judge with { BornOn = AgedYears(4) };
        Before.When(ConsentDecider.Decide, four).Refuses(ConsentRefusals.ManagerJudges);
        Before.When(ConsentDecider.Decide, four with { By = Manager }).Then(Judged).Warns(ConsentRefusals.RarelyCompetent);
        Before.When(ConsentDecider.Decide, four with { Competent = false }).Then(Judged with { Competent = false }).Warns();
    }

    [Fact]
    public void It_says_which_decision_and_why()
    {
        Before.When(ConsentDecider.Decide, Judge with { About = " " }).Refuses(ConsentRefusals.WhichDecision);
        Before.When(ConsentDecider.Decide, Judge with { Reasons = "Competent." }).Refuses(ConsentRefusals.ReasonsOfCompetence);
        Before.When(ConsentDecider.Decide, Judge with { Person = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/person"));
    }

    [Fact]
    public void A_competent_childs_own_word_counts_and_no_parents()
    {
        var competent = Family.Given(Invented.Household, Judged);
        competent.When(ConsentDecider.Decide, ByMother).Refuses(ConsentRefusals.ChildDecides("/givenBy"));
        competent.When(ConsentDecider.Decide, SomeConsent.Refuse with { Person = Child, RefusedBy = Mother }).Refuses(ConsentRefusals.ChildDecides("/refusedBy"));
        Assert.IsType<Decision.Accepted>(competent.When(ConsentDecider.Decide, ByMother with { GivenBy = Child, Capacity = CapacityBasis.GillickCompetent }).Decision);
        Assert.IsType<Decision.Accepted>(competent.When(ConsentDecider.Decide, SomeConsent.Refuse with { Person = Child, RefusedBy = Child }).Decision);
    }

    [Fact]
    public void Judged_otherwise_since_the_parent_decides_again() =>
        Assert.IsType<Decision.Accepted>(Family.Given(Invented.Household, Judged, Judged with { Competent = false }).When(ConsentDecider.Decide, ByMother).Decision);

    [Fact]
    public void Another_agencys_judgement_is_its_own() =>
        Assert.IsType<Decision.Accepted>(Family.Given(Invented.Household, Judged.RecordedBy(SocialWorker)).When(ConsentDecider.Decide, ByMother).Decision);

    [Fact]
    public void Capacity_goes_by_age()
    {
        var byThemselves = ByMother with { GivenBy = Child };
        Before.When(ConsentDecider.Decide, byThemselves with { Capacity = CapacityBasis.GillickCompetent, BornOn = AgedYears(17) }).Refuses(ConsentRefusals.UseCapacityAct("/capacity"));
        Before.When(ConsentDecider.Decide, byThemselves with { Capacity = CapacityBasis.PresumedCapable }).Refuses(ConsentRefusals.UseGillick("/capacity"));
        Assert.IsType<Decision.Accepted>(Before.When(ConsentDecider.Decide, byThemselves with { Capacity = CapacityBasis.PresumedCapable, BornOn = AgedYears(17) }).Decision);
    }

    [Fact]
    public void An_attorney_speaks_for_a_grown_donor_alone()
    {
        var attorney = ByMother with { GivenBy = StepFather, Capacity = CapacityBasis.LastingPowerOfAttorney };
        Before.When(ConsentDecider.Decide, attorney with { BornOn = AgedYears(17) }).Refuses(ConsentRefusals.DonorTooYoung);
        Before.When(ConsentDecider.Decide, attorney with { BornOn = null }).Refuses(ConsentRefusals.DonorTooYoung);
        Assert.IsType<Decision.Accepted>(Before.When(ConsentDecider.Decide, attorney with { Person = Mother, BornOn = AgedYears(32) }).Decision);
    }

    private static DateOnly AgedYears(int years) => Today.AddYears(-years);
}
