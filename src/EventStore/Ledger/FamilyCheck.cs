using Safeguard.Domain;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Checks one family's record and the record of who read it: every entry's leaf is recomputed from its row and proven
/// to stand in the signed tree and in the head's; versions run from 1 to what the stream says.
/// </summary>
internal sealed class FamilyCheck(LogSnapshot log, StoredHead head, CheckpointCheck checkpoints, Findings findings)
{
    private const int ProvenAtOnce = 500;

    /// <summary>Entries that were checked.</summary>
    public long Entries { get; private set; }

    public async Task RunAsync(FamilyId family, Action<long, long>? progress, CancellationToken stop)
    {
        var signed = await checkpoints.NewestAsync(1, stop);
        var root = Frontier.Build(head.Size, await log.NodesAsync(Frontier.NodesNeeded(head.Size), stop));
        if (!root.ToBytes().AsSpan().SequenceEqual(head.Peaks))
            findings.Add(0, "HEAD", "The stored Merkle frontier is not that of the stored nodes.");
        if (signed is not null)
            checkpoints.Hold(signed, Frontier.Build(signed.Size, await log.NodesAsync(Frontier.NodesNeeded(signed.Size), stop)).Root);

        StreamKey[] streams = [StreamKey.Family(family), StreamKey.AccessTo(family)];
        var versions = await VersionsAsync(streams, stop);
        if (!versions.ContainsKey(streams[0].Value))
            findings.Add(0, "NO_STREAM", "The log has no stream for this family.");
        foreach (var stream in streams)
        {
            var leaves = await LeavesAsync(stream, versions.GetValueOrDefault(stream.Value), stop);
            foreach (var some in leaves.Chunk(ProvenAtOnce))
            {
                await ProveAsync(some, head.Size, root.Root, "the head", stop);
                if (signed is not null)
                    await ProveAsync([.. some.Where(l => l.Position <= signed.Size)], signed.Size, signed.Root, $"the checkpoint of {signed.Size} entries", stop);
                Entries += some.Length;
                progress?.Invoke(Entries, versions.Values.Sum(v => Math.Clamp(v, 0, head.Last)));
            }
        }
    }

    private async Task<Dictionary<string, long>> VersionsAsync(StreamKey[] streams, CancellationToken stop)
    {
        await using var query = log.Connection.Command(
            "select id, version from safeguard.mt_streams where id = any($1)", streams.Select(s => s.Value).ToArray());
        await using var rows = await query.ExecuteReaderAsync(stop);
        var versions = new Dictionary<string, long>();
        while (await rows.ReadAsync(stop)) versions[rows.GetString(0)] = rows.GetInt64(1);
        return versions;
    }

    private async Task<List<(long Position, Sha256Hash Leaf)>> LeavesAsync(StreamKey stream, long version, CancellationToken stop)
    {
        await using var query = log.Connection.Command($"""
            select {EntryCheck.Columns}, l.hash from safeguard.mt_events e left join safeguard.log_leaves l using (seq_id)
             where e.stream_id = $1 order by e.version
            """, stream.Value);
        query.CommandTimeout = 0;
        await using var rows = await query.ExecuteReaderAsync(stop);
        var leaves = new List<(long Position, Sha256Hash Leaf)>();
        while (await rows.ReadAsync(stop))
        {
            var position = rows.GetInt64(0);
            if (rows.GetInt64(3) != leaves.Count + 1)
                findings.Add(position, "STREAM", $"Entry {position} is version {rows.GetInt64(3)} of its stream, where {leaves.Count + 1} was due.");
            leaves.Add((position, EntryCheck.Leaf(rows, rows.IsDBNull(11) ? null : Sha256Hash.Stored(rows.GetFieldValue<byte[]>(11)), findings)));
        }

        if (leaves.Count != version)
            findings.Add(leaves is [.., var last] ? last.Position : 0, "STREAM", $"The {stream.Category} stream stands at version {version} and has {leaves.Count} entries.");
        return leaves;
    }

    private async Task ProveAsync(
        IReadOnlyList<(long Position, Sha256Hash Leaf)> leaves, long size, Sha256Hash root, string tree, CancellationToken stop)
    {
        var inside = leaves.Where(l => l.Position >= 1 && l.Position <= size).ToList();
        var nodes = await log.NodesAsync([.. inside.SelectMany(l => InclusionProof.NodesNeeded(l.Position - 1, size)).Distinct()], stop);
        foreach (var (position, leaf) in leaves)
            if (position < 1 || position > size || !InclusionProof.Build(position - 1, size, nodes).Verify(leaf, root))
                findings.Add(position, "PROOF", $"Entry {position} is not proven to stand in the tree of {tree}.");
    }
}
