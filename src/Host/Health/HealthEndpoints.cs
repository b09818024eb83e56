using System.Globalization;
using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Serialisation;
using Safeguard.EventStore.Views;
using Safeguard.Host.Composition;
using Safeguard.Host.Http;

namespace Safeguard.Host.Health;

/// <summary>Whether requests can be served, and if not what is missing: sentences for whoever runs the service.</summary>
/// <param name="ReadOnly">Why nothing can be recorded while reads are served; absent when all is well.</param>
/// <param name="CheckpointNotKept">Why what was signed is not known outside the database; absent while it is. Nothing stands still for it.</param>
/// <param name="RulesNotHeld">
/// Packs that were published as in force and that this release does not carry so: shares of those days cannot be decided
/// here, all else can. Empty when all is well.
/// </param>
public sealed record ReadinessAnswer(bool Ready, IReadOnlyList<string> Missing, string? ReadOnly, string? CheckpointNotKept, IReadOnlyList<string> RulesNotHeld);

/// <summary>Health, for orchestrators and for people.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answers.Json(new { live = true })).AllowAnonymous().WithName("Live").WithTags("Health");
        routes.MapGet("/health/ready", async (
            Readiness readiness, Appender appender, CheckpointKeeper checkpoints, NpgsqlDataSource database, RegisterStandings registers, StreamViews views, TimeProvider clock, HttpContext context) =>
        {
            var (missing, notHeld) = (new List<string>(), new List<string>());
            if (readiness.Missing is { } starting) missing.Add(starting);
            else await AskDatabaseAsync(database, registers, views, clock, missing, notHeld, context.RequestAborted);
            return Answers.Json(
                new ReadinessAnswer(missing.Count == 0, missing, appender.ReadOnly, checkpoints.NotKept, notHeld),
                missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().WithName("Ready").WithTags("Health").Produces<ReadinessAnswer>().Produces<ReadinessAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task AskDatabaseAsync(
        NpgsqlDataSource database, RegisterStandings registers, StreamViews views, TimeProvider clock, List<string> missing, List<string> notHeld, CancellationToken stop)
    {
        try
        {
            await using var ask = database.CreateCommand("""
                select clock_timestamp(),
                       has_table_privilege('safeguard.mt_events', 'update') or has_table_privilege('safeguard.mt_events', 'delete')
                       or has_table_privilege('safeguard.mt_events', 'truncate'),
                       (select extract(epoch from recorded_at - clock_timestamp())::float8 from safeguard.log_head)
                """);
            await using var row = await ask.ExecuteReaderAsync(stop);
            await row.ReadAsync(stop);
            // A clock that was set on purpose, for a demonstration, is not the computer's; that one is asked here.
            var apart = (TimeProvider.System.GetUtcNow() - row.GetFieldValue<DateTimeOffset>(0)).Duration();
            if (apart > ClockTolerance && clock == TimeProvider.System)
                missing.Add(string.Create(CultureInfo.InvariantCulture, $"This computer's clock is {apart.TotalSeconds:0} s off the database's; set both by the same time server."));
            // Nothing is appended while it is so, and what is read must be recorded.
            if (!row.IsDBNull(2) && row.GetDouble(2) > ClockTolerance.TotalSeconds)
                missing.Add(string.Create(CultureInfo.InvariantCulture, $"The log's newest entry is {row.GetDouble(2):0} s ahead of the database's clock; nothing is recorded, or shown, until then. Set the clock right, and run safeguard verify."));
            if (row.GetBoolean(1))
                missing.Add("The application's role can change or delete events. Connect as a role that does not own the schema.");
            // In a rolling upgrade the Hosts of the release before answer until the new registers are level.
            missing.AddRange((await registers.ReadAsync(stop)).Where(r => r.Followed && r.Position is null).Select(r => string.Create(
                CultureInfo.InvariantCulture, $"The register {r.View} is being filled: {r.Head - r.Lag} of {r.Head} entries.")));
            // In a rolling upgrade a Host of the release before may not carry the newest rules: it serves all but shares of those days.
            foreach (var book in await views.LoadAsync<RuleBook>([.. Enum.GetValues<Jurisdiction>().Select(StreamKey.Rules)], stop))
                notHeld.AddRange(book.State.NotHeld.Select(p => string.Create(CultureInfo.InvariantCulture,
                    $"{p.Version} was published as in force from {p.From:yyyy-MM-dd}{(p.To is { } last ? $" to {last:yyyy-MM-dd}" : "")}, and this release carries other rules under that name, or none: shares of those days are refused (RULES_NOT_HELD).")));
        }
        catch (UnknownEventTypeException)
        {
            notHeld.Add("The published rules hold an entry of a kind that only a newer release knows: nothing can be decided about families here (NEWER_RELEASE).");
        }
        catch (NpgsqlException)
        {
            missing.Add("The database cannot be reached.");
        }
    }
}
