using Safeguard.Domain.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

public sealed class AskingAndRefusing
{
    [Fact]
    public void Asking_is_recorded_with_how_it_was_explained() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Seek with { HowExplained = "What, with whom and why." })
            .Then(Sought with { HowExplained = Of(Mother, "What, with whom and why.") });

    [Fact]
    public void Asking_the_same_before_an_answer_came_changes_nothing() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Seek with { New = OtherId })
            .ChangesNothing();

    [Fact]
    public void How_it_was_explained_where_that_was_not_said_is_a_new_fact()
    {
        var explain = Seek with { Consent = SomeConsent.Id, HowExplained = "What, with whom and why." };
        var explained = Sought with { HowExplained = Of(Mother, "What, with whom and why.") };
        Family.Given(Household, Sought).When(ConsentDecider.Decide, explain).Then(explained);
        Family.Given(Household, explained).When(ConsentDecider.Decide, explain).ChangesNothing();
    }

    [Fact]
    public void Asking_for_more_is_asking_again() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Seek with { Consent = SomeConsent.Id, Items = ["SubstanceUse", "Treatment", "MentalHealth"] })
            .Then(Sought with { Items = [InformationCategory.SubstanceUse, InformationCategory.Treatment, InformationCategory.MentalHealth] });

    [Fact]
    public void Asking_again_after_a_refusal_is_recorded() =>
        Family.Given(Household, Refused)
            .When(ConsentDecider.Decide, Seek with { Consent = SomeConsent.Id })
            .Then(Sought);

    [Fact]
    public void A_refusal_is_recorded_with_its_reasons() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Refuse with { Consent = SomeConsent.Id, Reasons = "She fears losing her place." })
            .Then(Refused with { Reasons = Of(Mother, "She fears losing her place.") });

    [Fact]
    public void Nobody_refuses_for_another_adult() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Refuse with { RefusedBy = StepFather })
            .Refuses(ConsentRefusals.NoAuthority("/refusedBy"));

    [Fact]
    public void The_same_refusal_again_changes_nothing() =>
        Family.Given(Household, Refused)
            .When(ConsentDecider.Decide, Refuse)
            .ChangesNothing();

    [Fact]
    public void The_same_refusal_with_reasons_is_a_new_fact() =>
        Family.Given(Household, Refused)
            .When(ConsentDecider.Decide, Refuse with { Consent = SomeConsent.Id, Reasons = "She fears losing her place." })
            .Then(Refused with { Reasons = Of(Mother, "She fears losing her place.") });

    [Fact]
    public void Not_asking_is_recorded_with_its_reason() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, NotSeek)
            .Then(NotSought);

    [Theory]
    [InlineData(null)]
    [InlineData("Risk.")]
    [InlineData("   nineteen letters,   ")]
    public void Not_asking_needs_a_sentence(string? text) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, NotSeek with { Text = text })
            .Refuses(ConsentRefusals.TextTooShort);

    [Fact]
    public void What_is_given_and_counts_was_not_left_unasked() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, NotSeek)
            .Refuses(ConsentRefusals.StillCurrent);

    [Fact]
    public void Nobody_outside_the_family_is_asked() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Seek with { Person = Stranger })
            .Refuses(Families.HouseholdRefusals.UnknownPerson("/person"));

    [Fact]
    public void Text_with_a_control_character_is_refused() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Refuse with { Reasons = "No\0" })
            .Refuses(TextRefusals.CharacterNotAllowed("/reasons", 0, 2));
}
