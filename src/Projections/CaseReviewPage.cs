using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;

namespace Safeguard.Projections;

/// <summary>A review of a serious case, as its chair and its readers see it: what it looks at, who reads, and what they noted.</summary>
/// <param name="From">First day of the period under review.</param>
/// <param name="To">Its last day, included.</param>
public sealed record CaseReviewPage(
    CaseReviewId Review, CaseReviewKind Kind, Jurisdiction Nation, DateOnly From, DateOnly To, IReadOnlyList<FamilyId> Records, DateTimeOffset OpenedAt)
{
    public Personal<string>? Terms { get; init; }
    public IReadOnlyList<ReviewScope> Reviewers { get; init; } = [];
    /// <summary>When the evidence was frozen last; null before, and then nobody reads yet.</summary>
    public DateTimeOffset? FrozenAt { get; init; }
    /// <summary>The place in the log up to which the evidence goes.</summary>
    public long? FrozenPosition { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public Personal<string>? Outcome { get; init; }
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AnnotationLine> Annotations { get; init; } = [];

    /// <summary>The page, its texts sealed; null before the review was opened.</summary>
    /// <param name="recorded">The review's stream.</param>
    public static CaseReviewPage? Of(IReadOnlyList<RecordedEvent> recorded)
    {
        if (recorded is not [{ Event: CaseReviewOpened opened } first, ..]) return null;
        var review = recorded.Aggregate(new CaseReview(opened.Review), (r, e) => r.Evolve(e));
        var closed = recorded.LastOrDefault(e => e.Event is CaseReviewClosed);
        return new CaseReviewPage(opened.Review, opened.Kind, opened.Nation, opened.From, opened.To, opened.Records, first.RecordedAt)
        {
            Terms = opened.Terms,
            Reviewers = review.Reviewers,
            FrozenAt = review.FrozenAt,
            FrozenPosition = review.FrozenPosition,
            ClosedAt = closed?.RecordedAt,
            Outcome = (closed?.Event as CaseReviewClosed)?.Outcome,
            Annotations = [.. AnnotationLine.In(recorded)],
        };
    }
}

/// <summary>A note beside the record.</summary>
/// <param name="About">The entry that it is about; null for the record as a whole.</param>
public sealed record AnnotationLine(AnnotationId Annotation, FamilyId Family, EventId? About, ActorId By, DateTimeOffset At, Personal<string> Note)
{
    /// <summary>All notes of a review, oldest first.</summary>
    public static IEnumerable<AnnotationLine> In(IEnumerable<RecordedEvent> review) =>
        from e in review
        let added = e.Event as ReviewAnnotationAdded
        where added is not null
        select new AnnotationLine(added.Annotation, added.Family, added.About, e.Headers.Actor, e.RecordedAt, added.Note);
}
