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
/// Could this person have seen it? Asked by an information governance officer of the person's own agency, or by a
/// reader under a review, about an entry that they may see: answered by the policy of then, and by the accesses that really took place.
/// </summary>
internal static class VisibilityEndpoint
{
    private const string Operation = "GetVisibility";

    public static void MapVisibility(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{ThingAddress.FamilyPattern}/entries/{{entry:guid}}/visibility",
                (Guid family, Guid entry, HttpContext context, Visibilities visibilities) => visibilities.AnswerAsync(context, FamilyId.From(family), EventId.From(entry), Operation))
            .DescribesView<EntryVisibility>(Operation, [400, 403, 404, 409, 422], "actor", "at", "agency").WithTags("Replay");
}

internal sealed class Visibilities(
    FamilyAccess access, Denials denials, TimelineReader reader, EventReader events, Registers registers, Freshness freshness, Reads reads, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(HttpContext context, FamilyId family, EventId entry, string what)
    {
        var (caller, stop, now) = (context.Caller(), context.RequestAborted, clock.GetUtcNow());
        if (!caller.HasAny(Role.IgOfficer, Role.Reviewer)) throw await denials.DenyAsync(context, what, ReplayProblems.OfficersOnly, family.Value);
        var opened = await access.ToReadAsync(context, family, what);
        FamilyAccess.Only(context, opened, opened.By.ReadsAll ? ["actor", "at", "agency"] : ["actor", "at"]);
        var (actor, at) = (ActorOf(context.Request), At(context.Request, now));
        await access.InScopeAsync(context, opened, what, at);
        // Under a review it is asked of any agency; an officer asks of their own.
        var agency = opened.By.ReadsAll ? AgencyOf(context.Request) : caller.Agency;

        var replayed = await reader.LoadAsync(opened.Id, stop);
        var today = replayed.Read(opened.By, new TimelineCut(opened.By.Grant?.Until ?? replayed.Now(now)) { GapDays = int.MaxValue });
        if (today.ReadsEntry(entry) is null) throw await denials.DenyAsync(context, what, Problems.NotFound, entry.Value);

        var roles = await RolesAsync(context, agency, actor, at);
        // Where no role is known, what a practitioner of the agency could read tells the rest.
        var then = replayed.Read(new Reader(agency, roles ?? [Role.Practitioner]), new TimelineCut(at) { GapDays = int.MaxValue });
        var shown = (await events.ShowingAsync(StreamKey.AccessTo(opened.Id), then.ShownWith(entry), at, stop))
            .Where(r => r.Headers.Actor == actor && r.Agency == agency)
            .Select(r => ShownRead.Of(r, (RecordViewed)r.Event)).ToList();
        var refused = (await events.DeniedAsync(StreamKey.AccessBy(agency), actor, opened.Id.Value, at, stop))
            .Select(r => (r, Denied: (AccessDenied)r.Event)).Select(r => new RefusedTry(r.r.Id, r.r.RecordedAt, r.Denied.What, r.Denied.Code)).ToList();

        var answer = EntryVisibility.Of(opened.Id, replayed.History.Entries.First(e => e.Id == entry), actor, at, roles, agency, agency == caller.Agency ? "your agency" : agency.Value, then, shown, refused);
        await reads.ViewedAsync(context, opened, "visibility", [], new Cut(at, true), null, entry.Value, [$"actor={actor}", $"agency={agency}"]);
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

    private static AgencyId AgencyOf(HttpRequest request) =>
        Cuts.One(request, "agency") is { } text && AgencyId.TryFrom(text, out var agency) ? agency
        : throw new ProblemException(Problems.QueryInvalid("agency", "Give the code of the person's agency."));

    private static ActorId ActorOf(HttpRequest request) =>
        Cuts.One(request, "actor") is { } text && ActorId.TryFrom(text, out var actor) ? actor
        : throw new ProblemException(Problems.QueryInvalid("actor", "Give the person's id as their token says it."));

    private static DateTimeOffset At(HttpRequest request, DateTimeOffset now)
    {
        var at = Cuts.One(request, "at") is { } text ? Instants.Read(text, "at") : throw new ProblemException(Problems.QueryInvalid("at", "Give an instant, as 2026-11-06T18:00:00Z."));
        return at <= now ? at : throw new ProblemException(Problems.AsOfInFuture with { Pointer = "at" });
    }
}
