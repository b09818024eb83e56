using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.EventStore.Append;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Once a second: holds the newest signed checkpoint that this Host knows against the log, keeps it in the database, takes
/// over what another Host signed since, and keeps the newest of all in a file outside the database. So that a log which
/// lacks what was once signed is told from every Host, whichever signed it (design D3).
/// </summary>
public sealed partial class CheckpointKeeper(
    NpgsqlDataSource database, Appender appender, EventLog events, LogSigner signer, EventStoreOptions options, AppendMeasures measures,
    TimeProvider clock, ILogger<CheckpointKeeper> log) : BackgroundService
{
    private readonly Lock _stopping = new();
    private long _keptOutside;
    private Task? _lastTime;

    /// <summary>Why the newest checkpoint is not kept outside the database, in one sentence; null while it is.</summary>
    public string? NotKept { get; private set; } = options.CheckpointFile is null
        ? "No checkpoint is kept outside the database, so a restore that loses entries may go unnoticed. Set Log:CheckpointFile."
        : null;

    /// <summary>
    /// Does it now. What this Host knows is held against the log before anything is taken over from it: in a database that
    /// lost entries another Host may have signed on since, and its word would wipe out what was known before.
    /// </summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        var history = await events.HistoryAsync(stop);
        if (history.Origin is null) return; // nothing was signed yet
        var keys = new LogKeys([.. history.Keys, signer.VerifierKey]);
        await using (var connection = await database.OpenConnectionAsync(stop)) // what it holds and what it keeps is of one server
            await HoldAsync(connection, history, keys, stop);
        await KeepOutsideAsync(stop);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A Host may be stopped by two at once; neither goes on, and closes the database, before it is done.
        lock (_stopping) _lastTime ??= TryKeepAsync(cancellationToken);
        await _lastTime;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        measures.Watch(() => NotKept is not null);
        await appender.Started.WaitAsync(stoppingToken);
        if (NotKept is { } sentence) LogNotKept(log, sentence);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryKeepAsync(stoppingToken);
    }

    private async Task HoldAsync(NpgsqlConnection connection, LogHistory history, LogKeys keys, CancellationToken stop)
    {
        var known = appender.Known;
        if (await LogContinuity.LossesAsync(connection, history, keys, known, stop) is [var loss, ..] losses)
        {
            appender.OnlyRead(loss.Sentence);
            // Its own word, be another's longer: who accepts the loss accepts every word for itself.
            if (known is not null && losses.Any(l => l.Signed == known)) await LogContinuity.NoteAsync(connection, known, clock.GetUtcNow(), stop);
            return;
        }

        if (known is not null && history.Accepts(known.Checkpoint)) return; // the log goes on without it, and this Host only once it was started anew

        var (size, note) = await StoredAsync(connection, stop);
        if (known is not null && known.Checkpoint.Size > size)
        {
            await using var insert = connection.Command("""
                insert into safeguard.log_checkpoints (size, note, signed_at) values ($1, $2, $3)
                on conflict (size) do nothing -- a signature of the same tree is there already; either is good
                """, known.Checkpoint.Size, known.Note, clock.GetUtcNow().UtcDateTime);
            await insert.ExecuteNonQueryAsync(stop);
        }
        // Of a stored one that nobody signed, or that is of another tree, `verify` tells.
        else if (size > (known?.Checkpoint.Size ?? 0) && keys.TryVerify(note, out var newer, out _)
            && await LogContinuity.LossAsync(connection, newer, stop) is null)
        {
            appender.Learn(newer);
        }
    }

    private static async Task<(long Size, string Note)> StoredAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var newest = connection.Command("select size, note from safeguard.log_checkpoints order by size desc limit 1");
        await using var row = await newest.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetInt64(0), row.GetString(1)) : (0, "");
    }

    private async Task KeepOutsideAsync(CancellationToken stop)
    {
        if (options.CheckpointFile is not { } file || appender.Known is not { } known || (known.Checkpoint.Size <= _keptOutside && File.Exists(file))) return;
        var aside = $"{file}.{Guid.NewGuid():N}"; // whoever reads it finds the old one or the new one, never half of one
        try
        {
            await using (var written = new FileStream(aside, FileMode.CreateNew))
            {
                await written.WriteAsync(Encoding.UTF8.GetBytes(known.Note), stop);
                written.Flush(flushToDisk: true); // or a power cut leaves an empty file under the new name
            }

            File.Move(aside, file, overwrite: true);
            (_keptOutside, NotKept) = (known.Checkpoint.Size, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(aside)) File.Delete(aside);
            var sentence = $"The newest checkpoint cannot be written to Log:CheckpointFile ({ErrorKind.Of(error)}), so a restore that loses entries may go unnoticed. Make the folder, make room, or give the service the right to write there.";
            if (NotKept != sentence) LogNotKept(log, sentence);
            NotKept = sentence; // the next second tries again
        }
    }

    private async Task TryKeepAsync(CancellationToken stop)
    {
        try
        {
            await KeepAsync(stop);
        }
        catch (NpgsqlException error)
        {
            LogNotHeld(log, ErrorKind.Of(error)); // the next second tries again
        }
    }

    [LoggerMessage(1201, LogLevel.Warning, "{Sentence}")]
    private static partial void LogNotKept(ILogger logger, string sentence);

    [LoggerMessage(1202, LogLevel.Warning, "The newest checkpoint could not be held against the log: {Error}.")]
    private static partial void LogNotHeld(ILogger logger, string error);
}
