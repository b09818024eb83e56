using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

/// <summary>Who can answer, for themselves or for another, as it stood on the day of the answer (R3.1.7, R3.1.8; §6 rows 37 to 39).</summary>
public sealed class Answering
{
    private static readonly Entry Yesterday = new() { Happened = Happened.At(Now.AddDays(-1)), LearnedAt = Now.AddHours(-1), KnownFrom = KnownFrom.ToldByParent };

    private static readonly GiveConsent ByThemselves = SomeConsent.Give with
    {
        Person = Child, GivenBy = Child, Capacity = CapacityBasis.GillickCompetent, BornOn = AgedYears(14),
    };

    private static readonly GiveConsent ByMother = ByThemselves with { GivenBy = Mother, Capacity = CapacityBasis.ParentalResponsibility };

    private static readonly RefuseConsent Refuse = SomeConsent.Refuse with { Person = Child, BornOn = AgedYears(14) };

    private static readonly AssessCompetence Judge = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Person = Child, Framework = CompetenceFramework.Gillick, Competent = true,
        About = "Whether social care is told.", Reasons = "Understands what is told, to whom and what may follow.", BornOn = AgedYears(16),
    };

    [Fact]
    public void A_child_whom_nobody_judged_does_not_give_it_for_themselves()
    {
        Given().When(ConsentDecider.Decide, ByThemselves with { BornOn = AgedYears(3) }).Refuses(ConsentRefusals.NotJudgedCompetent);
        Given().When(ConsentDecider.Decide, ByThemselves with { BornOn = null }).Refuses(ConsentRefusals.NotJudgedCompetent);
        Given(Judged(true, 0).RecordedBy(SocialWorker)).When(ConsentDecider.Decide, ByThemselves).Refuses(ConsentRefusals.NotJudgedCompetent);
        Given(Judged(true, 0)).When(ConsentDecider.Decide, ByThemselves with { Entry = Yesterday }).Refuses(ConsentRefusals.NotJudgedCompetent);
    }

    [Fact]
    public void A_child_judged_competent_up_to_that_day_gives_it_for_themselves()
    {
        IsTaken(Given(Judged(true, 0)), ByThemselves);
        IsTaken(Given(Judged(false, 7), Judged(true, 1)), ByThemselves with { Entry = Yesterday });
        IsTaken(Given(Judged(true, 7), Judged(false, 0)), ByThemselves with { Entry = Yesterday });
    }

    [Fact]
    public void A_child_judged_not_competent_since_does_not_give_it()
    {
        Given(Judged(false, 0)).When(ConsentDecider.Decide, ByThemselves).Refuses(ConsentRefusals.NotCompetent);
        Given(Judged(true, 7), Judged(false, 1)).When(ConsentDecider.Decide, ByThemselves).Refuses(ConsentRefusals.NotCompetent);
        // Recorded in the other order: what counts is the day that each is dated.
        Given(Judged(false, 1), Judged(true, 7)).When(ConsentDecider.Decide, ByThemselves).Refuses(ConsentRefusals.NotCompetent);
    }

    [Fact]
    public void From_sixteen_no_parent_answers_unless_capacity_was_judged_absent()
    {
        var grownUp = ByMother with { BornOn = AgedYears(17) };
        Given().When(ConsentDecider.Decide, grownUp).Refuses(ConsentRefusals.YoungPersonDecides("/givenBy"));
        Given(Judged(false, 800)).When(ConsentDecider.Decide, grownUp).Refuses(ConsentRefusals.YoungPersonDecides("/givenBy"));
        Given(ByCapacityAct(Child, true)).When(ConsentDecider.Decide, grownUp).Refuses(ConsentRefusals.ChildDecides("/givenBy"));
        IsTaken(Given(ByCapacityAct(Child, false)), grownUp);
        // Where the age is not known, whichever test was used last counts.
        Given(ByCapacityAct(Child, true)).When(ConsentDecider.Decide, ByMother with { BornOn = null }).Refuses(ConsentRefusals.ChildDecides("/givenBy"));
    }

    [Fact]
    public void Parental_responsibility_ends_at_eighteen()
    {
        Given().When(ConsentDecider.Decide, ByMother with { BornOn = AgedYears(18) }).Refuses(ConsentRefusals.ResponsibilityEnded("/givenBy"));
        Given(Responsible(StepFather, Mother, ParentalResponsibility.Yes, 9))
            .When(ConsentDecider.Decide, ByMother with { Person = Mother, GivenBy = StepFather, BornOn = AgedYears(41) })
            .Refuses(ConsentRefusals.ResponsibilityEnded("/givenBy"));
        Given(Responsible(StepFather, Mother, ParentalResponsibility.Yes, 9))
            .When(ConsentDecider.Decide, ByMother with { Person = Mother, GivenBy = StepFather, BornOn = null })
            .Refuses(ConsentRefusals.ResponsibilityEnded("/givenBy"));
    }

    [Fact]
    public void An_adult_judged_without_capacity_does_not_give_it_until_judged_able()
    {
        Given(ByCapacityAct(Mother, false)).When(ConsentDecider.Decide, SomeConsent.Give).Refuses(ConsentRefusals.NotCompetent);
        IsTaken(Given(ByCapacityAct(Mother, false), ByCapacityAct(Mother, true)), SomeConsent.Give);
    }

    [Fact]
    public void Whoever_answers_for_another_is_somebody_of_this_record()
    {
        Given().When(ConsentDecider.Decide, ByMother with { Person = Mother, GivenBy = Stranger, Capacity = CapacityBasis.LastingPowerOfAttorney, BornOn = AgedYears(41) })
            .Refuses(HouseholdRefusals.UnknownPerson("/givenBy"));
        Given().When(ConsentDecider.Decide, ByMother with { GivenBy = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/givenBy"));
        Given().When(ConsentDecider.Decide, Refuse with { RefusedBy = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/refusedBy"));
    }

    [Fact]
    public void Who_may_not_give_it_for_a_child_may_not_refuse_it_either()
    {
        Given().When(ConsentDecider.Decide, Refuse with { RefusedBy = StepFather }).Refuses(ConsentRefusals.NoAuthority("/refusedBy"));
        Given().When(ConsentDecider.Decide, Refuse with { RefusedBy = Mother, BornOn = AgedYears(17) }).Refuses(ConsentRefusals.YoungPersonDecides("/refusedBy"));
        IsTaken(Given().When(ConsentDecider.Decide, Refuse with { RefusedBy = Mother }));
    }

    [Fact]
    public void An_attorney_refuses_for_a_grown_donor_as_they_could_permit_and_nobody_else_does()
    {
        var attorney = SomeConsent.Refuse with { RefusedBy = StepFather, Capacity = CapacityBasis.LastingPowerOfAttorney, BornOn = AgedYears(41) };
        var withoutCapacity = Given(ByCapacityAct(Mother, false));
        withoutCapacity.When(ConsentDecider.Decide, attorney).Then(SomeConsent.Refused with { RefusedBy = StepFather, Capacity = CapacityBasis.LastingPowerOfAttorney });
        withoutCapacity.When(ConsentDecider.Decide, attorney with { Capacity = null }).Refuses(ConsentRefusals.NoAuthority("/refusedBy"));
        withoutCapacity.When(ConsentDecider.Decide, attorney with { BornOn = AgedYears(17) }).Refuses(ConsentRefusals.DonorTooYoung);
        withoutCapacity.When(ConsentDecider.Decide, attorney with { RefusedBy = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/refusedBy"));
    }

    [Fact]
    public void An_attorney_is_eighteen_or_older()
    {
        var permits = SomeConsent.Give with { GivenBy = StepFather, Capacity = CapacityBasis.LastingPowerOfAttorney, BornOn = AgedYears(41), AnswererBornOn = AgedYears(17) };
        var refuses = SomeConsent.Refuse with { RefusedBy = Child, Capacity = CapacityBasis.LastingPowerOfAttorney, BornOn = AgedYears(41) };
        Given().When(ConsentDecider.Decide, permits).Refuses(ConsentRefusals.AttorneyTooYoung("/givenBy"));
        Given().When(ConsentDecider.Decide, permits with { GivenBy = Child, AnswererBornOn = null }).Refuses(ConsentRefusals.AttorneyTooYoung("/givenBy"));
        Given().When(ConsentDecider.Decide, refuses).Refuses(ConsentRefusals.AttorneyTooYoung("/refusedBy"));
        Given().When(ConsentDecider.Decide, refuses with { AnswererBornOn = AgedYears(3) }).Refuses(ConsentRefusals.AttorneyTooYoung("/refusedBy"));
        // Who joined as a child and has grown may be one.
        IsTaken(Given(), permits with { GivenBy = Child, AnswererBornOn = AgedYears(18) });
        IsTaken(Given(), permits with { AnswererBornOn = null });
    }

    [Theory]
    [InlineData(CapacityBasis.GillickCompetent)]
    [InlineData(CapacityBasis.PresumedCapable)]
    public void A_holder_of_responsibility_does_not_answer_by_the_person_s_own_capacity(CapacityBasis basis)
    {
        Given().When(ConsentDecider.Decide, ByMother with { Capacity = basis, BornOn = AgedYears(3) }).Refuses(ConsentRefusals.CapacityOfThePerson);
        Given().When(ConsentDecider.Decide, Refuse with { RefusedBy = Mother, Capacity = basis, BornOn = AgedYears(3) }).Refuses(ConsentRefusals.CapacityOfThePerson);
        IsTaken(Given(), ByMother with { Capacity = null, BornOn = AgedYears(3) });
    }

    [Theory]
    [InlineData(CapacityBasis.ParentalResponsibility)]
    [InlineData(CapacityBasis.LastingPowerOfAttorney)]
    public void Nobody_answers_for_themselves_by_what_lets_them_answer_for_another(CapacityBasis basis) =>
        Given().When(ConsentDecider.Decide, SomeConsent.Give with { Capacity = basis }).Refuses(ConsentRefusals.CapacityOfAnother);

    [Fact]
    public void What_a_child_refuses_for_themselves_is_written_down_at_any_age() =>
        IsTaken(Given().When(ConsentDecider.Decide, Refuse with { RefusedBy = Child, BornOn = AgedYears(6) }));

    [Fact]
    public void Responsibility_carries_no_answer_from_before_its_day()
    {
        var sinceToday = Given(Responsible(StepFather, Child, ParentalResponsibility.Yes, 0));
        sinceToday.When(ConsentDecider.Decide, ByMother with { GivenBy = StepFather, Entry = Yesterday }).Refuses(ConsentRefusals.NoAuthority("/givenBy"));
        IsTaken(sinceToday, ByMother with { GivenBy = StepFather });
    }

    [Fact]
    public void Responsibility_that_ended_carries_what_was_answered_before()
    {
        var untilToday = Given(Responsible(StepFather, Child, ParentalResponsibility.Yes, 9), Responsible(StepFather, Child, ParentalResponsibility.No, 0));
        IsTaken(untilToday, ByMother with { GivenBy = StepFather, Entry = Yesterday });
        untilToday.When(ConsentDecider.Decide, ByMother with { GivenBy = StepFather }).Refuses(ConsentRefusals.NoAuthority("/givenBy"));
    }

    [Fact]
    public void Age_is_that_of_the_day_on_which_it_was_given()
    {
        var sixteenToday = ByThemselves with { BornOn = AgedYears(16) };
        IsTaken(Given(Judged(true, 7)), sixteenToday with { Entry = Yesterday });
        Given(Judged(true, 7)).When(ConsentDecider.Decide, sixteenToday).Refuses(ConsentRefusals.UseCapacityAct("/capacity"));
        Given(Judged(true, 7)).When(ConsentDecider.Decide, sixteenToday with { Capacity = CapacityBasis.PresumedCapable, Entry = Yesterday })
            .Refuses(ConsentRefusals.UseGillick("/capacity"));
        IsTaken(Given(), sixteenToday with { Capacity = CapacityBasis.PresumedCapable });
        IsTaken(Given(), ByMother with { BornOn = AgedYears(16), Entry = Yesterday });
        Given().When(ConsentDecider.Decide, ByMother with { BornOn = AgedYears(18), Entry = Yesterday }).Refuses(ConsentRefusals.YoungPersonDecides("/givenBy"));
    }

    [Fact]
    public void Competence_is_judged_by_the_test_for_the_age_on_its_own_day()
    {
        IsTaken(Given().When(ConsentDecider.Decide, Judge with { Entry = Yesterday }));
        Given().When(ConsentDecider.Decide, Judge).Refuses(ConsentRefusals.UseCapacityAct("/framework"));
        Given().When(ConsentDecider.Decide, Judge with { Framework = CompetenceFramework.MentalCapacityAct, Entry = Yesterday })
            .Refuses(ConsentRefusals.UseGillick("/framework"));
    }

    private static FamilyHistory Given(params IReadOnlyList<Past> since) => Family.Given([Invented.Household, .. since]);

    private static CompetenceAssessed Judged(bool competent, int daysAgo) =>
        new(Child, CompetenceFramework.Gillick, competent, Of(Child, "Whether social care is told."), Of(Child, "As asked and answered that day."))
        {
            Envelope = Said(Now.AddDays(-daysAgo), AboutChild),
        };

    private static CompetenceAssessed ByCapacityAct(PersonId person, bool competent) =>
        new(person, CompetenceFramework.MentalCapacityAct, competent, Of(person, "Whether social care is told."), Of(person, "As asked and answered that day."))
        {
            Envelope = JustNow(AboutChild),
        };

    private static RelationshipAsserted Responsible(PersonId adult, PersonId child, ParentalResponsibility held, int daysAgo) =>
        new(adult, child, RelationKind.StepParent, held) { Envelope = Said(Now.AddDays(-daysAgo), AboutStepFather, AboutChild) };

    private static void IsTaken(FamilyHistory history, GiveConsent command) => IsTaken(history.When(ConsentDecider.Decide, command));

    private static void IsTaken(Outcome outcome) => Assert.IsType<Decision.Accepted>(outcome.Decision);

    private static DateOnly AgedYears(int years) => Today.AddYears(-years);
}
