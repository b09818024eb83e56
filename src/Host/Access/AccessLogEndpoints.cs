using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>One page of the access log, newest first.</summary>
public sealed record AccessLogPage(IReadOnlyList<AccessRow> Rows, string? Next);

/// <summary>How often one person read, found nothing, was refused, and broke the glass.</summary>
public sealed record AccessCount(AgencyId Agency, ActorId Who, long Shown, long Nothing, long Denied, long BrokeGlass);

/// <summary>The counts by person, most breaks of the glass and refusals first.</summary>
public sealed record AccessCounts(IReadOnlyList<AccessCount> People);

/// <summary>Alerts of a period, newest first.</summary>
/// <param name="Complete">False where there are more lines than are looked through at once: then ask for a shorter period.</param>
/// <param name="MostFamilies">How many families opened within an hour raise no alert, as it is set now.</param>
public sealed record AlertPage(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<AccessAlert> Alerts, bool Complete, int MostFamilies);

/// <summary>
/// The access log (V12): who read, searched, was refused, broke the glass; of an agency, and of one record. Codes, ids and
/// instants; the reason of a break-glass for who manages or reviews its user. Nothing takes a line out.
/// </summary>
internal static class AccessLogEndpoints
{
    private const string OfFamily = "GetFamilyAccessLog", Alerts = "GetAccessAlerts";
    private const int AlertDays = 7, MostLines = 50_000, LinesAtOnce = 5_000;
    private static readonly string[] Filters = ["agency", "family", "who", "what", "outcome", "glass", "from", "to"];
    private static readonly string[] Paged = ["asOf", "cursor", "limit", .. Filters];
    private static readonly string[] OfOne = [.. Paged.Where(f => f != "family")];

    public static void MapAccessLog(this IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("").WithTags("Registers");
        log.MapGet("/access-log", ReadAsync).DescribesView<AccessLogPage>("GetAccessLog", [400, 403, 422], Paged).CanWait();
        log.MapGet("/access-log/counts", CountAsync).DescribesView<AccessCounts>("GetAccessCounts", [400, 403, 422], ["asOf", .. Filters]).CanWait();
        log.MapGet($"{ThingAddress.FamilyPattern}/access-log", ReadOfFamilyAsync).DescribesView<AccessLogPage>(OfFamily, [400, 403, 404, 409, 422], [.. OfOne, ReviewGrants.Names]).CanWait();
        log.MapGet("/ig/alerts", AlertsAsync).DescribesView<AlertPage>(Alerts, [400, 403, 422], "agency", "from", "to").CanWait();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, RegisterPages pages, FamilyReader opener, Denials denials, Reads reads)
    {
        await MayReadAsync(context, denials, "GetAccessLog");
        Cuts.Only(context.Request, Paged);
        var (rows, next) = await pages.ReadAsync(context, LogViews.Accesses, Filter(context).Is("family", RegisterPages.Family(context.Request)));
        await reads.SearchedAsync(context, "access-log", rows.Count, rows.Select(r => r.Family).OfType<FamilyId>(), Reads.FilterOf(context.Request));
        return Answers.Json(await opener.OpenAsync(Shown(context, rows, next), context.RequestAborted));
    }

    /// <summary>Of one record: what was read of it, which lists showed it, and who asked for it and was refused. Under a review every agency's lines, up to the freeze.</summary>
    private static async Task<IResult> ReadOfFamilyAsync(
        Guid family, HttpContext context, FamilyAccess access, RegisterPages pages, FamilyReader opener, Reads reads, TimeProvider clock)
    {
        var opened = await access.ToAuditAsync(context, FamilyId.From(family), OfFamily, underReview: true);
        var cut = await access.CutAsync(context, opened, OfFamily, clock.GetUtcNow(), [.. OfOne.Where(n => n != "asOf")]);
        var id = opened.Id.ToString();
        var about = new RowTest.Either(new RowTest.Either(new RowTest.Is("family", id), new RowTest.Holds("families", id)), new RowTest.Is("asked", id));
        var (rows, next) = await pages.ReadAsync(context, LogViews.Accesses, Filter(context, opened.By.ReadsAll).And(about), opened.By.Grant?.Position ?? long.MaxValue);
        await reads.ViewedAsync(context, opened, "family-access-log", [], cut, null, filter: Reads.FilterOf(context.Request));
        return Answers.Json(await opener.OpenAsync(Shown(context, [.. rows.Select(r => r with { Families = [] })], next), context.RequestAborted));
    }

    private static async Task<IResult> CountAsync(HttpContext context, RegisterPages pages, Denials denials, Reads reads)
    {
        await MayReadAsync(context, denials, "GetAccessCounts");
        Cuts.Only(context.Request, ["asOf", .. Filters]);
        var filter = Filter(context).Is("family", RegisterPages.Family(context.Request));
        var position = await pages.PositionAsync(context, LogViews.Accesses, pages.Cut(context));
        var counts = await pages.CountsAsync(context, LogViews.Accesses, position, filter, ["agency", "who", "outcome"]);
        AccessCount[] people =
        [
            .. counts.GroupBy(c => (Agency: c.Codes[0]!, Who: c.Codes[1]!)).Select(g => new AccessCount(
                    AgencyId.Of(g.Key.Agency), ActorId.Of(g.Key.Who), Of(g, AccessOutcome.Shown), Of(g, AccessOutcome.Nothing), Of(g, AccessOutcome.Denied), Of(g, AccessOutcome.BrokeGlass)))
                .OrderByDescending(c => c.BrokeGlass).ThenByDescending(c => c.Denied).ThenByDescending(c => c.Nothing).ThenBy(c => c.Who.Value, StringComparer.Ordinal),
        ];
        await reads.SearchedAsync(context, "access-counts", people.Length, [], Reads.FilterOf(context.Request));
        return Answers.Json(new AccessCounts(people));

        static long Of(IEnumerable<(IReadOnlyList<string?> Codes, long Count)> group, AccessOutcome outcome) => group.Where(c => c.Codes[2] == outcome.ToString()).Sum(c => c.Count);
    }

    /// <summary>What came up in a period, a week where none is named. It is worked out from the lines each time.</summary>
    private static async Task<IResult> AlertsAsync(HttpContext context, Registers registers, RegisterPages pages, Denials denials, Reads reads, AccessPolicy policy, TimeProvider clock)
    {
        var (caller, request, stop) = (context.Caller(), context.Request, context.RequestAborted);
        if (!caller.HasAny(Role.IgOfficer, Role.PartnershipIgOfficer)) throw await denials.DenyAsync(context, Alerts, Problems.ReadsNoRegister);
        Cuts.Only(request, "agency", "from", "to");
        var (first, last) = Cuts.Days(request);
        var now = clock.GetUtcNow();
        var to = last is { } day ? LondonTime.StartOf(day.AddDays(1)) : now;
        var from = first is { } begin ? LondonTime.StartOf(begin) : to.AddDays(-AlertDays);

        var filter = RowFilter.None.Is("agency", RegisterPages.Agency(request, caller)).Within("at", from - AccessAlerts.Hour, to);
        var position = await pages.PositionAsync(context, LogViews.Accesses, new Cut(now, IsPast: false));
        var lines = new List<AccessRow>();
        var complete = false;
        for (long? before = null; !complete && lines.Count < MostLines;)
        {
            var page = await registers.PageAsync(LogViews.Accesses, position, filter, before, LinesAtOnce, stop);
            lines.AddRange(page.Select(l => l.Row));
            complete = page.Count < LinesAtOnce;
            if (page.Count > 0) before = page[^1].Position;
        }

        lines.Reverse();
        // Where the oldest are missing, the first hour of what is left decides nothing.
        var since = complete || lines.Count == 0 ? from : lines[0].At + AccessAlerts.Hour;
        var alerts = AccessAlerts.Of(lines, since > from ? since : from, policy);
        await reads.SearchedAsync(context, "access-alerts", alerts.Count, alerts.Select(a => a.Family).OfType<FamilyId>(), Reads.FilterOf(request));
        return Answers.Json(new AlertPage(since > from ? since : from, to, alerts, complete, policy.MostFamilies));
    }

    /// <param name="all">True for a reader under a review, who reads what any agency did.</param>
    private static RowFilter Filter(HttpContext context, bool all = false)
    {
        var (caller, request) = (context.Caller(), context.Request);
        // Who neither manages nor audits reads of their own acts alone (domain §5, audit trail).
        var audits = all || caller.HasAny(Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer, Role.DataProtectionOfficer);
        var (first, last) = Cuts.Days(request);
        return RowFilter.None
            .Is("agency", all ? RegisterPages.AnyAgency(request, "agency") : RegisterPages.Agency(request, caller))
            .Is("outcome", Cuts.Code<AccessOutcome>(request, "outcome"))
            .Is("what", RegisterPages.Word(request, "what"))
            .Is("who", audits ? RegisterPages.Word(request, "who") : caller.Id.Value)
            .And(Cuts.Flag(request, "glass") switch { null => null, true => new RowTest.Has("glass"), false => new RowTest.Not(new RowTest.Has("glass")) })
            .Within("at", first is { } from ? LondonTime.StartOf(from) : null, last is { } to ? LondonTime.StartOf(to.AddDays(1)) : null);
    }

    /// <summary>The reason of a break-glass for who manages or reviews its user, and for the user.</summary>
    private static AccessLogPage Shown(HttpContext context, IReadOnlyList<AccessRow> rows, string? next)
    {
        var caller = context.Caller();
        return new AccessLogPage([.. rows.Select(r => r.For(caller))], next);
    }

    private static async Task MayReadAsync(HttpContext context, Denials denials, string operation)
    {
        if (!context.Caller().HasAny(
            Role.Practitioner, Role.DutyManager, Role.Manager, Role.CaldicottGuardian, Role.IgOfficer, Role.PartnershipIgOfficer, Role.DataProtectionOfficer))
            throw await denials.DenyAsync(context, operation, Problems.ReadsNoRegister);
    }
}
