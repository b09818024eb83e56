namespace Safeguard.Domain.Auditing;

/// <summary>
/// Who may review what (domain §5): an agency's officer what that agency decided, the partnership's what any did; and
/// nobody what they had a hand in or could have authorised. Asked by decider, worklist and edge alike.
/// </summary>
public static class ReviewRights
{
    public static bool IsOfficer(Actor by) => by.HasAny(Role.IgOfficer, Role.PartnershipIgOfficer);

    /// <summary>True where reviewing what this agency decided is the officer's work at all.</summary>
    public static bool Covers(Actor by, AgencyId decided) => by.Has(Role.PartnershipIgOfficer) || (by.Has(Role.IgOfficer) && by.Agency == decided);

    /// <summary>True for what is the officer's own case.</summary>
    /// <param name="hands">Everybody who acted on it.</param>
    public static bool IsOwnCase(Actor by, AgencyId decided, IEnumerable<ActorId> hands) =>
        hands.Contains(by.Id) || (by.Agency == decided && by.HasAny(Role.Manager, Role.DutyManager, Role.CaldicottGuardian));
}
