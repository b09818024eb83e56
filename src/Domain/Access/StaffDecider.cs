using Safeguard.Domain.Families;

namespace Safeguard.Domain.Access;

/// <summary>
/// What people of an agency declare of themselves, and who takes it back: never they themselves (domain §5 rules 2 to 4).
/// </summary>
public static class StaffDecider
{
    /// <summary>Anybody, of themselves. Whether the record is open to their agency was asked before.</summary>
    public static Decision Decide(AgencyStaff staff, DeclareConflict command) =>
        staff.Of(command.By.Id, command.Family) is { } known && known.Kind == command.Kind
            ? Decision.NoChange
            : Record(staff, command, envelope => new ConflictDeclared(command.By.Id, command.Family, command.Kind) { Envelope = envelope });

    public static Decision Decide(AgencyStaff staff, LiftConflict command)
    {
        if (command.Who == command.By.Id) return StaffRefusals.OwnConflict;
        if (!command.By.HasAny(Role.IgOfficer, Role.Manager, Role.DutyManager)) return StaffRefusals.OfficerOrManager;
        if (staff.Of(command.Who, command.Family) is null) return StaffRefusals.NoConflict;
        if (Words(command.Reason) is { } badText) return badText;
        return Record(staff, command, envelope => new ConflictLifted(command.Who, command.Family, Sealed(command.Who, command.Reason!)) { Envelope = envelope });
    }

    public static Decision Decide(AgencyStaff staff, DeclareOwnHousehold command)
    {
        if (Text.IsBlank(command.FamilyName) && Text.IsBlank(command.Postcode)) return StaffRefusals.NameOrPostcode;
        if (Text.Line("/familyName", command.FamilyName) is { } badText) return badText;
        string? postcode = null;
        if (!Text.IsBlank(command.Postcode))
        {
            var judged = Postcode.Judge("/postcode", command.Postcode!);
            if (judged.Refusal is { } badPostcode) return badPostcode;
            postcode = judged.Value!.Canonical;
        }

        return Record(staff, command, envelope => new OwnHouseholdDeclared(command.By.Id)
        {
            FamilyName = Text.IsBlank(command.FamilyName) ? null : Sealed(command.By.Id, command.FamilyName!),
            Postcode = postcode is null ? null : Sealed(command.By.Id, postcode),
            Envelope = envelope,
        });
    }

    public static Decision Decide(AgencyStaff staff, RestoreBreakGlass command)
    {
        if (command.Who == command.By.Id) return StaffRefusals.OwnAccess;
        if (!command.By.Has(Role.IgOfficer)) return BreakGlassRefusals.OfficerOnly;
        if (!staff.Suspended.Contains(command.Who)) return StaffRefusals.NotSuspended;
        if (Words(command.Reason) is { } badText) return badText;
        return Record(staff, command, envelope => new BreakGlassRestored(command.Who, Sealed(command.Who, command.Reason!)) { Envelope = envelope });
    }

    private static Personal<string> Sealed(ActorId who, string text) => Personal<string>.Open(DataSubject.Of(who), text);

    private static Refusal? Words(string? reason) =>
        Text.IsBlank(reason) ? RestrictionRefusals.ReasonRequired : Text.Narrative("/reason", reason);

    // An act of this moment, by somebody for themselves or in their office: an entry has nothing to add to it.
    private static Decision Record(AgencyStaff staff, Command command, Func<Envelope, StaffEvent> said) =>
        EntryRules.Judge(command with { Entry = null }, default, statement: false)
            .Then(envelope => Decision.Record(StreamKey.Agency(staff.Agency), said(envelope)));
}
