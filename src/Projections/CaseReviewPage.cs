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
    /// <summary>How the scope was widened since it was opened, oldest first.</summary>
    public IReadOnlyList<ScopeExtension> Extensions { get; init; } = [];
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
        return new CaseReviewPage(opened.Review, opened.Kind, opened.Nation, review.From, review.To, review.Records, first.RecordedAt)
        {
            Terms = opened.Terms,
            Reviewers = review.Reviewers,
            Extensions = [.. recorded.Where(e => e.Event is ReviewScopeExtended).Select(ScopeExtension.Of)],
            FrozenAt = review.FrozenAt,
            FrozenPosition = review.FrozenPosition,
            ClosedAt = closed?.RecordedAt,
            Outcome = (closed?.Event as CaseReviewClosed)?.Outcome,
            Annotations = [.. AnnotationLine.In(recorded)],
        };
    }
}

/// <summary>How and why a review came to look at more.</summary>
/// <param name="Records">The further records; empty where the period alone grew.</param>
/// <param name="From">First day of the period from then on.</param>
/// <param name="To">Its last day, included.</param>
public sealed record ScopeExtension(DateTimeOffset At, ActorId By, IReadOnlyList<FamilyId> Records, DateOnly From, DateOnly To, Personal<string> Reason)
{
    internal static ScopeExtension Of(RecordedEvent recorded)
    {
        var said = (ReviewScopeExtended)recorded.Event;
        return new ScopeExtension(recorded.RecordedAt, recorded.Headers.Actor, said.Records, said.From, said.To, said.Reason);
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
