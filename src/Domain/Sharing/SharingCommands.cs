using System.Collections.ObjectModel;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>An entry that a share cites, as the edge found it in the log.</summary>
/// <param name="Stream">The stream it stands in.</param>
/// <param name="Agency">The agency that recorded it.</param>
/// <param name="IsCommon">True for what every agency on a record may see: members, relations, residence (design D11).</param>
public sealed record KnownEntry(EventId Id, StreamKey Stream, AgencyId Agency, bool IsCommon);

/// <summary>One thing somebody would send.</summary>
public sealed record OfferedItem
{
    /// <summary>A code of <see cref="InformationCategory"/>, as text: “whole record” deserves an answer, not a reading error.</summary>
    public string? Category { get; init; }
    /// <summary>The entry of this record that it comes from.</summary>
    public EventId? Source { get; init; }
    /// <summary>The words to send: no more than the purpose needs.</summary>
    public string? Text { get; init; }
    public PersonId? About { get; init; }
}

/// <summary>To whom.</summary>
public sealed record SendTo
{
    public required AgencyId Agency { get; init; }
    public string? Team { get; init; }
    public string? Person { get; init; }
}

/// <summary>Proposes to send items to an agency, under a permission or with an override to follow.</summary>
public sealed record ProposeShare : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }

    /// <summary>Whom it is about.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];
    public IReadOnlyList<OfferedItem> Items { get; init; } = [];
    public required SendTo Recipient { get; init; }
    public required Purpose Purpose { get; init; }
    public string? PurposeText { get; init; }
    /// <summary><see cref="ShareGround.Override"/> announces a decision to override; with a consent it may be left out.</summary>
    public ShareGround? Ground { get; init; }
    public ConsentId? Consent { get; init; }
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }

    /// <summary>What the log holds of every entry that the items cite; one that is not here does not exist.</summary>
    [SetByEdge]
    public IReadOnlyList<KnownEntry> KnownEntries { get; init; } = [];

    /// <summary>The data-protection basis of a share under a permission; an override answers its own.</summary>
    public DataProtectionAnswer? DataProtection { get; init; }

    /// <summary>What is registered of the two agencies.</summary>
    [SetByEdge]
    public ShareParties Parties { get; init; } = ShareParties.Unknown;

    /// <summary>When the children of the household were born: for how long somebody speaks for one of them goes by age.</summary>
    [SetByEdge]
    public Births Births { get; init; } = Births.NotKnown;
}

/// <summary>Agrees that a share may be sent, or some of it.</summary>
public sealed record AuthoriseShare : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    /// <summary>By number; left out it is all of it.</summary>
    public IReadOnlyList<int>? Items { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Says that a share may not be sent.</summary>
public sealed record DeclineShare : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Records that a share was sent or told.</summary>
public sealed record DiscloseInformation : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    /// <summary>By number; left out it is all that may be sent.</summary>
    public IReadOnlyList<int>? Items { get; init; }
    public required DisclosureChannel Channel { get; init; }
    /// <summary>When; left out it is when the entry says it happened, else now. Permission is judged at this instant.</summary>
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>Who took it, by name.</summary>
    public string? ReceivedBy { get; init; }

    /// <summary>
    /// Where it was sent, as the directory names it. Mail, portal and post need one; a call may name one; what is said face
    /// to face or read in this record has none.
    /// </summary>
    public ContactPointId? ContactPoint { get; init; }

    /// <summary>What is registered of the recipient; null for nothing.</summary>
    [SetByEdge]
    public Agency? Recipient { get; init; }

    /// <summary>When the children of the household were born: for how long somebody speaks for one of them goes by age.</summary>
    [SetByEdge]
    public Births Births { get; init; } = Births.NotKnown;

    /// <summary>
    /// The items as <see cref="ShareProposed"/> holds them, sealed. State holds no words, so the edge loads them from
    /// that event; they are sealed once more under the recipient's key.
    /// </summary>
    [SetByEdge]
    public IReadOnlyList<ShareItem> Proposed { get; init; } = [];

    /// <summary>The keyed hash of each item, by number: made where the words are open.</summary>
    [SetByEdge]
    public IReadOnlyDictionary<int, string> Hashes { get; init; } = ReadOnlyDictionary<int, string>.Empty;
}

/// <summary>The recipient records that it came.</summary>
public sealed record ConfirmReceipt : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    /// <summary>When; left out it is when the entry says it happened, else now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    /// <summary>Who took it, by name.</summary>
    public string? ReceivedBy { get; init; }
}

/// <summary>The sender records that it did not arrive.</summary>
public sealed record RecordFailure : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }
}

/// <summary>Records that a parent was told.</summary>
public sealed record InformParent : FamilyCommand
{
    /// <summary>The share that they were told of; null where it was about sharing in general.</summary>
    public ShareId? Share { get; init; }
    public required PersonId Parent { get; init; }
    public required InformedHow How { get; init; }
    /// <summary>What they were told.</summary>
    public string? What { get; init; }
}

/// <summary>Records that a child was told, in words for their age.</summary>
public sealed record InformChild : FamilyCommand
{
    /// <summary>The share that they were told of; null where it was about sharing in general.</summary>
    public ShareId? Share { get; init; }
    public required PersonId Child { get; init; }
    public required InformedHow How { get; init; }
    /// <summary>What they were told.</summary>
    public string? What { get; init; }
}

/// <summary>Records the decision that a parent is not told yet; made again it renews the review date.</summary>
public sealed record DecideParentNotInformed : FamilyCommand
{
    /// <summary>The share that they are not told of; null where it is about sharing in general.</summary>
    public ShareId? Share { get; init; }
    public required PersonId Parent { get; init; }
    public required NotToldReason Reason { get; init; }
    public string? Text { get; init; }
    /// <summary>Last day on which it is looked at again: at most 28 days ahead (P3).</summary>
    public DateOnly? ReviewBy { get; init; }
}

/// <summary>Records the decision not to share.</summary>
public sealed record DecideNotToShare : FamilyCommand
{
    [SetByEdge]
    public NonShareId NonShare { get; init; }

    /// <summary>Whom it is about.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];
    /// <summary>The agency that might have been told.</summary>
    public required AgencyId Considered { get; init; }
    /// <summary>Why, in at least 20 characters.</summary>
    public string? Reasons { get; init; }
    /// <summary>What may follow, in at least 20 characters.</summary>
    public string? HarmIfNotShared { get; init; }
    public bool? DetrimentalToChild { get; init; }
    /// <summary>Last day on which it is looked at again, at most 28 days ahead; it may be left out only for a concern below significant harm.</summary>
    public DateOnly? ReviewBy { get; init; }
    public ConcernId? Concern { get; init; }
    /// <summary>The proposal that it ends.</summary>
    public ShareId? Share { get; init; }
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }
    /// <summary>What the agency that asked is told, in at least 20 characters; needed where one asked.</summary>
    public string? ToRequester { get; init; }

    /// <summary>What is registered of <see cref="Considered"/>; null for nothing.</summary>
    [SetByEdge]
    public Agency? ConsideredAgency { get; init; }
}
