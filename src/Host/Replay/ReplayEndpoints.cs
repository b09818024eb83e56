using Safeguard.Domain;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Replay;

/// <summary>What changed between two instants, and who knew what (domain §2.10 rule 2, §4 V6).</summary>
internal static class ReplayEndpoints
{
    private const string GetDifference = "GetDifference", GetKnowledge = "GetKnowledge";

    public static void MapReplay(this IEndpointRouteBuilder routes)
    {
        routes.MapTimeline();
        routes.MapVisibility();
        routes.MapGet($"{ThingAddress.FamilyPattern}/difference", (Guid family, HttpContext context, ReplayPages pages) => pages.DifferenceAsync(context, FamilyId.From(family), GetDifference))
            .DescribesView<Difference>(GetDifference, [400, 403, 404, 409, 422], "from:instant", "to:instant", "knownTo", "cursor", "limit", ReviewGrants.Names).CanWait().WithTags("Replay");
        routes.MapGet($"{ThingAddress.FamilyPattern}/knowledge", (Guid family, HttpContext context, ReplayPages pages) => pages.KnowledgeAsync(context, FamilyId.From(family), GetKnowledge))
            .DescribesView<WhoKnewWhat>(GetKnowledge, [400, 403, 404, 409, 422], TimelineQuery.Described).CanWait().WithTags("Replay");
    }
}

/// <summary>Answers the replays that compare; each read is committed before it leaves.</summary>
internal sealed class ReplayPages(FamilyAccess access, TimelineReader reader, TimelineQuery query, Reads reads, Freshness freshness, TimeProvider clock)
{
    public async Task<IResult> DifferenceAsync(HttpContext context, FamilyId family, string what)
    {
        var stop = context.RequestAborted;
        var opened = await access.ToReadAsync(context, family, what);
        FamilyAccess.Only(context, opened, "from", "to", "knownTo", "cursor", "limit");
        var now = clock.GetUtcNow();
        var from = Instant(context.Request, "from", now) ?? throw new ProblemException(Problems.QueryInvalid("from", "Give the earlier instant, as 2026-11-06T17:00:00Z."));
        var to = Instant(context.Request, "to", now) ?? opened.By.Grant?.Until ?? now;
        await access.InScopeAsync(context, opened, what, to);
        if (from > to) throw new ProblemException(Problems.FromAfterTo);
        var asked = await query.ReadAsync(context, opened, new Cut(to, true), what, days: false);
        await freshness.HeadAsync(context);

        var replayed = await reader.LoadAsync(opened.Id, stop);
        var page = Page.Read(context.Request, replayed.UpTo);
        // Gaps are of a timeline: they would differ from day to day, and nothing would have changed.
        asked = asked with { UpTo = page.Position, GapDays = int.MaxValue };
        var difference = new TimelineDifference(replayed.Read(opened.By, asked with { AsOf = from }), replayed.Read(opened.By, asked));
        var start = (int)Math.Clamp(page.Before ?? 0, 0, int.MaxValue);
        var changes = difference.Changes(start, page.Limit);
        var answer = new Difference(opened.Id, from, to, difference.Sentence(), difference.Total)
        {
            KnownTo = asked.KnownTo,
            Changes = changes,
            People = await reader.PeopleAsync(context, opened, changes.Select(c => c.Line)),
            Next = (long)start + changes.Count < difference.Total && changes.Count > 0 ? page.After(start + changes.Count) : null,
            Shown = difference.Shown,
        };
        var json = await reader.OpenAsync(answer, stop);
        await reads.ViewedAsync(context, opened, "difference", answer.Shown, new Cut(to, true), null, filter: [$"from={TimelineCut.Instant(from)}", .. asked.Said(), $"to={TimelineCut.Instant(to)}"]);
        return Answers.Json(json);
    }

    public async Task<IResult> KnowledgeAsync(HttpContext context, FamilyId family, string what)
    {
        var stop = context.RequestAborted;
        var opened = await access.ToReadAsync(context, family, what);
        var cut = await access.CutAsync(context, opened, what, clock.GetUtcNow(), TimelineQuery.Paged);
        var asked = await query.ReadAsync(context, opened, cut, what);
        await freshness.HeadAsync(context);

        var replayed = await reader.LoadAsync(opened.Id, stop);
        var page = Page.Read(context.Request, replayed.UpTo);
        asked = asked with { AsOf = cut.IsPast ? cut.AsOf : replayed.Now(cut.AsOf), UpTo = page.Position };
        var reading = replayed.Read(opened.By, asked);
        var start = (int)Math.Clamp(page.Before ?? 0, 0, int.MaxValue);
        var facts = reading.Facts(start, page.Limit);
        var answer = new WhoKnewWhat(opened.Id, asked.AsOf, reading.Heading(), [.. facts.SelectMany(f => f.Known).Select(k => k.Agency).Distinct()], facts, reading.TotalFacts)
        {
            Next = (long)start + facts.Count < reading.TotalFacts && facts.Count > 0 ? page.After(start + facts.Count) : null,
        };
        await reads.ViewedAsync(context, opened, "knowledge", [], cut, null, filter: asked.Said());
        return Answers.Json(await reader.OpenAsync(answer, stop));
    }

    private static DateTimeOffset? Instant(HttpRequest request, string name, DateTimeOffset now)
    {
        if (Cuts.One(request, name) is not { } text) return null;
        var instant = Instants.Read(text, name);
        return instant <= now ? instant : throw new ProblemException(Problems.AsOfInFuture with { Pointer = name });
    }
}
