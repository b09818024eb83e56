namespace Safeguard.Domain.Agencies;

/// <summary>What entries of the directory can be refused for.</summary>
public static class AgencyRefusals
{
    public static readonly Refusal AdministratorOnly = Refusal.NotAllowed("ADMINISTRATOR_ONLY",
        "Agencies are registered by an administrator.", "domain §2.9", "Ask your administrator to register it.");

    public static readonly Refusal CodeReserved = Refusal.Content("CODE_RESERVED",
        "This code is the service's own.", "/agency", "design D5", "Choose a code that says which agency it is, as bedfordshire-partnership.");

    public static readonly Refusal NameRequired = Refusal.Content("NAME_REQUIRED",
        "The agency has no name.", "/name", "domain §2.9", "Give the name under which it is known.");

    public static readonly Refusal AreaRequired = Refusal.Content("AREA_REQUIRED",
        "The entry does not say in which area the agency works.", "/area", "domain §2.9; BED-37", "Give the area, as Luton.");

    public static readonly Refusal NotFound = Refusal.NotFound("AGENCY_NOT_FOUND",
        "No agency is registered under this code.", null, "Look it up in the directory.");

    public static readonly Refusal EndsBeforeItBegins = Refusal.Content("ENDS_BEFORE_IT_BEGINS",
        "The last day is before the first.", "/to", "domain §2.9", "Correct one of the two days.");

    public static readonly Refusal ArrangementUnclear = Refusal.Content("ARRANGEMENT_UNCLEAR",
        "A contracted provider needs the other agency that made the arrangement; nobody else has one.", "/contractedBy", "Children Act 2004 s.16LA(4)(c)",
        "Name the agency that commissions the service, or choose another scope.");

    public static readonly Refusal UnknownPrincipal = Refusal.Content("UNKNOWN_AGENCY",
        "No registered agency has this code.", "/contractedBy", "Children Act 2004 s.16LA(4)(c)", "Register the agency that commissions the service, and declare its duty, first.");

    public static readonly Refusal PrincipalOutOfDuty = Refusal.State("PRINCIPAL_OUT_OF_DUTY_SCOPE",
        "The agency that made the arrangement does not stand in the duty itself on its first day; a contract with another provider counts for nothing.",
        "/contractedBy", "Children Act 2004 s.16LA(4)(c)", "Name the body or designated agency that commissions the service, and declare its own duty first.");

    public static readonly Refusal DutyOverlaps = Refusal.State("DATES_OVERLAP",
        "The agency stands in this duty on some of these days already.", "/from", "domain §4 V15", "Give days that are not covered yet.");

    public static readonly Refusal NoSuchDuty = Refusal.Content("NO_SUCH_DUTY",
        "No duty of this scope, with this arrangement, was declared from that day on.", "/from", "domain §4 V15", "Take scope, first day and arrangement from the directory.");

    public static readonly Refusal DutyEndsEarlier = Refusal.State("ENDS_EARLIER",
        "The duty ends before that day already.", "/to", "domain §4 V15", "To go on with it, declare it again for the days after its end.");

    public static readonly Refusal AlreadyRegistered = Refusal.State("ALREADY_REGISTERED",
        "An agency with this code is registered already, and is not the same.", null, "domain §2.9",
        "Choose another code, or leave the registered one as it is.");

    public static Refusal UnknownSuccessor(string pointer) => Refusal.Content("UNKNOWN_AGENCY",
        "No registered agency has this code.", pointer, "domain §6 row 61", "Register the successor first.");

    public static Refusal OwnSuccessor(string pointer) => Refusal.Content("OWN_SUCCESSOR",
        "An agency cannot be its own successor.", pointer, "domain §6 row 61", "Name the agency that takes over, or none.");

    public static Refusal SuccessorEnded(string pointer) => Refusal.State("SUCCESSOR_INACTIVE",
        "The successor is closed or merged itself by that day.", pointer, "domain §6 row 61", "Name the agency that does the work from that day on.");

    public static readonly Refusal AlreadyEnded = Refusal.State("ALREADY_ENDED",
        "This agency is closed or merged already, or will be, and not as it says here.", null, "domain §2.9",
        "Look it up in the directory. An agency that takes up work again is registered under another code.");
}
