using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Views;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Composition;

/// <summary>Which views there are, and whether they are folded with the append or behind it (design D6).</summary>
public static class LogViews
{
    /// <summary>Folded in the transaction of the append: what the next command is decided on, and the practitioner's next screen.</summary>
    public static IReadOnlyList<InlineView> Inline { get; } =
    [
        new InlineView<FamilyRecord>("family_record:1", "family", s => new FamilyRecord(new FamilyId(Guid.Parse(s.Id))), (f, e) => f.Evolve(e)),
        new InlineView<FamilyRisk>("family_risk:1", "family", FamilyRisk.Begin, FamilyRisk.Evolve),
        new InlineView<Person>("person:1", "person", s => new Person(new PersonId(Guid.Parse(s.Id))), (p, e) => p.Evolve(e)),
        new InlineView<Agency>("agency:1", "agency", s => new Agency(AgencyId.Of(s.Id)), (a, e) => a.Evolve(e)),
    ];

    /// <summary>The directory of agencies.</summary>
    public static RegisterView<Agency> Agencies { get; } = new("agency_directory:1",
        e => e.Event is AgencyEvent ? e.Stream.Id : null,
        (agency, e) => (agency ?? new Agency(AgencyId.Of(e.Stream.Id))).Evolve(e));

    /// <summary>The share register (V2).</summary>
    public static RegisterView<ShareRow> Shares { get; } = new("share_register:1", ShareRegister.KeyOf, ShareRegister.Evolve);

    /// <summary>The access log (V12).</summary>
    public static RegisterView<AccessRow> Accesses { get; } = new("access_log:1", AccessLog.KeyOf, AccessLog.Evolve);

    /// <summary>What the caseload audit counts (V8).</summary>
    public static RegisterView<HouseholdRow> Households { get; } = new("households:1", HouseholdRegister.KeyOf, HouseholdRegister.Evolve);

    /// <summary>Folded behind the log, each at its own pace.</summary>
    public static IReadOnlyList<RegisterView> Registers { get; } = [Agencies, Shares, Accesses, Households, RoleAssertions.Register];
}
