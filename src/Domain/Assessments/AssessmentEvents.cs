namespace Safeguard.Domain.Assessments;

/// <summary>Assessments, tiers, and what sets off a reassessment (domain §2.4).</summary>
public abstract record AssessmentEvent : FamilyEvent;
