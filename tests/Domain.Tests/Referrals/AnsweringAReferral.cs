using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Referrals.SomeReferral;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Referrals;

public sealed class AnsweringAReferral
{
    private static readonly Actor SchoolManager = new(ActorId.Of("school-manager"), School, [Role.Practitioner, Role.DutyManager]);

    [Fact]
    public void The_receiver_acknowledges_it_in_somebodys_name() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge)
            .Then(Acknowledged);

    [Fact]
    public void Without_a_time_it_is_acknowledged_now() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { At = null })
            .Then(Acknowledged with { At = Now, Envelope = JustNow(AboutChild) });

    [Fact]
    public void The_referrer_acknowledges_nothing() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { By = Worker })
            .Refuses(ReferralRefusals.OwnReferral);

    [Fact]
    public void Nor_does_any_other_agency() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { By = SchoolManager })
            .Refuses(ReferralRefusals.NotTheReceiver);

    [Fact]
    public void Both_of_these_are_403() =>
        Assert.All([ReferralRefusals.OwnReferral, ReferralRefusals.NotTheReceiver, ReferralRefusals.DutyManagerDecides], r => Assert.Equal(RefusalKind.NotAllowed, r.Kind));

    [Fact]
    public void A_call_from_outside_that_the_receiver_wrote_down_is_the_receivers_to_acknowledge() =>
        Family.Given(Invented.Household, (Called with { Source = ReferralSource.MemberOfPublic }).RecordedBy(SocialWorker))
            .When(ReferralDecider.Decide, Acknowledge)
            .Then(Acknowledged);

    [Fact]
    public void An_automatic_receipt_is_no_acknowledgement() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { Automatic = true })
            .Refuses(ReferralRefusals.AutoReceiptIsNotAck);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nobody_acknowledges_without_a_name(string? name) =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { AcknowledgedBy = name })
            .Refuses(ReferralRefusals.AcknowledgerRequired);

    [Fact]
    public void Nobody_acknowledges_before_receipt()
    {
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { At = CallAt.AddMicroseconds(-1) })
            .Refuses(ReferralRefusals.AckBeforeReceipt);
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { At = CallAt })
            .Then(Acknowledged with { At = CallAt, Envelope = Said(CallAt, AboutChild) });
    }

    [Fact]
    public void Nor_later_than_now() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { At = Now.AddMinutes(1) })
            .Refuses(ReferralRefusals.InFuture("/at"));

    [Fact]
    public void It_is_acknowledged_once()
    {
        Family.Given(Invented.Household, Called, Acknowledged).When(ReferralDecider.Decide, Acknowledge).ChangesNothing();
        Family.Given(Invented.Household, Called, Acknowledged).When(ReferralDecider.Decide, Acknowledge with { At = null }).ChangesNothing();
        Family.Given(Invented.Household, Called, Acknowledged)
            .When(ReferralDecider.Decide, Acknowledge with { At = Now })
            .Refuses(ReferralRefusals.AlreadyAcknowledged);
    }

    [Fact]
    public void What_was_never_made_is_not_answered()
    {
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Acknowledge).Refuses(ReferralRefusals.NotFound);
        Family.Given(Invented.Household).When(ReferralDecider.Decide, SomeReferral.Decide).Refuses(ReferralRefusals.NotFound);
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Refuse).Refuses(ReferralRefusals.NotFound);
    }

    [Theory]
    [InlineData(ReferralOutcome.Assessment)]
    [InlineData(ReferralOutcome.Strategy)]
    [InlineData(ReferralOutcome.EarlyHelp)]
    [InlineData(ReferralOutcome.TransferredArea)]
    public void The_duty_manager_decides_and_owes_no_reasons_for_doing_something(ReferralOutcome outcome) =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { Outcome = outcome })
            .Then(new ReferralDecisionMade(Id, outcome) { Envelope = JustNow(AboutChild) });

    [Theory]
    [InlineData(ReferralOutcome.NoFurtherAction)]
    [InlineData(ReferralOutcome.AdviceOnly)]
    public void For_doing_nothing_reasons_are_owed(ReferralOutcome outcome)
    {
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { Outcome = outcome })
            .Refuses(ReferralRefusals.ReasonsRequired);
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { Outcome = outcome, Reasons = "Support is in place." })
            .Then(new ReferralDecisionMade(Id, outcome) { Envelope = JustNow(AboutChild), Reasons = OfFamily("Support is in place.") });
    }

    [Fact]
    public void It_may_be_decided_before_it_is_acknowledged_and_acknowledged_afterwards() =>
        Family.Given(Invented.Household, Called, Decided(ReferralOutcome.Assessment))
            .When(ReferralDecider.Decide, Acknowledge)
            .Then(Acknowledged);

    [Fact]
    public void Not_accepted_is_said_with_reasons() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Refuse)
            .Then(new ReferralNotAccepted(Id, OfFamily("The threshold is not met.")) { Envelope = JustNow(AboutChild) });

    [Theory]
    [InlineData(null)]
    [InlineData("\t")]
    public void Or_not_at_all(string? reasons) =>
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Refuse with { Reasons = reasons }).Refuses(ReferralRefusals.ReasonsRequired);

    [Fact]
    public void Nobody_but_a_duty_manager_decides()
    {
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { By = SocialWorker })
            .Refuses(ReferralRefusals.DutyManagerDecides);
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { By = SocialWorker with { Roles = [Role.Manager] } })
            .Refuses(ReferralRefusals.DutyManagerDecides);
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Refuse with { By = SocialWorker }).Refuses(ReferralRefusals.DutyManagerDecides);
    }

    [Fact]
    public void Nor_one_of_another_agency()
    {
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { By = SchoolManager })
            .Refuses(ReferralRefusals.NotTheReceiver);
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Refuse with { By = Worker with { Roles = [Role.DutyManager] } })
            .Refuses(ReferralRefusals.OwnReferral);
    }

    [Fact]
    public void It_is_decided_once()
    {
        Family.Given(Invented.Household, Called, Decided(ReferralOutcome.Assessment)).When(ReferralDecider.Decide, SomeReferral.Decide).ChangesNothing();
        Family.Given(Invented.Household, Called, Decided(ReferralOutcome.Assessment)).When(ReferralDecider.Decide, Refuse).Refuses(ReferralRefusals.AlreadyDecided);
        Family.Given(Invented.Household, Called, Decided(ReferralOutcome.Assessment))
            .When(ReferralDecider.Decide, SomeReferral.Decide with { Outcome = ReferralOutcome.EarlyHelp })
            .Refuses(ReferralRefusals.AlreadyDecided);
        DomainEvent refused = new ReferralNotAccepted(Id, OfFamily("No.")) { Envelope = JustNow() };
        Family.Given(Invented.Household, Called, refused).When(ReferralDecider.Decide, Refuse).ChangesNothing();
        Family.Given(Invented.Household, Called, refused).When(ReferralDecider.Decide, SomeReferral.Decide).Refuses(ReferralRefusals.AlreadyDecided);
    }

    [Fact]
    public void Reasons_have_up_to_5000_characters()
    {
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, SomeReferral.Decide with { Reasons = new('a', 5_001) })
            .Refuses(TextRefusals.TooLong("/reasons", 5_000));
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Refuse with { Reasons = new('a', 5_001) }).Refuses(TextRefusals.TooLong("/reasons", 5_000));
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Acknowledge with { AcknowledgedBy = "A\nB" })
            .Refuses(TextRefusals.CharacterNotAllowed("/acknowledgedBy", '\n', 1));
    }

    private static ReferralDecisionMade Decided(ReferralOutcome outcome) => new(Id, outcome) { Envelope = JustNow() };
}
