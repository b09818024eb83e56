using System.Collections.Immutable;
using System.Diagnostics;

namespace Safeguard.Domain.Assessments;

/// <summary>One finished assessment.</summary>
/// <param name="By">The agency that made it.</param>
public sealed record Assessment(AssessmentId Id, AssessmentKind Kind, AgencyId By)
{
    public ImmutableArray<PersonId> Children { get; init; } = [];
    public ImmutableArray<PersonId> Adults { get; init; } = [];
    /// <summary>The one that it revises; null for a first one.</summary>
    public AssessmentId? Revises { get; init; }
}

/// <summary>The tier that a child has now in one scheme by the word of one agency, and the assessment that gave it.</summary>
/// <param name="By">The agency that gave it. Another may give another, and may not know of this one.</param>
public sealed record CurrentTier(PersonId Child, string Scheme, int Tier, AssessmentId Assessment, AgencyId By);

/// <summary>What deciding needs of the assessments of one family.</summary>
public sealed record AssessmentState
{
    public static AssessmentState Empty { get; } = new();

    /// <summary>In the order in which they were recorded.</summary>
    public ImmutableArray<Assessment> Assessments { get; init; } = [];

    public ImmutableArray<CurrentTier> Tiers { get; init; } = [];

    public Assessment? Find(AssessmentId id) => Assessments.FirstOrDefault(a => a.Id == id);

    /// <summary>The assessment that revised this one; null while it is the newest of its chain.</summary>
    public Assessment? RevisionOf(AssessmentId id) => Assessments.FirstOrDefault(a => a.Revises == id);

    /// <summary>The newest assessment that the agency made; null when it made none.</summary>
    public Assessment? NewestBy(AgencyId agency) => Assessments.LastOrDefault(a => a.By == agency);

    /// <summary>The child's tier in that scheme as the agency gave it; null where it gave none.</summary>
    public int? TierOf(PersonId child, string scheme, AgencyId agency) =>
        Tiers.FirstOrDefault(t => t.Child == child && t.Scheme == scheme && t.By == agency)?.Tier;

    public AssessmentState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        AssessmentCompleted e => this with
        {
            Assessments = Assessments.Add(new Assessment(e.Assessment, e.Kind, recorded.Agency)
            {
                Children = [.. e.Children],
                Adults = [.. e.Adults],
                Revises = e.Revises,
            }),
        },
        TierAssigned e => Given(new CurrentTier(e.Child, e.Scheme, e.Tier, e.Assessment, recorded.Agency)),
        TierChanged e => Given(new CurrentTier(e.Child, e.Scheme, e.Tier, e.Assessment, recorded.Agency)),
        ReassessmentTriggered => this,
        _ => throw new UnreachableException("An assessment event that nobody folds."),
    };

    private AssessmentState Given(CurrentTier tier) =>
        this with { Tiers = [.. Tiers.Where(t => t.Child != tier.Child || t.Scheme != tier.Scheme || t.By != tier.By), tier] };
}
