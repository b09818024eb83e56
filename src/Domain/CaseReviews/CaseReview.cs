using System.Collections.Immutable;
using System.Diagnostics;

namespace Safeguard.Domain.CaseReviews;

/// <summary>Who may read under a review.</summary>
public sealed record ReviewScope(ActorId Reviewer, AgencyId Agency, bool LiftsPseudonyms);

/// <summary>What deciding about one review needs: the fold of <c>review-{id}</c>, without its words.</summary>
public sealed record CaseReview(CaseReviewId Id)
{
    public Jurisdiction? Nation { get; init; }
    /// <summary>The agency whose chairs lead it.</summary>
    public AgencyId Agency { get; init; }
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public ImmutableArray<FamilyId> Records { get; init; } = [];
    public ImmutableArray<ReviewScope> Reviewers { get; init; } = [];

    /// <summary>Everybody of the frozen records, in the order that gives the pseudonyms: who was frozen once keeps theirs.</summary>
    public ImmutableArray<PersonId> Persons { get; init; } = [];

    /// <summary>When the evidence was frozen last; null before.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>The place in the log up to which the evidence goes.</summary>
    public long? FrozenPosition { get; init; }

    public bool IsClosed { get; init; }

    /// <summary>Null before the review was opened.</summary>
    public bool Exists => Nation is not null;

    public ReviewScope? ScopeOf(ActorId reviewer, AgencyId agency) => Reviewers.FirstOrDefault(r => r.Reviewer == reviewer && r.Agency == agency);

    /// <summary>Chairs of the agency that opened it lead it.</summary>
    public bool IsLedBy(Actor by) => Exists && by.Has(Role.ReviewChair) && by.Agency == Agency;

    /// <summary>Those who may see that there is this review: who leads it, and whoever reads under it.</summary>
    public bool IsVisibleTo(Actor by) => IsLedBy(by) || ScopeOf(by.Id, by.Agency) is not null;

    public CaseReview Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        CaseReviewOpened e => this with
        {
            Nation = e.Nation,
            Agency = recorded.Agency,
            From = e.From,
            To = e.To,
            Records = [.. e.Records],
        },
        ReviewScopeGranted e => this with { Reviewers = [.. Others(e.Reviewer, e.Agency), new(e.Reviewer, e.Agency, e.LiftsPseudonyms)] },
        ReviewScopeWithdrawn e => this with { Reviewers = [.. Others(e.Reviewer, e.Agency)] },
        ReviewScopeExtended e => this with { Records = [.. Records, .. e.Records], From = e.From, To = e.To },
        EvidenceFrozen e => this with { FrozenAt = recorded.RecordedAt, FrozenPosition = recorded.Position, Persons = [.. e.Persons] },
        ReviewAnnotationAdded => this,
        CaseReviewClosed => this with { IsClosed = true },
        _ => throw new UnreachableException("A review event that nobody folds."),
    };

    private IEnumerable<ReviewScope> Others(ActorId reviewer, AgencyId agency) => Reviewers.Where(r => (r.Reviewer, r.Agency) != (reviewer, agency));
}
