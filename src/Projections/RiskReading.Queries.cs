using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>
/// What an information governance officer asks of the reader's agency about a share, or a decision not to share, of its
/// own. Its workers see the query and its answer; the review itself, and what comes of it, is the officer's.
/// </summary>
/// <param name="AnswerBy">The last instant for the answer.</param>
public sealed record IgQueryLine(Source Source, IgReviewId Review, IgQueryId Query, DateTimeOffset AnswerBy) : Statement(Source)
{
    public ShareId? Share { get; init; }
    public NonShareId? NonShare { get; init; }
    public Personal<string>? Question { get; init; }
    /// <summary>When it was answered; null while it waits.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
    public Personal<string>? Answer { get; init; }
}

internal sealed partial class RiskReading
{
    private List<IgQueryLine> Queries() =>
    [
        .. row.Reviews.Where(IsOfOurs).SelectMany(r => r.Queries.Where(q => ByThen(q.Origin)).Select(q =>
        {
            var answered = q.Answered is { } said && ByThen(said) ? said : null;
            // Whoever asks is the other side, as in a referral: an officer of the agency itself, or the partnership's.
            return new IgQueryLine(answered is null ? sight.AsParty(q.Origin) : sight.AsParty(q.Origin, answered), r.Id, q.Id, q.AnswerBy)
            {
                Share = r.Share,
                NonShare = r.NonShare,
                Question = sight.Told(q.Origin, q.Question),
                AnsweredAt = answered?.RecordedAt,
                Answer = answered is null ? null : sight.Told(answered, q.Answer),
            };
        })),
    ];

    private bool IsOfOurs(IgReviewEntry review) => review.Share is { } share
        ? OwnShares().Any(s => s.Id == share)
        : row.NotShared.Any(n => n.Id == review.NonShare && sight.Owns(n.Origin));
}
