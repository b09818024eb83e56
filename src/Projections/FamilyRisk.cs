using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Documents;

namespace Safeguard.Projections;

/// <summary>
/// All that is said of one family, with its history: the row behind the risk view (V1), folded inline from the
/// family's stream. It keeps every fact of every agency with the entry it rests on, so that it can answer for any day
/// and for any reader; what one reader may see of it is <see cref="FamilyRiskView"/>'s work. Never served as it is.
/// Lists are in the order of recording. Free text stays sealed; a share's items keep their words only as they were
/// sent, for their recipient: the sender's are in the share itself.
/// </summary>
public sealed partial record FamilyRisk(FamilyId Family)
{
    public string? Reference { get; init; }
    public Jurisdiction? Jurisdiction { get; init; }
    public string? Area { get; init; }

    public ImmutableArray<StayEntry> Stays { get; init; } = [];
    public ImmutableArray<RelationEntry> Relations { get; init; } = [];
    public ImmutableArray<AddressEntry> Addresses { get; init; } = [];
    public ImmutableArray<InvolvementEntry> Involvements { get; init; } = [];

    public ImmutableArray<UseEntry> Use { get; init; } = [];
    public ImmutableArray<VulnerabilityEntry> Vulnerabilities { get; init; } = [];

    public ImmutableArray<ConcernEntry> Concerns { get; init; } = [];
    public ImmutableArray<ReferralEntry> Referrals { get; init; } = [];
    public ImmutableArray<AssessmentEntry> Assessments { get; init; } = [];
    public ImmutableArray<TierEntry> Tiers { get; init; } = [];
    public ImmutableArray<ReassessmentEntry> Reassessments { get; init; } = [];

    public ImmutableArray<ConsentEntry> Consents { get; init; } = [];
    public ImmutableArray<ShareEntry> Shares { get; init; } = [];
    public ImmutableArray<DisclosureEntry> Disclosures { get; init; } = [];
    public ImmutableArray<OpennessEntry> Openness { get; init; } = [];
    public ImmutableArray<ChildInformedEntry> ChildrenInformed { get; init; } = [];
    public ImmutableArray<CorrectionEntry> Corrections { get; init; } = [];
    public ImmutableArray<WithdrawalEntry> WithdrawalsPassedOn { get; init; } = [];
    public ImmutableArray<RecallEntry> Recalls { get; init; } = [];
    public ImmutableArray<LapseEntry> Lapses { get; init; } = [];
    /// <summary>The restriction that stands; null for none.</summary>
    public RestrictionEntry? Restriction { get; init; }
    public ImmutableArray<RequestEntry> Requests { get; init; } = [];
    public ImmutableArray<NonShareEntry> NotShared { get; init; } = [];
    public ImmutableArray<CompetenceEntry> Competences { get; init; } = [];
    public ImmutableArray<IgReviewEntry> Reviews { get; init; } = [];
    public ImmutableArray<SeenEntry> Seen { get; init; } = [];
    public ImmutableArray<FactCorrection> FactsCorrected { get; init; } = [];
    public ImmutableArray<DocumentEntry> Documents { get; init; } = [];
    /// <summary>What the markings of the documents hold back.</summary>
    public DocumentState Handling { get; init; } = DocumentState.Empty;

    /// <summary>Everybody who ever belonged to the household: whose identities a view of this row may need.</summary>
    public IReadOnlyList<PersonId> People() => [.. Stays.Select(s => s.Person).Distinct()];

    /// <summary>The row of a family's stream before its first event.</summary>
    public static FamilyRisk Begin(StreamKey stream) => new(new FamilyId(Guid.Parse(stream.Id)));
}
