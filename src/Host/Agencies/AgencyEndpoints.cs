using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.EventStore.Views;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Agencies;

/// <summary>One agency of the directory.</summary>
/// <param name="Duties">The duties to share or report that it stands in, and when.</param>
public sealed record AgencyAnswer(AgencyId Agency, string Name, AgencyKind Kind, string Area, bool PublicAuthority, IReadOnlyList<DutyPeriod> Duties)
{
    /// <summary>When it closed or was merged, or will; left out while no end is known.</summary>
    public AgencyEnd? End { get; init; }
}

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

        routes.MapAgencyCommand<DeclareDutyScope>("duties", AgencyDecider.Decide, (command, request) => command with { Agency = request.Agency });
        routes.MapAgencyCommand<CloseAgency>("closing", AgencyDecider.Decide, async (command, request) => command with
        {
            Agency = request.Agency,
            SuccessorAgency = await request.FindAsync(command.Successor),
        });
        routes.MapAgencyCommand<MergeAgency>("merging", AgencyDecider.Decide, async (command, request) => command with
        {
            Agency = request.Agency,
            IntoAgency = await request.FindAsync(command.Into),
        });

        routes.MapGet("/agencies", async (HttpContext context, Registers registers, Freshness freshness) =>
        {
            var position = await freshness.WaitAsync(context, LogViews.Agencies);
            var rows = await registers.RowsAsync(LogViews.Agencies, position, context.RequestAborted);
            return Answers.Json(new AgencyDirectory([.. rows.Select(a => new AgencyAnswer(a.Id, a.Name!, a.Kind, a.Area, a.PublicAuthority, a.Duties) { End = a.End })]));
        }).DescribesView<AgencyDirectory>("ListAgencies", [400]).CanWait().WithTags("Agencies");
    }
}
