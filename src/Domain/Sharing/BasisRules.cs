using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// What contradicts the law of the decision's own date, whatever else was answered (domain §6 rows 44 to 48, 97, 98). It
/// judges what was claimed; what was not answered is for the tests J1 to J20 to say.
/// </summary>
internal static class BasisRules
{
    public static Refusal? Refuse(RouteFacts facts, DataProtectionBasis? basis) => RefuseBasis(facts, basis) ?? RefuseStatute(facts);

    private static Refusal? RefuseBasis(RouteFacts facts, DataProtectionBasis? basis)
    {
        if (basis is null) return null;
        if (basis.Article6 == Article6.Consent) return BasisRefusals.ConsentNotAppropriate;
        if (basis.Article6 == Article6.RecognisedLegitimateInterest)
        {
            if (!facts.Pack.RecognisedLegitimateInterest) return BasisRefusals.BasisNotInForce;
            if (facts.Parties.Sender?.PublicAuthority == true) return BasisRefusals.PublicAuthorityUseE;
        }

        if ((facts.Permitted || facts.AgreedService) && basis.Condition == DpaCondition.Paragraph18) return BasisRefusals.WrongDpCondition;
        return facts.SpecialItems && basis.SpecialData is null ? BasisRefusals.SpecialDataRouteRequired : null;
    }

    private static Refusal? RefuseStatute(RouteFacts facts)
    {
        if (facts.Statute?.Duty is not { } duty) return null;
        if (StatuteRule.Find(duty, facts.Jurisdiction) is not { } rule)
            return BasisRefusals.WrongNation(facts.Jurisdiction, StatuteRule.DutyToShare(facts.Jurisdiction, facts.On));
        if (facts.On < rule.From) return BasisRefusals.StatuteNotInForce(rule);
        // The duty binds both ends; a claim of it that fails there is a mistake about the law, not an answer left out.
        return rule.Route == ShareRoute.B && new[] { facts.Parties.Sender, facts.Parties.Recipient }.Any(a => a?.StandsInDuty(facts.Jurisdiction, facts.On) != true)
            ? BasisRefusals.OutOfDutyScope
            : null;
    }
}

/// <summary>What a lawful basis can be refused for.</summary>
public static class BasisRefusals
{
    public static readonly Refusal ConsentNotAppropriate = Refusal.State("CONSENT_NOT_APPROPRIATE",
        "Consent as the data-protection basis is not for safeguarding: a refusal would have to stop what must not be stopped.",
        "/dataProtection/article6", "domain §6 row 44", "Choose the basis that your agency's task gives it. Permission that lifts confidence is recorded apart.");

    public static readonly Refusal BasisNotInForce = Refusal.State("NOT_IN_FORCE",
        "Recognised legitimate interest, Art 6(1)(ea), began on 5 February 2026.", "/dataProtection/article6", "domain §6 row 46",
        "Choose a basis that was in force on the day of the decision.");

    public static readonly Refusal PublicAuthorityUseE = Refusal.State("PUBLIC_AUTHORITY_USE_E",
        "A public authority rests its tasks on Art 6(1)(e), never on (ea).", "/dataProtection/article6", "domain §6 row 45", "Choose PublicTask.");

    public static readonly Refusal WrongDpCondition = Refusal.State("WRONG_DP_CONDITION",
        "Paragraph 18 is for sharing without consent; this share rests on a permission.", "/dataProtection/condition", "domain §6 row 97",
        "Choose paragraph 2 with Art 9(2)(h), or none.");

    public static readonly Refusal Article6Required = Refusal.Content("ARTICLE_6_REQUIRED",
        "The data-protection basis names no letter of Article 6.", "/dataProtection/article6", "domain §3.3 J12", "Name one, or leave the basis out.");

    public static readonly Refusal SpecialDataRouteRequired = Refusal.Content("SPECIAL_DATA_ROUTE_REQUIRED",
        "The share has health, criminal or sexual items, and the basis names no route of Article 9 or 10.", "/dataProtection/specialData", "domain §2.6, §3.3 J12",
        "Name one, or leave the basis out.");

    public static readonly Refusal ComesWithOverride = Refusal.Content("BASIS_COMES_WITH_OVERRIDE",
        "The data-protection basis of an override is answered with the override.", "/dataProtection", "domain §3.3 J12", "Leave it out here.");

    public static Refusal WrongNation(Jurisdiction jurisdiction, StatuteRule? instead) => Refusal.State("WRONG_NATION",
        $"This statute has no force in {jurisdiction}, where the family's record belongs.", "/statute/duty", "domain §6 row 48",
        instead is null ? "Name a statute of that nation, or none." : $"The duty there is {instead.Label}.");

    public static Refusal StatuteNotInForce(StatuteRule rule) => Refusal.State("NOT_IN_FORCE",
        $"{rule.Label} was not in force on the day of the decision.", "/statute/duty", "domain §6 row 47",
        "Name a statute that was in force that day, or none.");

    public static readonly Refusal OutOfDutyScope = Refusal.State("OUT_OF_DUTY_SCOPE",
        "Sender and recipient must both stand in the duty of Children Act 2004 s.16LA on that day, and one of them is not registered so.",
        "/statute/duty", "domain §6 row 98", "Name no statute and rest on another route, or have the agency's duty registered.");

    /// <summary>Route G: nothing fits. What is listed is what the route lacks that was meant.</summary>
    public static Refusal NoRoute(RouteAnswer meant) => SharingRefusals.PermissionOrReasonNeeded with
    {
        Sentence = "No route of that day's rules allows this share as it stands.",
        Pointer = meant.Missing[0].Pointer,
        Rule = $"domain §3.1 route {meant.Rule.Route}",
        Fields = meant.Missing,
    };
}
