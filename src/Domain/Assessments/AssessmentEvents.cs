namespace Safeguard.Domain.Assessments;

/// <summary>Assessments, tiers, and what sets off a reassessment (domain §2.4).</summary>
public abstract record AssessmentEvent : FamilyEvent;

public enum AssessmentKind
{
    ParentingNeedsRisk,
    Checklist,
    EarlyHelp,
    ChildInNeed,
    Section47,
    YoungCarer,
    PreBirth,
    GradedCareProfile2,
    Integrated,
}

/// <summary>Why an assessment is done again (domain §3.6).</summary>
public enum ReassessmentTrigger
{
    NewInformation,
    Schedule,
    Refusal,
    Deterioration,
    Birth,
    Move,
    MissedContact,
}

/// <summary>An assessment, or a reassessment, is finished.</summary>
/// <param name="Adults">The adults whose parenting or use it looked at; may be empty.</param>
public sealed record AssessmentCompleted(
    AssessmentId Assessment, AssessmentKind Kind, IReadOnlyList<PersonId> Children, IReadOnlyList<PersonId> Adults, Personal<string> Analysis) : AssessmentEvent
{
    /// <summary>The assessment that this one revises; null for a first one.</summary>
    public AssessmentId? Revises { get; init; }
}

/// <summary>A child's tier, given for the first time in a scheme or found again by another assessment. Per child, never per family (WAL-8).</summary>
/// <param name="Scheme">Whose four levels, as <c>HARDIKER-WALES-2007</c>; levels of two schemes are never compared (WAL-9).</param>
/// <param name="Tier">1 to 4; 4 is the gravest.</param>
public sealed record TierAssigned(PersonId Child, string Scheme, int Tier, Personal<string> Reason, AssessmentId Assessment) : AssessmentEvent;

/// <summary>A child's tier in a scheme is another than before.</summary>
/// <param name="Before">The tier until now.</param>
/// <param name="Tier">The tier from now on, 1 to 4.</param>
public sealed record TierChanged(PersonId Child, string Scheme, int Before, int Tier, Personal<string> Reason, AssessmentId Assessment) : AssessmentEvent;

/// <summary>Something happened that calls for looking again (BED-48); recorded with a refusal of early help too (BED-25).</summary>
/// <param name="Revises">The assessment to be looked at again. Null where the agency had made none: then its next one of the child answers.</param>
public sealed record ReassessmentTriggered(ReassessmentTrigger Trigger, IReadOnlyList<PersonId> Children, AssessmentId? Revises) : AssessmentEvent
{
    public Personal<string>? Detail { get; init; }
}
