using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Replay;

/// <summary>
/// Could this person have seen it? Asked by an information governance officer of the person's own agency, about an
/// entry that the officer may see: answered by the policy of then, and by the accesses that really took place.
/// </summary>
internal static class VisibilityEndpoint
{
    private const string Operation = "GetVisibility";

    public static void MapVisibility(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{ThingAddress.FamilyPattern}/entries/{{entry:guid}}/visibility",
                (Guid family, Guid entry, HttpContext context, Visibilities visibilities) => visibilities.AnswerAsync(context, FamilyId.From(family), EventId.From(entry), Operation))
            .DescribesView<EntryVisibility>(Operation, [400, 403, 404, 422], "actor", "at").WithTags("Replay");
}

internal sealed class Visibilities(
    FamilyAccess access, Denials denials, TimelineReader reader, EventReader events, Registers registers, Freshness freshness, Reads reads, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(HttpContext context, FamilyId family, EventId entry, string what)
    {
        var (caller, stop, now) = (context.Caller(), context.RequestAborted, clock.GetUtcNow());
        if (!caller.Has(Role.IgOfficer)) throw await denials.DenyAsync(context, what, ReplayProblems.OfficersOnly, family.Value);
        var opened = await access.ToReadAsync(context, family, what);
        Cuts.Only(context.Request, "actor", "at");
        var (actor, at) = (ActorOf(context.Request), At(context.Request, now));

        var replayed = await reader.LoadAsync(opened.Id, stop);
        var today = replayed.Read(Reader.Of(caller), new TimelineCut(replayed.Now(now)) { GapDays = int.MaxValue });
        if (today.ReadsEntry(entry) is null) throw await denials.DenyAsync(context, what, Problems.NotFound, entry.Value);

        var roles = await RolesAsync(context, caller.Agency, actor, at);
        var then = replayed.Read(new Reader(caller.Agency, roles ?? []), new TimelineCut(at) { GapDays = int.MaxValue });
        var shown = (await events.ShowingAsync(StreamKey.AccessTo(opened.Id), then.ShownWith(entry), at, stop))
            .Where(r => r.Headers.Actor == actor && r.Agency == caller.Agency)
            .Select(r => new ShownRead(r.Id, r.RecordedAt, ((RecordViewed)r.Event).View)).ToList();
        var refused = (await events.DeniedAsync(StreamKey.AccessBy(caller.Agency), actor, opened.Id.Value, at, stop))
            .Select(r => (r, Denied: (AccessDenied)r.Event)).Select(r => new RefusedTry(r.r.Id, r.r.RecordedAt, r.Denied.What, r.Denied.Code)).ToList();

        var answer = EntryVisibility.Of(opened.Id, entry, actor, at, roles, caller.Agency, then, shown, refused);
        await reads.ViewedAsync(context, opened.Id, "visibility", [], new Cut(at, true), null, entry.Value);
        return Answers.Json(await reader.OpenAsync(answer, stop));
    }

    /// <summary>The roles that the person's token had brought last by then; null where there was none.</summary>
    private async Task<IReadOnlyList<Role>?> RolesAsync(HttpContext context, AgencyId agency, ActorId actor, DateTimeOffset at)
    {
        var stop = context.RequestAborted;
        await freshness.WaitAsync(context, RoleAssertions.Register);
        var position = await events.PositionAtAsync(at, stop);
        var filter = RowFilter.None.Is("agency", agency.Value).Is("subject", actor.Value);
        return await registers.PageAsync(RoleAssertions.Register, position, filter, null, 1, stop) is [var (_, row)] ? row.Roles : null;
    }

    private static ActorId ActorOf(HttpRequest request) =>
        Cuts.One(request, "actor") is { } text && ActorId.TryFrom(text, out var actor) ? actor
        : throw new ProblemException(Problems.QueryInvalid("actor", "Give the person's id as their token says it."));

    private static DateTimeOffset At(HttpRequest request, DateTimeOffset now)
    {
        var at = Cuts.One(request, "at") is { } text ? Instants.Read(text, "at") : throw new ProblemException(Problems.QueryInvalid("at", "Give an instant, as 2026-11-06T18:00:00Z."));
        return at <= now ? at : throw new ProblemException(Problems.AsOfInFuture with { Pointer = "at" });
    }
}
