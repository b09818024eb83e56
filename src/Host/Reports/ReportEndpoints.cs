using Safeguard.Domain;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Reports;

/// <summary>Reports: counts of what is recorded, from which nobody can be told.</summary>
internal static class ReportEndpoints
{
    private const string Name = "GetCaseloadAudit";

    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/caseload-audit", CaseloadAuditAsync).DescribesView<CaseloadAudit>(Name, [400, 403, 422], "from", "to", "asOf").CanWait().WithTags("Reports");

    private static async Task<IResult> CaseloadAuditAsync(
        HttpContext context, Registers registers, SearchIndex index, EventReader events, Freshness freshness,
        Denials denials, Reads reads, TimeProvider clock)
    {
        var (caller, request, stop) = (context.Caller(), context.Request, context.RequestAborted);
        if (!caller.HasAny(Role.Analyst, Role.IgOfficer, Role.PartnershipIgOfficer, Role.Manager))
            throw await denials.DenyAsync(context, Name, Problems.ReadsNoRegister);
        Cuts.Only(request, "from", "to", "asOf");
        var (from, to) = Cuts.Period(request);
        var cut = Cuts.AsOf(request, clock.GetUtcNow());

        var reached = await freshness.WaitAsync(context, LogViews.Households);
        var position = cut.IsPast ? Math.Min(reached, await events.PositionAtAsync(cut.AsOf, stop)) : reached;
        var rows = await registers.RowsAsync(LogViews.Households, position, stop);
        if (!caller.HasAny(Role.Analyst, Role.PartnershipIgOfficer)) rows = [.. rows.Select(r => OwnOf(r, caller.Agency)).OfType<HouseholdRow>()];

        var months = await index.BirthMonthsAsync([.. rows.SelectMany(r => r.Stays).Select(s => s.Person).Distinct()], stop);
        var audit = CaseloadAudit.Compute(rows, months.ToDictionary(m => m.Key, m => new Birth(m.Value.Year, m.Value.Month, null)), from, to);
        await reads.SearchedAsync(context, "caseload-audit", audit.Households, [], Reads.FilterOf(request));
        return Answers.Json(audit);
    }

    /// <summary>
    /// A household as one agency knows it: a manager's count of few households must not tell what another agency said of
    /// them (design D11). Null for one that the agency has recorded nothing of.
    /// </summary>
    private static HouseholdRow? OwnOf(HouseholdRow row, AgencyId agency) =>
        row.Agencies.Contains(agency) ? row with { Use = [.. row.Use.Where(u => u.By == agency)], Agencies = [agency] } : null;
}
