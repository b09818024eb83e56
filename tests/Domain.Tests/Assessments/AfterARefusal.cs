using Safeguard.Domain.Assessments;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Assessments.SomeAssessment;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Assessments;

/// <summary>A refusal of early help opens a review and never silently closes the case (BED-25, §3.6).</summary>
public sealed class AfterARefusal
{
    private static readonly RefuseConsent Refuse = SomeConsent.Refuse with { Kind = ConsentKind.ServiceAgreement, Purpose = Purpose.EarlyHelp };
    private static readonly ConsentRefused Refused = SomeConsent.Refused with { Kind = ConsentKind.ServiceAgreement, Purpose = Purpose.EarlyHelp };
    private static readonly ReassessmentTriggered Reconsider = new(ReassessmentTrigger.Refusal, [Child], null) { Envelope = JustNow(AboutChild) };

    [Fact]
    public void It_calls_for_another_look_at_the_children_of_the_household() =>
        Family.Given(Household).When(ConsentDecider.Decide, Refuse).Then(Refused, Reconsider);

    [Fact]
    public void And_names_the_agency_s_own_newest_assessment_of_them()
    {
        Family.Given(Household, Completed).When(ConsentDecider.Decide, Refuse).Then(Refused, Reconsider with { Revises = First });
        Family.Given(Household, Completed, Revised).When(ConsentDecider.Decide, Refuse).Then(Refused, Reconsider with { Revises = Second });
        Family.Given(Household, Completed.RecordedBy(SocialWorker)).When(ConsentDecider.Decide, Refuse).Then(Refused, Reconsider);
    }

    [Fact]
    public void Said_again_with_reasons_it_opens_no_second_task_for_the_child()
    {
        var again = Refuse with { Consent = SomeConsent.Id, Reasons = "They manage by themselves." };
        var withReasons = Refused with { Reasons = Of(Mother, "They manage by themselves.") };
        Family.Given(Household, Refused, Reconsider).When(ConsentDecider.Decide, again).Then(withReasons);
        Family.Given(Household, Refused, Reconsider, Completed).When(ConsentDecider.Decide, again).Then(withReasons, Reconsider with { Revises = First });
    }

    [Fact]
    public void A_child_s_own_service_is_about_that_child() =>
        Family.Given(Household).When(ConsentDecider.Decide, Refuse with { Person = Child, RefusedBy = Mother })
            .Then(Refused with { Person = Child, Envelope = JustNow(AboutChild) }, Reconsider);

    [Fact]
    public void A_refusal_of_anything_else_calls_for_nothing()
    {
        Family.Given(Household).When(ConsentDecider.Decide, SomeConsent.Refuse).Then(SomeConsent.Refused);
        Family.Given(Household).When(ConsentDecider.Decide, Refuse with { Purpose = Purpose.Treatment }).Then(Refused with { Purpose = Purpose.Treatment });
    }

    [Fact]
    public void It_is_answered_by_the_agency_s_next_assessment_of_the_child()
    {
        var open = Family.Given(Household, Refused, Reconsider).Record.Assessments.ToReassess;
        Assert.Equal([new OpenReassessment(ReassessmentTrigger.Refusal, Child, null, Treatment)], open);
        Assert.Empty(Family.Given(Household, Refused, Reconsider, Completed).Record.Assessments.ToReassess);
        Assert.Single(Family.Given(Household, Refused, Reconsider, Completed.RecordedBy(SocialWorker)).Record.Assessments.ToReassess);
        Assert.Empty(Family.Given(Household, Completed, Refused, Reconsider with { Revises = First }, Triggered, Revised).Record.Assessments.ToReassess);
    }
}
