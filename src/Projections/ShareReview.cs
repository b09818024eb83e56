using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;

namespace Safeguard.Projections;

/// <summary>How the review of a share stands.</summary>
public enum IgReviewProgress
{
    NotOpened,
    Open,
    /// <summary>The agency that decided has a query to answer.</summary>
    QueryWaiting,
    /// <summary>It has not answered by the due instant.</summary>
    QueryOverdue,
    Completed,
}

/// <summary>A query that waits for its answer.</summary>
public sealed record WaitingQuery(IgQueryId Query, DateTimeOffset AnswerBy);

/// <summary>The newest review on a line of the share register: ids, codes and instants.</summary>
public sealed record ShareReview(IgReviewId Review, ActorId Reviewer, DateTimeOffset OpenedAt)
{
    /// <summary>Queries that wait, oldest first.</summary>
    public ImmutableArray<WaitingQuery> Waiting { get; init; } = [];
    /// <summary>How many were answered after their due instant.</summary>
    public int AnsweredLate { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public IgFinding? Finding { get; init; }

    /// <summary>The last instant for the answer that is due first; null where none waits. Worked out, not stored.</summary>
    public DateTimeOffset? AnswerBy() => Waiting.IsEmpty ? null : Waiting.Min(q => q.AnswerBy);

    public IgReviewProgress At(DateTimeOffset now) =>
        Finding is not null ? IgReviewProgress.Completed
        : AnswerBy() is not { } by ? IgReviewProgress.Open
        : now > by ? IgReviewProgress.QueryOverdue
        : IgReviewProgress.QueryWaiting;

    /// <summary>The review after one more of its events; a second look takes the place of the first.</summary>
    public static ShareReview? After(ShareReview? review, IgReviewEvent said, RecordedEvent recorded) => (review, said) switch
    {
        (_, IgReviewOpened e) => new ShareReview(e.Review, recorded.Headers.Actor, recorded.RecordedAt),
        (null, _) => null,
        (_, IgQueryRaised e) => review with { Waiting = review.Waiting.Add(new(e.Query, e.AnswerBy)) },
        (_, IgQueryAnswered e) => review with
        {
            Waiting = [.. review.Waiting.Where(q => q.Query != e.Query)],
            AnsweredLate = review.AnsweredLate + review.Waiting.Count(q => q.Query == e.Query && recorded.RecordedAt > q.AnswerBy),
        },
        (_, IgReviewCompleted e) => review with { Finding = e.Finding, CompletedAt = recorded.RecordedAt },
        _ => review,
    };
}
