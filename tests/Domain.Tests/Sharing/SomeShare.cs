using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>
/// The treatment service tells social care, for child protection, two things about the mother from its own entries.
/// Specs change what they are about.
/// </summary>
public static class SomeShare
{
    public static readonly ShareId Id = ShareId.From(Uuid(0x50));
    public static readonly EventId UseEntry = EventId.From(Uuid(0xE1));
    public static readonly EventId TreatmentEntry = EventId.From(Uuid(0xE2));

    public static readonly Agency RegisteredTreatment = new(Invented.Treatment) { Name = "Invented treatment service", Kind = AgencyKind.Treatment };
    public static readonly Agency RegisteredSocialCare = new(SocialCare) { Name = "Invented social care", Kind = AgencyKind.ChildrensSocialCare, PublicAuthority = true };
    public static readonly Agency RegisteredSchool = new(School) { Name = "Invented school", Kind = AgencyKind.School };
    public static readonly ShareParties Parties = new(RegisteredTreatment, RegisteredSocialCare);

    public static readonly OfferedItem OfferedUse = new() { Category = "SubstanceUse", Source = UseEntry, Text = "She drank before noon.", About = Mother };
    public static readonly OfferedItem OfferedTreatment = new() { Category = "Treatment", Source = TreatmentEntry, Text = "She missed two appointments.", About = Mother };

    public static readonly ProposeShare Propose = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = Id,
        Subjects = [Mother, Child], Items = [OfferedUse, OfferedTreatment],
        Recipient = new SendTo { Agency = SocialCare }, Purpose = Purpose.ChildProtection, Ground = ShareGround.Override,
        KnownEntries = [Own(UseEntry), Own(TreatmentEntry)], Parties = Parties,
    };

    public static readonly ProposeShare ProposeUnderPermission = Propose with { Ground = null, Consent = SomeConsent.Id };

    public static readonly AuthoriseShare Authorise = new() { Family = Family.Id, By = Manager, Now = Now, Share = Id };

    public static readonly DeclineShare Decline = new() { Family = Family.Id, By = Manager, Now = Now, Share = Id, Reason = "The school can be told by her." };

    public static readonly ShareItem Use = new(1, InformationCategory.SubstanceUse, UseEntry, Of(Mother, "She drank before noon.")) { About = Mother };
    public static readonly ShareItem Treatment = new(2, InformationCategory.Treatment, TreatmentEntry, Of(Mother, "She missed two appointments.")) { About = Mother };

    public static readonly DiscloseInformation Disclose = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = Id, Channel = DisclosureChannel.ThisRecord, Proposed = [Use, Treatment], Recipient = RegisteredSocialCare,
    };

    public static readonly ShareProposed Proposal = new(
        Id, [Use, Treatment], new ShareRecipient(SocialCare), Purpose.ChildProtection, ShareGround.Override, null)
    { Envelope = JustNow(AboutMother, AboutChild) };

    public static readonly ShareProposed ProposalUnderPermission = Proposal with { Ground = ShareGround.Consent, Consent = SomeConsent.Id };

    /// <summary>A permission is a basis by itself.</summary>
    public static readonly LawfulBasisRecorded BasisOfPermission = new(Id, ShareRoute.D) { Permission = SomeConsent.Id, Protocols = [], Envelope = JustNow(AboutMother, AboutChild) };

    public static readonly ShareAuthorised Authorised = new(Id, [1, 2]) { Envelope = JustNow(AboutMother, AboutChild) };

    public static readonly ShareDeclined Declined = new(Id, OfFamily(Decline.Reason!)) { Envelope = JustNow(AboutMother, AboutChild) };

    public static readonly DisclosedItem SentUse = new(1, InformationCategory.SubstanceUse, UseEntry, Use.Text.CopyFor(SocialCare)) { About = Mother };
    public static readonly DisclosedItem SentTreatment = new(2, InformationCategory.Treatment, TreatmentEntry, Treatment.Text.CopyFor(SocialCare)) { About = Mother };

    public static readonly InformationDisclosed Disclosed = new(Id, SocialCare, Now, DisclosureChannel.ThisRecord, [SentUse, SentTreatment])
    { Envelope = JustNow(AboutMother, AboutChild) };

    /// <summary>An entry of this record that the treatment service made.</summary>
    public static KnownEntry Own(EventId id) => new(id, StreamKey.Family(Family.Id), Invented.Treatment, IsCommon: false);
}
