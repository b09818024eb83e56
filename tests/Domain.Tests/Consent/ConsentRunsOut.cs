using Safeguard.Domain.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

public sealed class ConsentRunsOut
{
    private static readonly ConsentGiven UntilYesterday = GivenLastWeek with { ValidTo = new(2026, 11, 8) };
    private static readonly ConsentExpired Expired = new(SomeConsent.Id, new(2026, 11, 8)) { Envelope = JustNow(AboutMother) };

    [Fact]
    public void Once_its_last_day_has_passed_the_service_notes_it() =>
        Family.Given(Household, UntilYesterday)
            .When(ConsentDecider.Decide, Expire)
            .Then(Expired);

    [Fact]
    public void It_is_noted_once() =>
        Family.Given(Household, UntilYesterday, Expired)
            .When(ConsentDecider.Decide, Expire)
            .ChangesNothing();

    [Fact]
    public void A_timer_that_comes_on_the_last_day_says_nothing() =>
        Family.Given(Household, UntilYesterday)
            .When(ConsentDecider.Decide, Expire with { Now = Now.AddDays(-1) })
            .ChangesNothing();

    [Fact]
    public void A_timer_says_nothing_of_a_consent_that_was_withdrawn() =>
        Family.Given(Household, UntilYesterday, Withdrawn with { From = Now.AddDays(-2) })
            .When(ConsentDecider.Decide, Expire)
            .ChangesNothing();

    [Fact]
    public void A_timer_says_nothing_of_a_consent_given_anew_for_longer() =>
        Family.Given(Household, UntilYesterday, Given with { ValidTo = new(2027, 1, 31), Envelope = Said(At(9, 0), AboutMother) })
            .When(ConsentDecider.Decide, Expire)
            .ChangesNothing();

    [Fact]
    public void A_timer_says_nothing_of_an_unknown_consent() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Expire)
            .ChangesNothing();

    [Fact]
    public void Nobody_but_the_service_notes_it() =>
        Family.Given(Household, UntilYesterday)
            .When(ConsentDecider.Decide, Expire with { By = Manager })
            .Refuses(ConsentRefusals.OnlyTheService);
}
