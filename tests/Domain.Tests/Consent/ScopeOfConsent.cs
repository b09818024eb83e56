using Safeguard.Domain.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

public sealed class ScopeOfConsent
{
    [Theory]
    [InlineData("everything")]
    [InlineData("Everything")]
    [InlineData("whole record")]
    [InlineData("whole-file")]
    [InlineData("*")]
    public void Everything_is_no_scope(string item) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Items = ["SubstanceUse", item] })
            .Refuses(ConsentRefusals.ScopeTooWide);

    [Theory]
    [InlineData("everyone")]
    [InlineData("anybody")]
    public void Everyone_is_no_recipient(string recipient) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Recipients = [AgencyId.Of(recipient)] })
            .Refuses(ConsentRefusals.ScopeTooWide);

    [Theory]
    [InlineData(ConsentKind.ConfidentialityPermission)]
    [InlineData(ConsentKind.DataProtectionConsent)]
    public void A_permission_that_names_no_items_covers_everything(ConsentKind kind) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Kind = kind, Items = [] })
            .Refuses(ConsentRefusals.ScopeTooWide);

    [Fact]
    public void A_permission_that_names_no_recipient_covers_everyone() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Seek with { Recipients = [] })
            .Refuses(ConsentRefusals.ScopeTooWide);

    [Theory]
    [InlineData(ConsentKind.ServiceAgreement)]
    [InlineData(ConsentKind.TreatmentConsent)]
    public void An_agreement_to_a_service_or_a_treatment_is_limited_by_its_purpose(ConsentKind kind) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Kind = kind, Items = [], Recipients = [] })
            .Then(Given with { Kind = kind, Items = [], Recipients = [] });

    [Theory]
    [InlineData("Gossip")]
    [InlineData("5")]
    [InlineData("SubstanceUse, Treatment")]
    [InlineData("")]
    [InlineData(null)]
    public void A_word_that_is_no_category_is_refused_with_the_list(string? item) =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Items = ["Treatment", item!] })
            .Refuses(ConsentRefusals.UnknownCategory("/items/1"));

    [Fact]
    public void A_category_is_read_in_either_case_and_once() =>
        Family.Given(Household)
            .When(ConsentDecider.Decide, Give with { Items = ["substanceUse", "Treatment", "SubstanceUse"] })
            .Then(Given);
}
