namespace Safeguard.Domain.Agencies;

/// <summary>Adds an agency to the directory under its code.</summary>
public sealed record RegisterAgency : Command
{
    public required AgencyId Agency { get; init; }
    public string? Name { get; init; }
    public required AgencyKind Kind { get; init; }
    public string? Area { get; init; }
    public required bool PublicAuthority { get; init; }
}

/// <summary>Declares that an agency stands in a duty to share or report.</summary>
public sealed record DeclareDutyScope : Command
{
    [SetByEdge]
    public AgencyId Agency { get; init; }
    public required DutyScope Scope { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>The last day; left out while no end is known.</summary>
    public DateOnly? To { get; init; }
    /// <summary>Who made the arrangement, for a contracted provider.</summary>
    public AgencyId? ContractedBy { get; init; }
}

/// <summary>Decides about agencies (domain §2.9).</summary>
public static class AgencyDecider
{
    /// <summary>In whose name the log itself acts, and who answers for what all agencies share: nobody may register as either.</summary>
    private static readonly HashSet<string> ReservedCodes = ["partnership", "safeguard"];

    public static Decision Decide(Agency agency, RegisterAgency command)
    {
        if (!command.By.Has(Role.Administrator)) return AgencyRefusals.AdministratorOnly;
        if (ReservedCodes.Contains(command.Agency.Value)) return AgencyRefusals.CodeReserved;
        if (Text.IsBlank(command.Name)) return AgencyRefusals.NameRequired;
        if (Text.IsBlank(command.Area)) return AgencyRefusals.AreaRequired;
        if ((Text.Line("/name", command.Name) ?? Text.Place("/area", command.Area)) is { } badText) return badText;

        if (agency.Exists)
            return (agency.Name, agency.Kind, agency.Area, agency.PublicAuthority) == (command.Name, command.Kind, command.Area, command.PublicAuthority)
                ? Decision.NoChange
                : AgencyRefusals.AlreadyRegistered;

        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(command.Agency), new AgencyRegistered(
            command.Agency, command.Name!, command.Kind, command.Area!, command.PublicAuthority) { Envelope = envelope }));
    }

    public static Decision Decide(Agency agency, DeclareDutyScope command)
    {
        if (!command.By.Has(Role.Administrator)) return AgencyRefusals.AdministratorOnly;
        if (!agency.Exists) return AgencyRefusals.NotFound;
        if (command.To < command.From) return AgencyRefusals.EndsBeforeItBegins;
        if ((command.Scope == DutyScope.Contracted) != command.ContractedBy is not null) return AgencyRefusals.ArrangementUnclear;
        if (command.ContractedBy == command.Agency) return AgencyRefusals.ArrangementUnclear;
        if (agency.Duties.Contains(new DutyPeriod(command.Scope, command.From, command.To))) return Decision.NoChange;
        if (agency.Duties.Any(d => d.Scope == command.Scope && d.Overlaps(command.From, command.To))) return AgencyRefusals.DutyOverlaps;

        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(command.Agency), new DutyScopeDeclared(
            command.Agency, command.Scope, command.From, command.To, command.ContractedBy) { Envelope = envelope }));
    }

    // An act of this moment, about nobody: whatever the entry says, there is no person whose key could seal it.
    private static Judged<Envelope> Now(Command command) => EntryRules.Judge(command with { Entry = null }, default, statement: false);
}

/// <summary>What the registration of an agency can be refused for.</summary>
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

    public static readonly Refusal DutyOverlaps = Refusal.State("DATES_OVERLAP",
        "The agency stands in this duty on some of these days already.", "/from", "domain §4 V15", "Give days that are not covered yet.");

    public static readonly Refusal AlreadyRegistered = Refusal.State("ALREADY_REGISTERED",
        "An agency with this code is registered already, and is not the same.", null, "domain §2.9",
        "Choose another code, or leave the registered one as it is.");
}
