namespace Safeguard.Domain.Agencies;

/// <summary>Decides about agencies (domain §2.9).</summary>
public static partial class AgencyDecider
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
        if (agency.Duties.Contains(new DutyPeriod(command.Scope, command.From, command.To) { ContractedBy = command.ContractedBy })) return Decision.NoChange;
        if (RefusePrincipal(command) is { } badPrincipal) return badPrincipal;
        if (agency.Duties.Any(d => (d.Scope, d.ContractedBy) == (command.Scope, command.ContractedBy) && d.Overlaps(command.From, command.To))) return AgencyRefusals.DutyOverlaps;

        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(command.Agency), new DutyScopeDeclared(
            command.Agency, command.Scope, command.From, command.To, command.ContractedBy) { Envelope = envelope }));
    }

    public static Decision Decide(Agency agency, EndDutyScope command)
    {
        if (!command.By.Has(Role.Administrator)) return AgencyRefusals.AdministratorOnly;
        if (!agency.Exists) return AgencyRefusals.NotFound;
        if (command.To < command.From) return AgencyRefusals.EndsBeforeItBegins;
        if (agency.Duties.FirstOrDefault(d => d.Is(command.Scope, command.From, command.ContractedBy)) is not { } duty) return AgencyRefusals.NoSuchDuty;
        if (duty.To == command.To) return Decision.NoChange;
        if (duty.To < command.To) return AgencyRefusals.DutyEndsEarlier;

        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(command.Agency), new DutyScopeEnded(
            command.Agency, command.Scope, command.From, command.To, command.ContractedBy) { Envelope = envelope }));
    }

    /// <summary>Its first day is asked here; whether the body is still in the duty later is asked of each share on its day.</summary>
    private static Refusal? RefusePrincipal(DeclareDutyScope command) =>
        command.ContractedBy is null ? null
        : command.Principal is not { Exists: true } principal ? AgencyRefusals.UnknownPrincipal
        : principal.StandsInDutyItself(command.From) ? null : AgencyRefusals.PrincipalOutOfDuty;

    // An act of this moment, about nobody: whatever the entry says, there is no person whose key could seal it.
    private static Judged<Envelope> Now(Command command) => EntryRules.Judge(command with { Entry = null }, default, statement: false);
}
