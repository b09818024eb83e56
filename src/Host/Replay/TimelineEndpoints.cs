using Safeguard.Domain;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Replay;

/// <summary>A text to look for in a timeline. It may name somebody, so it travels in a body.</summary>
public sealed record SearchTimeline
{
    public string? Text { get; init; }
}

/// <summary>What happened to a family, in order, as it was known at any instant (V6; domain §4).</summary>
internal static class TimelineEndpoints
{
    private const string View = "timeline";

    public static void MapTimeline(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{ThingAddress.FamilyPattern}/timeline", (Guid family, HttpContext context, TimelinePages pages) => pages.AnswerAsync(context, FamilyId.From(family), View, search: false))
            .DescribesView<Timeline>(TimelineQuery.Operation, [400, 403, 404, 409, 422], TimelineQuery.Described).CanWait().WithTags("Replay");
        routes.MapPost($"{ThingAddress.FamilyPattern}/timeline/search", (Guid family, HttpContext context, TimelinePages pages) => pages.AnswerAsync(context, FamilyId.From(family), View, search: true))
            .DescribesView<Timeline>(nameof(SearchTimeline), [400, 403, 404, 409, 413, 415, 422], TimelineQuery.Described).TakesJson<SearchTimeline>().CanWait().WithTags("Replay");
    }
}

/// <summary>Answers one page of a timeline; the read is committed before it leaves.</summary>
internal sealed class TimelinePages(FamilyAccess access, TimelineReader reader, TimelineQuery query, Reads reads, Freshness freshness, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(HttpContext context, FamilyId family, string view, bool search)
    {
        var stop = context.RequestAborted;
        var what = search ? nameof(SearchTimeline) : TimelineQuery.Operation;
        var opened = await access.ToReadAsync(context, family, what);
        var cut = await access.CutAsync(context, opened, what, clock.GetUtcNow(), TimelineQuery.Paged);
        var asked = await query.ReadAsync(context, opened, cut, what);
        var text = search ? await TextAsync(context) : null;
        await freshness.HeadAsync(context);

        var replayed = await reader.LoadAsync(opened.Id, stop);
        var page = Page.Read(context.Request, replayed.UpTo);
        asked = asked with { AsOf = cut.IsPast ? cut.AsOf : replayed.Now(cut.AsOf), UpTo = page.Position };
        var places = text is null ? null : await FindAsync(replayed.Read(opened.By, asked), text, stop);

        var reading = replayed.Read(opened.By, asked);
        var (from, total) = ((int)Math.Clamp(page.Before ?? 0, 0, int.MaxValue), places?.Count ?? reading.Total);
        IReadOnlyList<TimelineLine> lines = places is null
            ? reading.Lines(from, page.Limit)
            : [.. places.Skip(from).Take(page.Limit).SelectMany(place => reading.Lines(place, 1))];
        var timeline = new Timeline(opened.Id, asked.AsOf, reading.Heading())
        {
            HappenedBy = asked.HappenedBy,
            KnownTo = asked.KnownTo,
            Lines = lines,
            Total = total,
            People = await reader.PeopleAsync(context, opened, lines),
            Next = (long)from + lines.Count < total && lines.Count > 0 ? page.After(from + lines.Count) : null,
            Shown = reading.Shown,
        };
        var answer = await reader.OpenAsync(timeline, stop);
        if (text is not null) await reads.SearchedAsync(context, view, total, [opened.Id], Reads.FilterOf(context.Request), text);
        await reads.ViewedAsync(context, opened, view, timeline.Shown, cut, null, filter: asked.Said(), typed: text);
        return Answers.Json(answer);
    }

    private async Task<IReadOnlyList<int>> FindAsync(TimelineReading reading, string text, CancellationToken stop) =>
        reading.Total <= TimelineReader.MostSearched ? await reader.FindAsync(reading, text, stop) : throw new ProblemException(ReplayProblems.TooManyToSearch);

    private static async Task<string> TextAsync(HttpContext context)
    {
        var text = (await StrictBody.ReadAsync<SearchTimeline>(context.Request, context.RequestAborted)).Value.Text;
        if (Text.Line("/text", text) is { } bad) throw new ProblemException(Problem.Of(bad));
        return Text.IsBlank(text) || text!.Length < 2 ? throw new ProblemException(ReplayProblems.TextRequired) : text;
    }
}
