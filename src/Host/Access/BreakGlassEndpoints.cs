using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Views;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>One page of the uses of break-glass, newest first.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record GlassPage(IReadOnlyList<GlassRow> Rows, string? Next);

/// <summary>Breaking the glass, its review, and the list that tells managers and officers of it (domain §5 rule 2; V12).</summary>
internal static class BreakGlassEndpoints
{
    private const string Operation = "GetBreakGlassList";
    private static readonly string[] Filters = ["asOf", "cursor", "limit", "agency", "family", "who", "finding", "reviewed"];

    private static readonly OpenRecord ToBreak = async (access, context, family, what) =>
    {
        await access.MayReadRecordsAsync(context, what, family.Value);
        return await access.ToGovernAsync(context, family, what);
    };

    private static readonly OpenRecord ToReview = (access, context, family, what) => access.ToGovernAsync(context, family, what, byPartnership: true);

    public static void MapBreakGlass(this IEndpointRouteBuilder routes)
    {
        var glass = routes.MapGroup("").WithTags("Access");
        glass.MapFamilyCommand<UseBreakGlass>("break-glass", BreakGlassDecider.Decide, async (command, request) => command with
        {
            Glass = BreakGlassId.From(request.Create()),
            Suspended = request.Opened.Staff.Suspended.Contains(request.Caller.Id),
            Open = await request.Get<BreakGlasses>().OpenAsync(request.Opened.Id, request.Caller, request.Stop) is not null,
            Grounds = await GroundsAsync(request),
            Policy = request.Get<AccessPolicy>(),
        }, open: ToBreak);
        glass.MapFamilyCommand<ReviewBreakGlass>("break-glass/{glass:guid}/review", BreakGlassDecider.Decide, async (command, request) =>
        {
            // The record's own version says nothing of a review: of two at once both would be recorded.
            await request.RestOnAsync(StreamKey.AccessTo(request.Opened.Id));
            return command with { Use = await request.Get<BreakGlasses>().FindAsync(request.Opened.Id, request.Id<BreakGlassId>("glass"), request.Stop) };
        }, open: ToReview);
        glass.MapGet("/ig/break-glass", ListAsync).DescribesView<GlassPage>(Operation, [400, 403, 422], Filters).CanWait();
    }

    /// <summary>What stands between the caller and this record.</summary>
    private static async Task<IReadOnlyList<GlassGround>> GroundsAsync(FamilyRequest request)
    {
        var (grounds, caller, record, stop) = (new List<GlassGround>(), request.Caller, request.Family, request.Stop);
        if (record.Restriction?.ShutsOut(caller) == true) grounds.Add(GlassGround.Record);
        StreamKey[] people = [.. record.Household.Members.Select(m => StreamKey.Person(m.Person)).Distinct()];
        if ((await request.Get<StreamViews>().LoadAsync<Person>(people, stop)).Any(p => p.State.Restriction?.ShutsOut(caller) == true)) grounds.Add(GlassGround.Person);
        if (request.Opened.Staff.Of(caller.Id, record.Id) is not null) grounds.Add(GlassGround.Conflict);
        var households = request.Get<OwnHouseholds>();
        if (await households.OfAsync(caller, stop) is { } own && (await households.AmongAsync(own, [record], stop)).Count > 0) grounds.Add(GlassGround.OwnHousehold);
        return grounds;
    }

    private static async Task<IResult> ListAsync(HttpContext context, RegisterPages pages, FamilyReader opener, Denials denials, Reads reads)
    {
        var (caller, request) = (context.Caller(), context.Request);
        if (!caller.HasAny(Role.Manager, Role.DutyManager, Role.IgOfficer, Role.PartnershipIgOfficer)) throw await denials.DenyAsync(context, Operation, Problems.ReadsNoRegister);
        Cuts.Only(request, Filters);
        var filter = RowFilter.None
            .Is("agency", RegisterPages.Agency(request, caller))
            .Is("family", RegisterPages.Family(request))
            .Is("who", RegisterPages.Word(request, "who"))
            .Is("finding", Cuts.Code<GlassFinding>(request, "finding"))
            .And(Cuts.Flag(request, "reviewed") switch { null => null, true => new RowTest.Has("finding"), false => new RowTest.Not(new RowTest.Has("finding")) });

        var at = pages.Cut(context).AsOf;
        var (rows, next) = await pages.ReadAsync(context, LogViews.Glasses, filter);
        var answer = await opener.OpenAsync(new GlassPage([.. rows.Select(r => r.For(caller, at))], next), context.RequestAborted);
        await reads.SearchedAsync(context, "break-glass-list", rows.Count, rows.Select(r => r.Family), Reads.FilterOf(request));
        return Answers.Json(answer);
    }
}
