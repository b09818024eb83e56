using Safeguard.Domain.Documents;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Documents;

/// <summary>A letter of the treatment service that bears the marking, and the share that cites it. Specs change what they are about.</summary>
public static class SomeDocument
{
    public static readonly FamilyDocumentId Id = FamilyDocumentId.From(Uuid(0xD0));
    public static readonly EventId Letter = EventId.From(Uuid(0xE5));

    public static readonly RegisterDocument Register = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Document = Id,
        Title = "Summary of her treatment", HandlingMarking = HandlingMarking.DoNotShareOutsideService, MediaType = "application/pdf", Size = 48_213,
        Sha256 = new string('a', 64), Hash = new string('b', 64), About = [Mother],
    };

    public static readonly DocumentRegistered Registered = new(
        Id, Invented.Treatment, HandlingMarking.DoNotShareOutsideService, "application/pdf", 48_213, new string('b', 64), OfFamily("Summary of her treatment"))
    { Envelope = JustNow(AboutMother) };

    public static readonly ReleaseDocument Release = new()
    {
        Family = Family.Id, By = Manager, Now = Now, Document = Id, To = [SocialCare], Reason = "They need the doses.", Registered = [SocialCare, School],
    };

    public static readonly DocumentReleased Released = new(Id, Invented.Treatment, [SocialCare], OfFamily("They need the doses.")) { Envelope = JustNow() };

    public static readonly WithdrawRelease Withdraw = new() { Family = Family.Id, By = Manager, Now = Now, Document = Id, Reason = "It is out of date." };

    public static readonly DocumentReleaseWithdrawn Withdrawn = new(Id, Invented.Treatment, [SocialCare], OfFamily("It is out of date.")) { Envelope = JustNow() };

    public static readonly OfferedItem Offered = SomeShare.OfferedTreatment with { Source = Letter };

    /// <summary>A share to social care of two things, the second from the document.</summary>
    public static readonly ProposeShare Propose = SomeShare.Propose with
    {
        Items = [SomeShare.OfferedUse, Offered], KnownEntries = [SomeShare.Own(SomeShare.UseEntry), SomeShare.Own(Letter)],
    };

    public static readonly ShareItem Item = SomeShare.Treatment with { Source = Letter };

    public static readonly ShareProposed Proposal = SomeShare.Proposal with { Items = [SomeShare.Use, Item] };

    public static readonly DiscloseInformation Disclose = SomeShare.Disclose with { Proposed = [SomeShare.Use, Item] };

    public static readonly InformationDisclosed Disclosed = SomeShare.Disclosed with { Items = [SomeShare.SentUse, SomeShare.SentTreatment with { Source = Letter }] };

    /// <summary>The same event at another time.</summary>
    public static T At<T>(this T said, DateTimeOffset at) where T : DomainEvent => (T)(DomainEvent)(said with { Envelope = Said(at, said.Envelope.Subjects) });
}
