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

/// <summary>
/// The share register (V2): a line for every share and every decision not to share. One's own agency's; the
/// partnership's officer audits all of them (design D11).
/// </summary>
internal static class ShareRegisterEndpoints
{
    public static void MapShareRegister(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/shares", SharesAsync)
            .DescribesView<ShareRegisterPage>("GetShareRegister", [400, 403, 422], ["asOf", "cursor", "limit", "direction", .. ShareFilter.Names]).CanWait();

    private static async Task<IResult> SharesAsync(HttpContext context, RegisterPages pages, Denials denials, Reads reads)
    {
        await MayReadAsync(context, denials, "GetShareRegister");
        var filter = ShareFilter.Read(context, pages.Cut(context), ["asOf", "cursor", "limit", "direction"]);
        var (rows, next) = await pages.ReadAsync(context, LogViews.Shares, filter.Rows);
        IReadOnlyList<ShareRow> shown = [.. rows.Select(filter.Shown)];
        await reads.SearchedAsync(context, "share-register", shown.Count, shown.Select(r => r.Family), Reads.FilterOf(context.Request));
        return Answers.Json(new ShareRegisterPage(shown, next));
    }

    /// <summary>Who reads the registers of shares and of overrides (domain §5).</summary>
    /// <exception cref="ProblemException">403, recorded, for any other role.</exception>
    public static async Task MayReadAsync(HttpContext context, Denials denials, string operation)
    {
        if (!context.Caller().HasAny(Role.Practitioner, Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer))
            throw await denials.DenyAsync(context, operation, Problems.ReadsNoRegister);
    }
}
