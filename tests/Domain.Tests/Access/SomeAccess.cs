using Safeguard.Domain.Access;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Access;

/// <summary>The treatment service restricts, and its people and another agency's are shut out.</summary>
public static class SomeAccess
{
    public static readonly Actor Officer = new(ActorId.Of("officer"), Treatment, [Role.IgOfficer]);
    public static readonly Actor OfPartnership = new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);
    public static readonly Actor OfSocialCare = new(ActorId.Of("other-officer"), SocialCare, [Role.IgOfficer]);

    public static readonly DateOnly ReviewDate = new(2027, 2, 1);
    public const string Why = "The father works for this service.";

    public static readonly RestrictRecord Restrict = new() { Family = Family.Id, By = Manager, Now = Now, Level = RestrictionLevel.Named, Reason = Why, AllowedActors = [Worker.Id], ReviewDate = ReviewDate };
    public static readonly LiftRestriction Lift = new() { Family = Family.Id, By = Officer, Now = Now, Reason = "He has left." };
    public static readonly RecordRestricted Restricted = new(RestrictionLevel.Named, OfFamily(Why), [Worker.Id], ReviewDate) { Envelope = JustNow() };

    public static readonly BreakGlassId GlassId = BreakGlassId.From(Uuid(0x80));
    public const string Urgent = "The mother telephoned: the child swallowed methadone.";

    public static readonly UseBreakGlass Break = new() { Family = Family.Id, By = OtherWorker, Now = Now, Glass = GlassId, Grounds = [GlassGround.Record], Reason = Urgent, Minutes = 30 };

    /// <summary>Broken on a Monday: reviewed by the end of the Wednesday.</summary>
    public static readonly BreakGlassUsed Broken =
        new(GlassId, Family.Id, OfFamily(Urgent), 30, At(10, 30), [GlassGround.Record], LondonTime.EndOf(new(2026, 11, 11))) { Envelope = JustNow() };

    public static readonly GlassUse Use = new(GlassId, Family.Id, OtherWorker.Id, Treatment, At(10, 30), null);
    public static readonly ReviewBreakGlass Review = new() { Family = Family.Id, By = Officer, Now = Now, Use = Use, Finding = GlassFinding.Justified, Reasons = "It could not wait." };

    public static AgencyStaff Staff(params IReadOnlyList<StaffEvent> events) => events
        .Select((e, at) => new RecordedEvent(
            EventId.From(Uuid(0xE000 + at)), at + 1, StreamKey.Agency(Treatment), at + 1, Now, new EventHeaders(Worker.Id, Role.Practitioner, Treatment, null, null, Guid.Empty), e))
        .Aggregate(new AgencyStaff(Treatment), (staff, e) => staff.Evolve(e));

    public static Personal<string> OfStaff(Actor who, string text) => Personal<string>.Open(DataSubject.Of(who.Id), text);

    public static void Records(Decision decision, StaffEvent expected) => SpecFailedException.UnlessSame(
        SpecJson.OfProposed([new Proposed(StreamKey.Agency(Treatment), expected)]), SpecJson.OfProposed(Assert.IsType<Decision.Accepted>(decision).Events));

    public static void Refuses(Refusal expected, Decision decision) => Assert.Equal(expected, Assert.IsType<Decision.Refused>(decision).Refusal);
}
