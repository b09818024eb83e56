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
    public void It_answers_the_consent_that_was_sought() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id, Person = null, Kind = null, Purpose = null, New = OtherId })
            .Then(Given);

    [Fact]
    public void The_consent_that_was_sought_must_be_named() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Give with { New = OtherId })
            .Refuses(ConsentRefusals.OnRecord);

    [Fact]
    public void It_must_be_the_named_consents_own_person_kind_and_purpose()
    {
        var history = Family.Given(Household, Sought);
        var answer = Give with { Consent = SomeConsent.Id, New = OtherId };
        history.When(ConsentDecider.Decide, answer with { Person = StepFather }).Refuses(ConsentRefusals.OtherConsent);
        history.When(ConsentDecider.Decide, answer with { Kind = ConsentKind.TreatmentConsent }).Refuses(ConsentRefusals.OtherConsent);
        history.When(ConsentDecider.Decide, answer with { Purpose = Purpose.HealthCare }).Refuses(ConsentRefusals.OtherConsent);
    }

    [Fact]
    public void A_consent_that_is_not_there_cannot_be_answered() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Consent = OtherId })
            .Refuses(ConsentRefusals.NotFound);

    [Fact]
    public void Another_agencys_consent_cannot_be_answered() =>
        Family.Given(Household, Sought)
            .When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id, By = SocialWorker })
            .Refuses(ConsentRefusals.NotFound);

    [Fact]
    public void The_first_word_says_whose_it_is_of_which_kind_and_for_which_purpose() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Kind = null, Purpose = null })
            .Refuses(ConsentRefusals.Unclear(["/kind", "/purpose"]));

    [Fact]
    public void An_auditor_records_nothing() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { By = Worker with { Roles = [Role.IgOfficer] } })
            .Refuses(Families.RecordingRights.NotYoursToRecord);

    [Theory]
    [InlineData(ConsentKind.ServiceAgreement)]
    [InlineData(ConsentKind.DataProtectionConsent)]
    [InlineData(ConsentKind.TreatmentConsent)]
    public void Each_kind_is_a_consent_of_its_own(ConsentKind kind) =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Give with { New = OtherId, Kind = kind })
            .Then(Given with { Consent = OtherId, Kind = kind });

    [Fact]
    public void Each_agency_keeps_its_own() =>
        Family.Given(Household, GivenLastWeek)
            .When(ConsentDecider.Decide, Give with { New = OtherId, By = SocialWorker })
            .Then(Given with { Consent = OtherId });

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
            .Refuses(ConsentRefusals.NoAuthority("/givenBy"));

    [Fact]
    public void Nobody_gives_it_for_another_adult() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { GivenBy = StepFather })
            .Refuses(ConsentRefusals.NoAuthority("/givenBy"));

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
            .When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id })
            .Then(Given);

    [Fact]
    public void The_same_again_changes_nothing() =>
        Family.Given(Household, Given)
            .When(ConsentDecider.Decide, Give with { New = OtherId })
            .ChangesNothing();

    [Fact]
    public void Given_by_another_or_founded_or_shown_otherwise_it_is_a_new_fact()
    {
        var relation = new Families.RelationshipAsserted(StepFather, Child, Families.RelationKind.StepParent, Families.ParentalResponsibility.Yes) { Envelope = JustNow(AboutChild) };
        var byMother = Given with { Person = Child, Capacity = CapacityBasis.ParentalResponsibility, Envelope = JustNow(AboutChild) };
        var again = Give with { Consent = SomeConsent.Id, Person = Child, GivenBy = StepFather, Capacity = CapacityBasis.ParentalResponsibility };
        var history = Family.Given(Household, relation, byMother);
        history.When(ConsentDecider.Decide, again).Then(byMother with { GivenBy = StepFather });
        history.When(ConsentDecider.Decide, again with { Consent = null, New = OtherId }).Refuses(ConsentRefusals.OnRecord);
        history.When(ConsentDecider.Decide, again with { GivenBy = Mother }).ChangesNothing();
        Family.Given(Household, Given).When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id, Evidence = ConsentEvidence.Digital }).Then(Given with { Evidence = ConsentEvidence.Digital });
        Family.Given(Household, Given).When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id, Capacity = null }).ChangesNothing();
        Family.Given(Household, Given with { Capacity = null }).When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id }).Then(Given);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("What and why.   ​​​​​")]
    public void A_word_is_no_explanation(string said)
    {
        Family.Given(Household).When(ConsentDecider.Decide, Give with { Evidence = ConsentEvidence.Verbal, Witness = "The family worker", HowExplained = said }).Refuses(ConsentRefusals.ExplanationTooShort);
        Family.Given(Household).When(ConsentDecider.Decide, Seek with { HowExplained = said }).Refuses(ConsentRefusals.ExplanationTooShort);
        Family.Given(Household, Sought).When(ConsentDecider.Decide, Give with { Consent = SomeConsent.Id, HowExplained = " " }).Then(Given);
    }

    [Fact]
    public void Nobody_outside_the_family_can_give_it() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Person = Stranger, GivenBy = Stranger })
            .Refuses(Families.HouseholdRefusals.UnknownPerson("/person"));
}
