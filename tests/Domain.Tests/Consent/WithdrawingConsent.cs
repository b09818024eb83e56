using Safeguard.Domain.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

public sealed class WithdrawingConsent
{
    [Fact]
    public void It_ends_at_the_moment_at_which_it_was_said() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Withdraw with { Reason = "She no longer agrees." })
            .Then(Withdrawn with { Reason = Of(Mother, "She no longer agrees.") });

    [Fact]
    public void It_may_be_dated_back_to_when_it_was_said() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Withdraw with { From = At(8, 30) })
            .Then(Withdrawn with { From = At(8, 30) });

    [Fact]
    public void It_may_name_what_is_taken_out_and_leave_the_rest() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Withdraw with { Items = ["Treatment"] })
            .Then(Withdrawn with { Items = [InformationCategory.Treatment] });

    [Fact]
    public void It_cannot_be_dated_before_it_was_given() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Withdraw with { From = Now.AddDays(-8) })
            .Refuses(ConsentRefusals.WithdrawnBeforeGiven);

    [Fact]
    public void What_was_only_sought_cannot_be_withdrawn() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Withdraw)
            .Refuses(ConsentRefusals.NotGiven);

    [Fact]
    public void What_was_refused_cannot_be_withdrawn() =>
        Family.Given(Household, Refused)
            .When(ConsentDecider.Decide, Withdraw)
            .Refuses(ConsentRefusals.NotGiven);

    [Fact]
    public void Withdrawn_again_changes_nothing() =>
        Family.Given(Household, GivenLastWeek, Withdrawn with { From = At(9, 0) })
            .When(ConsentDecider.Decide, Withdraw)
            .ChangesNothing();

    [Fact]
    public void Withdrawn_again_from_an_earlier_moment_is_recorded() =>
        Family.Given(Household, GivenLastWeek, Withdrawn with { From = At(9, 0) })
            .When(ConsentDecider.Decide, Withdraw with { From = At(8, 0) })
            .Then(Withdrawn with { From = At(8, 0) });

    [Fact]
    public void Taking_out_again_what_is_out_changes_nothing() =>
        Family.Given(Household, GivenLastWeek, Withdrawn with { From = At(9, 0), Items = [InformationCategory.Treatment] })
            .When(ConsentDecider.Decide, Withdraw with { Items = ["Treatment"] })
            .ChangesNothing();

    [Fact]
    public void An_unknown_consent_is_not_found() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Withdraw)
            .Refuses(ConsentRefusals.NotFound);

    [Fact]
    public void Another_agencys_consent_answers_like_an_absent_one() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Withdraw with { By = SocialWorker })
            .Refuses(ConsentRefusals.NotFound);
}
