using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>What a lawful basis can be refused for.</summary>
public static class BasisRefusals
{
    private const string DemandSource = "domain §3.1 route A; which kinds of agency these are: draft, verify";

    private const string Otherwise = "name no statute, and say whether significant harm is suspected, get permission, or record the decision not to share.";

    public static readonly Refusal ConsentNotAppropriate = Refusal.State("CONSENT_NOT_APPROPRIATE",
        "Consent as the data-protection basis is not for safeguarding: a refusal would have to stop what must not be stopped.",
        "/dataProtection/article6", "domain §6 row 44", "Choose the basis that your agency's task gives it. Permission that lifts confidence is recorded apart.");

    public static readonly Refusal BasisNotInForce = Refusal.State("NOT_IN_FORCE",
        "Recognised legitimate interest, Art 6(1)(ea), was not in force on the day of the decision.", "/dataProtection/article6", "domain §6 row 46",
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
        "/statute/duty", "domain §6 row 98",
        "Name no statute and rest on another route, or have the agency's duty registered. An arrangement counts with a body that stands in the duty itself that day.");

    /// <summary>A demand by somebody whom the statute does not name: whoever told it to the sender was wrong, or misread.</summary>
    public static Refusal NotTheirsToDemand(StatuteRule rule) => Refusal.State("NOT_THEIRS_TO_DEMAND",
        $"{rule.Title} lets {rule.Demand!.Who} demand information, and the recipient is not registered as one.", "/statute/duty",
        DemandSource, $"Name the agency that asked. Where it may not ask by this statute, {Otherwise}");

    public static Refusal NotOwed(StatuteRule rule) => Refusal.State("NOT_OWED",
        $"{rule.Title} binds public authorities, and your agency is not registered as one.", "/statute/duty", DemandSource, $"By this statute it owes nothing: {Otherwise}");

    /// <summary>Route G: nothing fits. What is listed is what the route lacks that was meant.</summary>
    public static Refusal NoRoute(RouteAnswer meant) => SharingRefusals.PermissionOrReasonNeeded with
    {
        Sentence = "No route of that day's rules allows this share as it stands.",
        Pointer = meant.Missing[0].Pointer,
        Rule = $"domain §3.1 route {meant.Rule.Route}",
        Fields = meant.Missing,
    };
}
