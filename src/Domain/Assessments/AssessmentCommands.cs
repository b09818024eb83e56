using Safeguard.Domain.Families;

namespace Safeguard.Domain.Assessments;

/// <summary>A tier found by an assessment.</summary>
public sealed record NewTier
{
    public required PersonId Child { get; init; }
    /// <summary>Whose four levels, as <c>HARDIKER-WALES-2007</c>.</summary>
    public string? Scheme { get; init; }
    /// <summary>1 to 4.</summary>
    public required int Tier { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Records a finished assessment, with the tiers that it found.</summary>
public sealed record CompleteAssessment : FamilyCommand
{
    [SetByEdge]
    public AssessmentId Assessment { get; init; }
    public required AssessmentKind Kind { get; init; }
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    public IReadOnlyList<PersonId> Adults { get; init; } = [];
    public string? Analysis { get; init; }
    public IReadOnlyList<NewTier> Tiers { get; init; } = [];
}

/// <summary>Records that an assessment was done again, why, and what it found now.</summary>
public sealed record Reassess : FamilyCommand
{
    /// <summary>The id of the new assessment.</summary>
    [SetByEdge]
    public AssessmentId Assessment { get; init; }
    /// <summary>The assessment that is revised; one of the caller's own agency; left out it is its newest.</summary>
    public AssessmentId? Revises { get; init; }
    public required ReassessmentTrigger Trigger { get; init; }
    /// <summary>What happened, in a sentence or two.</summary>
    public string? TriggerDetail { get; init; }
    /// <summary>Left out they are those of the assessment revised.</summary>
    public IReadOnlyList<PersonId> Children { get; init; } = [];
    /// <summary>Left out they are those of the assessment revised.</summary>
    public IReadOnlyList<PersonId> Adults { get; init; } = [];
    public string? Analysis { get; init; }
    /// <summary>The tiers that it found; a child who is not named keeps theirs.</summary>
    public IReadOnlyList<NewTier> Tiers { get; init; } = [];
}
