namespace Safeguard.Domain.Access;

/// <summary>What conflicts and own households can be refused for, and what they refuse (domain §5 rules 3 and 4; §6 row 78).</summary>
public static class StaffRefusals
{
    public static readonly Refusal ConflictStands = Refusal.NotAllowed("CONFLICT_DECLARED",
        "You declared that you stand to this family so that you do not read its record.", "domain §5 rule 3",
        "Ask a colleague to do it. In danger, break the glass: /break-glass below the record. An officer or manager takes a conflict back.");

    public static readonly Refusal OwnHousehold = Refusal.NotAllowed("OWN_HOUSEHOLD",
        "Nobody searches for their own family name or household.", "domain §5 rule 3; §6 row 78",
        "Ask a colleague to search. Your information governance officer is told of this try.");

    public static readonly Refusal OwnConflict = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody takes back a conflict of their own.", "domain §5 rules 3 and 4", "Ask your information governance officer or manager.");

    public static readonly Refusal OwnAccess = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody restores their own access.", "domain §5 rules 2 and 4", "Ask another information governance officer.");

    public static readonly Refusal OfficerOrManager = Refusal.NotAllowed("CONFLICT_NOT_YOURS",
        "A conflict is taken back by an information governance officer or a manager of the agency.", "domain §5 rule 3", "Ask yours.");

    public static readonly Refusal NoConflict = Refusal.State("NO_CONFLICT",
        "Nobody of your agency with this id has declared a conflict with this record.", "/who", "domain §5 rule 3", "There is nothing to take back.");

    public static readonly Refusal NotSuspended = Refusal.State("NOT_SUSPENDED",
        "Nobody of your agency with this id is suspended.", "/who", "domain §5 rule 2", "There is nothing to restore.");

    public static readonly Refusal NameOrPostcode = Refusal.Content("NAME_OR_POSTCODE_REQUIRED",
        "Neither a family name nor a postcode is given.", "", "domain §5 rule 3", "Give one of them, or both.");
}
