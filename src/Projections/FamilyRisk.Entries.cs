using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>One stay in the household. Its end may be an entry of its own.</summary>
public sealed record StayEntry(Origin Origin, PersonId Person, MemberRole Role, Residence Residence, DateOnly From)
{
    /// <summary>The last day; null while it lasts.</summary>
    public DateOnly? To { get; init; }
    public Origin? End { get; init; }

    public bool Covers(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary><see cref="From"/> is the <see cref="Kind"/> of <see cref="To"/>. Asserted again, both stand in the row.</summary>
public sealed record RelationEntry(Origin Origin, PersonId From, PersonId To, RelationKind Kind, ParentalResponsibility ParentalResponsibility)
{
    public Personal<string>? Evidence { get; init; }
}

public sealed record AddressEntry(Origin Origin, AddressKind Kind, DateOnly From, bool SafeToWrite, bool Mappable)
{
    public Personal<string>? Line { get; init; }
    public Personal<string>? Postcode { get; init; }
    public int? DeprivationDecile { get; init; }
    public DeprivationIndex? DeprivationIndex { get; init; }
    public string? DeprivationEdition { get; init; }
}

public sealed record InvolvementEntry(Origin Origin, AgencyId Agency, InvolvementRole Role, DateOnly From);

/// <summary>What one agency said of an adult's use from a day on.</summary>
public sealed record UseEntry(Origin Origin, PersonId Adult, SubstanceUseStatus Status, DateOnly From)
{
    public ImmutableArray<Substance> Substances { get; init; } = [];
    public Substance? Primary { get; init; }
    public UsePattern? Pattern { get; init; }
    public UseRoute? Route { get; init; }
    public ImmutableArray<Consequence> Consequences { get; init; } = [];
    public Personal<string>? Note { get; init; }
}

/// <summary>A vulnerability, and its end as an entry of its own: a reader may know of one and not of the other.</summary>
public sealed record VulnerabilityEntry(Origin Origin, VulnerabilityId Id, PersonId Person, VulnerabilityKind Kind, DateOnly From)
{
    public Personal<string>? Note { get; init; }
    public DateOnly? To { get; init; }
    public Origin? End { get; init; }
    public Personal<string>? EndNote { get; init; }
}

public sealed record ConcernEntry(
    Origin Origin, ConcernId Id, ImmutableArray<PersonId> Children, ConcernThreshold Threshold, ConcernSource Source, Personal<string> Text);

public enum ReferralStepKind
{
    Telephoned,
    Written,
    Acknowledged,
    Decided,
    NotAccepted,
}

/// <summary>One step of a referral, at its own time.</summary>
public sealed record ReferralStep(Origin Origin, ReferralStepKind Kind, DateTimeOffset At)
{
    public ReferralTeam? Team { get; init; }
    public bool OutOfHours { get; init; }
    public ParentalAgreement? ParentalAgreement { get; init; }
    public ReferralOutcome? Outcome { get; init; }
    /// <summary>What was said, or the reasons.</summary>
    public Personal<string>? Text { get; init; }
}

/// <param name="By">The agency that recorded its first step.</param>
public sealed record ReferralEntry(ReferralId Id, AgencyId To, AgencyId By, ReferralSource Source)
{
    public ImmutableArray<PersonId> Children { get; init; } = [];
    public ConcernId? Concern { get; init; }
    public ImmutableArray<ReferralStep> Steps { get; init; } = [];
}

public sealed record AssessmentEntry(
    Origin Origin, AssessmentId Id, AssessmentKind Kind, ImmutableArray<PersonId> Children, ImmutableArray<PersonId> Adults, Personal<string> Analysis)
{
    public AssessmentId? Revises { get; init; }
}

public sealed record TierEntry(Origin Origin, PersonId Child, string Scheme, int Tier, Personal<string> Reason, AssessmentId Assessment)
{
    /// <summary>The tier that it replaces; null where it was assigned.</summary>
    public int? Before { get; init; }
}

public sealed record ReassessmentEntry(Origin Origin, ReassessmentTrigger Trigger, ImmutableArray<PersonId> Children, AssessmentId? Revises)
{
    public Personal<string>? Detail { get; init; }
}

/// <summary>One step of a consent: what it adds, in the domain's own words, so that the domain says how it stands.</summary>
public sealed record ConsentStep(Origin Origin)
{
    public ConsentAsked? Asked { get; init; }
    public ConsentAnswer? Answer { get; init; }
    public PersonId? SaidBy { get; init; }
    public ConsentEvidence? Evidence { get; init; }
    public CapacityBasis? Capacity { get; init; }
    /// <summary>Reasons, witness, how it was explained: whatever words the step holds.</summary>
    public ImmutableArray<Personal<string>> Texts { get; init; } = [];
}

public sealed record ConsentEntry(ConsentId Id, AgencyId Agency, PersonId Person, ConsentKind Kind, Purpose Purpose)
{
    public ImmutableArray<ConsentStep> Steps { get; init; } = [];
}

/// <summary>Whether somebody was judged able to decide something themselves.</summary>
public sealed record CompetenceEntry(Origin Origin, PersonId Person, CompetenceFramework Framework, bool Competent, Personal<string> About, Personal<string> Reasons);

/// <summary>An override, without its words.</summary>
public sealed record OverrideEntry(Origin Origin, ActorId DecidedBy)
{
    public OverrideThreshold? Threshold { get; init; }
    public PermissionState? Permission { get; init; }
    public NotSoughtReason? NotSought { get; init; }
    /// <summary>What the decision itself answered.</summary>
    public ImmutableArray<OverrideTest> Answered { get; init; } = [];
    /// <summary>Of whom J15 must say something.</summary>
    public ImmutableArray<PersonId> ToDecideOn { get; init; } = [];
    /// <summary>What was answered later.</summary>
    public ImmutableArray<SupplementEntry> Later { get; init; } = [];
}

/// <summary>Answers that came after the decision.</summary>
public sealed record SupplementEntry(Origin Origin, ImmutableArray<OverrideTest> Answered);

/// <summary>A share that could not wait, and by when somebody else was to decide on it.</summary>
public sealed record UrgentEntry(Origin Origin, DateTimeOffset DecideBy, Personal<string> Reason);

/// <summary>What somebody else decided on an urgent share.</summary>
public sealed record AfterwardsEntry(Origin Origin, Retrospective Outcome, ActorId By, Personal<string>? Reason);

/// <summary>What was sent did not arrive.</summary>
/// <param name="At">When that turned out.</param>
public sealed record FailureEntry(Origin Origin, DateTimeOffset At, Personal<string> Error);

/// <summary>A share as its sender knows it, from proposal to sending. Item texts are not kept here.</summary>
public sealed record ShareEntry(Origin Origin, ShareId Id, AgencyId Recipient, Purpose Purpose, ShareGround Ground)
{
    public ConsentId? Consent { get; init; }
    public ImmutableArray<PersonId> Subjects { get; init; } = [];
    public ImmutableArray<ShareItemFacts> Items { get; init; } = [];
    public Personal<string>? PurposeText { get; init; }
    public OverrideEntry? Override { get; init; }
    public RouteEntry? Route { get; init; }
    public UrgentEntry? Urgent { get; init; }
    public AfterwardsEntry? Afterwards { get; init; }
    public Origin? Authorised { get; init; }
    public ActorId? AuthorisedBy { get; init; }
    public Personal<string>? AuthorisedReason { get; init; }
    public Origin? Declined { get; init; }
    public Personal<string>? DeclinedReason { get; init; }
    public RequestId? Request { get; init; }
}

/// <summary>The route by which a share is lawful, found when it was decided.</summary>
public sealed record RouteEntry(Origin Origin, ShareRoute Route)
{
    public IReadOnlyList<CitedProtocol>? Protocols { get; init; }
}

/// <summary>One thing as it was sent; its text is sealed under the recipient's key.</summary>
public sealed record DisclosedEntry(int Number, InformationCategory Category, EventId Source, Personal<string> Text)
{
    public PersonId? About { get; init; }
}

public sealed record DisclosureEntry(
    Origin Origin, ShareId Share, AgencyId Recipient, DateTimeOffset SentAt, DisclosureChannel Channel, ImmutableArray<DisclosedEntry> Items)
{
    /// <summary>The recipient's own word that it came.</summary>
    public ReceiptEntry? Receipt { get; init; }
    /// <summary>The sender's word that it did not.</summary>
    public FailureEntry? Failure { get; init; }
    /// <summary>The recipient's request that it answers.</summary>
    public RequestId? Request { get; init; }

    /// <summary>What became of it, by the entries that are known; a failure ends the receipts before it.</summary>
    public Sending SendingBy(Func<Origin, bool> known)
    {
        var failure = Failure is { } failed && known(failed.Origin) ? failed : null;
        return new Sending(Channel, SentAt, Origin.RecordedAt)
        {
            Entry = Origin.Event,
            Items = [.. Items.Select(i => i.Number)],
            FailedAt = failure?.At,
            ReceivedAt = Receipt is { } came && known(came.Origin) && !(came.Origin.Position < failure?.Origin.Position) ? came.ReceivedAt : null,
        };
    }
}

public sealed record ReceiptEntry(Origin Origin, DateTimeOffset ReceivedAt);

/// <summary>A parent was told, or something was decided about telling them or a child.</summary>
public sealed record OpennessEntry(Origin Origin, PersonId Parent, bool Told, Personal<string>? Text)
{
    /// <summary>What an override decided (J15); null for an entry on telling itself.</summary>
    public Openness? Planned { get; init; }
    /// <summary>Null where it was about sharing in general.</summary>
    public ShareId? Share { get; init; }
    public InformedHow? How { get; init; }
    public NotToldReason? Reason { get; init; }
    public DateOnly? ReviewBy { get; init; }
}

public sealed record NonShareEntry(
    Origin Origin, NonShareId Id, AgencyId Considered, Personal<string> Reasons, Personal<string> HarmIfNotShared, bool DetrimentalToChild)
{
    public DateOnly? ReviewBy { get; init; }
    public ConcernId? Concern { get; init; }
    public ShareId? Share { get; init; }
    public RequestId? Request { get; init; }
    /// <summary>What the agency that asked is told.</summary>
    public Personal<string>? Answer { get; init; }
    /// <summary>The same, sealed under the key of the agency that asked.</summary>
    public Personal<string>? ToRequester { get; init; }
}
