using Safeguard.Domain;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Projections;

namespace Safeguard.Host.Families;

/// <summary>What stands at the <c>Location</c> of whatever was created: the family itself, and each thing of its record.</summary>
internal static class FamilyEndpoints
{
    private static readonly IReadOnlyList<int> Failures = [400, 403, 404, 422];

    public static void MapFamilies(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ThingAddress.FamilyPattern, (Guid family, HttpContext context, FamilyPages pages) => pages.FamilyAsync(context, FamilyId.From(family)))
            .DescribesView<FamilyPage>(FamilyPages.Family, Failures, "asOf").CanWait().WithTags("Families");

        foreach (var (kind, at) in ThingAddress.All)
            routes.MapGet($"{ThingAddress.FamilyPattern}/{at.Collection}/{{id:guid}}", (Guid family, Guid id, HttpContext context, FamilyPages pages) =>
                    pages.ThingAsync(context, FamilyId.From(family), new ThingKey(kind, id)))
                .DescribesView<FamilyStatements>(at.Operation, Failures, "asOf").CanWait().WithTags(at.Tag);
    }
}
