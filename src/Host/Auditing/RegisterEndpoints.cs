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

/// <summary>One page of the share register, newest first.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ShareRegisterPage(IReadOnlyList<ShareRow> Rows, string? Next);

/// <summary>One page of the access log, newest first.</summary>
public sealed record AccessLogPage(IReadOnlyList<AccessRow> Rows, string? Next);

/// <summary>
/// The registers (V2, V12): codes, ids and instants, no narrative. One's own agency's; the partnership's officer audits
/// all of them (design D11).
/// </summary>
internal static class RegisterEndpoints
{
    private static readonly string[] ShareFilters = ["asOf", "cursor", "limit", "direction", "agency", "family", "state", "kind", "ground", "route", "override", "urgency", "mark"];
    private static readonly string[] AccessFilters = ["asOf", "cursor", "limit", "agency", "family", "who", "what", "outcome"];

    public static void MapRegisters(this IEndpointRouteBuilder routes)
    {
        var registers = routes.MapGroup("").WithTags("Registers");
        registers.MapGet("/shares", SharesAsync).DescribesView<ShareRegisterPage>("GetShareRegister", [400, 403, 422], ShareFilters).CanWait();
        registers.MapGet("/access-log", AccessLogAsync).DescribesView<AccessLogPage>("GetAccessLog", [400, 403, 422], AccessFilters).CanWait();
    }

    private static async Task<IResult> SharesAsync(HttpContext context, RegisterPages pages, Denials denials, Reads reads)
    {
        var (caller, request) = (context.Caller(), context.Request);
        if (!caller.HasAny(Role.Practitioner, Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer))
            throw await denials.DenyAsync(context, "GetShareRegister", Problems.ReadsNoRegister);
        Cuts.Only(request, ShareFilters);

        var filter = new Dictionary<string, string>();
        Add(filter, "family", RegisterPages.Family(request));
        Add(filter, "state", Cuts.Code<ShareState>(request, "state"));
        Add(filter, "kind", Cuts.Code<ShareRowKind>(request, "kind"));
        Add(filter, "ground", Cuts.Code<ShareGround>(request, "ground"));
        Add(filter, "route", Cuts.Code<ShareRoute>(request, "route"));
        Add(filter, "override", Cuts.Code<OverrideState>(request, "override"));
        Add(filter, "urgency", Cuts.Code<ShareUrgency>(request, "urgency"));
        Add(filter, "mark", Cuts.Code<ShareMark>(request, "mark"));
        var received = Cuts.Code<ShareDirection>(request, "direction") == nameof(ShareDirection.Received);
        Add(filter, received ? "to" : "from", RegisterPages.Agency(request, caller));

        var (rows, next) = await pages.ReadAsync(context, LogViews.Shares, filter);
        // What was never sent to an agency is none of its business, nor is why it was sent.
        IReadOnlyList<ShareRow> shown = received && !caller.Has(Role.PartnershipIgOfficer)
            ? [.. rows.Where(r => r.DisclosedAt is not null).Select(AsReceived)]
            : rows;
        await reads.SearchedAsync(context, "share-register", shown.Count, shown.Select(r => r.Family), Reads.FilterOf(request));
        return Answers.Json(new ShareRegisterPage(shown, next));
    }

    private static async Task<IResult> AccessLogAsync(HttpContext context, RegisterPages pages, Denials denials, Reads reads)
    {
        var (caller, request) = (context.Caller(), context.Request);
        if (!caller.HasAny(Role.Practitioner, Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer))
            throw await denials.DenyAsync(context, "GetAccessLog", Problems.ReadsNoRegister);
        Cuts.Only(request, AccessFilters);

        var filter = new Dictionary<string, string>();
        Add(filter, "agency", RegisterPages.Agency(request, caller));
        Add(filter, "family", RegisterPages.Family(request));
        Add(filter, "outcome", Cuts.Code<AccessOutcome>(request, "outcome"));
        Add(filter, "what", RegisterPages.Word(request, "what"));
        // Who neither manages nor audits reads of their own acts alone (domain §5, audit trail).
        var audits = caller.HasAny(Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer);
        Add(filter, "who", audits ? RegisterPages.Word(request, "who") : caller.Id.Value);

        var (rows, next) = await pages.ReadAsync(context, LogViews.Accesses, filter);
        await reads.SearchedAsync(context, "access-log", rows.Count, rows.Select(r => r.Family).OfType<FamilyId>(), Reads.FilterOf(request));
        return Answers.Json(new AccessLogPage(rows, next));
    }

    /// <summary>A line as its recipient may read it: what came, from whom, when and how.</summary>
    private static ShareRow AsReceived(ShareRow row) => new(row.Share, row.Kind, row.Family, row.From, row.To, row.At, row.State)
    {
        Jurisdiction = row.Jurisdiction,
        Purpose = row.Purpose,
        Categories = row.Categories,
        DisclosedAt = row.DisclosedAt,
        ReceivedAt = row.ReceivedAt,
        Channel = row.Channel,
    };

    private static void Add(Dictionary<string, string> filter, string name, string? value)
    {
        if (value is not null) filter[name] = value;
    }
}

/// <summary>Whose side of a share is asked for.</summary>
public enum ShareDirection
{
    Sent,
    Received,
}

/// <summary>Reads pages of registers as they stood at one position.</summary>
public sealed class RegisterPages(Registers registers, EventReader events, Freshness freshness, TimeProvider clock)
{
    public async Task<(IReadOnlyList<T> Rows, string? Next)> ReadAsync<T>(HttpContext context, RegisterView<T> register, IReadOnlyDictionary<string, string> filter) where T : class
    {
        var stop = context.RequestAborted;
        var cut = Cuts.AsOf(context.Request, clock.GetUtcNow());
        var reached = await freshness.WaitAsync(context, register);
        var page = Page.Read(context.Request, cut.IsPast ? Math.Min(reached, await events.PositionAtAsync(cut.AsOf, stop)) : reached);
        var rows = await registers.PageAsync(register, page.Position, filter, page.Before, page.Limit, stop);
        return ([.. rows.Select(r => r.Row)], rows.Count == page.Limit ? page.After(rows[^1].Position) : null);
    }

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
