using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>Consents, the four kinds apart: one never stands in for another (domain §0.3.2).</summary>
public sealed record ConsentsByKind
{
    public IReadOnlyList<ConsentLine> ServiceAgreement { get; init; } = [];
    public IReadOnlyList<ConsentLine> ConfidentialityPermission { get; init; } = [];
    public IReadOnlyList<ConsentLine> DataProtectionConsent { get; init; } = [];
    public IReadOnlyList<ConsentLine> TreatmentConsent { get; init; } = [];
}

/// <summary>One consent and how it stood on the day, from what the reader may see of it.</summary>
public sealed record ConsentLine(Source Source, ConsentId Consent, PersonId Person, Purpose Purpose, ConsentStatus Status) : Statement(Source)
{
    /// <summary>What it covers on the day; empty unless it is current.</summary>
    public IReadOnlyList<InformationCategory> Items { get; init; } = [];
    public IReadOnlyList<AgencyId> Recipients { get; init; } = [];
    public IReadOnlyList<InformationCategory> WithdrawnItems { get; init; } = [];
    public IReadOnlyList<AgencyId> WithdrawnRecipients { get; init; } = [];
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public DateTimeOffset? WithdrawnFrom { get; init; }
    public PersonId? SaidBy { get; init; }
    public ConsentEvidence? Evidence { get; init; }
    public CapacityBasis? Capacity { get; init; }
    public NotSoughtReason? NotSought { get; init; }
    public IReadOnlyList<Personal<string>> Texts { get; init; } = [];
}

public enum ShareState
{
    Proposed,
    Authorised,
    Sent,
    Declined,
    DecidedAgainst,
}

/// <summary>How complete the record of an override is: all that software says of it.</summary>
public enum OverrideState
{
    Incomplete,
    Complete,
}

/// <summary>How parents stand to a share (BED-33).</summary>
public enum ShareOpenness
{
    NotRecorded,
    ToldBefore,
    ToldAfter,
    /// <summary>Told, while it has not been sent.</summary>
    Told,
    /// <summary>Nobody was told: decided so, or planned and not done.</summary>
    NotTold,
    /// <summary>One was told and another not, or one before and another after.</summary>
    Mixed,
}

/// <summary>A share of the reader's agency, as it stood on the day. The words of its items are in the share itself.</summary>
public sealed record ShareLine(
    Source Source, ShareId Share, AgencyId Recipient, Purpose Purpose, ShareGround Ground, ShareState State) : Statement(Source)
{
    public ConsentId? Consent { get; init; }
    /// <summary>The route by which it is lawful, by the pack of its own day (domain §3.1); null until that is decided.</summary>
    public ShareRoute? Route { get; init; }
    /// <summary>The local protocols that the decision cites; empty where none was in force, null in records from before they were cited.</summary>
    public IReadOnlyList<CitedProtocol>? Protocols { get; init; }
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];
    public IReadOnlyList<ShareItemFacts> Items { get; init; } = [];
    /// <summary>The numbers of the items sent.</summary>
    public IReadOnlyList<int> SentItems { get; init; } = [];
    public ActorId? AuthorisedBy { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>When it turned out that it had not arrived; null where nothing failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }
    public ShareOpenness Openness { get; init; }
    public Personal<string>? PurposeText { get; init; }
    public Personal<string>? Reason { get; init; }
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }
    /// <summary>Those of its items that are from documents.</summary>
    public IReadOnlyList<DocumentItem> Documents { get; init; } = [];
    /// <summary>What was corrected of it, oldest first.</summary>
    public IReadOnlyList<CorrectionMade> Corrections { get; init; } = [];
    /// <summary>That it was asked back, and what the recipient did; null where it was not.</summary>
    public Recall? Recalled { get; init; }
}

/// <summary>A correction, as its sender reads it.</summary>
public sealed record CorrectionMade(EventId Event, DateTimeOffset RecordedAt, IReadOnlyList<int> Items, IReadOnlyList<AgencyId> Told, Personal<string>? WhatWasWrong);

/// <summary>A correction, as the agency that was told of it reads it.</summary>
/// <param name="Items">What is corrected of the share as it was received, by number.</param>
public sealed record CorrectionReceived(EventId Event, DateTimeOffset RecordedAt, IReadOnlyList<int> Items, Personal<string>? Text);

/// <summary>A share asked back. The answer is the newest; null while there is none.</summary>
/// <param name="Reason">Why it was asked back.</param>
public sealed record Recall(EventId Event, DateTimeOffset RecordedAt, Personal<string>? Reason)
{
    public RecallAnswer? Answer { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>Why the recipient keeps it.</summary>
    public Personal<string>? AnswerReason { get; init; }
}

/// <summary>How a request for information stands. It never ends in silence: after its day it reads as expired.</summary>
public enum RequestState
{
    Open,
    Shared,
    NotShared,
    /// <summary>The day for an answer has passed; it may still be answered.</summary>
    Expired,
}

/// <summary>A deadline that passed.</summary>
/// <param name="About">The share or the request.</param>
/// <param name="Due">The last instant at which it would have been in time.</param>
public sealed record LapseLine(Source Source, Clock Clock, Guid About, DateTimeOffset Due) : Statement(Source);

/// <summary>A request between the reader's agency and another.</summary>
/// <param name="From">Who asks.</param>
/// <param name="To">Who is asked.</param>
public sealed record RequestLine(Source Source, RequestId Request, AgencyId From, AgencyId To, Purpose Purpose, DateOnly AnswerBy, RequestState State) : Statement(Source)
{
    public RequesterCheck Checked { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public Personal<string>? Questions { get; init; }
    /// <summary>What the agency that asked was told where it was decided not to share.</summary>
    public Personal<string>? Answer { get; init; }
}

public sealed record ChildInformedLine(Source Source, PersonId Child, InformedHow How) : Statement(Source)
{
    public ShareId? Share { get; init; }
    public Personal<string>? What { get; init; }
}

/// <summary>An override of the reader's agency and the twenty tests of its record, as they stood on the day.</summary>
/// <param name="State">Complete when all twenty are answered. Whether it was justified is a person's finding.</param>
public sealed record OverrideLine(Source Source, ShareId Share, ActorId DecidedBy, OverrideState State, IReadOnlyList<TestAnswer> Tests) : Statement(Source)
{
    /// <summary>True for one that could not wait.</summary>
    public bool Urgent { get; init; }
    /// <summary>The last instant for somebody else's decision on an urgent one.</summary>
    public DateTimeOffset? DecideBy { get; init; }
    /// <summary>What somebody else decided afterwards; null while nobody did.</summary>
    public Retrospective? Afterwards { get; init; }
    public ActorId? AfterwardsBy { get; init; }
    /// <summary>Tests that were answered later than the decision, and when.</summary>
    public IReadOnlyList<AddedLater> AddedLater { get; init; } = [];
    /// <summary>Parents, and children judged able to decide, of whom it does not say whether they are told: J15 is open for each of them (P5, P6).</summary>
    public IReadOnlyList<PersonId> NotDecidedOn { get; init; } = [];
    public OverrideThreshold? Threshold { get; init; }
    public PermissionState? Permission { get; init; }
    public NotSoughtReason? NotSought { get; init; }
}

/// <summary>Whether the reader's agency judged somebody able to decide something themselves; the newest word on each decision counts.</summary>
public sealed record CompetenceLine(Source Source, PersonId Person, CompetenceFramework Framework, bool Competent) : Statement(Source)
{
    public Personal<string>? About { get; init; }
    public Personal<string>? Reasons { get; init; }
}

/// <summary>Answers that were added after the decision.</summary>
public sealed record AddedLater(EventId Event, DateTimeOffset RecordedAt, IReadOnlyList<OverrideTest> Tests);

public sealed record DecisionNotToShareLine(Source Source, NonShareId NonShare, AgencyId Considered, bool DetrimentalToChild) : Statement(Source)
{
    public DateOnly? ReviewBy { get; init; }
    public ConcernId? Concern { get; init; }
    public ShareId? Share { get; init; }
    /// <summary>True where the day for looking at it again has passed (D28).</summary>
    public bool Overdue { get; init; }
    public RequestId? Request { get; init; }
    public Personal<string>? Reasons { get; init; }
    public Personal<string>? HarmIfNotShared { get; init; }
}

/// <param name="Parent">The parent; or a child about whom an override decided.</param>
/// <param name="Told">True only for an entry that they were told. False where it was decided not to tell them yet, or that they are to be told.</param>
public sealed record OpennessLine(Source Source, PersonId Parent, bool Told) : Statement(Source)
{
    /// <summary>What an override decided about telling them (J15): a plan, whatever its tense. Null for any other entry.</summary>
    public Openness? Planned { get; init; }
    public ShareId? Share { get; init; }
    public InformedHow? How { get; init; }
    public NotToldReason? Reason { get; init; }
    public DateOnly? ReviewBy { get; init; }
    /// <summary>
    /// An open item: the day for looking at it again, or for telling them, has passed, or it was sent and they were to be told
    /// before; and they were neither told nor decided on anew (D15, P1, P4).
    /// </summary>
    public bool Overdue { get; init; }
    public Personal<string>? Text { get; init; }
}

/// <summary>Something that was sent to the reader's agency.</summary>
/// <param name="Sender">Who sent it.</param>
public sealed record ReceivedLine(
    Source Source, ShareId Share, AgencyId Sender, DateTimeOffset SentAt, DisclosureChannel Channel, IReadOnlyList<DisclosedEntry> Items) : Statement(Source)
{
    /// <summary>When the reader's agency said that it came.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    /// <summary>When it turned out, as the sender says, that it had not arrived; null while it does not say so.</summary>
    public DateTimeOffset? FailedAt { get; init; }
    public RequestId? Request { get; init; }
    /// <summary>Those of its items that are from documents, with the markings that go with them.</summary>
    public IReadOnlyList<DocumentItem> Documents { get; init; } = [];
    /// <summary>What the sender said later was wrong in it, oldest first.</summary>
    public IReadOnlyList<CorrectionReceived> Corrections { get; init; } = [];
    /// <summary>That the sender asked for it back; null where it did not.</summary>
    public Recall? Recalled { get; init; }
    /// <summary>From when the permission under which it was sent no longer counts; null while it stands, or where there was none.</summary>
    public DateTimeOffset? PermissionWithdrawnFrom { get; init; }
}

public enum ReferralProgress
{
    Telephoned,
    Written,
    Acknowledged,
    Decided,
    NotAccepted,
}

/// <summary>A referral that the reader's agency makes or answers, as it stood on the day.</summary>
public sealed record ReferralLine(Source Source, ReferralId Referral, AgencyId To, AgencyId By, ReferralSource Referrer, ReferralProgress State) : Statement(Source)
{
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    public ConcernId? Concern { get; init; }
    public DateTimeOffset? CalledAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public ReferralOutcome? Outcome { get; init; }
    public ParentalAgreement? ParentalAgreement { get; init; }
    public bool OutOfHours { get; init; }
    /// <summary>What was said or written.</summary>
    public IReadOnlyList<Personal<string>> Summaries { get; init; } = [];
    /// <summary>Why it was decided so, or not taken on (BED-43).</summary>
    public Personal<string>? Reasons { get; init; }
}
