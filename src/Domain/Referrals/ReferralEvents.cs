namespace Safeguard.Domain.Referrals;

/// <summary>Concerns about a child, and the referrals that follow (domain §2.7).</summary>
public abstract record ReferralEvent : FamilyEvent;

/// <summary>How grave the one who records it thinks a concern is (BED-31).</summary>
public enum ConcernThreshold
{
    None,
    Need,
    SignificantHarmSuspected,
}

/// <summary>Who raised a concern (SOM-36).</summary>
public enum ConcernSource
{
    OwnWorker,
    Child,
    Parent,
    Relative,
    School,
    EarlyYears,
    Health,
    Police,
    OtherAgency,
    MemberOfPublic,
    Anonymous,
}

/// <summary>Who refers. Anyone may (BED-35).</summary>
public enum ReferralSource
{
    /// <summary>The agency that records it.</summary>
    Agency,
    Family,
    MemberOfPublic,
    Anonymous,
}

/// <summary>The team of children's social care that a referral goes to or is answered by (BED-39, BED-41).</summary>
public enum ReferralTeam
{
    /// <summary>The multi-agency safeguarding hub, first contact for every new referral.</summary>
    Mash,
    /// <summary>The social work team of a case that is open and allocated.</summary>
    AllocatedTeam,
    /// <summary>The emergency duty team, outside office hours.</summary>
    EmergencyDutyTeam,
}

/// <summary>What the parents said to the referral being made; agreement is asked for, never a condition.</summary>
public enum ParentalAgreement
{
    Agreed,
    Refused,
    NotSought,
    NotKnown,
}

/// <summary>What children's social care will do (domain §2.7).</summary>
public enum ReferralOutcome
{
    Assessment,
    /// <summary>A strategy discussion, towards an enquiry under Children Act 1989 s.47.</summary>
    Strategy,
    EarlyHelp,
    AdviceOnly,
    NoFurtherAction,
    TransferredArea,
}

/// <summary>Somebody is worried about a child. Every concern is answered by a referral or a decision not to refer (BED-31).</summary>
/// <param name="Children">The children it is about; empty only where the record knows none yet.</param>
public sealed record ConcernRecorded(
    ConcernId Concern, IReadOnlyList<PersonId> Children, ConcernThreshold Threshold, ConcernSource Source, Personal<string> Text) : ReferralEvent;

/// <summary>Children's social care was told by telephone. The clock of the written referral starts at <paramref name="CallAt"/> (BED-36).</summary>
/// <param name="To">The children's social care that took the call.</param>
/// <param name="TakenBy">Who took it, by name.</param>
public sealed record ReferralTelephoned(
    ReferralId Referral, AgencyId To, ReferralTeam Team, DateTimeOffset CallAt, Personal<string> TakenBy, bool OutOfHours) : ReferralEvent
{
    public ReferralSource Source { get; init; }
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    /// <summary>The concern that it answers.</summary>
    public ConcernId? Concern { get; init; }
    /// <summary>What was said.</summary>
    public Personal<string>? Summary { get; init; }
}

/// <summary>The referral went off in writing, on the form of the area (BED-36, BED-37).</summary>
public sealed record ReferralWritten(ReferralId Referral, AgencyId To, DateTimeOffset SentAt) : ReferralEvent
{
    public ReferralSource Source { get; init; }
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    public ConcernId? Concern { get; init; }
    /// <summary>Which form, and which edition of it, as a code.</summary>
    public string? FormVersion { get; init; }
    public ParentalAgreement ParentalAgreement { get; init; } = ParentalAgreement.NotKnown;
    public Personal<string>? Summary { get; init; }
}

/// <summary>A person of the receiving agency said that the referral arrived. An automatic receipt is no acknowledgement (BED-40, BED-41).</summary>
/// <param name="At">When they said so.</param>
/// <param name="By">Who said so, by name.</param>
public sealed record ReferralAcknowledged(ReferralId Referral, ReferralTeam Team, DateTimeOffset At, Personal<string> By) : ReferralEvent;

/// <summary>The duty manager decided what will be done (BED-42).</summary>
public sealed record ReferralDecisionMade(ReferralId Referral, ReferralOutcome Outcome) : ReferralEvent
{
    /// <summary>Shown to the referrer; required for advice only and for no further action.</summary>
    public Personal<string>? Reasons { get; init; }
}

/// <summary>The duty manager did not take the referral on, and said why (BED-43).</summary>
public sealed record ReferralNotAccepted(ReferralId Referral, Personal<string> Reasons) : ReferralEvent;
