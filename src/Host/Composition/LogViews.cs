using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Chronologies;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Views;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Composition;

/// <summary>Which views there are, and whether they are folded with the append or behind it (design D6).</summary>
public static class LogViews
{
    /// <summary>
    /// Views of one stream, as new as the last commit. Inline is what commands are decided on. The risk view is live: it
    /// says so much of each entry that reading a stored one costs as much as folding it.
    /// </summary>
    public static IReadOnlyList<StreamView> Streams { get; } =
    [
        new StreamView<FamilyRecord>("family_record:7", "family", Lifecycle.Inline, s => new FamilyRecord(new FamilyId(Guid.Parse(s.Id))), (f, e) => f.Evolve(e)),
        new StreamView<FamilyRisk>("family_risk:1", "family", Lifecycle.Live, FamilyRisk.Begin, FamilyRisk.Evolve),
        new StreamView<FamilyHistory>("family_history:1", "family", Lifecycle.Live, _ => new FamilyHistory(), FamilyHistory.Evolve),
        new StreamView<FamilyOpenings>("family_openings:1", "access", Lifecycle.Live, _ => new FamilyOpenings(), FamilyOpenings.Evolve, FamilyOpenings.EvolveAll),
        new StreamView<Projections.Identity>("identity:1", "person", Lifecycle.Live, _ => new Projections.Identity(), Projections.Identity.Evolve),
        new StreamView<Person>("person:2", "person", Lifecycle.Inline, s => new Person(new PersonId(Guid.Parse(s.Id))), (p, e) => p.Evolve(e)),
        new StreamView<Agency>("agency:3", "agency", Lifecycle.Inline, s => new Agency(AgencyId.Of(s.Id)), (a, e) => a.Evolve(e)),
        new StreamView<AgencyStaff>("agency_staff:1", "agency", Lifecycle.Live, s => new AgencyStaff(AgencyId.Of(s.Id)), (a, e) => a.Evolve(e)),
        new StreamView<AgencyContacts>("agency_contacts:1", "agency", Lifecycle.Live, _ => new AgencyContacts(), AgencyContacts.Evolve),
        new StreamView<RuleBook>("rules:1", "rules", Lifecycle.Inline, s => new RuleBook(Enum.Parse<Jurisdiction>(s.Id, ignoreCase: true)), (r, e) => r.Evolve(e)),
        new StreamView<CaseReview>("case_review:1", "review", Lifecycle.Inline, s => new CaseReview(new CaseReviewId(Guid.Parse(s.Id))), (r, e) => r.Evolve(e)),
        new StreamView<ChronologyImport>("chronologies:2", "import", Lifecycle.Inline, s => new ChronologyImport(new CaseReviewId(Guid.Parse(s.Id))), (i, e) => i.Evolve(e)),
        new StreamView<DuplicateState>("duplicates:1", "duplicates", Lifecycle.Inline, s => new DuplicateState(new FamilyId(Guid.Parse(s.Id))), (d, e) => d.Evolve(e)),
    ];

    /// <summary>The directory of agencies.</summary>
    public static RegisterView<Agency> Agencies { get; } = new("agency_directory:4",
        e => e.Event is AgencyEvent ? e.Stream.Id : null,
        (agency, e) => (agency ?? new Agency(AgencyId.Of(e.Stream.Id))).Evolve(e)) { Follows = [typeof(AgencyEvent)] };

    /// <summary>The share register (V2).</summary>
    public static RegisterView<ShareRow> Shares { get; } = new("share_register:5", ShareRegister.KeyOf, ShareRegister.Evolve) { HasIndexes = true, Follows = ShareRegister.Follows };

    /// <summary>The access log (V12).</summary>
    public static RegisterView<AccessRow> Accesses { get; } = new("access_log:4", AccessLog.KeyOf, AccessLog.Evolve) { HasIndexes = true, Follows = AccessLog.Follows };

    /// <summary>Uses of break-glass (V12).</summary>
    public static RegisterView<GlassRow> Glasses { get; } = new("break_glass:1", BreakGlassRegister.KeyOf, BreakGlassRegister.Evolve)
    {
        Follows = [typeof(BreakGlassUsed), typeof(BreakGlassReviewed)],
    };

    /// <summary>Which records, and which people's identities, are restricted.</summary>
    public static RegisterView<RestrictedRow> Restricted { get; } = new("restricted_records:2", RestrictedRegister.KeyOf, RestrictedRegister.Evolve)
    {
        Follows = [typeof(RestrictionEvent), typeof(PersonRestricted), typeof(PersonRestrictionLifted)],
    };

    /// <summary>Records that may be about the same child (V16).</summary>
    public static RegisterView<DuplicateRow> Duplicates { get; } = new("possible_duplicates:1", DuplicateRegister.KeyOf, DuplicateRegister.Evolve) { Follows = [typeof(DuplicateEvent)] };

    /// <summary>Reviews of serious cases, for those who lead them or read under them.</summary>
    public static RegisterView<CaseReviewRow> CaseReviews { get; } = new("case_reviews:1", CaseReviewRegister.KeyOf, CaseReviewRegister.Evolve)
    {
        Follows = [typeof(CaseReviewEvent), typeof(EvidenceEvent)],
    };

    /// <summary>What the caseload audit counts (V8).</summary>
    public static RegisterView<HouseholdRow> Households { get; } = new("households:1", HouseholdRegister.KeyOf, HouseholdRegister.Evolve) { Follows = HouseholdRegister.Follows };

    /// <summary>Folded behind the log, each at its own pace.</summary>
    public static IReadOnlyList<RegisterView> Registers { get; } =
        [Agencies, Shares, Accesses, Duplicates, Households, CaseReviews, Glasses, Restricted, RoleAssertions.Register];
}
