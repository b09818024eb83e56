using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;

namespace Safeguard.Projections;

/// <summary>A query of a review and its answer, each an entry of its own: they are of two agencies.</summary>
public sealed record IgQueryEntry(Origin Origin, IgQueryId Id, Personal<string> Question, DateTimeOffset AnswerBy)
{
    public Origin? Answered { get; init; }
    public Personal<string>? Answer { get; init; }
}

/// <summary>A review of a share, or of a decision not to share.</summary>
/// <param name="Origin">That it was opened.</param>
public sealed record IgReviewEntry(Origin Origin, IgReviewId Id, ShareId? Share, NonShareId? NonShare)
{
    public ImmutableArray<IgQueryEntry> Queries { get; init; } = [];
    public Origin? Completed { get; init; }
}

public sealed partial record FamilyRisk
{
    private FamilyRisk Reviewing(IgReviewEvent said, Origin origin) => said switch
    {
        IgReviewOpened e => this with { Reviews = Reviews.Add(new(origin, e.Review, e.Share, e.NonShare)) },
        IgQueryRaised e => Review(e, r => r with { Queries = r.Queries.Add(new(origin, e.Query, e.Question, e.AnswerBy)) }),
        IgQueryAnswered e => Review(e, r => r with { Queries = [.. r.Queries.Select(q => q.Id == e.Query ? q with { Answered = origin, Answer = e.Answer } : q)] }),
        IgReviewCompleted e => Review(e, r => r with { Completed = origin }),
        _ => this,
    };

    private FamilyRisk Review(IgReviewEvent said, Func<IgReviewEntry, IgReviewEntry> change) =>
        this with { Reviews = [.. Reviews.Select(r => r.Id == said.Review ? change(r) : r)] };
}
