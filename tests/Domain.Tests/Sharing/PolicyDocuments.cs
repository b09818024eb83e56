using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>The check says where a condition needs a policy document and none is on record; nothing is refused for it (J12).</summary>
public sealed class PolicyDocuments
{
    private static readonly RuleBook None = new(Jurisdiction.England);

    private static readonly RuleBook Held = new(Jurisdiction.England)
    {
        Documents =
        [
            new PublishedDocument(DocumentId.From(Uuid(0xD0C)), DocumentKind.PolicyDocument, "Invented policy", "1", new(2026, 1, 1), null, Manager.Id)
            {
                Parties = [Treatment], ApprovedBy = Worker.Id,
            },
        ],
    };

    [Theory]
    [InlineData(DpaCondition.Paragraph18)]
    [InlineData(DpaCondition.Paragraph6)]
    public void A_condition_that_needs_one_is_warned_of_where_none_is_in_force(DpaCondition condition)
    {
        var check = Overriding(condition, None);
        Assert.Equal("POLICY_DOCUMENT_NOT_ON_RECORD", Assert.Single(check.Warnings).Code);
        Assert.True(check.WouldBeRecorded);
        Assert.Empty(Overriding(condition, Held).Warnings);
        Assert.NotEmpty(Overriding(condition, Held with { Documents = [Held.Documents[0] with { ApprovedBy = null }] }).Warnings);
        Assert.NotEmpty(Overriding(condition, Held with { Documents = [Held.Documents[0] with { Parties = [SocialCare] }] }).Warnings);
        Assert.NotEmpty(Overriding(condition, Held with { Documents = [Held.Documents[0] with { To = Today.AddDays(-1) }] }).Warnings);
    }

    [Theory]
    [InlineData(DpaCondition.Paragraph2)]
    [InlineData(DpaCondition.Paragraph10)]
    [InlineData(null)]
    public void Others_need_none(DpaCondition? condition) => Assert.Empty(Overriding(condition, None).Warnings);

    [Fact]
    public void Under_a_permission_it_is_the_proposal_that_says_so()
    {
        var proposal = SomeShare.ProposeUnderPermission with { DataProtection = new DataProtectionAnswer { Article6 = Article6.PublicTask, SpecialData = SpecialDataRoute.SubstantialPublicInterest, Condition = DpaCondition.Paragraph6 } };
        var check = SharingDecider.Check(
            Family.Given(Household, SomeConsent.Given with { Envelope = Said(Now.AddDays(-7), AboutMother), ValidFrom = Today.AddDays(-7) }).Record,
            new CheckShare { Family = Family.Id, By = Worker, Now = Now, Share = proposal, Rules = None }).Value!;
        Assert.Equal("POLICY_DOCUMENT_NOT_ON_RECORD", Assert.Single(check.Warnings).Code);
    }

    private static ShareCheck Overriding(DpaCondition? condition, RuleBook rules) => SharingDecider.Check(Family.Given(Household).Record, new CheckShare
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Propose, Rules = rules,
        Override = SomeOverride.Decide with { DataProtection = new DataProtectionAnswer { Article6 = Article6.PublicTask, SpecialData = SpecialDataRoute.SubstantialPublicInterest, Condition = condition } },
    }).Value!;
}
