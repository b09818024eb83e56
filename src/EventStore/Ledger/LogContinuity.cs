using Npgsql;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Schema;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Whether the log in the database goes on from what was once signed. A database that was restored from an older dump,
/// or a standby that was promoted too early, does not: it would be a second history under the same name (design D3).
/// </summary>
public static class LogContinuity
{
    /// <summary>The newest checkpoint that was kept outside the database, and the note it was signed in; null where none was kept yet.</summary>
    /// <param name="keys">Those that may have signed it.</param>
    /// <exception cref="SchemaException">The file holds no checkpoint signed by one of these keys.</exception>
    public static async Task<(Checkpoint Checkpoint, string Note)?> KeptAsync(string? file, IEnumerable<NoteVerifierKey> keys, CancellationToken stop)
    {
        if (file is null || !File.Exists(file)) return null;
        var note = await File.ReadAllTextAsync(file, stop);
        if (new CheckpointVerifier(keys).TryVerify(note, out var checkpoint, out var fault)) return (checkpoint, note);
        throw new SchemaException(
            $"The newest checkpoint in {Path.GetFileName(file)} is not one of this log's ({fault}). Point the Host at its own database and its own file (Log:CheckpointFile), or put the file back; nothing was changed.");
    }

    /// <summary>What of a checkpoint the log lacks, as a sentence; null when the log goes on from it.</summary>
    public static async Task<string?> LossAsync(NpgsqlDataSource database, LogHead head, Checkpoint signed, CancellationToken stop)
    {
        if (signed.Origin != head.Origin)
            return $"The log was signed as {signed.Origin}, and now goes on as {head.Origin}.";
        if (signed.Size > head.Position)
            return $"The log was signed up to entry {signed.Size}, and the database holds {head.Position}: {signed.Size - head.Position} entries are missing.";
        return await Proofs.RootAsync(database, signed.Size, stop) == signed.Root
            ? null
            : $"The first {signed.Size} entries of the database are not those that were signed.";
    }
}
