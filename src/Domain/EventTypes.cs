using System.Collections.Frozen;
using Safeguard.Domain.Access;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Chronologies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Log;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain;

/// <summary>
/// Every event type and the alias under which it is stored: snake_case of the type's name, as Marten derives it, so
/// that a reader on Marten finds it. Types grow by addition; an alias never changes its meaning (design D6).
/// </summary>
public static class EventTypes
{
    private static readonly (string Alias, Type Type)[] Registered =
    [
        ("log_opened", typeof(LogOpened)),
        ("signing_key_announced", typeof(SigningKeyAnnounced)),
        ("log_restored", typeof(LogRestored)),

        ("agency_registered", typeof(AgencyRegistered)),
        ("duty_scope_declared", typeof(DutyScopeDeclared)),
        ("duty_scope_ended", typeof(DutyScopeEnded)),
        ("agency_closed", typeof(AgencyClosed)),
        ("agency_merged", typeof(AgencyMerged)),
        ("contact_point_verified", typeof(ContactPointVerified)),
        ("contact_point_retired", typeof(ContactPointRetired)),

        ("document_published", typeof(DocumentPublished)),
        ("document_approved", typeof(DocumentApproved)),
        ("document_ended", typeof(DocumentEnded)),

        ("person_registered", typeof(PersonRegistered)),
        ("person_identifier_assigned", typeof(PersonIdentifierAssigned)),

        ("family_record_opened", typeof(FamilyRecordOpened)),
        ("involvement_started", typeof(InvolvementStarted)),
        ("household_member_joined", typeof(HouseholdMemberJoined)),
        ("household_member_left", typeof(HouseholdMemberLeft)),
        ("relationship_asserted", typeof(RelationshipAsserted)),
        ("address_recorded", typeof(AddressRecorded)),
        ("substance_use_status_recorded", typeof(SubstanceUseStatusRecorded)),
        ("vulnerability_recorded", typeof(VulnerabilityRecorded)),
        ("vulnerability_ended", typeof(VulnerabilityEnded)),
        ("child_seen", typeof(ChildSeen)),
        ("fact_corrected", typeof(FactCorrected)),

        ("concern_recorded", typeof(ConcernRecorded)),
        ("referral_telephoned", typeof(ReferralTelephoned)),
        ("referral_written", typeof(ReferralWritten)),
        ("referral_acknowledged", typeof(ReferralAcknowledged)),
        ("referral_decision_made", typeof(ReferralDecisionMade)),
        ("referral_not_accepted", typeof(ReferralNotAccepted)),

        ("assessment_completed", typeof(AssessmentCompleted)),
        ("tier_assigned", typeof(TierAssigned)),
        ("tier_changed", typeof(TierChanged)),
        ("reassessment_triggered", typeof(ReassessmentTriggered)),

        ("consent_sought", typeof(ConsentSought)),
        ("consent_given", typeof(ConsentGiven)),
        ("consent_refused", typeof(ConsentRefused)),
        ("consent_withdrawn", typeof(ConsentWithdrawn)),
        ("consent_expired", typeof(ConsentExpired)),
        ("consent_not_sought", typeof(ConsentNotSought)),
        ("competence_assessed", typeof(CompetenceAssessed)),

        ("information_requested", typeof(InformationRequested)),
        ("share_proposed", typeof(ShareProposed)),
        ("lawful_basis_recorded", typeof(LawfulBasisRecorded)),
        ("override_decided", typeof(OverrideDecided)),
        ("override_supplemented", typeof(OverrideSupplemented)),
        ("urgent_share_made", typeof(UrgentShareMade)),
        ("retrospective_authorised", typeof(RetrospectiveAuthorised)),
        ("retrospective_refused", typeof(RetrospectiveRefused)),
        ("share_authorised", typeof(ShareAuthorised)),
        ("share_declined", typeof(ShareDeclined)),
        ("information_disclosed", typeof(InformationDisclosed)),
        ("disclosure_received", typeof(DisclosureReceived)),
        ("disclosure_failed", typeof(DisclosureFailed)),
        ("disclosure_corrected", typeof(DisclosureCorrected)),
        ("withdrawal_passed_on", typeof(WithdrawalPassedOn)),
        ("disclosure_recalled", typeof(DisclosureRecalled)),
        ("recall_answered", typeof(RecallAnswered)),
        ("parent_informed", typeof(ParentInformed)),
        ("parent_not_informed_decided", typeof(ParentNotInformedDecided)),
        ("parent_informed_later", typeof(ParentInformedLater)),
        ("child_informed", typeof(ChildInformed)),
        ("decision_not_to_share", typeof(DecisionNotToShare)),

        ("deadline_lapsed", typeof(DeadlineLapsed)),

        ("ig_review_opened", typeof(IgReviewOpened)),
        ("ig_query_raised", typeof(IgQueryRaised)),
        ("ig_query_answered", typeof(IgQueryAnswered)),
        ("ig_review_completed", typeof(IgReviewCompleted)),

        ("case_review_opened", typeof(CaseReviewOpened)),
        ("review_scope_granted", typeof(ReviewScopeGranted)),
        ("review_scope_withdrawn", typeof(ReviewScopeWithdrawn)),
        ("review_scope_extended", typeof(ReviewScopeExtended)),
        ("evidence_frozen", typeof(EvidenceFrozen)),
        ("review_annotation_added", typeof(ReviewAnnotationAdded)),
        ("case_review_closed", typeof(CaseReviewClosed)),

        ("import_received", typeof(ImportReceived)),
        ("chronology_entry_imported", typeof(ChronologyEntryImported)),
        ("chronology_entry_withdrawn", typeof(ChronologyEntryWithdrawn)),

        ("duplicates_looked_for", typeof(DuplicatesLookedFor)),

        ("record_viewed", typeof(RecordViewed)),
        ("searched", typeof(Searched)),
        ("access_denied", typeof(AccessDenied)),
        ("role_asserted", typeof(RoleAsserted)),
        ("disclosure_opened", typeof(DisclosureOpened)),
        ("break_glass_used", typeof(BreakGlassUsed)),
        ("break_glass_reviewed", typeof(BreakGlassReviewed)),

        ("record_restricted", typeof(RecordRestricted)),
        ("restriction_lifted", typeof(RestrictionLifted)),
        ("person_restricted", typeof(PersonRestricted)),
        ("person_restriction_lifted", typeof(PersonRestrictionLifted)),

        ("conflict_declared", typeof(ConflictDeclared)),
        ("conflict_lifted", typeof(ConflictLifted)),
        ("own_household_declared", typeof(OwnHouseholdDeclared)),
        ("break_glass_suspended", typeof(BreakGlassSuspended)),
        ("break_glass_restored", typeof(BreakGlassRestored)),
        ("case_bundle_exported", typeof(CaseBundleExported)),

        ("document_registered", typeof(DocumentRegistered)),
        ("document_released", typeof(DocumentReleased)),
        ("document_release_withdrawn", typeof(DocumentReleaseWithdrawn)),
    ];

    private static readonly FrozenDictionary<string, Type> ByAlias = Registered.ToFrozenDictionary(r => r.Alias, r => r.Type);
    private static readonly FrozenDictionary<Type, string> ByType = Registered.ToFrozenDictionary(r => r.Type, r => r.Alias);

    public static IReadOnlyList<string> Aliases => [.. Registered.Select(r => r.Alias)];

    /// <summary>The alias of an event type.</summary>
    /// <exception cref="KeyNotFoundException">The type was never registered: a defect, found by a test.</exception>
    public static string AliasOf(Type type) => ByType[type];

    /// <summary>The type behind an alias; null for one that a newer release wrote.</summary>
    public static Type? TypeOf(string alias) => ByAlias.GetValueOrDefault(alias);
}
