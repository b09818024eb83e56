using System.Collections.Immutable;
using Safeguard.Domain.Agencies;

namespace Safeguard.Domain.Rules;

/// <summary>Duties and powers that a share may rest on.</summary>
public enum Statute
{
    ChildrenAct1989Section17,
    ChildrenAct1989Section27,
    ChildrenAct1989Section47,
    ChildrenAct2004Section11,
    ChildrenAct2004Section16H,
    ChildrenAct2004Section16LA,
    SocialServicesAndWellBeingWalesAct2014Section130,
    SocialServicesAndWellBeingWalesAct2014Section137,
}

/// <summary>
/// Who may demand by a statute of route A, and who owes it. The directory has no word for either, so these are the kinds of
/// agency that come nearest: draft, verify.
/// </summary>
/// <param name="Who">Whom the statute lets demand, in its own words.</param>
/// <param name="Kinds">As what such a one is registered.</param>
public sealed record DemandRule(string Who, ImmutableArray<AgencyKind> Kinds)
{
    /// <summary>Whether those whom it binds are public authorities, all of them; otherwise it binds anybody.</summary>
    public bool OfPublicAuthorities { get; init; }

    /// <summary>Whether an agency may demand by it; nobody may who is not registered.</summary>
    public bool IsTheirs(Agency? recipient) => recipient is not null && Kinds.Contains(recipient.Kind);

    /// <summary>Whether an agency owes it.</summary>
    public bool Binds(Agency? sender) => !OfPublicAuthorities || sender is { PublicAuthority: true };
}

/// <summary>Where and from when a statute may be cited, and which route it opens.</summary>
/// <param name="From">
/// Its first day; null for a duty that a rule pack brings as a route of its own: it is in force while the pack in force has
/// that route. A date here would be a second truth beside the pack's.
/// </param>
/// <param name="Title">As it is printed.</param>
/// <param name="Route">Null for one that names a function and compels nobody to share.</param>
/// <param name="Confirmed">False where its text, or the day on which it began, was not read.</param>
public sealed record StatuteRule(Statute Statute, Jurisdiction Jurisdiction, DateOnly? From, string Title, ShareRoute? Route, bool Confirmed)
{
    // Ss.27(3) and 47(11) list authorities and bodies of the health service, and whom the Secretary of State authorises besides.
    private static readonly DemandRule ByAuthority = new("a local authority", [AgencyKind.ChildrensSocialCare]) { OfPublicAuthorities = true };
    // The local authority, the integrated care board and the chief officer of police (s.16E(3)), or what they set up together.
    private static readonly DemandRule ByPartner = new("a safeguarding partner", [AgencyKind.ChildrensSocialCare, AgencyKind.Health, AgencyKind.Police, AgencyKind.Partnership]);
    private static readonly DemandRule ByBoard = new("a Safeguarding Board", [AgencyKind.Partnership]);

    private static readonly ImmutableArray<StatuteRule> Known =
    [
        new(Statute.ChildrenAct1989Section17, Jurisdiction.England, new(1991, 10, 14), "Children Act 1989 s.17", null, false),
        new(Statute.ChildrenAct1989Section27, Jurisdiction.England, new(1991, 10, 14), "Children Act 1989 s.27", ShareRoute.A, false) { Demand = ByAuthority },
        new(Statute.ChildrenAct1989Section47, Jurisdiction.England, new(1991, 10, 14), "Children Act 1989 s.47(9)", ShareRoute.A, false) { Demand = ByAuthority },
        new(Statute.ChildrenAct1989Section47, Jurisdiction.Wales, new(1991, 10, 14), "Children Act 1989 s.47(9)", ShareRoute.A, false) { Demand = ByAuthority },
        new(Statute.ChildrenAct2004Section11, Jurisdiction.England, new(2005, 10, 1), "Children Act 2004 s.11", null, false),
        new(Statute.ChildrenAct2004Section16H, Jurisdiction.England, new(2018, 6, 29), "Children Act 2004 s.16H", ShareRoute.A, false) { Demand = ByPartner },
        new(Statute.ChildrenAct2004Section16LA, Jurisdiction.England, null,
            "Children Act 2004 s.16LA (inserted by the Children's Wellbeing and Schools Act 2026 s.4)", ShareRoute.B, false),
        new(Statute.SocialServicesAndWellBeingWalesAct2014Section130, Jurisdiction.Wales, null,
            "Social Services and Well-being (Wales) Act 2014 s.130", ShareRoute.BW, true),
        new(Statute.SocialServicesAndWellBeingWalesAct2014Section137, Jurisdiction.Wales, new(2016, 4, 6),
            "Social Services and Well-being (Wales) Act 2014 s.137", ShareRoute.A, true) { Demand = ByBoard },
    ];

    /// <summary>Who may demand by it; null for one that opens another route than A, or none.</summary>
    public DemandRule? Demand { get; init; }

    /// <summary>The title as shown to people.</summary>
    public string Label => Confirmed ? Title : $"{Title} (draft, verify)";

    /// <summary>The statute in a nation; null where it has no force there.</summary>
    public static StatuteRule? Find(Statute statute, Jurisdiction jurisdiction) => Known.FirstOrDefault(s => s.Statute == statute && s.Jurisdiction == jurisdiction);

    /// <summary>Whether it may be cited of a decision of that day, which that pack judges.</summary>
    public bool InForce(RulePack pack, DateOnly on) => From is { } from ? from <= on : pack.Find(Route!.Value) is not null;

    /// <summary>What a pack's nation has in place of another's duty to share on one's own motion; null where the pack has none.</summary>
    public static StatuteRule? DutyToShare(RulePack pack) =>
        Known.FirstOrDefault(s => s.Jurisdiction == pack.Jurisdiction && s.Route is ShareRoute.B or ShareRoute.BW && pack.Find(s.Route.Value) is not null);
}
