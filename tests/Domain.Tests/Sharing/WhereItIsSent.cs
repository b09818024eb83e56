using Safeguard.Domain.Agencies;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Mail, portal and post go to a contact point of the recipient that was checked in the year before.</summary>
public sealed class WhereItIsSent
{
    private static readonly ContactPointId Mail = ContactPointId.From(Uuid(0xCA1));
    private static readonly ContactPointId Telephone = ContactPointId.From(Uuid(0xCA2));
    private static readonly ContactPointId Elsewhere = ContactPointId.From(Uuid(0xCA3));

    private static readonly FamilyHistory Before = Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager));

    private static readonly DiscloseInformation ByMail = Disclose with
    {
        Channel = DisclosureChannel.SecureEmail, ContactPoint = Mail,
        Recipient = RegisteredSocialCare with { ContactPoints = [Checked(Mail, ContactChannel.SecureEmail), Checked(Telephone, ContactChannel.Phone)] },
    };

    private static ContactPoint Checked(ContactPointId id, ContactChannel channel) => new(id, channel, Manager.Id, new(2026, 1, 5), new(2027, 1, 5));

    private static DiscloseInformation With(ContactPoint point) => ByMail with { Recipient = RegisteredSocialCare with { ContactPoints = [point] } };

    [Fact]
    public void The_point_is_kept_by_its_id() =>
        Before.When(SharingDecider.Decide, ByMail).Then(Disclosed with { Channel = DisclosureChannel.SecureEmail, ContactPoint = Mail });

    [Theory]
    [InlineData(DisclosureChannel.SecureEmail)]
    [InlineData(DisclosureChannel.SecurePortal)]
    [InlineData(DisclosureChannel.Post)]
    public void What_goes_to_an_address_needs_one(DisclosureChannel channel) =>
        Before.When(SharingDecider.Decide, ByMail with { Channel = channel, ContactPoint = null }).Refuses(SendingRefusals.ContactPointRequired);

    [Theory]
    [InlineData(DisclosureChannel.ThisRecord)]
    [InlineData(DisclosureChannel.Phone)]
    [InlineData(DisclosureChannel.InPerson)]
    [InlineData(DisclosureChannel.Meeting)]
    public void What_is_said_or_read_here_needs_none(DisclosureChannel channel) =>
        Before.When(SharingDecider.Decide, ByMail with { Channel = channel, ContactPoint = null }).Then(Disclosed with { Channel = channel });

    [Fact]
    public void A_call_may_name_the_number() =>
        Before.When(SharingDecider.Decide, ByMail with { Channel = DisclosureChannel.Phone, ContactPoint = Telephone })
            .Then(Disclosed with { Channel = DisclosureChannel.Phone, ContactPoint = Telephone });

    [Fact]
    public void It_is_a_point_of_the_recipient() =>
        Before.When(SharingDecider.Decide, ByMail with { ContactPoint = Elsewhere }).Refuses(SendingRefusals.ContactPointUnknown);

    [Theory]
    [InlineData(DisclosureChannel.SecurePortal)]
    [InlineData(DisclosureChannel.Phone)]
    [InlineData(DisclosureChannel.InPerson)]
    [InlineData(DisclosureChannel.ThisRecord)]
    public void It_is_a_point_of_the_channel(DisclosureChannel channel) =>
        Before.When(SharingDecider.Decide, ByMail with { Channel = channel }).Refuses(SendingRefusals.ContactPointOfOtherChannel);

    [Fact]
    public void Its_check_counts_on_the_day_of_sending()
    {
        Before.When(SharingDecider.Decide, With(Checked(Mail, ContactChannel.SecureEmail) with { Expires = Today })).Then(Disclosed with { Channel = DisclosureChannel.SecureEmail, ContactPoint = Mail });
        Before.When(SharingDecider.Decide, With(Checked(Mail, ContactChannel.SecureEmail) with { Expires = Today.AddDays(-1) })).Refuses(SendingRefusals.ContactPointNotVerified);
        Before.When(SharingDecider.Decide, With(Checked(Mail, ContactChannel.SecureEmail) with { VerifiedOn = Today.AddDays(1) })).Refuses(SendingRefusals.ContactPointNotVerified);
    }

    [Fact]
    public void It_is_not_retired_by_that_day()
    {
        Before.When(SharingDecider.Decide, With(Checked(Mail, ContactChannel.SecureEmail) with { RetiredOn = Today })).Refuses(SendingRefusals.ContactPointRetired);
        Before.When(SharingDecider.Decide, With(Checked(Mail, ContactChannel.SecureEmail) with { RetiredOn = Today.AddDays(1) })).Then(Disclosed with { Channel = DisclosureChannel.SecureEmail, ContactPoint = Mail });
    }

    [Fact]
    public void What_was_sent_already_stays_no_change_whatever_the_directory_says() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed)
            .When(SharingDecider.Decide, ByMail with { ContactPoint = Elsewhere })
            .ChangesNothing();

    [Fact]
    public void Refusals_that_rest_on_the_directory_are_conflicts_and_mistakes_are_not()
    {
        Assert.All([SendingRefusals.ContactPointRetired, SendingRefusals.ContactPointNotVerified], r => Assert.Equal(RefusalKind.State, r.Kind));
        Assert.All([SendingRefusals.ContactPointRequired, SendingRefusals.ContactPointUnknown, SendingRefusals.ContactPointOfOtherChannel], r => Assert.Equal(RefusalKind.Content, r.Kind));
    }
}
