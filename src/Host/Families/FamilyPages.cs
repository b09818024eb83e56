using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Host.Access;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Families;

/// <summary>An address that the reader can follow from here.</summary>
/// <param name="Rel">What is there: <c>risk</c>, <c>member</c>, <c>concern</c>.</param>
public sealed record Link(string Rel, string Href);

/// <summary>A family's record as all agencies on it share it, and the way to what else the reader may see.</summary>
/// <param name="Links">The risk view, and whatever the reader may see that has an address of its own.</param>
/// <param name="Shown">The entries whose text is in this answer.</param>
public sealed record FamilyPage(
    FamilyId Family, DateTimeOffset AsOf, string Reference, Jurisdiction Jurisdiction, string Area,
    IReadOnlyList<MemberLine> Members, IReadOnlyList<RelationLine> Relations, IReadOnlyList<Link> Links, IReadOnlyList<EventId> Shown);

/// <summary>
/// Answers for a family and for one thing of its record, as the risk view would show it to this reader. Hidden, absent
/// and not yet recorded are one answer and leave one trace.
/// </summary>
internal sealed class FamilyPages(FamilyAccess access, FamilyReader reader, Denials denials, Reads reads, ETags tags, Freshness freshness, TimeProvider clock)
{
    public const string Family = "GetFamily";

    public async Task<IResult> FamilyAsync(HttpContext context, FamilyId family)
    {
        var (opened, cut) = await OpenAsync(context, family, Family);
        var core = await reader.CoreAsync(context, opened, cut)
            ?? throw await denials.DenyAsync(context, Family, Problems.NotFound, family.Value);
        Link[] links =
        [
            new("risk", $"{ThingAddress.Of(family)}/risk"),
            .. core.Things.Select(t => new Link(ThingAddress.All[t.Kind].Code, ThingAddress.Of(family, t))),
        ];
        var page = new FamilyPage(family, cut.AsOf, core.Reference, core.Jurisdiction, core.Area, core.Members, core.Relations, links, core.Shown);
        return await AnswerAsync(context, opened, cut, page, "family", core.Shown);
    }

    public async Task<IResult> ThingAsync(HttpContext context, FamilyId family, ThingKey thing)
    {
        var address = ThingAddress.All[thing.Kind];
        var (opened, cut) = await OpenAsync(context, family, address.Operation);
        var statements = await reader.StatementsAsync(context, opened, cut, thing)
            ?? throw await denials.DenyAsync(context, address.Operation, Problems.NotFound, thing.Id);
        return await AnswerAsync(context, opened, cut, statements, address.Code, statements.Shown, thing.Id);
    }

    private async Task<(OpenedFamily, Cut)> OpenAsync(HttpContext context, FamilyId family, string what)
    {
        var opened = await access.ToReadAsync(context, family, what);
        var cut = await access.CutAsync(context, opened, what, clock.GetUtcNow());
        await freshness.HeadAsync(context);
        return (opened, cut);
    }

    private async Task<IResult> AnswerAsync<T>(
        HttpContext context, OpenedFamily opened, Cut cut, T page, string view, IReadOnlyList<EventId> shown, Guid? thing = null)
    {
        var answer = await reader.OpenAsync(page, context.RequestAborted);
        await reads.ViewedAsync(context, opened, view, shown, cut, null, thing);
        if (!cut.IsPast) context.Response.Headers.ETag = tags.Of(opened.Stream, opened.Version);
        return Answers.Json(answer);
    }
}
