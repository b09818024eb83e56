namespace Safeguard.EventStore.Ledger;

/// <summary>Holds the stored checkpoints against the keys that may have signed them, and against the tree.</summary>
internal sealed class CheckpointCheck(LogSnapshot log, StoredHead head, CheckpointVerifier verifier, Findings findings)
{
    /// <summary>Size of the newest checkpoint that holds; 0 before the first.</summary>
    public long SignedUpTo { get; private set; }

    /// <summary>What a stored checkpoint says; null, and a finding, where it is none of this log's.</summary>
    public Checkpoint? Accept(long size, string note)
    {
        if (!verifier.TryVerify(note, out var checkpoint, out var fault))
            findings.Add(size, "CHECKPOINT", $"The checkpoint of {size} entries is not one of this log's: {fault}.");
        else if (checkpoint.Size != size || size > head.Size)
            findings.Add(size, "CHECKPOINT", $"The checkpoint stored for {size} entries speaks of another tree.");
        else
            return checkpoint;
        return null;
    }

    /// <summary>Compares the root that was signed with the one worked out.</summary>
    public void Hold(Checkpoint checkpoint, in Sha256Hash root)
    {
        if (checkpoint.Root == root)
            SignedUpTo = Math.Max(SignedUpTo, checkpoint.Size);
        else
            findings.Add(checkpoint.Size, "ROOT", $"The first {checkpoint.Size} entries do not have the root that was signed for them.");
    }

    /// <summary>The newest checkpoint of at least so many entries; null where there is none.</summary>
    public async Task<Checkpoint?> NewestAsync(long atLeast, CancellationToken stop)
    {
        await using var query = log.Connection.Command(
            "select size, note from safeguard.log_checkpoints where size between $1 and $2 order by size desc limit 1", atLeast, head.Size);
        await using var row = await query.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? Accept(row.GetInt64(0), row.GetString(1)) : null;
    }
}
