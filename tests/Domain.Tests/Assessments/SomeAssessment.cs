using Safeguard.Domain.Assessments;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Assessments;

/// <summary>An assessment of the child and the mother that found tier 2. Specs change what they are about.</summary>
public static class SomeAssessment
{
    public const string Scheme = "HARDIKER-WALES-2007";

    public static readonly AssessmentId First = AssessmentId.From(Invented.Uuid(0x80));
    public static readonly AssessmentId Second = AssessmentId.From(Invented.Uuid(0x81));

    public static readonly CompleteAssessment Complete = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Assessment = First, Kind = AssessmentKind.ParentingNeedsRisk,
        Children = [Child], Adults = [Mother], Analysis = "Care is good enough while treatment holds.", Tiers = [Tier(2)],
    };

    public static readonly Reassess Again = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Assessment = Second, Trigger = ReassessmentTrigger.Deterioration,
        Analysis = "Care is no longer good enough.", Tiers = [Tier(3)],
    };

    public static readonly AssessmentCompleted Completed = new(
        First, AssessmentKind.ParentingNeedsRisk, [Child], [Mother], OfFamily("Care is good enough while treatment holds."))
    {
        Envelope = JustNow(AboutChild, AboutMother),
    };

    public static readonly TierAssigned AtTwo = new(Child, Scheme, 2, Of(Child, "An invented reason."), First) { Envelope = JustNow(AboutChild) };

    public static readonly AssessmentCompleted Revised = new(
        Second, AssessmentKind.ParentingNeedsRisk, [Child], [Mother], OfFamily("Care is no longer good enough."))
    {
        Envelope = JustNow(AboutChild, AboutMother), Revises = First,
    };

    public static readonly ReassessmentTriggered Triggered =
        new(ReassessmentTrigger.Deterioration, [Child], First) { Envelope = JustNow(AboutChild, AboutMother) };

    public static readonly TierChanged FromTwoToThree =
        new(Child, Scheme, 2, 3, Of(Child, "An invented reason."), Second) { Envelope = JustNow(AboutChild) };

    public static NewTier Tier(int tier) => new() { Child = Child, Scheme = Scheme, Tier = tier, Reason = "An invented reason." };
}
