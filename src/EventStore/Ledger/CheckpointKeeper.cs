using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.EventStore.Append;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Keeps signed checkpoints: about one a second in the database, and the newest in a file outside it, so that a
/// restored log which lacks what was once signed can be told (design D3).
/// </summary>
public sealed partial class CheckpointKeeper(
    NpgsqlDataSource database, Appender appender, EventStoreOptions options, TimeProvider clock, ILogger<CheckpointKeeper> log) : BackgroundService
{
    private long _kept;

    /// <summary>Keeps the newest checkpoint now, where it is newer than the last one kept.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        if (appender.Newest is not { } newest || newest.Size <= _kept) return;
        var note = newest.Note.Value.ToString();
        await using var insert = database.Command("""
            insert into safeguard.log_checkpoints (size, note, signed_at) values ($1, $2, $3)
            on conflict (size) do nothing -- a signature of the same tree is there already; either is good
            """, newest.Size, note, clock.GetUtcNow().UtcDateTime);
        await insert.ExecuteNonQueryAsync(stop);
        if (options.CheckpointFile is { } file)
        {
            var aside = $"{file}.{Guid.NewGuid():N}"; // whoever reads it finds the old one or the new one, never half of one
            await File.WriteAllTextAsync(aside, note, stop);
            File.Move(aside, file, overwrite: true);
        }

        _kept = newest.Size;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryKeepAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryKeepAsync(stoppingToken);
    }

    private async Task TryKeepAsync(CancellationToken stop)
    {
        try
        {
            await KeepAsync(stop);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            LogNotKept(log, ErrorKind.Of(error)); // the next second tries again
        }
    }

    [LoggerMessage(1201, LogLevel.Warning, "A checkpoint could not be kept: {Error}.")]
    private static partial void LogNotKept(ILogger logger, string error);
}
