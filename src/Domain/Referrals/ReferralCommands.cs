using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Referrals;

/// <summary>Records that somebody is worried about a child. A statement: its entry needs a basis.</summary>
public sealed record RecordConcern : FamilyCommand
{
    [SetByEdge]
    public ConcernId Concern { get; init; }
    /// <summary>Whom it is about; may be empty only while the record knows no child.</summary>
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    public required ConcernThreshold Threshold { get; init; }
    public required ConcernSource Source { get; init; }
    /// <summary>What was seen or said.</summary>
    public string? Text { get; init; }
}

/// <summary>What the call and the letter have in common. The first of them makes the referral, the other names it.</summary>
public abstract record MakeReferral : FamilyCommand
{
    /// <summary>The id for a new referral.</summary>
    [SetByEdge]
    public ReferralId New { get; init; }
    /// <summary>The referral that this step belongs to; null when it is the first step of a new one.</summary>
    public ReferralId? Referral { get; init; }
    /// <summary>The children's social care that receives it.</summary>
    public required AgencyId To { get; init; }
    /// <summary>What is registered of <see cref="To"/>; null for nothing.</summary>
    [SetByEdge]
    public Agency? Receiver { get; init; }
    public ReferralSource Source { get; init; } = ReferralSource.Agency;
    /// <summary>Whom it is about; may be empty only while the record knows no child.</summary>
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    /// <summary>The concern that it answers.</summary>
    public ConcernId? Concern { get; init; }
    public string? Summary { get; init; }
}

/// <summary>Records the call to children's social care. First the telephone, then the form (BED-36).</summary>
public sealed record TelephoneReferral : MakeReferral
{
    public required DateTimeOffset CallAt { get; init; }
    public required ReferralTeam Team { get; init; }
    /// <summary>The name of whoever took the call.</summary>
    public string? TakenBy { get; init; }
    public bool OutOfHours { get; init; }
}

/// <summary>Records that the referral went off in writing. Without a call it is accepted with a warning, and never blocked (domain §6 row 63).</summary>
public sealed record WriteReferral : MakeReferral
{
    public required DateTimeOffset SentAt { get; init; }
    public string? FormVersion { get; init; }
    public ParentalAgreement ParentalAgreement { get; init; } = ParentalAgreement.NotKnown;
}

/// <summary>The receiving agency says that the referral arrived.</summary>
public sealed record AcknowledgeReferral : FamilyCommand
{
    [SetByEdge]
    public ReferralId Referral { get; init; }
    public required ReferralTeam Team { get; init; }
    /// <summary>When; left out it is now.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>Who says so, by name.</summary>
    public string? AcknowledgedBy { get; init; }
    /// <summary>True for an automatic receipt, which is refused: it tells nothing of anybody having read it.</summary>
    public bool Automatic { get; init; }
}

/// <summary>The duty manager decides what will be done.</summary>
public sealed record DecideReferral : FamilyCommand
{
    [SetByEdge]
    public ReferralId Referral { get; init; }
    public required ReferralOutcome Outcome { get; init; }
    public string? Reasons { get; init; }
}

/// <summary>The duty manager does not take the referral on.</summary>
public sealed record RefuseReferral : FamilyCommand
{
    [SetByEdge]
    public ReferralId Referral { get; init; }
    public string? Reasons { get; init; }
}
