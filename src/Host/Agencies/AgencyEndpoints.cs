using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Agencies;

/// <summary>One agency of the directory.</summary>
/// <param name="Duties">The duties to share or report that it stands in, and when.</param>
public sealed record AgencyAnswer(AgencyId Agency, string Name, AgencyKind Kind, string Area, bool PublicAuthority, IReadOnlyList<DutyPeriod> Duties)
{
    /// <summary>When it closed or was merged, or will; left out while no end is known.</summary>
    public AgencyEnd? End { get; init; }

    /// <summary>Where it is reached, with the checks. The addresses and numbers are in the answer about one agency alone.</summary>
    public IReadOnlyList<ContactLine> ContactPoints { get; init; } = [];

    internal static AgencyAnswer Of(Agency a, DateOnly on, AgencyContacts? values = null) =>
        new(a.Id, a.Name!, a.Kind, a.Area, a.PublicAuthority, a.Duties) { End = a.End, ContactPoints = ContactLine.Of(a, on, values) };
}

public sealed record AgencyDirectory(IReadOnlyList<AgencyAnswer> Agencies);

/// <summary>The directory of agencies (domain §2.9). It names agencies and nobody who works there; an address or a number may be somebody's all the same.</summary>
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

        routes.MapAgencyCommand<DeclareDutyScope>("duties", AgencyDecider.Decide, async (command, request) => command with
        {
            Agency = request.Agency,
            Principal = await request.FindAsync(command.ContractedBy),
        });
        routes.MapAgencyCommand<EndDutyScope>("duties/ending", AgencyDecider.Decide, (command, request) => command with { Agency = request.Agency });
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

        routes.MapAgencyCommand<VerifyContactPoint>("contact-points", AgencyDecider.Decide, (command, request) => command with
        {
            Agency = request.Agency,
            Point = ContactPointId.From(request.Create()),
        }, creates: true);
        routes.MapAgencyCommand<RetireContactPoint>("contact-points/{point:guid}/retirement", AgencyDecider.Decide, (command, request) => command with
        {
            Agency = request.Agency,
            Point = request.Id<ContactPointId>("point"),
        });

        routes.MapGet("/agencies", async (HttpContext context, Registers registers, Freshness freshness, TimeProvider clock) =>
        {
            var position = await freshness.WaitAsync(context, LogViews.Agencies);
            var rows = await registers.RowsAsync(LogViews.Agencies, position, context.RequestAborted);
            var today = LondonTime.DateOf(clock.GetUtcNow());
            return Answers.Json(new AgencyDirectory([.. rows.Select(a => AgencyAnswer.Of(a, today))]));
        }).DescribesView<AgencyDirectory>("ListAgencies", [400]).CanWait().WithTags("Agencies");

        routes.MapGet("/agencies/{agency}", async (string agency, HttpContext context, StreamViews views, Opener opener, Denials denials, Reads reads, Freshness freshness, TimeProvider clock) =>
        {
            Cuts.Only(context.Request, "on");
            var on = Cuts.Date(context.Request, "on") ?? LondonTime.DateOf(clock.GetUtcNow());
            await freshness.HeadAsync(context);
            var stop = context.RequestAborted;
            if (!AgencyId.TryFrom(agency, out var id) || (await views.LoadAsync<Agency>(StreamKey.Agency(id), stop)).State is not { Exists: true } known)
                throw await denials.DenyAsync(context, "GetAgency", Problem.Of(AgencyRefusals.NotFound));

            // A number or a box may be one worker's: so that it was shown is recorded, as of any personal data (TH-18).
            var values = (await views.LoadAsync<AgencyContacts>(StreamKey.Agency(id), stop)).State;
            var answer = await opener.OpenAsync(AgencyAnswer.Of(known, on, values), stop);
            await reads.SearchedAsync(context, "agency", values.Values.Count, [], [$"agency={id}", .. Reads.FilterOf(context.Request)]);
            return Answers.Json(answer);
        }).DescribesView<AgencyAnswer>("GetAgency", [400, 404, 422], "on").CanWait().WithTags("Agencies");
    }
}
