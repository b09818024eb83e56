using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>Shares of information, overrides of confidence, and decisions not to share (domain §2.6).</summary>
public abstract record SharingEvent : FamilyEvent;

/// <summary>What a share rests on. Routes by the dated rule packs come to stand beside it, not in its place.</summary>
public enum ShareGround
{
    /// <summary>A permission that was given and covers it.</summary>
    Consent,
    /// <summary>A decision to override confidence, recorded as <see cref="OverrideDecided"/>.</summary>
    Override,
}

/// <summary>How information was sent or told.</summary>
public enum DisclosureChannel
{
    /// <summary>Read by the recipient in this record.</summary>
    ThisRecord,
    SecureEmail,
    SecurePortal,
    Phone,
    InPerson,
    Meeting,
    Post,
}

/// <summary>One thing to be sent: its category, the entry it comes from, and no more words than the purpose needs.</summary>
/// <param name="Number">From 1 within the share; what later entries of the share cite.</param>
public sealed record ShareItem(int Number, InformationCategory Category, EventId Source, Personal<string> Text)
{
    /// <summary>Whom it is about; null for words about the family as a whole.</summary>
    public PersonId? About { get; init; }
}

/// <summary>To whom: always an agency, and within it a team or a person where one is meant.</summary>
public sealed record ShareRecipient(AgencyId Agency)
{
    public Personal<string>? Team { get; init; }
    public Personal<string>? Person { get; init; }
}

/// <summary>Somebody proposes to send these items. Whom it is about stands in the envelope.</summary>
/// <param name="Consent">The permission it rests on; null under an override.</param>
public sealed record ShareProposed(
    ShareId Share, IReadOnlyList<ShareItem> Items, ShareRecipient Recipient, Purpose Purpose,
    ShareGround Ground, ConsentId? Consent) : SharingEvent
{
    public Personal<string>? PurposeText { get; init; }
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }
}

/// <summary>A local protocol in the version that was in force, as it was published.</summary>
public sealed record CitedProtocol(DocumentId Document, string Name, string Version);

/// <summary>
/// By which route a share is lawful, found when it was decided and stored for good: a later pack never changes it
/// (R3.1.3). The pack is the one that the headers name. It is recorded with the decision that it belongs to.
/// </summary>
public sealed record LawfulBasisRecorded(ShareId Share, ShareRoute Route) : SharingEvent
{
    /// <summary>The publication by which the pack was in force, as approved by then; null where the release brought it, by its own date.</summary>
    public DocumentId? Publication { get; init; }
    /// <summary>The local protocols in force between the two agencies on its date, as approved by then (BED-34): empty where none was; null in records from before they were cited.</summary>
    public IReadOnlyList<CitedProtocol>? Protocols { get; init; }
    /// <summary>The permission that lifts confidence; null where the share goes without one.</summary>
    public ConsentId? Permission { get; init; }
    /// <summary>What sets the duty of confidence aside, where it was said.</summary>
    public ConfidenceBasis? Confidence { get; init; }
    public DataProtectionBasis? DataProtection { get; init; }
    /// <summary>The statute that was claimed.</summary>
    public Statute? Statute { get; init; }
}

/// <summary>Somebody other than its proposer agrees that these items may be sent.</summary>
/// <param name="Items">By number; what is not named here may not be sent.</param>
public sealed record ShareAuthorised(ShareId Share, IReadOnlyList<int> Items) : SharingEvent
{
    public Personal<string>? Reason { get; init; }
}

/// <summary>Somebody other than its proposer says that it may not be sent. It ends the proposal.</summary>
public sealed record ShareDeclined(ShareId Share, Personal<string> Reason) : SharingEvent;

/// <summary>It cannot wait for somebody's authorisation: recorded with the override, which says so.</summary>
/// <param name="DecideBy">The last instant for somebody else's decision: the end of the next working day (D14).</param>
public sealed record UrgentShareMade(ShareId Share, Personal<string> Reason, DateTimeOffset DecideBy) : SharingEvent;

/// <summary>Somebody other than its decider agrees, afterwards, to an urgent share. Late stays late.</summary>
public sealed record RetrospectiveAuthorised(ShareId Share) : SharingEvent
{
    public Personal<string>? Reason { get; init; }
}

/// <summary>Somebody other than its decider does not agree to an urgent share. What was sent stays sent, and no more is.</summary>
public sealed record RetrospectiveRefused(ShareId Share, Personal<string> Reason) : SharingEvent;

/// <summary>The recipient says that it came.</summary>
public sealed record DisclosureReceived(ShareId Share, DateTimeOffset ReceivedAt) : SharingEvent
{
    /// <summary>Who took it.</summary>
    public Personal<string>? By { get; init; }
}

/// <summary>What was sent did not arrive: returned, unreadable, sent to the wrong place.</summary>
public sealed record DisclosureFailed(ShareId Share, Personal<string> Error) : SharingEvent;

/// <summary>One thing as it was sent. The text is sealed once more under the recipient's key, who controls that copy.</summary>
public sealed record DisclosedItem(int Number, InformationCategory Category, EventId Source, Personal<string> Text)
{
    public PersonId? About { get; init; }

    /// <summary>
    /// A keyed hash of this item as it left, words included, in hexadecimal: that this and nothing else was sent (§3.4 G3). Its
    /// key ends with the one that seals the recipient's copy. Null in records from before hashes were kept.
    /// </summary>
    public string? ContentHash { get; init; }
}

/// <summary>Items of a share were sent or told.</summary>
/// <param name="SentAt">The same instant as the envelope's; permission is judged at it.</param>
public sealed record InformationDisclosed(
    ShareId Share, AgencyId Recipient, DateTimeOffset SentAt, DisclosureChannel Channel, IReadOnlyList<DisclosedItem> Items) : SharingEvent
{
    /// <summary>Who took it, where somebody did.</summary>
    public Personal<string>? ReceivedBy { get; init; }
    /// <summary>The recipient's request that it answers.</summary>
    public RequestId? Request { get; init; }

    /// <summary>The recipient's contact point through which it went; its address stays in the directory. Null where none was used or named.</summary>
    public ContactPointId? ContactPoint { get; init; }
}

/// <summary>Somebody decided not to share: a recorded decision with the weight of a share (domain §0.3.3).</summary>
/// <param name="Considered">The agency that might have been told.</param>
/// <param name="DetrimentalToChild">Whether sharing was judged more detrimental to the child than not sharing (s.16LA(3)).</param>
/// <param name="ReviewBy">Last day on which it is looked at again; null only in records from elsewhere.</param>
public sealed record DecisionNotToShare(
    NonShareId NonShare, AgencyId Considered, Personal<string> Reasons, Personal<string> HarmIfNotShared,
    bool DetrimentalToChild, DateOnly? ReviewBy) : SharingEvent
{
    /// <summary>The concern that raised the question.</summary>
    public ConcernId? Concern { get; init; }
    /// <summary>The proposal that this decision ends.</summary>
    public ShareId? Share { get; init; }
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }
    /// <summary>What the agency that asked is told.</summary>
    public Personal<string>? Answer { get; init; }
    /// <summary>The same, sealed under the key of the agency that asked.</summary>
    public Personal<string>? ToRequester { get; init; }
}
