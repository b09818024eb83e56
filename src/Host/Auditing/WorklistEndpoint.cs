using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>One page of the worklist, newest first. It may be shorter than asked for: there is more while it has a next.</summary>
/// <param name="Month">The month whose sample it is.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Policy">By which the sample was drawn.</param>
public sealed record WorklistPage(string Month, IReadOnlyList<IgWorkLine> Rows, string? Next, ReviewPolicy Policy);

/// <summary>
/// The officer's worklist (V7): the sample of a month and how each review stands, without narrative and without the
/// officer's own cases. It is worked out from the share register's lines; reasons depend on the moment.
/// </summary>
internal static class WorklistEndpoint
{
    private const string Operation = "GetIgWorklist";
    private const int PageSize = 500, MostLines = 5_000;
    private static readonly string[] Filters = ["asOf", "cursor", "limit", "month", "agency", "family", "reason", "review", "finding"];

    public static void MapWorklist(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/ig/worklist", ReadAsync).DescribesView<WorklistPage>(Operation, [400, 403, 422], Filters).CanWait().WithTags("Reviews");

    private static async Task<IResult> ReadAsync(
        HttpContext context, Registers registers, EventReader events, Freshness freshness, Denials denials, Reads reads, ReviewPolicy policy, TimeProvider clock)
    {
        var (caller, request, stop) = (context.Caller(), context.Request, context.RequestAborted);
        if (!ReviewRights.IsOfficer(caller)) throw await denials.DenyAsync(context, Operation, Problem.Of(IgReviewRefusals.OfficerOnly));
        Cuts.Only(request, Filters);
        var cut = Cuts.AsOf(request, clock.GetUtcNow());
        var month = Month(request) ?? ShareRegister.MonthOf(cut.AsOf);
        var filter = RowFilter.None.Is("month", month).Is("family", RegisterPages.Family(request)).Is("from", RegisterPages.Agency(request, caller));
        var wanted = Wanted(request);

        var reached = await freshness.WaitAsync(context, LogViews.Shares);
        var page = Page.Read(request, cut.IsPast ? Math.Min(reached, await events.PositionAtAsync(cut.AsOf, stop)) : reached);
        var (rows, next, before) = (new List<IgWorkLine>(), (string?)null, page.Before);
        for (var looked = 0; next is null; looked += PageSize)
        {
            var lines = await registers.PageAsync(LogViews.Shares, page.Position, filter, before, PageSize, stop);
            foreach (var (position, row) in lines)
            {
                before = position;
                if (IgWorkLine.Of(row, caller, cut.AsOf, policy) is { } line && wanted(line)) rows.Add(line);
                if (rows.Count == page.Limit) break;
            }

            if (rows.Count == page.Limit || (lines.Count == PageSize && looked + PageSize >= MostLines)) next = page.After(before!.Value);
            else if (lines.Count < PageSize) break;
        }

        await reads.SearchedAsync(context, "ig-worklist", rows.Count, rows.Select(r => r.Family), Reads.FilterOf(request));
        return Answers.Json(new WorklistPage(month, rows, next, policy));
    }

    private static Func<IgWorkLine, bool> Wanted(HttpRequest request)
    {
        var reason = Cuts.Code<IgSampleReason>(request, "reason");
        var review = Cuts.Code<IgReviewProgress>(request, "review");
        var finding = Cuts.Code<IgFinding>(request, "finding");
        return line => (reason is null || line.Sample.Any(r => r.ToString() == reason))
            && (review is null || line.State.ToString() == review)
            && (finding is null || line.Finding?.ToString() == finding);
    }

    /// <exception cref="ProblemException">400 for a text that is no month.</exception>
    private static string? Month(HttpRequest request) => Cuts.One(request, "month") switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => text,
        _ => throw new ProblemException(Problems.QueryInvalid("month", "Give a month, as 2026-11.")),
    };
}
