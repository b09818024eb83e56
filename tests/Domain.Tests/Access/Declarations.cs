using Safeguard.Domain.Access;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Access.SomeAccess;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Access;

/// <summary>What people say of themselves, and who takes it back: never they themselves (domain §5 rules 2 to 4).</summary>
public sealed class Declarations
{
    private static readonly DeclareConflict Declare = new() { Family = Family.Id, By = Worker, Now = Now, Kind = ConflictKind.Related };
    private static readonly LiftConflict Lift = new() { Family = Family.Id, By = Manager, Now = Now, Who = Worker.Id, Reason = "They moved away." };
    private static readonly ConflictDeclared Declared = new(Worker.Id, Family.Id, ConflictKind.Related) { Envelope = JustNow() };
    private static readonly RestoreBreakGlass Restore = new() { By = Officer, Now = Now, Who = Worker.Id, Reason = "Trained anew." };
    private static readonly BreakGlassSuspended Suspended = new(Worker.Id, Family.Id, GlassId) { Envelope = JustNow() };

    [Fact]
    public void A_conflict_is_declared_of_oneself_and_once()
    {
        Records(StaffDecider.Decide(Staff(), Declare), Declared);
        Assert.Same(Decision.NoChange, StaffDecider.Decide(Staff(Declared), Declare));
        Records(StaffDecider.Decide(Staff(Declared), Declare with { Kind = ConflictKind.Subject }), Declared with { Kind = ConflictKind.Subject });
        Assert.NotNull(Staff(Declared).Of(Worker.Id, Family.Id));
        Assert.Null(Staff(Declared).Of(OtherWorker.Id, Family.Id));
    }

    [Fact]
    public void A_conflict_is_taken_back_by_another_only()
    {
        ConflictLifted lifted = new(Worker.Id, Family.Id, OfStaff(Worker, "They moved away.")) { Envelope = JustNow() };
        Records(StaffDecider.Decide(Staff(Declared), Lift), lifted);
        Assert.Null(Staff(Declared, lifted).Of(Worker.Id, Family.Id));
        Refuses(StaffRefusals.OwnConflict, StaffDecider.Decide(Staff(Declared), Lift with { By = Worker with { Roles = [Role.Manager] } }));
        Refuses(StaffRefusals.OfficerOrManager, StaffDecider.Decide(Staff(Declared), Lift with { By = OtherWorker }));
        Refuses(StaffRefusals.NoConflict, StaffDecider.Decide(Staff(), Lift));
        Refuses(RestrictionRefusals.ReasonRequired, StaffDecider.Decide(Staff(Declared), Lift with { Reason = "" }));
    }

    [Fact]
    public void Name_and_postcode_of_the_own_household_are_sealed_for_their_person()
    {
        Records(StaffDecider.Decide(Staff(), new DeclareOwnHousehold { By = Worker, Now = Now, FamilyName = "Larkspur", Postcode = "lu1 2ab" }),
            new OwnHouseholdDeclared(Worker.Id) { FamilyName = OfStaff(Worker, "Larkspur"), Postcode = OfStaff(Worker, "LU1 2AB"), Envelope = JustNow() });
        Refuses(StaffRefusals.NameOrPostcode, StaffDecider.Decide(Staff(), new DeclareOwnHousehold { By = Worker, Now = Now, FamilyName = " " }));
        Assert.IsType<Decision.Refused>(StaffDecider.Decide(Staff(), new DeclareOwnHousehold { By = Worker, Now = Now, Postcode = "here" }));
    }

    [Fact]
    public void Only_another_officer_restores_the_glass()
    {
        BreakGlassRestored restored = new(Worker.Id, OfStaff(Worker, "Trained anew.")) { Envelope = JustNow() };
        Records(StaffDecider.Decide(Staff(Suspended), Restore), restored);
        Assert.Empty(Staff(Suspended, restored).Suspended);
        Refuses(StaffRefusals.OwnAccess, StaffDecider.Decide(Staff(Suspended), Restore with { By = Worker with { Roles = [Role.IgOfficer] } }));
        Refuses(BreakGlassRefusals.OfficerOnly, StaffDecider.Decide(Staff(Suspended), Restore with { By = Manager }));
        Refuses(StaffRefusals.NotSuspended, StaffDecider.Decide(Staff(), Restore));
    }
}
