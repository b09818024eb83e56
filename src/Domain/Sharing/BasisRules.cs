using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// What contradicts the law of the decision's own date, whatever else was answered (domain §6 rows 44 to 48, 97, 98). It
/// judges what was claimed; what was not answered is for the tests J1 to J20 to say.
/// </summary>
internal static class BasisRules
{
    public static Refusal? Refuse(RouteFacts facts, RulePack pack, DataProtectionBasis? basis) => RefuseBasis(facts, pack, basis) ?? RefuseStatute(facts, pack);

    private static Refusal? RefuseBasis(RouteFacts facts, RulePack pack, DataProtectionBasis? basis)
    {
        if (basis is null) return null;
        if (basis.Article6 == Article6.Consent) return BasisRefusals.ConsentNotAppropriate;
        if (basis.Article6 == Article6.RecognisedLegitimateInterest)
        {
            if (!pack.RecognisedLegitimateInterest) return BasisRefusals.BasisNotInForce;
            if (facts.Parties.Sender?.PublicAuthority == true) return BasisRefusals.PublicAuthorityUseE;
        }

        if ((facts.Permitted || facts.AgreedService) && basis.Condition == DpaCondition.Paragraph18) return BasisRefusals.WrongDpCondition;
        return facts.SpecialItems && basis.SpecialData is null ? BasisRefusals.SpecialDataRouteRequired : null;
    }

    private static Refusal? RefuseStatute(RouteFacts facts, RulePack pack)
    {
        if (facts.Statute?.Duty is not { } duty) return null;
        if (StatuteRule.Find(duty, facts.Jurisdiction) is not { } rule)
            return BasisRefusals.WrongNation(facts.Jurisdiction, StatuteRule.DutyToShare(pack));
        if (!rule.InForce(pack, facts.On)) return BasisRefusals.StatuteNotInForce(rule);
        if (rule.Demand is { } demand)
            return !demand.IsTheirs(facts.Parties.Recipient) ? BasisRefusals.NotTheirsToDemand(rule)
                : demand.Binds(facts.Parties.Sender) ? null : BasisRefusals.NotOwed(rule);
        // The duty binds both ends; a claim of it that fails there is a mistake about the law, not an answer left out.
        return rule.Route == ShareRoute.B && !(RouteTests.InScope(facts.Parties.Sender, facts) && RouteTests.InScope(facts.Parties.Recipient, facts))
            ? BasisRefusals.OutOfDutyScope
            : null;
    }
}
