using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Access;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Families;

/// <summary>
/// All that deciding about one family needs to know: the fold of its stream (design D4), kept inline so that no
/// command ever replays it. It holds ids, codes and dates, and no personal value, open or sealed.
/// Each capability folds its own events into its own part.
/// </summary>
public sealed record FamilyRecord(FamilyId Id)
{
    public Household Household { get; init; } = Household.Empty;
    public ConsentState Consents { get; init; } = ConsentState.Empty;
    public SharingState Sharing { get; init; } = SharingState.Empty;
    public ReferralState Referrals { get; init; } = ReferralState.Empty;
    public AssessmentState Assessments { get; init; } = AssessmentState.Empty;
    public DeadlineState Deadlines { get; init; } = DeadlineState.Empty;

    public DocumentState Documents { get; init; } = DocumentState.Empty;

    public IgReviewState Reviews { get; init; } = IgReviewState.Empty;

    /// <summary>The reviews whose evidence this record is, the newest freeze last: under them it is read, and held.</summary>
    public ImmutableArray<CaseReviewId> Freezes { get; init; } = [];
    /// <summary>The restriction that stands; null for a record that whoever it is open to may read.</summary>
    public Restriction? Restriction { get; init; }

    /// <summary>The nation of the case; null until the record is opened.</summary>
    public Jurisdiction? Jurisdiction => Household.Jurisdiction;

    public bool Exists => Household.Jurisdiction is not null;

    /// <summary>
    /// True when the agency works with the family, was sent a referral or received a share: then its workers may
    /// open the record, and read of it what is theirs (domain §5 rule 1).
    /// </summary>
    public bool IsOpenTo(AgencyId agency) =>
        Household.Involves(agency) || Referrals.ReachedBy(agency) || Sharing.ReachedBy(agency);

    /// <summary>Folds one more event of this family's stream.</summary>
    public FamilyRecord Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        HouseholdEvent => this with { Household = Household.Evolve(recorded) },
        ConsentEvent => this with { Consents = Consents.Evolve(recorded) },
        // A review looks at who acted on a share, and when: it follows the same events for that.
        SharingEvent => this with { Sharing = Sharing.Evolve(recorded), Reviews = Reviews.Evolve(recorded) },
        IgReviewEvent => this with { Reviews = Reviews.Evolve(recorded) },
        ReferralEvent => this with { Referrals = Referrals.Evolve(recorded) },
        AssessmentEvent => this with { Assessments = Assessments.Evolve(recorded) },
        DeadlineEvent => this with { Deadlines = Deadlines.Evolve(recorded) },
        FamilyDocumentEvent => this with { Documents = Documents.Evolve(recorded) },
        EvidenceFrozen e => this with { Freezes = [.. Freezes.Where(r => r != e.Review), e.Review] },
        // No later decision rests on it: what is corrected is words, and when something happened.
        FactEvent => this,
        RecordRestricted e => this with { Restriction = new Restriction(e.Level, recorded.Agency, [.. e.AllowedActors], e.ReviewDate) },
        RestrictionLifted => this with { Restriction = null },
        _ => throw new UnreachableException("An event of a family stream that no capability folds."),
    };
}
