using System.Globalization;
using Safeguard.Domain;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Administration;

/// <summary>Where one register stands. Names and counts; no row of it.</summary>
/// <param name="Followed">Whether this release follows it; false for one that only another release knows.</param>
/// <param name="Position">The last entry it has seen; null before it is filled for the first time.</param>
/// <param name="Lag">Entries that it has not seen yet.</param>
/// <param name="LagSeconds">The age of the oldest of them; 0 when there is none.</param>
/// <param name="Building">A build that is being filled beside it, or was broken off.</param>
public sealed record ProjectionAnswer(string Name, int Generation, bool Followed, long? Position, long Lag, double LagSeconds, BuildAnswer? Building)
{
    internal static ProjectionAnswer Of(RegisterStanding standing)
    {
        var name = standing.View.Split(':');
        return new ProjectionAnswer(
            name[0], int.Parse(name[^1], CultureInfo.InvariantCulture), standing.Followed, standing.Position, standing.Lag, Math.Round(standing.Waiting.TotalSeconds, 3),
            standing.Building is { } build ? new BuildAnswer(build.Position, build.BegunAt) : null);
    }
}

/// <param name="Position">The last entry folded into it.</param>
public sealed record BuildAnswer(long Position, DateTimeOffset BegunAt);

/// <param name="Head">The log's last entry.</param>
public sealed record ProjectionsAnswer(long Head, IReadOnlyList<ProjectionAnswer> Projections);

/// <summary>
/// Whether registers keep up with the log, for administrators. It shows nothing of any family, so it is no read to be
/// recorded, like the log's head; a try without the right is (design D8).
/// </summary>
internal static class ProjectionEndpoints
{
    private const string Name = "GetProjections";

    public static void MapProjections(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/projections", async (HttpContext context, RegisterStandings standings, Denials denials) =>
        {
            if (!context.Caller().Has(Role.Administrator)) throw await denials.DenyAsync(context, Name, Problems.NotAllowed);
            var all = await standings.ReadAsync(context.RequestAborted);
            return Answers.Json(new ProjectionsAnswer(all.Count > 0 ? all[0].Head : 0, [.. all.Select(ProjectionAnswer.Of)]));
        }).DescribesView<ProjectionsAnswer>(Name, [403]).WithTags("Administration");
}
