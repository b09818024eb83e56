namespace Safeguard.Domain.Assessments;

/// <summary>What an assessment can be refused for (domain §2.4).</summary>
public static class AssessmentRefusals
{
    public static readonly Refusal AnalysisRequired = Refusal.Content("ANALYSIS_REQUIRED",
        "The assessment comes to no conclusion in words.", "/analysis", "domain §2.4",
        "Say what was found, on what it rests, and what it means for each child.");

    public static Refusal ChildNotAssessed(string pointer) => Refusal.Content("CHILD_NOT_ASSESSED",
        "A tier is given to a child whom the assessment is not about.", pointer, "domain §2.4",
        "Add the child to the assessment, or leave the tier out.");

    public static Refusal SchemeRequired(string pointer) => Refusal.Content("SCHEME_REQUIRED",
        "A tier is given without the scheme whose levels are meant.", pointer, "WAL-9",
        "Give the code of the scheme in capitals, as HARDIKER-WALES-2007.");

    public static Refusal TierOutOfRange(string pointer) => Refusal.Content("TIER_OUT_OF_RANGE",
        "A tier is 1, 2, 3 or 4.", pointer, "WAL-5 to WAL-8", "Correct it; 4 is the gravest.");

    public static Refusal TierReasonRequired(string pointer) => Refusal.Content("TIER_REASON_REQUIRED",
        "A tier is given without a reason.", pointer, "domain §2.4", "Say in a sentence why this child is at this tier.");

    public static Refusal TierTwice(string pointer) => Refusal.Content("TIER_TWICE",
        "The same child is given two tiers of one scheme.", pointer, "domain §2.4", "Leave one of them out.");

    public static readonly Refusal ManagerForSkip = Refusal.NotAllowed("TIER_SKIP_NEEDS_MANAGER",
        "A child's tier would change by more than one level, which a manager records.", "domain §2.4",
        "Ask your manager to record it. If a child is at risk of serious harm, telephone children's social care now.");

    public static readonly Refusal NothingToReassess = Refusal.State("NOTHING_TO_REASSESS",
        "Your agency has made no earlier assessment in this record.", null, "domain §2.4", "Record a first assessment instead.");

    public static readonly Refusal AssessmentNotFound = Refusal.NotFound("ASSESSMENT_NOT_FOUND",
        "There is no such assessment that you may see.", "/revises", "Look it up in the family's record.");

    public static readonly Refusal RevisedAlready = Refusal.State("ALREADY_REVISED",
        "This assessment was revised already.", "/revises", "domain §2.4", "Reassess the newer one; leave “revises” out to mean the newest.");
}
