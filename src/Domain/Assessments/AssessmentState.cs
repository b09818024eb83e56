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

/// <summary>The tier that a child has now in one scheme, and the assessment that gave it.</summary>
public sealed record CurrentTier(PersonId Child, string Scheme, int Tier, AssessmentId Assessment);

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

    /// <summary>The child's tier in that scheme; null where none was given.</summary>
    public int? TierOf(PersonId child, string scheme) => Tiers.FirstOrDefault(t => t.Child == child && t.Scheme == scheme)?.Tier;

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
        TierAssigned e => Given(new CurrentTier(e.Child, e.Scheme, e.Tier, e.Assessment)),
        TierChanged e => Given(new CurrentTier(e.Child, e.Scheme, e.Tier, e.Assessment)),
        ReassessmentTriggered => this,
        _ => throw new UnreachableException("An assessment event that nobody folds."),
    };

    private AssessmentState Given(CurrentTier tier) =>
        this with { Tiers = [.. Tiers.Where(t => t.Child != tier.Child || t.Scheme != tier.Scheme), tier] };
}
