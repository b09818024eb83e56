using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Views;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Access;

/// <summary>One restriction that stands, of a record or of somebody's identity. Its reason is read where it can be changed.</summary>
/// <param name="Person">Whose identity; null for a record.</param>
/// <param name="Families">The record; of a person those of their records through which the caller can change it.</param>
/// <param name="Due">True from the day of its review on.</param>
public sealed record RestrictionLine(
    PersonId? Person, IReadOnlyList<FamilyId> Families, RestrictionLevel Level, DateTimeOffset Since, DateOnly ReviewDate, bool Due);

/// <summary>One page of the restrictions of the caller's agency, those said last first.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record RestrictionLines(IReadOnlyList<RestrictionLine> Rows, string? Next);

/// <summary>
/// What an agency keeps restricted, and what of it is due for review: the day of review ends nothing, so somebody must look
/// (domain §2.3). For the officers and managers who may change it; ids, codes and days, no reason and nobody's name.
/// </summary>
internal static class RestrictionList
{
    private const string Operation = "GetRestrictions";
    private static readonly string[] Filters = ["asOf", "cursor", "limit", "due"];

    public static void MapRestrictionList(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/ig/restrictions", ListAsync).DescribesView<RestrictionLines>(Operation, [400, 403, 422], Filters).CanWait().WithTags("Access");

    private static async Task<IResult> ListAsync(
        HttpContext context, RegisterPages pages, SearchIndex index, StreamViews views, Denials denials, Reads reads)
    {
        var (caller, request, stop) = (context.Caller(), context.Request, context.RequestAborted);
        if (!caller.HasAny(Role.IgOfficer, Role.Manager, Role.DutyManager)) throw await denials.DenyAsync(context, Operation, Problem.Of(RestrictionRefusals.NotYours));
        Cuts.Only(request, Filters);
        var today = pages.Cut(context).Today;
        // Who declared a conflict decides nothing about that record, and is not reminded of it.
        var staff = (await views.LoadAsync<AgencyStaff>(StreamKey.Agency(caller.Agency), stop)).State;
        string[] conflicts = [.. staff.Conflicts.Where(c => c.Who == caller.Id).Select(c => c.Family.ToString())];
        var filter = RowFilter.None.Has("level").Is("by", caller.Agency.Value)
            .And(Cuts.Flag(request, "due") switch { null => null, true => new RowTest.NotAfter("reviewDate", today), false => new RowTest.Not(new RowTest.NotAfter("reviewDate", today)) })
            .And(conflicts.Length == 0 ? null : new RowTest.Not(new RowTest.OneOf("family", conflicts)));

        var (rows, next) = await pages.ReadAsync(context, LogViews.Restricted, filter);
        PersonId[] people = [.. rows.Select(r => r.Person).OfType<PersonId>()];
        // A restriction does not shut those out who may lift it.
        var records = (await views.LoadAsync<FamilyRecord>([.. (await index.FamiliesOfAsync(people, stop)).Select(StreamKey.Family)], stop))
            .Select(f => f.State).Where(f => f.IsOpenTo(caller.Agency) && staff.Of(caller.Id, f.Id) is null).ToList();
        var lines = rows.Select(r => new RestrictionLine(
            r.Person, r.Family is { } family ? [family] : [.. records.Where(f => f.Household.Knows(r.Person!.Value)).Select(f => f.Id)],
            r.Level!.Value, r.Since!.Value, r.ReviewDate!.Value, r.ReviewDate <= today)).ToList();
        await reads.SearchedAsync(context, "restrictions", lines.Count, lines.SelectMany(l => l.Families), Reads.FilterOf(request));
        return Answers.Json(new RestrictionLines(lines, next));
    }
}
