namespace Safeguard.Domain.CaseReviews;

/// <summary>Which kind of review it is (domain §4, reviewer chronology; Working Together; Wales: SUSR).</summary>
public enum CaseReviewKind
{
    /// <summary>England, since 2019.</summary>
    ChildSafeguardingPracticeReview,
    /// <summary>England: the first look within fifteen working days of the notification.</summary>
    RapidReview,
    /// <summary>Wales, since 2024.</summary>
    SingleUnifiedSafeguardingReview,
    /// <summary>England until 2019, Wales until 2013: older cases are still replayed.</summary>
    SeriousCaseReview,
}

/// <summary>Whatever a review does beside the records that it looks at, in <c>review-{id}</c> (domain §2.8; design D4).</summary>
public abstract record CaseReviewEvent(CaseReviewId Review) : DomainEvent;

/// <summary>A review begins: which records it may look at, and for which days (domain §2.8, ReviewScopeGranted).</summary>
/// <param name="From">First day of the period under review, London.</param>
/// <param name="To">Its last day, included.</param>
/// <param name="Records">The family records that are its evidence.</param>
public sealed record CaseReviewOpened(
    CaseReviewId Review, CaseReviewKind Kind, Jurisdiction Nation, DateOnly From, DateOnly To, IReadOnlyList<FamilyId> Records) : CaseReviewEvent(Review)
{
    /// <summary>The terms of reference, in the chair's words.</summary>
    public Personal<string>? Terms { get; init; }
}

/// <summary>Somebody who did not work the case may read its records, as they were frozen, until the review closes (domain §2.8, §5 rule 6).</summary>
/// <param name="LiftsPseudonyms">True for a reviewer who may ask for the names behind the pseudonyms.</param>
public sealed record ReviewScopeGranted(CaseReviewId Review, ActorId Reviewer, AgencyId Agency, bool LiftsPseudonyms) : CaseReviewEvent(Review);

/// <summary>One reviewer's access ends before the review does.</summary>
public sealed record ReviewScopeWithdrawn(CaseReviewId Review, ActorId Reviewer, AgencyId Agency) : CaseReviewEvent(Review);

/// <summary>
/// The review looks at more from now on: at further records, at a longer period, or both (domain §2.8, ReviewScopeGranted:
/// period, records). It is never narrowed. Where its evidence was frozen already, further records are frozen with it in the
/// same command, and with them all others anew: a review has one position up to which all its evidence goes.
/// </summary>
/// <param name="Records">The records that it looks at from now on as well; empty where the period alone grew.</param>
/// <param name="From">First day of the period from now on.</param>
/// <param name="To">Its last day, included.</param>
/// <param name="Reason">Why, in the chair's words.</param>
public sealed record ReviewScopeExtended(
    CaseReviewId Review, IReadOnlyList<FamilyId> Records, DateOnly From, DateOnly To, Personal<string> Reason) : CaseReviewEvent(Review);

/// <summary>A reviewer's note beside the record, never in it (domain §2.8).</summary>
/// <param name="Family">The record that it is about.</param>
public sealed record ReviewAnnotationAdded(CaseReviewId Review, AnnotationId Annotation, FamilyId Family, Personal<string> Note) : CaseReviewEvent(Review)
{
    /// <summary>The entry of the record that it is about; null for the record as a whole.</summary>
    public EventId? About { get; init; }
}

/// <summary>The review is over, and with it all access that it gave. What was frozen stays held until the hold is released.</summary>
public sealed record CaseReviewClosed(CaseReviewId Review) : CaseReviewEvent(Review)
{
    /// <summary>Where the report can be found, or why the review ended without one.</summary>
    public Personal<string>? Outcome { get; init; }
}
