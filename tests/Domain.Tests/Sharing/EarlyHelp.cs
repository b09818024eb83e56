using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Early help is by agreement to the service, and nothing overrides it (§6 rows 34 and 35, BED-24, route F).</summary>
public sealed class EarlyHelp
{
    private static readonly ConsentGiven Agreed = SomeConsent.GivenLastWeek with { Kind = ConsentKind.ServiceAgreement, Purpose = Purpose.EarlyHelp };
    private static readonly ProposeShare Refer = ProposeUnderPermission with { Purpose = Purpose.EarlyHelp };
    private static readonly ShareProposed Referred = ProposalUnderPermission with { Purpose = Purpose.EarlyHelp };

    [Fact]
    public void A_family_that_agreed_is_referred_by_route_F() =>
        Family.Given(Household, Agreed).When(SharingDecider.Decide, Refer).Then(Referred, BasisOfPermission with { Route = ShareRoute.F });

    [Fact]
    public void An_agreement_that_names_no_categories_or_recipients_is_limited_by_its_purpose_alone()
    {
        var agreed = Agreed with { Items = [], Recipients = [] };
        Family.Given(Household, agreed).When(SharingDecider.Decide, Refer).Then(Referred, BasisOfPermission with { Route = ShareRoute.F });
        Family.Given(Household, agreed, Referred).When(SharingDecider.Decide, Disclose).Then(Disclosed);
        Family.Given(Household, agreed with { Purpose = Purpose.YoungCarerSupport }).When(SharingDecider.Decide, Refer)
            .Refuses(SharingRefusals.DoesNotCover([new("/purpose", "NOT_COVERED", "It was given for another purpose.")]));
        Family.Given(Household, agreed, SomeConsent.Withdrawn with { From = Now.AddMinutes(-1), Items = [InformationCategory.Treatment] })
            .When(SharingDecider.Decide, Refer).Refuses(SharingRefusals.PermissionWithdrawn);
        Family.Given(Household, Agreed with { Recipients = [School] }).When(SharingDecider.Decide, Refer)
            .Refuses(SharingRefusals.DoesNotCover([new("/recipient/agency", "NOT_COVERED", "It does not cover this agency.")]));
        Family.Given(Household, agreed with { Purpose = Purpose.Treatment, Kind = ConsentKind.ConfidentialityPermission }).When(SharingDecider.Decide, ProposeUnderPermission with { Purpose = Purpose.Treatment })
            .Refuses(SharingRefusals.DoesNotCover(
            [
                new("/items/0/category", "NOT_COVERED", "It does not cover this category."),
                new("/items/1/category", "NOT_COVERED", "It does not cover this category."),
                new("/recipient/agency", "NOT_COVERED", "It does not cover this agency."),
            ]));
    }

    [Fact]
    public void Without_agreement_it_is_refused_and_no_override_leads_there()
    {
        Family.Given(Household).When(SharingDecider.Decide, Refer with { Consent = null }).Refuses(SharingRefusals.EarlyHelpNeedsAgreement);
        Family.Given(Household).When(SharingDecider.Decide, Refer with { Consent = null, Ground = ShareGround.Override }).Refuses(SharingRefusals.EarlyHelpNeedsAgreement);
    }

    [Theory]
    [InlineData(Purpose.YoungCarerSupport)]
    [InlineData(Purpose.Treatment)]
    public void A_young_carer_s_support_and_treatment_may_rest_on_agreement_to_them_or_on_permission(Purpose service)
    {
        var (agreed, refer) = (Agreed with { Purpose = service }, Refer with { Purpose = service });
        Family.Given(Household, agreed).When(SharingDecider.Decide, refer).Then(Referred with { Purpose = service }, BasisOfPermission with { Route = ShareRoute.F });

        Family.Given(Household, agreed with { Kind = ConsentKind.ConfidentialityPermission }).When(SharingDecider.Decide, refer).Then(Referred with { Purpose = service }, BasisOfPermission);
        Assert.NotNull(Family.Given(Household, Proposal with { Purpose = service }).When(SharingDecider.Decide, SomeOverride.DecideWhole with { Purpose = new() { Code = service, Text = "So that somebody helps the child." } }).After.Sharing.Find(Proposal.Share)!.Override);

        Family.Given(Household).When(SharingDecider.Decide, refer).Refuses(SharingRefusals.PermissionOrReasonNeeded);
        Family.Given(Household, agreed with { ValidTo = Today.AddDays(-1) }).When(SharingDecider.Decide, refer).Refuses(SharingRefusals.AgreementNotCurrent);
        Family.Given(Household, agreed with { Evidence = ConsentEvidence.Verbal, HowExplained = null }).When(SharingDecider.Decide, refer).Refuses(SharingRefusals.ServiceNotAgreed);
        Family.Given(Household, agreed with { Purpose = Purpose.EarlyHelp }).When(SharingDecider.Decide, refer)
            .Refuses(SharingRefusals.DoesNotCover([new("/purpose", "NOT_COVERED", "It was given for another purpose.")]));
    }

    [Fact]
    public void No_override_takes_the_place_of_the_agreement_once_it_was_proposed()
    {
        var referred = Family.Given(Household, Agreed, Referred, SomeConsent.Withdrawn with { From = Now.AddMinutes(-1) });
        referred.When(SharingDecider.Decide, SomeOverride.DecideWhole).Refuses(SharingRefusals.EarlyHelpNeedsAgreement);
        Family.Given(Household, Proposal).When(SharingDecider.Decide, SomeOverride.DecideWhole with { Purpose = new() { Code = Purpose.EarlyHelp, Text = "So that somebody helps the family." } })
            .Refuses(SharingRefusals.EarlyHelpNeedsAgreement);
    }

    [Fact]
    public void Permission_to_share_is_no_agreement_to_the_service() =>
        Family.Given(Household, Agreed with { Kind = ConsentKind.ConfidentialityPermission }).When(SharingDecider.Decide, Refer).Refuses(SharingRefusals.EarlyHelpNeedsAgreement);

    [Fact]
    public void Agreement_to_a_service_is_no_permission_for_anything_else() =>
        Family.Given(Household, Agreed with { Purpose = Purpose.ChildProtection }).When(SharingDecider.Decide, ProposeUnderPermission).Refuses(SharingRefusals.WrongConsentKind);

    [Fact]
    public void Agreement_that_was_taken_back_yesterday_does_not_count()
    {
        var takenBack = SomeConsent.Withdrawn with { From = Now.AddDays(-1), Envelope = Said(Now.AddDays(-1), AboutMother) };
        Family.Given(Household, Agreed, takenBack).When(SharingDecider.Decide, Refer).Refuses(SharingRefusals.AgreementNotCurrent);
        Family.Given(Household, Agreed with { ValidTo = Today.AddDays(-1) }).When(SharingDecider.Decide, Refer).Refuses(SharingRefusals.AgreementNotCurrent);
    }

    [Fact]
    public void Nothing_more_is_sent_once_it_was_taken_back() =>
        Family.Given(Household, Agreed, Referred, SomeConsent.Withdrawn with { From = Now.AddMinutes(-1) }).When(SharingDecider.Decide, Disclose).Refuses(SharingRefusals.AgreementNotCurrent);

    [Fact]
    public void Paragraph_18_is_not_for_what_the_family_agreed_to() =>
        Family.Given(Household, Agreed).When(SharingDecider.Decide, Refer with
        {
            DataProtection = new() { Article6 = Article6.PublicTask, SpecialData = SpecialDataRoute.SubstantialPublicInterest, Condition = DpaCondition.Paragraph18, PolicyDocumentInForce = true },
        }).Refuses(BasisRefusals.WrongDpCondition);

    [Fact]
    public void A_health_item_needs_a_route_of_Article_9_where_a_basis_is_named()
    {
        var history = Family.Given(Household, SomeConsent.GivenLastWeek);
        history.When(SharingDecider.Decide, ProposeUnderPermission with { DataProtection = new() { Article6 = Article6.PublicTask } }).Refuses(BasisRefusals.SpecialDataRouteRequired);
        Assert.Contains("/dataProtection/specialData", Assert.IsType<Decision.Refused>(SharingDecider.Decide(
            Family.Given(Household, Proposal).Record, SomeOverride.DecideWhole with { DataProtection = new() { Article6 = Article6.PublicTask } })).Refusal.Fields!.Select(f => f.Pointer));
    }
}
