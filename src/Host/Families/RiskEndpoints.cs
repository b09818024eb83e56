using Safeguard.Domain;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Families;

/// <summary>The family risk view (V1): who the family is, what each adult and child is said to face, and what is not known.</summary>
internal static class RiskEndpoints
{
    private const string View = "family-risk", Operation = "GetFamilyRisk";

    public static void MapRisk(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/families/{family:guid}/risk", async (Guid family, HttpContext context, FamilyAccess access, FamilyReader reader, Reads reads, ETags tags, Freshness freshness, TimeProvider clock) =>
        {
            var opened = await access.ToReadAsync(context, FamilyId.From(family), Operation);
            var cut = await access.CutAsync(context, opened, Operation, clock.GetUtcNow(), "on");
            var on = Cuts.Date(context.Request, "on");
            await freshness.HeadAsync(context);

            var view = await reader.RiskAsync(context, opened, cut, on ?? cut.Today);
            var answer = await reader.OpenAsync(view, context.RequestAborted);
            await reads.ViewedAsync(context, opened, View, view.Shown, cut, on);
            if (!cut.IsPast) context.Response.Headers.ETag = tags.Of(opened.Stream, opened.Version);
            return Answers.Json(answer);
        }).DescribesView<FamilyRiskView>(Operation, [400, 403, 404, 409, 422], "asOf", "on", ReviewGrants.Names).CanWait().WithTags("Families");
}
