namespace Safeguard.Domain.Assessments;

/// <summary>What deciding needs of the assessments of one family.</summary>
public sealed record AssessmentState
{
    public static AssessmentState Empty { get; } = new();

    public AssessmentState Evolve(RecordedEvent recorded) => this;
}
