namespace Safeguard.Domain.Sharing;

public enum InformedHow
{
    InPerson,
    Phone,
    Letter,
    Message,
    ThroughAnotherAgency,
}

/// <summary>The only grounds for not telling (domain §3.2 P2).</summary>
public enum NotToldReason
{
    RiskToChild,
    /// <summary>Risk to another person or to a worker.</summary>
    RiskToOther,
    /// <summary>A police or section 47 enquiry would suffer.</summary>
    PrejudiceToEnquiry,
    /// <summary>Suspected fabricated illness, sexual abuse or organised abuse.</summary>
    SuspectedFabricatedIllnessOrAbuse,
    UnsafeContact,
    CannotBeFound,
    CourtDirection,
}

/// <summary>A parent was told of a share: before or after it was sent is for the times to say (domain §3.2 P1).</summary>
/// <param name="Share">Null where it was about sharing in general.</param>
public sealed record ParentInformed(ShareId? Share, PersonId Parent, InformedHow How, Personal<string> What) : SharingEvent;

/// <summary>Somebody decided that a parent is not told yet; each parent is decided separately (P3, P5).</summary>
/// <param name="ReviewBy">Last day on which the decision is looked at again.</param>
public sealed record ParentNotInformedDecided(
    ShareId? Share, PersonId Parent, NotToldReason Reason, Personal<string> Text, DateOnly ReviewBy) : SharingEvent;

/// <summary>A parent was told after it had been decided not to tell them yet: what delayed it no longer stands (P4, P8).</summary>
/// <param name="Decision">The entry by which it was decided: the newest about this parent and this share.</param>
public sealed record ParentInformedLater(ShareId? Share, PersonId Parent, EventId Decision, InformedHow How, Personal<string> What) : SharingEvent;

/// <summary>A child was told of a share. One who is able to decide is asked before the parents are told (P6).</summary>
/// <param name="Share">Null where it was about sharing in general.</param>
public sealed record ChildInformed(ShareId? Share, PersonId Child, InformedHow How, Personal<string> What) : SharingEvent;
