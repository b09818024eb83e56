using Safeguard.Domain;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>One page of the access log, newest first.</summary>
public sealed record AccessLogPage(IReadOnlyList<AccessRow> Rows, string? Next);

/// <summary>
/// The registers (V2, V12): codes, ids and instants, no narrative. One's own agency's; the partnership's officer audits
/// all of them (design D11).
/// </summary>
internal static class RegisterEndpoints
{
    private static readonly string[] AccessFilters = ["asOf", "cursor", "limit", "agency", "family", "who", "what", "outcome"];

    public static void MapRegisters(this IEndpointRouteBuilder routes)
    {
        var registers = routes.MapGroup("").WithTags("Registers");
        registers.MapShareRegister();
        registers.MapGet("/access-log", AccessLogAsync).DescribesView<AccessLogPage>("GetAccessLog", [400, 403, 422], AccessFilters).CanWait();
    }

    private static async Task<IResult> AccessLogAsync(HttpContext context, RegisterPages pages, Denials denials, Reads reads)
    {
        var (caller, request) = (context.Caller(), context.Request);
        if (!caller.HasAny(Role.Practitioner, Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer))
            throw await denials.DenyAsync(context, "GetAccessLog", Problems.ReadsNoRegister);
        Cuts.Only(request, AccessFilters);

        // Who neither manages nor audits reads of their own acts alone (domain §5, audit trail).
        var audits = caller.HasAny(Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer);
        var filter = RowFilter.None
            .Is("agency", RegisterPages.Agency(request, caller))
            .Is("family", RegisterPages.Family(request))
            .Is("outcome", Cuts.Code<AccessOutcome>(request, "outcome"))
            .Is("what", RegisterPages.Word(request, "what"))
            .Is("who", audits ? RegisterPages.Word(request, "who") : caller.Id.Value);

        var (rows, next) = await pages.ReadAsync(context, LogViews.Accesses, filter);
        await reads.SearchedAsync(context, "access-log", rows.Count, rows.Select(r => r.Family).OfType<FamilyId>(), Reads.FilterOf(request));
        return Answers.Json(new AccessLogPage(rows, next));
    }
}
