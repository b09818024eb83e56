using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;
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

/// <summary>Reads pages of registers as they stood at one position.</summary>
public sealed class RegisterPages(Registers registers, EventReader events, Freshness freshness, TimeProvider clock)
{
    public async Task<(IReadOnlyList<T> Rows, string? Next)> ReadAsync<T>(HttpContext context, RegisterView<T> register, RowFilter filter) where T : class
    {
        var stop = context.RequestAborted;
        var cut = Cuts.AsOf(context.Request, clock.GetUtcNow());
        var reached = await freshness.WaitAsync(context, register);
        var page = Page.Read(context.Request, cut.IsPast ? Math.Min(reached, await events.PositionAtAsync(cut.AsOf, stop)) : reached);
        var rows = await registers.PageAsync(register, page.Position, filter, page.Before, page.Limit, stop);
        return ([.. rows.Select(r => r.Row)], rows.Count == page.Limit ? page.After(rows[^1].Position) : null);
    }

    /// <summary>The moment of the read: what is late by then is late.</summary>
    public Cut Cut(HttpContext context) => Cuts.AsOf(context.Request, clock.GetUtcNow());

    /// <summary>An agency's code that narrows the lines, whoever reads them.</summary>
    /// <exception cref="ProblemException">422 for a text that is no agency's code.</exception>
    public static string? Recipient(HttpRequest request) => Cuts.One(request, "recipient") switch
    {
        null => null,
        var text when AgencyId.TryFrom(text, out _) => text,
        _ => throw new ProblemException(Problems.CodeInvalid("recipient")),
    };

    /// <summary>The agency whose lines are asked for: one's own, unless one audits them all.</summary>
    /// <exception cref="ProblemException">422 for a text that is no agency's code, or another agency's.</exception>
    public static string? Agency(HttpRequest request, Actor caller)
    {
        var named = Cuts.One(request, "agency");
        if (named is not null && !AgencyId.TryFrom(named, out _)) throw new ProblemException(Problems.CodeInvalid("agency"));
        if (caller.Has(Role.PartnershipIgOfficer)) return named;
        return named is null || named == caller.Agency.Value
            ? caller.Agency.Value
            : throw new ProblemException(Problems.OtherAgency);
    }

    /// <exception cref="ProblemException">400 for a text that is no UUID.</exception>
    public static string? Family(HttpRequest request) => Cuts.One(request, "family") switch
    {
        null => null,
        var text when Guid.TryParseExact(text, "D", out var id) => id.ToString(),
        _ => throw new ProblemException(Problems.QueryInvalid("family", "Give the record's id, a UUID.")),
    };

    /// <summary>A short word: an operation, a person's id.</summary>
    /// <exception cref="ProblemException">422 for anything longer or with spaces: it might be a name.</exception>
    public static string? Word(HttpRequest request, string name) => Cuts.One(request, name) switch
    {
        null => null,
        var text when ActorId.TryFrom(text, out _) => text,
        _ => throw new ProblemException(Problems.CodeInvalid(name)),
    };
}
