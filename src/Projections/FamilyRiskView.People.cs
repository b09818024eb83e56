using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Referrals;

namespace Safeguard.Projections;

/// <summary>A child of the household on the day.</summary>
public sealed record ChildRisk(PersonId Person, Residence Residence)
{
    public Personal<PersonName>? Name { get; init; }
    /// <summary>What stands for the name, for a reader under a review who is not to see it.</summary>
    public string? Pseudonym { get; init; }
    public Age? Age { get; init; }
    /// <summary>One for each scheme; levels of two schemes are never compared (WAL-9).</summary>
    public IReadOnlyList<TierLine> Tiers { get; init; } = [];
    /// <summary>Newest first.</summary>
    public IReadOnlyList<ConcernLine> Concerns { get; init; } = [];
    public AssessmentLine? LastAssessment { get; init; }
    /// <summary>When the child was last seen, as far as the reader may see; null says nothing of what another agency saw.</summary>
    public SeenLine? LastSeen { get; init; }
    /// <summary>When the child was last seen alone.</summary>
    public SeenLine? LastSeenAlone { get; init; }
    /// <summary>What called for looking again since, and was not answered by another assessment.</summary>
    public IReadOnlyList<ReassessmentLine> ToBeReassessed { get; init; } = [];
    /// <summary>Who is recorded with parental responsibility.</summary>
    public IReadOnlyList<PersonId> ParentalResponsibility { get; init; } = [];
}

/// <summary>A child's tier in one scheme.</summary>
/// <param name="Tier">1 to 4; 4 is the gravest.</param>
/// <param name="Since">The day from which it has been this tier, as far as the reader may see.</param>
public sealed record TierLine(Source Source, string Scheme, int Tier, DateOnly Since, AssessmentId Assessment) : Statement(Source)
{
    /// <summary>The tier before; null where it was never another.</summary>
    public int? Before { get; init; }
    public Personal<string>? Reason { get; init; }
    /// <summary>The child, where the line does not stand under one.</summary>
    public PersonId? Child { get; init; }
}

public sealed record ConcernLine(
    Source Source, ConcernId Concern, IReadOnlyList<PersonId> Children, ConcernThreshold Threshold, ConcernSource RaisedBy) : Statement(Source)
{
    public Personal<string>? Text { get; init; }
    /// <summary>The referrals that answer it, of those the reader may see.</summary>
    public IReadOnlyList<ReferralId> Referrals { get; init; } = [];
}

/// <summary>A worker saw the child.</summary>
public sealed record SeenLine(Source Source, PersonId Child, bool Alone, SeenWhere Where) : Statement(Source)
{
    public Personal<string>? WishesAndFeelings { get; init; }
}

public sealed record AssessmentLine(
    Source Source, AssessmentId Assessment, AssessmentKind Kind, IReadOnlyList<PersonId> Children, IReadOnlyList<PersonId> Adults) : Statement(Source)
{
    public AssessmentId? Revises { get; init; }
    public Personal<string>? Analysis { get; init; }
}

public sealed record ReassessmentLine(Source Source, ReassessmentTrigger Trigger, IReadOnlyList<PersonId> Children, AssessmentId? Revises) : Statement(Source)
{
    public Personal<string>? Detail { get; init; }
}

/// <summary>An adult who belongs to the household on the day, or did before.</summary>
/// <param name="Residence">Null for somebody who had left by then.</param>
public sealed record AdultRisk(PersonId Person, Residence? Residence)
{
    public Personal<PersonName>? Name { get; init; }
    /// <summary>What stands for the name, for a reader under a review who is not to see it.</summary>
    public string? Pseudonym { get; init; }
    public Age? Age { get; init; }
    /// <summary>The children for whom this adult is recorded with parental responsibility.</summary>
    public IReadOnlyList<PersonId> ParentalResponsibilityFor { get; init; } = [];
    /// <summary>What is said of their use on the day; null where the reader may see nothing of it.</summary>
    public UseLine? SubstanceUse { get; init; }
    /// <summary>What other agencies said of the same day, where the reader may see it.</summary>
    public IReadOnlyList<UseLine> AlsoSaid { get; init; } = [];
    /// <summary>True when those do not agree: both stand, and nobody is overruled.</summary>
    public bool SourcesDisagree { get; init; }
    public required PatternAgainstBefore Pattern { get; init; }
    public IReadOnlyList<VulnerabilityLine> Current { get; init; } = [];
    public IReadOnlyList<VulnerabilityLine> Ended { get; init; } = [];
}

/// <summary>What is said of an adult's use from a day on.</summary>
public sealed record UseLine(Source Source, PersonId Adult, SubstanceUseStatus Status, DateOnly From) : Statement(Source)
{
    public IReadOnlyList<Substance> Substances { get; init; } = [];
    public Substance? Primary { get; init; }
    public UsePattern? Pattern { get; init; }
    public UseRoute? Route { get; init; }
    public IReadOnlyList<Consequence> Consequences { get; init; } = [];
    public Personal<string>? Note { get; init; }
}

public sealed record VulnerabilityLine(Source Source, VulnerabilityId Vulnerability, PersonId Person, VulnerabilityKind Kind, DateOnly From) : Statement(Source)
{
    /// <summary>The last day; null while it is current on the day asked for.</summary>
    public DateOnly? To { get; init; }
    public Personal<string>? Note { get; init; }
    public Personal<string>? EndNote { get; init; }
}

public enum PatternChange
{
    Increased,
    Same,
    Decreased,
    Unknown,
}

/// <summary>Why a change is <see cref="PatternChange.Unknown"/>.</summary>
public enum PatternUnknownBecause
{
    /// <summary>Nothing that the reader may see speaks of one of the two days.</summary>
    NotSeen,
    /// <summary>One statement from before covers both days, and nobody has said anything since: that is no evidence of “same”.</summary>
    NotLookedAtSince,
    /// <summary>Status or pattern was recorded as not known or uncertain on one of the days, or the pattern not recorded.</summary>
    NotKnown,
    /// <summary>Binge, chaotic and dependent use have no order among themselves.</summary>
    NoOrder,
}

/// <summary>Use on the day against six calendar months before (BED-13).</summary>
/// <param name="Against">The earlier day.</param>
public sealed record PatternAgainstBefore(PatternChange Change, DateOnly Against)
{
    public PatternUnknownBecause? Because { get; init; }
    public UseLine? Then { get; init; }
}

/// <summary>
/// Problematic use, mental ill health and domestic abuse in one household on one day (BED-23; “toxic trio” in
/// practice). Told from what the reader may see: it says that the three were seen together, never that they were not.
/// </summary>
/// <param name="Seen">True when the reader may see all three current among those who lived in the household on the day.</param>
public sealed record ThreeTogether(bool Seen, IReadOnlyList<EventId> Use, IReadOnlyList<EventId> MentalHealth, IReadOnlyList<EventId> DomesticAbuse)
{
    internal static ThreeTogether NotSeen { get; } = new(false, [], [], []);

    public string Sentence => Seen
        ? "Problematic use, mental ill health and domestic abuse are all current in this household on this day."
        : FamilyRiskView.Nothing;
}
