namespace Safeguard.Domain.Agencies;

/// <summary>What a contact point can be refused for (domain §2.9, §6 rows 56 to 59).</summary>
public static class ContactRefusals
{
    public static readonly Refusal NotFound = Refusal.NotFound("CONTACT_POINT_NOT_FOUND",
        "The agency has no such contact point.", null, "Look it up in the directory.");

    public static readonly Refusal AgencyEnded = Refusal.State("AGENCY_ENDED",
        "This agency is closed or merged.", null, "domain §6 row 61", "Record the contact point of its successor.");

    public static readonly Refusal ValueRequired = Refusal.Content("VALUE_REQUIRED",
        "The contact point has no address or number.", "/value", "domain §2.9", "Give the address or number that was checked.");

    public static readonly Refusal NotAnEmail = Refusal.Content("NOT_AN_EMAIL",
        "This is no address that mail can be sent to.", "/value", "domain §6 rows 57 and 58; BED-46, TH-15",
        "Ask the agency for the address. A web address is not one, and one copied from a page may be broken.");

    public static readonly Refusal RetiredSecureDomain = Refusal.Content("RETIRED_SECURE_DOMAIN",
        "Mail of this domain was closed; GCSX on 31 March 2019.", "/value", "domain §6 row 56; BED-38",
        "Ask the agency for its secure address of today.");

    public static readonly Refusal InsecureChannel = Refusal.Content("INSECURE_CHANNEL",
        "This is a box of a private provider, not an agency's.", "/value", "domain §6 row 59", "Ask the agency for its secure address.");

    public static readonly Refusal NotAPortal = Refusal.Content("NOT_A_PORTAL_ADDRESS",
        "A portal has an address that begins with https:// and holds no name or password.", "/value", "domain §2.9", "Copy the address of the portal's first page.");

    public static readonly Refusal NotATelephone = Refusal.Content("NOT_A_TELEPHONE_NUMBER",
        "A telephone number has 7 to 15 digits, and nothing but spaces, hyphens and brackets between them.", "/value", "domain §2.9",
        "Give one number. Who answers, and when, does not belong here.");

    public static readonly Refusal CheckedInFuture = Refusal.Content("CHECKED_IN_FUTURE",
        "The check would be later than today.", "/verifiedOn", "domain §2.9", "Give the day on which it was checked, or leave it out for today.");

    public static readonly Refusal ExpiresTooLate = Refusal.Content("EXPIRES_TOO_LATE",
        "A check counts for 12 months at most.", "/expires", "domain §2.9", "Give an earlier day, or leave it out.");

    public static readonly Refusal ExpiresBeforeCheck = Refusal.Content("ENDS_BEFORE_IT_BEGINS",
        "The last day is before the day of the check.", "/expires", "domain §2.9", "Correct one of the two days.");

    public static readonly Refusal CheckTooOld = Refusal.Content("CHECK_TOO_OLD",
        "The check counts no more today.", "/verifiedOn", "domain §2.9", "Check the contact point again, then record it.");
}
