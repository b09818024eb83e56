using Safeguard.Domain;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>One page of the share register, newest first.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ShareRegisterPage(IReadOnlyList<ShareRow> Rows, string? Next);

/// <summary>One page of the override register, newest first.</summary>
public sealed record OverrideRegisterPage(IReadOnlyList<OverrideRow> Rows, string? Next);

/// <summary>
/// The registers of shares (V2) and of overrides (V3), and what they count. One's own agency's; the partnership's
/// officer audits all of them (design D11).
/// </summary>
internal static class ShareRegisterEndpoints
{
    public static void MapShareRegister(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/shares", SharesAsync)
            .DescribesView<ShareRegisterPage>("GetShareRegister", [400, 403, 422], ["asOf", "cursor", "limit", "direction", .. ShareFilter.Names]).CanWait();
        routes.MapGet("/overrides", OverridesAsync)
            .DescribesView<OverrideRegisterPage>("GetOverrideRegister", [400, 403, 422], ["asOf", "cursor", "limit", .. ShareFilter.Names]).CanWait();
        routes.MapGet("/shares/totals", TotalsAsync)
            .DescribesView<ShareTotals>("GetShareTotals", [400, 403, 422], ["asOf", "by", .. ShareFilter.Names]).CanWait();
        routes.MapGet("/shares.csv", SharesExportAsync).DescribesCsv("ExportShareRegister", [400, 403, 422], ["asOf", "direction", .. ShareFilter.Names]).CanWait();
        routes.MapGet("/overrides.csv", OverridesExportAsync).DescribesCsv("ExportOverrideRegister", [400, 403, 422], ["asOf", .. ShareFilter.Names]).CanWait();
    }

    private static async Task<IResult> SharesAsync(HttpContext context, RegisterPages pages, HiddenFamilies hidden, Denials denials, Reads reads)
    {
        await MayReadAsync(context, denials, "GetShareRegister");
        var filter = ShareFilter.Read(context, pages.Cut(context), ["asOf", "cursor", "limit", "direction"]).Without(await hidden.TestAsync(context));
        var (rows, next) = await pages.ReadAsync(context, LogViews.Shares, filter.Rows);
        IReadOnlyList<ShareRow> shown = [.. rows.Select(filter.Shown)];
        await reads.SearchedAsync(context, "share-register", shown.Count, shown.Select(r => r.Family), Reads.FilterOf(context.Request));
        return Answers.Json(new ShareRegisterPage(shown, next));
    }

    private static async Task<IResult> OverridesAsync(HttpContext context, RegisterPages pages, HiddenFamilies hidden, Denials denials, Reads reads)
    {
        await MayReadAsync(context, denials, "GetOverrideRegister");
        var cut = pages.Cut(context);
        var filter = ShareFilter.Read(context, cut, ["asOf", "cursor", "limit"]).Without(await hidden.TestAsync(context));
        var (rows, next) = await pages.ReadAsync(context, LogViews.Shares, filter.Overrides);
        IReadOnlyList<OverrideRow> shown = [.. rows.Select(r => OverrideRegister.Of(filter.Shown(r), cut.AsOf))];
        await reads.SearchedAsync(context, "override-register", shown.Count, shown.Select(r => r.Family), Reads.FilterOf(context.Request));
        return Answers.Json(new OverrideRegisterPage(shown, next));
    }

    private static async Task<IResult> TotalsAsync(HttpContext context, RegisterPages pages, HiddenFamilies hidden, Denials denials, Reads reads)
    {
        await MayReadAsync(context, denials, "GetShareTotals");
        var cut = pages.Cut(context);
        var filter = ShareFilter.Read(context, cut, ["asOf", "by"]).Without(await hidden.TestAsync(context));
        TotalsBy? by = Cuts.Code<TotalsBy>(context.Request, "by") is { } asked ? Enum.Parse<TotalsBy>(asked) : null;
        if (by == TotalsBy.Worker && !SeesWorkers(context.Caller())) throw await denials.DenyAsync(context, "GetShareTotals", Problems.WorkersNotYours);
        var position = await pages.PositionAsync(context, LogViews.Shares, cut);
        var totals = ShareTotals.Of(position, cut.AsOf, await pages.CountsAsync(context, LogViews.Shares, position, filter.Rows, ShareTotals.Members(by)), by);
        await reads.SearchedAsync(context, "share-totals", totals.Agencies.Count, [], Reads.FilterOf(context.Request));
        return Answers.Json(totals);
    }

    /// <summary>How one worker decides is for their own agency's managers and officer. Whoever audits all agencies sees no workers.</summary>
    private static bool SeesWorkers(Actor caller) =>
        caller.HasAny(Role.Manager, Role.DutyManager, Role.CaldicottGuardian, Role.IgOfficer) && !caller.Has(Role.PartnershipIgOfficer);

    private static async Task SharesExportAsync(HttpContext context, RegisterExport export, RegisterPages pages, HiddenFamilies hidden, Denials denials)
    {
        await MayReadAsync(context, denials, "ExportShareRegister");
        var cut = pages.Cut(context);
        var filter = ShareFilter.Read(context, cut, ["asOf", "direction"]).Without(await hidden.TestAsync(context));
        await export.WriteAsync(context, "share-register", cut, filter, filter.Rows, ExportColumns.Shares);
    }

    private static async Task OverridesExportAsync(HttpContext context, RegisterExport export, RegisterPages pages, HiddenFamilies hidden, Denials denials)
    {
        await MayReadAsync(context, denials, "ExportOverrideRegister");
        var cut = pages.Cut(context);
        var filter = ShareFilter.Read(context, cut, ["asOf"]).Without(await hidden.TestAsync(context));
        await export.WriteAsync(context, "override-register", cut, filter, filter.Overrides, ExportColumns.Overrides);
    }

    /// <summary>Who reads the registers of shares and of overrides (domain §5).</summary>
    /// <exception cref="ProblemException">403, recorded, for any other role.</exception>
    public static async Task MayReadAsync(HttpContext context, Denials denials, string operation)
    {
        if (!context.Caller().HasAny(Role.Practitioner, Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer))
            throw await denials.DenyAsync(context, operation, Problems.ReadsNoRegister);
    }
}
