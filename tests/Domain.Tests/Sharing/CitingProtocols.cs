using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>A share cites the protocol versions in force between the two agencies on its date (BED-34; V15).</summary>
public sealed class CitingProtocols
{
    private static readonly PublishedDocument Current = Protocol(0xD1, "Invented protocol", "1.5", new(2026, 1, 1), null, Treatment, SocialCare);
    private static readonly PublishedDocument Before = Protocol(0xD2, "Invented protocol", "1.4", new(2024, 1, 1), new(2025, 12, 31), Treatment, SocialCare);
    private static readonly PublishedDocument ForAll = Protocol(0xD3, "A protocol for everybody", "2", new(2025, 1, 1), null);

    [Fact]
    public void An_override_cites_those_of_both_agencies_and_those_for_all_by_name() =>
        Family.Given(Invented.Household, SomeShare.Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Rules = Book(Before, Current, ForAll) })
            .Then(SomeOverride.Decided, SomeOverride.ByHarm with { Protocols = [Cited(ForAll), Cited(Current)] });

    [Fact]
    public void A_share_under_a_permission_cites_them_too() =>
        Family.Given(Invented.Household, SomeConsent.Given with { Envelope = Said(Now.AddDays(-7), AboutMother), ValidFrom = Today.AddDays(-7) }).When(SharingDecider.Decide, SomeShare.ProposeUnderPermission with { Rules = Book(Current) })
            .Then(SomeShare.ProposalUnderPermission, SomeShare.BasisOfPermission with { Protocols = [Cited(Current)] });

    [Fact]
    public void One_of_other_agencies_or_other_days_or_that_nobody_approved_is_not_cited()
    {
        PublishedDocument[] others =
        [
            Before, Current with { Parties = [Treatment, School] }, Current with { From = Today.AddDays(1) }, Current with { To = Today.AddDays(-1) }, Current with { ApprovedBy = null },
            Current with { Kind = DocumentKind.SharingAgreement },
        ];
        foreach (var other in others)
            Family.Given(Invented.Household, SomeShare.Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Rules = Book(other) })
                .Then(SomeOverride.Decided, SomeOverride.ByHarm with { Protocols = [] });
    }

    [Fact]
    public void The_check_says_which_would_be_cited()
    {
        var check = SharingDecider.Check(Family.Given(Invented.Household).Record, new CheckShare
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Propose, Override = SomeOverride.Decide, Rules = Book(Before, Current),
        }).Value!;
        Assert.Equal([Cited(Current)], check.Protocols);
    }

    private static CitedProtocol Cited(PublishedDocument protocol) => new(protocol.Id, protocol.Name, protocol.Version);

    private static RuleBook Book(params PublishedDocument[] documents) => new(Jurisdiction.England) { Documents = [.. documents] };

    private static PublishedDocument Protocol(int number, string name, string version, DateOnly from, DateOnly? to, params AgencyId[] parties) =>
        new(DocumentId.From(Uuid(number)), DocumentKind.Protocol, name, version, from, to, ActorId.Of("administrator")) { Parties = [.. parties], ApprovedBy = ActorId.Of("officer") };
}
