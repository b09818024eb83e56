using Safeguard.Domain.Consent;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

public sealed class GivingConsent
{
    [Fact]
    public void It_is_recorded_with_its_scope_its_giver_and_its_days() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give)
            .Then(Given).Sets();

    [Fact]
    public void It_continues_the_consent_that_was_sought() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Give with { Consent = FreshId })
            .Then(Given);

    [Theory]
    [InlineData(ConsentKind.ServiceAgreement)]
    [InlineData(ConsentKind.DataProtectionConsent)]
    [InlineData(ConsentKind.TreatmentConsent)]
    public void Each_kind_is_a_consent_of_its_own(ConsentKind kind) =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Give with { Consent = FreshId, Kind = kind })
            .Then(Given with { Consent = FreshId, Kind = kind });

    [Fact]
    public void Each_agency_keeps_its_own() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Give with { Consent = FreshId, By = SocialWorker })
            .Then(Given with { Consent = FreshId });

    [Fact]
    public void A_last_day_sets_a_timer_for_the_first_instant_after_it() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { ValidTo = new(2027, 6, 30) })
            .Then(Given with { ValidTo = new(2027, 6, 30) })
            // Midnight in London, which is on summer time then.
            .Sets(new Timer("consent-expiry", new(2027, 6, 30, 23, 0, 0, TimeSpan.Zero), new Dictionary<string, string>
            {
                ["family"] = Family.Id.ToString(),
                ["consent"] = SomeConsent.Id.ToString(),
                ["validTo"] = "2027-06-30",
            }));

    [Fact]
    public void The_first_day_is_the_day_on_which_it_was_given() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with
            {
                Entry = new Entry { Happened = Happened.At(Now.AddDays(-1)), LearnedAt = Now.AddHours(-1), KnownFrom = KnownFrom.ToldByParent },
            })
            .Then(Given with
            {
                ValidFrom = Today.AddDays(-1),
                Envelope = JustNow(AboutMother) with { Happened = Happened.At(Now.AddDays(-1)), LearnedAt = Now.AddHours(-1), KnownFrom = KnownFrom.ToldByParent },
            });

    [Fact]
    public void A_holder_of_parental_responsibility_gives_it_for_the_child() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Person = Child, Capacity = CapacityBasis.ParentalResponsibility })
            .Then(Given with { Person = Child, Capacity = CapacityBasis.ParentalResponsibility, Envelope = JustNow(AboutChild) });

    [Fact]
    public void A_step_parent_without_responsibility_cannot_give_it_for_the_child() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Person = Child, GivenBy = StepFather })
            .Refuses(ConsentRefusals.NoAuthority);

    [Fact]
    public void Nobody_gives_it_for_another_adult() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { GivenBy = StepFather })
            .Refuses(ConsentRefusals.NoAuthority);

    [Fact]
    public void By_word_of_mouth_it_needs_a_witness() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Evidence = ConsentEvidence.Verbal, Witness = " " })
            .Refuses(ConsentRefusals.WitnessRequired);

    [Fact]
    public void A_witness_is_kept_sealed() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Evidence = ConsentEvidence.Verbal, Witness = "The family worker" })
            .Then(Given with { Evidence = ConsentEvidence.Verbal, Witness = Of(Mother, "The family worker") });

    [Theory]
    [InlineData("2026-11-09")]
    [InlineData("2026-11-08")]
    public void It_cannot_end_on_or_before_its_first_day(string validTo) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { ValidTo = DateOnly.Parse(validTo, null) })
            .Refuses(ConsentRefusals.EndsBeforeItBegins);

    [Fact]
    public void It_can_be_given_again_after_it_was_refused() =>
        Family.Given(Household, Refused with { Envelope = Said(At(9, 0), AboutMother) })
            .When(ConsentDecider.Decide, Give)
            .Then(Given);

    [Fact]
    public void The_same_again_changes_nothing() =>
        Family.Given(Household, Given)
            .When(ConsentDecider.Decide, Give with { Consent = FreshId })
            .ChangesNothing();

    [Fact]
    public void Nobody_outside_the_family_can_give_it() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Person = Stranger, GivenBy = Stranger })
            .Refuses(ConsentRefusals.UnknownPerson("/person"));
}
