using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Duplicates;

/// <summary>One page of the possible duplicates, newest first.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record DuplicatePage(IReadOnlyList<DuplicateLine> Rows, string? Next);

/// <summary>A record that was opened although others may be about the same child. Which agencies work with them is not said: some agencies' very name says why.</summary>
public sealed record DuplicateLine(FamilyId Family, string Reference, string Area, DateTimeOffset FoundAt, IReadOnlyList<SimilarLine> Similar);

/// <param name="By">In what a child of the one is like a child of the other.</param>
public sealed record SimilarLine(FamilyId Family, string Reference, string Area, IReadOnlyList<Likeness> By);

/// <summary>
/// The duty managers' list of possible duplicates (design §5; V16). Every duty manager of children's social care reads
/// all of it: the two records may lie in two areas, and neither need be open to whoever must see that they are one.
/// It opens neither. Linking and closing them is for commands that do not exist yet.
/// </summary>
internal static class DuplicateEndpoints
{
    private const string Operation = "GetPossibleDuplicates";
    private static readonly string[] Filters = ["asOf", "cursor", "limit", "family"];

    public static void MapDuplicates(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/possible-duplicates", ListAsync).DescribesView<DuplicatePage>(Operation, [400, 403, 422], Filters).CanWait().WithTags("Registers");

    private static async Task<IResult> ListAsync(HttpContext context, RegisterPages pages, StreamViews views, AgencyFacts agencies, Denials denials, Reads reads)
    {
        var (caller, request, stop) = (context.Caller(), context.Request, context.RequestAborted);
        if (!caller.Has(Role.DutyManager) || await agencies.FindAsync(caller.Agency, stop) is not { Kind: AgencyKind.ChildrensSocialCare })
            throw await denials.DenyAsync(context, Operation, Problems.ReadsNoRegister);
        Cuts.Only(request, Filters);

        var (rows, next) = await pages.ReadAsync(context, LogViews.Duplicates, RowFilter.None.Is("family", RegisterPages.Family(request)));
        FamilyId[] shown = [.. rows.SelectMany(r => r.Similar.Select(s => s.Family).Prepend(r.Family)).Distinct()];
        var records = (await views.LoadAsync<FamilyRecord>([.. shown.Select(StreamKey.Family)], stop)).Select(f => f.State).ToList();
        // To whom a record is restricted, a list must not tell of it either; what is then like nothing is no line.
        var hidden = records.Where(f => f.Restriction?.ShutsOut(caller) == true).Select(f => f.Id).ToHashSet();
        rows = [.. rows.Where(r => !hidden.Contains(r.Family)).Select(r => r with { Similar = [.. r.Similar.Where(s => !hidden.Contains(s.Family))] }).Where(r => r.Similar.Count > 0)];
        shown = [.. shown.Where(f => !hidden.Contains(f))];
        var households = records.ToDictionary(f => f.Id, f => f.Household);
        await reads.SearchedAsync(context, "possible-duplicates", rows.Count, shown, Reads.FilterOf(request));
        return Answers.Json(new DuplicatePage(
            [.. rows.Select(r => new DuplicateLine(r.Family, households[r.Family].Reference!, households[r.Family].Area!, r.FoundAt,
                [.. r.Similar.Select(s => new SimilarLine(s.Family, households[s.Family].Reference!, households[s.Family].Area!, s.By))]))],
            next));
    }
}
