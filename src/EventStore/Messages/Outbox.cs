using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.EventStore.Append;

namespace Safeguard.EventStore.Messages;

/// <summary>Does what an envelope asks. May be called more than once for one envelope: its id is the idempotency key.</summary>
public interface IEnvelopeHandler
{
    /// <summary>The kind of envelope it handles.</summary>
    string Kind { get; }

    Task HandleAsync(Guid id, IReadOnlyDictionary<string, string> body, CancellationToken stop);
}

/// <summary>
/// Handles envelopes when they are due: one at a time, under a row lock that other Hosts skip, at least once. After
/// ten failures an envelope becomes a dead letter, with the type of its error and never its text.
/// </summary>
public sealed partial class Outbox(
    NpgsqlDataSource database, Appender appender, IEnumerable<IEnvelopeHandler> handlers, TimeProvider clock, ILogger<Outbox> log) : BackgroundService
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IEnvelopeHandler> _handlers = handlers.ToDictionary(h => h.Kind);

    /// <summary>Handles everything that is due now.</summary>
    /// <returns>How many envelopes were handled.</returns>
    public async Task<int> HandleDueAsync(CancellationToken stop)
    {
        var handled = 0;
        while (await HandleOneAsync(stop)) handled++;
        return handled;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await appender.Started.WaitAsync(stoppingToken); // before that there may be no schema
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (appender.ReadOnly is null) await HandleDueAsync(stoppingToken);
            }
            catch (NpgsqlException error)
            {
                LogUnreachable(log, ErrorKind.Of(error));
            }
        }
    }

    private async Task<bool> HandleOneAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var next = connection.Command("""
            select id, kind, body, attempts from safeguard.outbox where due <= $1 order by due limit 1 for update skip locked
            """, clock.GetUtcNow().UtcDateTime);
        Guid id;
        string kind, body;
        int attempts;
        await using (var row = await next.ExecuteReaderAsync(stop))
        {
            if (!await row.ReadAsync(stop)) return false;
            (id, kind, body, attempts) = (row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3));
        }

        try
        {
            if (!_handlers.TryGetValue(kind, out var handler)) throw new InvalidOperationException("No handler for this kind of envelope.");
            await handler.HandleAsync(id, JsonSerializer.Deserialize<Dictionary<string, string>>(body)!, stop);
            await using var done = connection.Command("delete from safeguard.outbox where id = $1", id);
            await done.ExecuteNonQueryAsync(stop);
        }
#pragma warning disable CA1031 // Any failure is counted and tried again later; after ten it is a dead letter to be looked at.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            await PutBackAsync(connection, id, attempts + 1, ErrorKind.Of(error), stop);
        }

        await transaction.CommitAsync(stop);
        return true;
    }

    private async Task PutBackAsync(NpgsqlConnection connection, Guid id, int attempts, string error, CancellationToken stop)
    {
        LogFailed(log, id, attempts, error);
        var now = clock.GetUtcNow();
        await using var command = attempts < MostAttempts
            ? connection.Command("update safeguard.outbox set attempts = $2, due = $3 where id = $1",
                id, attempts, (now + TimeSpan.FromSeconds(Math.Pow(2, attempts))).UtcDateTime)
            : connection.Command("""
                with dead as (delete from safeguard.outbox where id = $1 returning id, kind, body)
                insert into safeguard.dead_letters (id, kind, body, attempts, error, failed_at) select id, kind, body, $2, $4, $3 from dead
                """, id, attempts, now.UtcDateTime, error);
        await command.ExecuteNonQueryAsync(stop);
    }

    [LoggerMessage(1101, LogLevel.Warning, "Envelope {Id} failed at attempt {Attempt} with {Error}.")]
    private static partial void LogFailed(ILogger logger, Guid id, int attempt, string error);

    [LoggerMessage(1102, LogLevel.Warning, "The outbox could not be read: {Error}.")]
    private static partial void LogUnreachable(ILogger logger, string error);
}
