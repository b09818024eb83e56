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

/// <summary>What called for another look at a child, and was not followed by one.</summary>
/// <param name="Revises">The assessment to be looked at again; null where the agency had made none of the child.</param>
/// <param name="By">The agency that recorded it, and whose assessment answers it.</param>
public sealed record OpenReassessment(ReassessmentTrigger Trigger, PersonId Child, AssessmentId? Revises, AgencyId By)
{
    /// <summary>Whether an assessment that was recorded later is the other look.</summary>
    public bool IsAnsweredBy(Assessment later) => later.By == By && (Revises is { } revised ? later.Revises == revised : later.Children.Contains(Child));
}

/// <summary>What deciding needs of the assessments of one family.</summary>
public sealed record AssessmentState
{
    public static AssessmentState Empty { get; } = new();

    /// <summary>In the order in which they were recorded.</summary>
    public ImmutableArray<Assessment> Assessments { get; init; } = [];

    public ImmutableArray<CurrentTier> Tiers { get; init; } = [];

    /// <summary>Child by child, in the order of recording.</summary>
    public ImmutableArray<OpenReassessment> ToReassess { get; init; } = [];

    public Assessment? Find(AssessmentId id) => Assessments.FirstOrDefault(a => a.Id == id);

    /// <summary>The assessment that revised this one; null while it is the newest of its chain.</summary>
    public Assessment? RevisionOf(AssessmentId id) => Assessments.FirstOrDefault(a => a.Revises == id);

    /// <summary>The newest assessment that the agency made; null when it made none.</summary>
    public Assessment? NewestBy(AgencyId agency) => Assessments.LastOrDefault(a => a.By == agency);

    /// <summary>The agency's newest assessment of the child that was not revised; null where there is none.</summary>
    public Assessment? NewestOf(PersonId child, AgencyId agency) =>
        Assessments.LastOrDefault(a => a.By == agency && a.Children.Contains(child) && RevisionOf(a.Id) is null);

    /// <summary>The child's tier in that scheme as the agency gave it; null where it gave none.</summary>
    public int? TierOf(PersonId child, string scheme, AgencyId agency) =>
        Tiers.FirstOrDefault(t => t.Child == child && t.Scheme == scheme && t.By == agency)?.Tier;

    public AssessmentState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        AssessmentCompleted e => With(new Assessment(e.Assessment, e.Kind, recorded.Agency)
        {
            Children = [.. e.Children],
            Adults = [.. e.Adults],
            Revises = e.Revises,
        }),
        TierAssigned e => Given(new CurrentTier(e.Child, e.Scheme, e.Tier, e.Assessment, recorded.Agency)),
        TierChanged e => Given(new CurrentTier(e.Child, e.Scheme, e.Tier, e.Assessment, recorded.Agency)),
        ReassessmentTriggered e => this with
        {
            ToReassess = [.. ToReassess, .. e.Children.Select(child => new OpenReassessment(e.Trigger, child, e.Revises, recorded.Agency))],
        },
        _ => throw new UnreachableException("An assessment event that nobody folds."),
    };

    private AssessmentState With(Assessment assessment) => this with
    {
        Assessments = Assessments.Add(assessment),
        ToReassess = [.. ToReassess.Where(open => !open.IsAnsweredBy(assessment))],
    };

    private AssessmentState Given(CurrentTier tier) =>
        this with { Tiers = [.. Tiers.Where(t => t.Child != tier.Child || t.Scheme != tier.Scheme || t.By != tier.By), tier] };
}
