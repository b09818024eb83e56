namespace Safeguard.Domain.Rules;

/// <summary>What a published document can be refused for (domain §2.9, §4 V15).</summary>
public static class PublicationRefusals
{
    public static readonly Refusal AdministratorOnly = Refusal.NotAllowed("ADMINISTRATOR_ONLY",
        "Documents are published by an administrator.", "domain §5", "Ask your administrator to publish it.");

    public static readonly Refusal IgOfficerOnly = Refusal.NotAllowed("IG_OFFICER_ONLY",
        "Documents are approved and ended by an information governance officer.", "domain §5", "Ask one of them.");

    public static readonly Refusal SeparationOfDuties = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody approves a document that they published.", "domain §5 rule 4", "Ask another information governance officer.");

    public static readonly Refusal NotFound = Refusal.NotFound("DOCUMENT_NOT_FOUND",
        "No such document was published for this nation.", null, "Look it up among the published documents.");

    public static readonly Refusal NationNotFound = Refusal.NotFound("NATION_NOT_FOUND",
        "There are no rules of such a nation here.", null, "Give england or wales.");

    public static readonly Refusal VersionRequired = Refusal.Content("VERSION_REQUIRED",
        "The document has no version.", "/version", "domain §2.9", "Give its version as a code; of a rule pack its name.");

    public static readonly Refusal NameRequired = Refusal.Content("NAME_REQUIRED",
        "The document has no name.", "/name", "domain §2.9", "Give the name that all of its versions have.");

    public static readonly Refusal PurposesRequired = Refusal.Content("PURPOSES_REQUIRED",
        "A sharing agreement says what for.", "/purposes", "domain §2.9", "Give at least one purpose.");

    public static readonly Refusal TooManyParties = Refusal.Content("TOO_MANY_PARTIES",
        "There are more than 200 parties.", "/parties", "design D10", "Publish it for the agencies that share under it.");

    public static readonly Refusal UnknownPack = Refusal.Content("UNKNOWN_PACK",
        "This release has no rule pack of this name for this nation.", "/version", "design D9", "Give the name of a pack, as ENG-2026.2.");

    public static readonly Refusal PackBeginsLater = Refusal.Content("PACK_BEGINS_LATER",
        "The pack's own law begins later than this day.", "/from", "design D9", "Give the day on which the pack begins, or a later one.");

    public static readonly Refusal PackChanged = Refusal.State("PACK_CHANGED",
        "This release carries other rules under this name than those that were published.", null, "design D9", "Have the pack published again, and approve that.");

    public static readonly Refusal NotApproved = Refusal.State("NOT_APPROVED",
        "Nobody has approved this document, so there is nothing to end.", null, "domain §2.9", "Leave it: it is in force on no day.");

    public static readonly Refusal NotLonger = Refusal.State("ENDS_EARLIER",
        "The document ends earlier than this day already.", "/lastDay", "domain §2.9", "Publish another version for the days that follow.");

    public static Refusal DatesOverlap(string? pointer) => Refusal.State("DATES_OVERLAP",
        "A version that was approved is in force on some of these days.", pointer, "domain §2.9", "End that version first, or give days that are not covered yet.");

    public static Refusal EndsBeforeItBegins(string pointer) => Refusal.Content("ENDS_BEFORE_IT_BEGINS",
        "The last day is before the first.", pointer, "domain §2.9", "Correct one of the two days.");

    public static Refusal UnknownAgency(string pointer) => Refusal.Content("UNKNOWN_AGENCY",
        "No registered agency has this code.", pointer, "domain §2.9", "Look the agency up in the directory.");

    public static Refusal PartiesRequired(string sentence) => Refusal.Content("PARTIES_REQUIRED",
        sentence, "/parties", "domain §2.9", "Name them by their codes in the directory.");

    public static Refusal NotMeant(string pointer) => Refusal.Content("NOT_MEANT_HERE",
        "A document of this kind has none.", pointer, "domain §2.9", "Leave it out.");
}
