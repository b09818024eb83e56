using Safeguard.Domain;

namespace Safeguard.Host.Identity;

/// <summary>Somebody as whom one may look around in Development.</summary>
/// <param name="Does">What they do, in a few words.</param>
public sealed record Persona(string Name, AgencyId Agency, IReadOnlyList<Role> Roles, string Does);

/// <summary>The people of the demonstration: one for each way of working with the record (domain §5).</summary>
public static class Personas
{
    private static readonly AgencyId
        Treatment = AgencyId.Of("p2r-bedford"), Luton = AgencyId.Of("luton-csc"), Bedford = AgencyId.Of("bedford-csc"),
        Nursery = AgencyId.Of("sunrise-nursery"), Review = AgencyId.Of("review-partnership"), Partnership = AgencyId.Of("bedfordshire-partnership");

    public static IReadOnlyList<Persona> All { get; } =
    [
        new("p2r-worker", Treatment, [Role.Practitioner], "Treats a parent, records what is seen and proposes shares."),
        new("p2r-manager", Treatment, [Role.Manager], "Authorises or declines the shares of colleagues."),
        new("luton-social-worker", Luton, [Role.Practitioner], "Works with a family of Luton and assesses."),
        new("luton-duty-manager", Luton, [Role.DutyManager, Role.Manager], "Receives referrals and decides about them."),
        new("bedford-social-worker", Bedford, [Role.Practitioner], "Works with families of Bedford, and sees none of Luton's."),
        new("nursery-lead", Nursery, [Role.Practitioner], "Leads safeguarding in an early years setting."),
        new("ig-officer", Treatment, [Role.IgOfficer], "Audits what the agency recorded, sent or received."),
        new("partnership-ig-officer", Partnership, [Role.PartnershipIgOfficer], "Audits every register of the partnership, none of which carries narrative."),
        new("review-chair", Review, [Role.ReviewChair], "Opens a review of a serious case, freezes its evidence and says who reads."),
        new("case-reviewer", Review, [Role.Reviewer], "Reviews a serious case, within the scope that was granted."),
        new("analyst", Partnership, [Role.Analyst], "Counts, and sees no record."),
        new("administrator", Partnership, [Role.Administrator], "Registers agencies, and sees no record."),
    ];
}
