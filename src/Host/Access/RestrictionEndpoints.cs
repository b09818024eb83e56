using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>The restriction of a record, for those who may change it.</summary>
/// <param name="Reason">In the words of the agency that restricted.</param>
/// <param name="ReviewDue">True from the day of its review on.</param>
public sealed record RestrictionPage(
    FamilyId Family, RestrictionLevel Level, AgencyId By, DateTimeOffset Since, DateOnly ReviewDate, bool ReviewDue, Personal<string> Reason, IReadOnlyList<ActorId> AllowedActors);

/// <summary>
/// Records, and who somebody is, opened to fewer (domain §2.3, §5). An officer or manager of an agency to which the record is
/// open; the restriction is that agency's.
/// </summary>
internal static class RestrictionEndpoints
{
    private const string Operation = "GetRestriction", View = "restriction";
    private static readonly OpenRecord ToGovern = (access, context, family, what) => access.ToGovernAsync(context, family, what);

    public static void MapRestrictions(this IEndpointRouteBuilder routes)
    {
        var restrictions = routes.MapGroup("").WithTags("Access");
        restrictions.MapFamilyCommand<RestrictRecord>("restriction", RestrictionDecider.Decide, (command, request) => command with { InConflict = InConflict(request) }, open: ToGovern);
        restrictions.MapFamilyCommand<LiftRestriction>("restriction/lifting", RestrictionDecider.Decide, (command, request) => command with { InConflict = InConflict(request) }, open: ToGovern);
        restrictions.MapFamilyCommand<RestrictPerson>("members/{person:guid}/restriction", RestrictionDecider.Decide, async (command, request) =>
            command with { InConflict = InConflict(request), Person = request.Id<PersonId>("person"), Standing = await StandingAsync(request) }, open: ToGovern);
        restrictions.MapFamilyCommand<LiftPersonRestriction>("members/{person:guid}/restriction/lifting", RestrictionDecider.Decide, async (command, request) =>
            command with { InConflict = InConflict(request), Person = request.Id<PersonId>("person"), Standing = await StandingAsync(request) }, open: ToGovern);
        restrictions.MapGet($"{ThingAddress.FamilyPattern}/restriction", ReadAsync).DescribesView<RestrictionPage>(Operation, [400, 403, 404]);
    }

    private static bool InConflict(FamilyRequest request) => request.Opened.Staff.Of(request.Caller.Id, request.Opened.Id) is not null;

    /// <summary>Of people of this record only: of anybody else nobody may learn here that they are restricted.</summary>
    private static async Task<Restriction?> StandingAsync(FamilyRequest request)
    {
        var person = request.Id<PersonId>("person");
        return request.Family.Household.Knows(person)
            ? (await request.Get<StreamViews>().LoadAsync<Person>(StreamKey.Person(person), request.Stop)).State.Restriction
            : null;
    }

    private static async Task<IResult> ReadAsync(Guid family, HttpContext context, FamilyAccess access, EventReader events, FamilyReader reader, Denials denials, Reads reads, TimeProvider clock)
    {
        var opened = await access.ToGovernAsync(context, FamilyId.From(family), Operation);
        var (caller, stop, now) = (context.Caller(), context.RequestAborted, clock.GetUtcNow());
        if (!AccessReasons.Governs(caller)) throw await denials.DenyAsync(context, Operation, Problem.Of(RestrictionRefusals.NotYours), family);
        Cuts.Only(context.Request);
        // Of another agency's restriction there is nothing to read here, as of none.
        if (opened.Record.Restriction is not { } standing || !AccessReasons.OfRestriction(caller, standing.By)) throw await denials.DenyAsync(context, Operation, Problems.NotFound, family);

        var recorded = (await events.OfTypesAsync([opened.Stream], [typeof(RecordRestricted)], DateTimeOffset.UnixEpoch, stop))[^1];
        var said = (RecordRestricted)recorded.Event;
        var page = new RestrictionPage(opened.Id, said.Level, standing.By, recorded.RecordedAt, said.ReviewDate, new Cut(now, IsPast: false).Today >= said.ReviewDate, said.Reason, said.AllowedActors);
        var answer = await reader.OpenAsync(page, stop);
        await reads.ViewedAsync(context, opened, View, [recorded.Id], new Cut(now, IsPast: false), null);
        return Answers.Json(answer);
    }
}
