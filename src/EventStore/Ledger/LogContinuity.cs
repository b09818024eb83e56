using Npgsql;
using Safeguard.EventStore.Schema;

namespace Safeguard.EventStore.Ledger;

/// <summary>Something that was signed, and that the log does not go on from.</summary>
/// <param name="Signed">What was signed; null where a Host noted it, and no key that is known here has signed it.</param>
/// <param name="Sentence">What is missing, and what to do.</param>
public sealed record LogLoss(SignedCheckpoint? Signed, string Sentence);

/// <summary>
/// Whether the log in the database goes on from what was once signed. A database that was restored from an older dump,
/// or a standby that was promoted too early, does not: it would be a second history under the same name (design D3).
/// What one Host knows and the log lacks is noted in the database (<c>lost_checkpoints</c>), for all its Hosts to see.
/// </summary>
public static class LogContinuity
{
    // It may be the log's own key, announced in what was lost: nothing is written beside it before somebody has looked.
    private static readonly LogLoss OfUnknownKey = new(null,
        "A Host has noted that this log lacks something, signed by a key that is not known here (lost_checkpoints). The service only reads. Set Log:SigningKey to the key that the Hosts signed with last, and see docs/operating.md, Restore.");

    /// <summary>The newest checkpoint that was kept outside the database; null where none was kept yet.</summary>
    /// <exception cref="SchemaException">The file holds no checkpoint signed by one of these keys.</exception>
    public static async Task<SignedCheckpoint?> KeptAsync(string? file, LogKeys keys, CancellationToken stop)
    {
        if (file is null || !File.Exists(file)) return null;
        var note = await File.ReadAllTextAsync(file, stop);
        if (keys.TryVerify(note, out var signed, out var fault)) return signed;
        throw new SchemaException(
            $"The newest checkpoint in {Path.GetFileName(file)} is not one of this log's ({fault}). Point the Host at its own database and its own file (Log:CheckpointFile), or put the file back; nothing was changed.");
    }

    /// <summary>
    /// What was signed, as far as is known here or was noted by another Host, that the log lacks and whose loss nobody has
    /// accepted; the longest first, and none when it lacks nothing.
    /// </summary>
    /// <param name="history">What the log says of itself: which losses were accepted.</param>
    /// <param name="keys">Those that may have signed.</param>
    /// <param name="known">The newest checkpoint that is known outside the database; null where there is none.</param>
    public static async Task<IReadOnlyList<LogLoss>> LossesAsync(NpgsqlDataSource database, LogHistory history, LogKeys keys, SignedCheckpoint? known, CancellationToken stop)
    {
        await using var log = await LogSnapshot.TakeAsync(database, stop);
        return await LossesAsync(log.Connection, history, keys, known, stop);
    }

    /// <inheritdoc cref="LossesAsync(NpgsqlDataSource, LogHistory, LogKeys, SignedCheckpoint?, CancellationToken)"/>
    internal static async Task<IReadOnlyList<LogLoss>> LossesAsync(NpgsqlConnection connection, LogHistory history, LogKeys keys, SignedCheckpoint? known, CancellationToken stop)
    {
        var losses = new List<LogLoss>();
        var signed = new List<SignedCheckpoint>();
        if (known is not null) signed.Add(known);
        foreach (var note in await NotedAsync(connection, stop))
            if (keys.TryVerify(note, out var noted, out _)) signed.Add(noted);
            else losses.Add(OfUnknownKey);
        foreach (var one in signed.DistinctBy(s => s.Checkpoint).Where(s => !history.Accepts(s.Checkpoint)).OrderByDescending(s => s.Checkpoint.Size))
            if (await LossAsync(connection, one, stop) is { } loss)
                losses.Add(loss);
        return losses;
    }

    /// <summary>Whether the log lacks something of one checkpoint, whatever name it was signed under.</summary>
    internal static async Task<LogLoss?> LossAsync(NpgsqlConnection connection, SignedCheckpoint signed, CancellationToken stop)
    {
        var (size, root) = (signed.Checkpoint.Size, signed.Checkpoint.Root);
        await using var head = connection.Command("select position from safeguard.log_head");
        var position = await head.ExecuteScalarAsync(stop) as long? ?? 0;
        if (size > position)
            return Lost($"The log was signed up to entry {size}, and the database holds {position}: {size - position} entries are missing.");
        var nodes = await Proofs.NodesAsync(connection, Frontier.NodesNeeded(size), stop);
        return Frontier.Build(size, n => nodes.GetValueOrDefault(n)).Root == root // one that is not stored reads as zeros, which no tree holds
            ? null
            : Lost($"The first {size} entries of the database are not those that were signed.");

        LogLoss Lost(string what) =>
            new(signed, $"{what} The service only reads. Restore a newer backup, or accept the loss: safeguard accept-loss (docs/operating.md).");
    }

    /// <summary>Notes for all Hosts of this database what it lacks. Noting it again is harmless.</summary>
    internal static async Task NoteAsync(NpgsqlConnection connection, SignedCheckpoint lost, DateTimeOffset now, CancellationToken stop)
    {
        await using var note = connection.Command(
            "insert into safeguard.lost_checkpoints (note, noted_at) values ($1, $2) on conflict do nothing", lost.Note, now.UtcDateTime);
        await note.ExecuteNonQueryAsync(stop);
    }

    private static async Task<List<string>> NotedAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var noted = new List<string>();
        // A backup of an earlier release has no such table until a Host migrates it.
        await using (var there = connection.Command("select to_regclass('safeguard.lost_checkpoints') is not null"))
            if (await there.ExecuteScalarAsync(stop) is not true) return noted;
        await using var query = connection.Command("select note from safeguard.lost_checkpoints");
        await using var rows = await query.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) noted.Add(rows.GetString(0));
        return noted;
    }
}
