using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Access;

/// <summary>
/// What people declare of themselves, and what others take back (domain §5 rules 2 to 4): conflicts with a family, the own
/// household, suspensions. It goes into the stream of the caller's agency.
/// </summary>
internal static class StaffEndpoints
{
    public static void MapStaff(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("").WithTags("Access");
        staff.MapPost($"{ThingAddress.FamilyPattern}/conflicts", async (Guid family, HttpContext context, FamilyAccess access, CommandDesk desk) =>
        {
            // Whoever is shut out of the record may say that they should be.
            await access.ToGovernAsync(context, FamilyId.From(family), nameof(DeclareConflict), byPartnership: true);
            return await RunAsync<DeclareConflict>(context, desk, StaffDecider.Decide, c => c with { Family = FamilyId.From(family) }, family);
        }).DescribesCommand<DeclareConflict>(created: false, inFamily: false, addressed: true);
        staff.MapPost($"{ThingAddress.FamilyPattern}/conflicts/lifting", async (Guid family, HttpContext context, FamilyAccess access, CommandDesk desk) =>
        {
            await access.ToGovernAsync(context, FamilyId.From(family), nameof(LiftConflict), byPartnership: true);
            return await RunAsync<LiftConflict>(context, desk, StaffDecider.Decide, c => c with { Family = FamilyId.From(family) }, family);
        }).DescribesCommand<LiftConflict>(created: false, inFamily: false, addressed: true);
        staff.MapPost("/staff/own-household", (HttpContext context, CommandDesk desk) => RunAsync<DeclareOwnHousehold>(context, desk, StaffDecider.Decide, c => c))
            .DescribesCommand<DeclareOwnHousehold>(created: false, inFamily: false);
        staff.MapPost("/staff/break-glass/restoration", (HttpContext context, CommandDesk desk) => RunAsync<RestoreBreakGlass>(context, desk, StaffDecider.Decide, c => c))
            .DescribesCommand<RestoreBreakGlass>(created: false, inFamily: false);
    }

    private static async Task<IResult> RunAsync<TCommand>(
        HttpContext context, CommandDesk desk, Func<AgencyStaff, TCommand, Decision> decide, Func<TCommand, TCommand> complete, Guid? asked = null) where TCommand : Command
    {
        var caller = context.Caller();
        var body = await StrictBody.ReadAsync<TCommand>(context.Request, context.RequestAborted);
        var command = complete(body.Value) with { By = caller };
        var (answer, _) = await desk.RunAsync<AgencyStaff>(
            new Arrived(context, typeof(TCommand).Name, StreamKey.Agency(caller.Agency), body.Sent) { Asked = asked, Warnings = body.Warnings },
            (staff, now) => decide(staff, command with { Now = now }));
        return answer;
    }
}
