using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>What a family's record holds that has an id of its own, and so an address.</summary>
public enum RecordedThing
{
    Member,
    Vulnerability,
    Concern,
    Referral,
    Assessment,
    Consent,
    Share,
    DecisionNotToShare,
    Request,
    Document,
}

/// <summary>One thing of a record.</summary>
public sealed record ThingKey(RecordedThing Kind, Guid Id);

/// <summary>
/// What the risk view says of one thing to one reader, in the risk view's own lines and under its names: the same
/// code makes them, so that no address shows what the view would hide. A list without a line is left out.
/// </summary>
public sealed record FamilyStatements(FamilyId Family, DateTimeOffset AsOf)
{
    /// <summary>Every stay of the member, also one that is over.</summary>
    public IReadOnlyList<MemberLine>? Members { get; init; }
    public IReadOnlyList<RelationLine>? Relations { get; init; }
    public IReadOnlyList<VulnerabilityLine>? Vulnerabilities { get; init; }
    public IReadOnlyList<ConcernLine>? Concerns { get; init; }
    public IReadOnlyList<ReferralLine>? Referrals { get; init; }
    public IReadOnlyList<AssessmentLine>? Assessments { get; init; }
    /// <summary>The tiers that the assessment gave, whether or not another has changed them since.</summary>
    public IReadOnlyList<TierLine>? Tiers { get; init; }
    /// <summary>What called for looking again since.</summary>
    public IReadOnlyList<ReassessmentLine>? ToBeReassessed { get; init; }
    /// <summary>The consent, under its kind.</summary>
    public ConsentsByKind? Consents { get; init; }
    public IReadOnlyList<ShareLine>? Shares { get; init; }
    public IReadOnlyList<OverrideLine>? Overrides { get; init; }
    public IReadOnlyList<DecisionNotToShareLine>? DecisionsNotToShare { get; init; }
    public IReadOnlyList<OpennessLine>? Openness { get; init; }
    public IReadOnlyList<ChildInformedLine>? ChildrenInformed { get; init; }
    public IReadOnlyList<RequestLine>? Requests { get; init; }
    /// <summary>The share as it reached the reader's agency.</summary>
    public IReadOnlyList<ReceivedLine>? Received { get; init; }
    public IReadOnlyList<FamilyDocumentLine>? Documents { get; init; }

    /// <summary>The entries whose text is in this answer.</summary>
    public IReadOnlyList<EventId> Shown { get; init; } = [];

    /// <summary>The answer for one reader; null where there is no such thing that they may see, for whichever reason.</summary>
    /// <inheritdoc cref="FamilyRiskView.Of"/>
    public static FamilyStatements? Of(
        FamilyRisk row, IReadOnlyDictionary<PersonId, Identity> people, Reader reader, DateOnly on, DateTimeOffset asOf, ThingKey thing)
    {
        // Made whether or not the thing is there: a hidden one must not cost another time than an absent one. What it
        // refers to is looked up in it, and its own sight forgotten: only what this answer shows counts as shown.
        var whole = FamilyRiskView.Of(row, people, reader, on, asOf);
        return new RiskReading(row.CorrectedFor(reader), people, new Sight(reader, row), on, asOf).Statements(whole, thing);
    }
}
