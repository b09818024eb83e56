using System.Collections.Frozen;
using System.Collections.Immutable;
using static Safeguard.Domain.Rules.ShareRoute;

namespace Safeguard.Domain.Rules;

/// <summary>
/// The packs that this release brings, oldest first in each nation. Each is the one before it with what changed on its
/// day, so that a change of the law is one line here. Sources: domain §0.2, §3.1.
/// </summary>
internal static class RulePacks
{
    private static readonly RouteRule Demand = new(A, "A court order, or a demand that a statute gives the recipient, verified and attached.", "Children Act 1989 ss.27 and 47(9)", false);
    private static readonly RouteRule DemandOfPartners = Demand with { Source = "Children Act 1989 ss.27 and 47(9); Children Act 2004 s.16H" };
    private static readonly RouteRule DemandInWales = Demand with { Source = "Children Act 1989 s.47(9)" };
    private static readonly RouteRule DemandOfBoard = Demand with { Source = "Children Act 1989 s.47(9); Social Services and Well-being (Wales) Act 2014 s.137" };
    private static readonly RouteRule Duty = new(B, "The duty to share what may help another body in the duty to keep a child safe and well.", "Children Act 2004 s.16LA(1)-(4); announced for 30 September 2026, regulations and guidance not seen", false);
    private static readonly RouteRule Report = new(BW, "The duty to report a child at risk to the local authority.", "Social Services and Well-being (Wales) Act 2014 s.130", true);
    private static readonly RouteRule Harm = new(C, "Significant harm to a child, or a serious risk to somebody else, known or suspected.", "Overriding public interest; local protocol §9.2.2; information sharing advice rules 1 and 3", false);
    private static readonly RouteRule Life = new(C2, "Somebody's life is at risk now.", "UK GDPR Art 6(1)(d)", true);
    private static readonly RouteRule Welfare = new(D, "A need below significant harm: with permission, or with the reason why not.", "R (AB and CD) v Haringey [2013] EWHC 416 (Admin)", true);
    private static readonly RouteRule PerceivedRisk = Welfare with
    {
        Source = "Information sharing advice, April 2024, rule 3; R (AB and CD) v Haringey [2013] EWHC 416 (Admin)", Confirmed = false, PerceivedRiskIsEnough = true,
    };
    private static readonly RouteRule Crime = new(E, "A request of the police, with its reference, to prevent or detect serious crime.", "Data Protection Act 2018 Sch 1 para 10, Sch 2 para 2", true);
    private static readonly RouteRule Agreement = new(F, "The family's agreement to a service, for the referral to it.", "Information sharing advice; local protocol §6.1", false);

    private static readonly ImmutableArray<RulePack> Brought =
    [
        new("ENG-2006", Jurisdiction.England, new(2006, 10, 1), false, "Earlier editions of statutory guidance, not re-read.",
            [Demand, Harm, Life, Welfare, Crime, Agreement]),
        new("ENG-2018", Jurisdiction.England, new(2018, 7, 4), false, "Working Together 2018; information sharing advice 2018.",
            [DemandOfPartners, Harm, Life, Welfare, Crime, Agreement]),
        new("ENG-2024", Jurisdiction.England, new(2024, 4, 19), false, "Information sharing advice for practitioners, April 2024.",
            [DemandOfPartners, Harm, Life, PerceivedRisk, Crime, Agreement]),
        new("ENG-2026.1", Jurisdiction.England, new(2026, 2, 5), false, "Data (Use and Access) Act 2025, SI 2026/82.",
            [DemandOfPartners, Harm, Life, PerceivedRisk, Crime, Agreement]) { RecognisedLegitimateInterest = true },
        new("ENG-2026.2", Jurisdiction.England, new(2026, 9, 30), false, "Children Act 2004 s.16LA; date announced, regulations not seen.",
            [DemandOfPartners, Duty, Harm, Life, PerceivedRisk, Crime, Agreement]) { RecognisedLegitimateInterest = true },
        new("WAL-2006", Jurisdiction.Wales, new(2006, 10, 1), false, "Earlier editions of statutory guidance, not re-read.",
            [DemandInWales, Harm, Life, Welfare, Crime, Agreement]),
        new("WAL-2016", Jurisdiction.Wales, new(2016, 4, 6), false, "Social Services and Well-being (Wales) Act 2014 s.130.",
            [DemandOfBoard, Report, Harm, Life, Welfare, Crime, Agreement]),
        new("WAL-2024", Jurisdiction.Wales, new(2024, 10, 1), false, "Single Unified Safeguarding Review.",
            [DemandOfBoard, Report, Harm, Life, Welfare, Crime, Agreement]),
        new("WAL-2026", Jurisdiction.Wales, new(2026, 2, 5), false, "Data (Use and Access) Act 2025, SI 2026/82.",
            [DemandOfBoard, Report, Harm, Life, Welfare, Crime, Agreement]) { RecognisedLegitimateInterest = true },
    ];

    // Looked up at every decision, so that nobody hashes a pack for one.
    private static readonly FrozenDictionary<string, (RulePack, string)> ByName = Brought.ToFrozenDictionary(p => p.Name, p => (p, p.Digest()));
    private static readonly FrozenDictionary<Jurisdiction, ImmutableArray<RulePack>> ByNation =
        Brought.GroupBy(p => p.Jurisdiction).ToFrozenDictionary(n => n.Key, n => n.ToImmutableArray());

    public static ImmutableArray<RulePack> Of(Jurisdiction jurisdiction) => ByNation[jurisdiction];

    public static (RulePack Pack, string Digest)? Named(string name) => ByName.TryGetValue(name, out var known) ? known : null;
}
