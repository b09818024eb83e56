using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Agencies;

/// <summary>One agency of the directory.</summary>
/// <param name="Duties">The duties to share or report that it stands in, and when.</param>
public sealed record AgencyAnswer(AgencyId Agency, string Name, AgencyKind Kind, string Area, bool PublicAuthority, IReadOnlyList<DutyPeriod> Duties);

public sealed record AgencyDirectory(IReadOnlyList<AgencyAnswer> Agencies);

/// <summary>The directory of agencies (domain §2.9). It names agencies and nobody who works there.</summary>
internal static class AgencyEndpoints
{
    public static void MapAgencies(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agencies", async Task<IResult> (HttpContext context, CommandDesk desk) =>
        {
            var body = await StrictBody.ReadAsync<RegisterAgency>(context.Request, context.RequestAborted);
            var command = body.Value with { By = context.Caller() };
            var (answer, _) = await desk.RunAsync<Agency>(
                new Arrived(context, nameof(RegisterAgency), StreamKey.Agency(command.Agency), body.Sent) { Warnings = body.Warnings },
                (agency, now) => AgencyDecider.Decide(agency, command with { Now = now }));
            return answer;
        }).DescribesCommand<RegisterAgency>(created: false, inFamily: false).WithTags("Agencies");

        routes.MapPost("/agencies/{agency}/duties", async Task<IResult> (string agency, HttpContext context, CommandDesk desk, Denials denials) =>
        {
            if (!AgencyId.TryFrom(agency, out var id)) throw await denials.DenyAsync(context, nameof(DeclareDutyScope), Problem.Of(AgencyRefusals.NotFound));
            var body = await StrictBody.ReadAsync<DeclareDutyScope>(context.Request, context.RequestAborted);
            var command = body.Value with { Agency = id, By = context.Caller() };
            var (answer, _) = await desk.RunAsync<Agency>(
                new Arrived(context, nameof(DeclareDutyScope), StreamKey.Agency(id), body.Sent) { Warnings = body.Warnings },
                (known, now) => AgencyDecider.Decide(known, command with { Now = now }));
            return answer;
        }).DescribesCommand<DeclareDutyScope>(created: false, inFamily: false).WithTags("Agencies");

        routes.MapGet("/agencies", async (HttpContext context, Registers registers, Freshness freshness) =>
        {
            var position = await freshness.WaitAsync(context, LogViews.Agencies);
            var rows = await registers.RowsAsync(LogViews.Agencies, position, context.RequestAborted);
            return Answers.Json(new AgencyDirectory([.. rows.Select(a => new AgencyAnswer(a.Id, a.Name!, a.Kind, a.Area, a.PublicAuthority, a.Duties))]));
        }).DescribesView<AgencyDirectory>("ListAgencies", [400]).CanWait().WithTags("Agencies");
    }
}
