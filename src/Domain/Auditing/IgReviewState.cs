using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Auditing;

/// <summary>What is reviewed: a share, or a decision not to share. Exactly one of the two is set.</summary>
public sealed record Reviewed(ShareId? Share, NonShareId? NonShare)
{
    public static Reviewed Of(ShareId share) => new(share, null);

    public static Reviewed Of(NonShareId decision) => new(null, decision);

    public static Reviewed In(IgReviewEvent e) => new(e.Share, e.NonShare);
}

/// <summary>What a review needs to know of a share or a decision beyond what deciding about it needs.</summary>
public sealed record ReviewedTrail(Reviewed Of)
{
    /// <summary>Everybody who proposed, decided, authorised, sent or told, and who wrote that down: none of them reviews it.</summary>
    public ImmutableArray<ActorId> Hands { get; init; } = [];

    /// <summary>When somebody else's decision on an urgent share was recorded.</summary>
    public DateTimeOffset? DecidedAfterwardsAt { get; init; }
}

public sealed record IgQueryFacts(IgQueryId Id, ActorId RaisedBy, DateTimeOffset AnswerBy)
{
    public bool Answered { get; init; }
}

/// <summary>One review, without its words.</summary>
public sealed record IgReview(IgReviewId Id, Reviewed Of, ActorId Reviewer, AgencyId Agency)
{
    public ImmutableArray<IgQueryFacts> Queries { get; init; } = [];

    /// <summary>Null while it is open.</summary>
    public IgFinding? Finding { get; init; }

    public IgQueryFacts? Find(IgQueryId id) => Queries.FirstOrDefault(q => q.Id == id);
}

/// <summary>What deciding needs of the reviews of one family's shares: ids, codes and instants.</summary>
public sealed record IgReviewState
{
    public static IgReviewState Empty { get; } = new();

    public ImmutableArray<IgReview> All { get; init; } = [];

    public ImmutableArray<ReviewedTrail> Trails { get; init; } = [];

    public IgReview? Find(IgReviewId id) => All.FirstOrDefault(r => r.Id == id);

    /// <summary>The reviews of one thing, oldest first.</summary>
    public IEnumerable<IgReview> Of(Reviewed reviewed) => All.Where(r => r.Of == reviewed);

    /// <summary>The trail of a thing that was recorded.</summary>
    public ReviewedTrail TrailOf(Reviewed reviewed) => Trails.FirstOrDefault(t => t.Of == reviewed) ?? new ReviewedTrail(reviewed);

    /// <summary>True while this officer reviews this share: only then is its dossier open to the partnership's officer (design D11).</summary>
    public bool IsReviewing(ActorId officer, ShareId share) => Of(Reviewed.Of(share)).Any(r => r.Reviewer == officer && r.Finding is null);

    public IgReviewState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        IgReviewOpened e => this with { All = All.Add(new(e.Review, Reviewed.In(e), recorded.Headers.Actor, recorded.Agency)) },
        IgQueryRaised e => With(e.Review, r => r with { Queries = r.Queries.Add(new(e.Query, recorded.Headers.Actor, e.AnswerBy)) }),
        IgQueryAnswered e => With(e.Review, r => r with { Queries = [.. r.Queries.Select(q => q.Id == e.Query ? q with { Answered = true } : q)] }),
        IgReviewCompleted e => With(e.Review, r => r with { Finding = e.Finding }),
        SharingEvent e => Followed(recorded, e),
        _ => throw new UnreachableException("A review event that nobody folds."),
    };

    private IgReviewState Followed(RecordedEvent recorded, SharingEvent said) => said switch
    {
        ShareProposed e => Acted(recorded, e.Share),
        LawfulBasisRecorded e => Acted(recorded, e.Share),
        // What was decided on an urgent share before this override was another thing.
        OverrideDecided e => Acted(recorded, e.Share, t => t with { DecidedAfterwardsAt = null }),
        OverrideSupplemented e => Acted(recorded, e.Share),
        UrgentShareMade e => Acted(recorded, e.Share),
        ShareAuthorised e => Acted(recorded, e.Share),
        ShareDeclined e => Acted(recorded, e.Share),
        RetrospectiveAuthorised e => Acted(recorded, e.Share, t => t with { DecidedAfterwardsAt = recorded.RecordedAt }),
        RetrospectiveRefused e => Acted(recorded, e.Share, t => t with { DecidedAfterwardsAt = recorded.RecordedAt }),
        InformationDisclosed e => Acted(recorded, e.Share),
        DisclosureReceived e => Acted(recorded, e.Share),
        DisclosureFailed e => Acted(recorded, e.Share),
        DisclosureCorrected e => Acted(recorded, e.Share),
        WithdrawalPassedOn e => Acted(recorded, e.Share),
        DisclosureRecalled e => Acted(recorded, e.Share),
        RecallAnswered e => Acted(recorded, e.Share),
        // It asks for a share, and is no part of one.
        InformationRequested => this,
        ParentInformed e => e.Share is { } share ? Acted(recorded, share) : this,
        ParentInformedLater e => e.Share is { } share ? Acted(recorded, share) : this,
        ChildInformed e => e.Share is { } share ? Acted(recorded, share) : this,
        ParentNotInformedDecided e => e.Share is { } share ? Acted(recorded, share) : this,
        DecisionNotToShare e => (e.Share is { } ended ? Acted(recorded, ended) : this).Acted(recorded, Reviewed.Of(e.NonShare), t => t),
        _ => throw new UnreachableException("A sharing event of which nobody says whose hands it shows."),
    };

    private IgReviewState Acted(RecordedEvent recorded, ShareId share, Func<ReviewedTrail, ReviewedTrail>? change = null) =>
        Acted(recorded, Reviewed.Of(share), change ?? (t => t));

    private IgReviewState Acted(RecordedEvent recorded, Reviewed reviewed, Func<ReviewedTrail, ReviewedTrail> change)
    {
        ActorId[] hands = recorded.Event.Envelope.DecidedBy is { } decided ? [recorded.Headers.Actor, decided] : [recorded.Headers.Actor];
        var known = TrailOf(reviewed);
        var next = change(known with { Hands = [.. known.Hands.Union(hands)] });
        return this with { Trails = Trails.Contains(known) ? Trails.Replace(known, next) : Trails.Add(next) };
    }

    private IgReviewState With(IgReviewId id, Func<IgReview, IgReview> change) =>
        this with { All = [.. All.Select(r => r.Id == id ? change(r) : r)] };
}
