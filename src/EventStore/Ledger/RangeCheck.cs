using Npgsql;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Checks a range of positions, a chunk at a time, so that it needs no more memory for ten million entries than for ten
/// thousand: which nodes the leaves of a chunk complete is known beforehand, so exactly those are read along with it.
/// </summary>
internal sealed class RangeCheck(LogSnapshot log, StoredHead head, CheckpointCheck checkpoints, Findings findings)
{
    private const int Chunk = 8_192;

    private Frontier _tree = Frontier.Empty;
    private DateTimeOffset _lastTime = DateTimeOffset.MinValue;
    private long _next;

    /// <summary>
    /// Recomputes every leaf of the range, and from them the tree, at every checkpoint in the range, at the newest one
    /// behind it, and at the head. Of the leaves outside the range only stored nodes are looked at, as in any proof.
    /// </summary>
    public async Task RunAsync(long from, long to, Action<long, long>? progress, CancellationToken stop)
    {
        _tree = Frontier.Build(from - 1, await log.NodesAsync(Frontier.NodesNeeded(from - 1), stop));
        _next = from;
        for (var first = from; first <= to && !findings.Full; first += Chunk)
        {
            var last = Math.Min(to, first + Chunk - 1);
            await ChunkAsync(first, last, stop);
            progress?.Invoke(last - from + 1, to - from + 1);
        }

        if (findings.Full) return;
        if (_next <= to && to == head.Size)
            findings.Add(0, "LENGTH", $"The head says that there are {head.Size} entries; the last one found is {_next - 1}.");
        else if (_next <= to)
            findings.Add(to, "GAP", $"Entries {_next} to {to} are missing.");
        // Every append writes both; a head that is ahead would take the next entries' time with it, since times never run backwards.
        if (_lastTime > head.RecordedAt || (to == head.Size && head.Size > 0 && _lastTime != head.RecordedAt))
            findings.Add(0, "HEAD_TIME", "The head does not say the time at which the last entry was recorded.");
        await BehindAsync(to, stop);
    }

    private async Task ChunkAsync(long first, long last, CancellationToken stop)
    {
        var (levels, begin, end) = Completed(first - 1, last);
        await using var batch = new NpgsqlBatch(log.Connection) { Timeout = 0 };
        batch.BatchCommands.Add(Sql.BatchCommand("select seq_id, hash from safeguard.log_leaves where seq_id between $1 and $2", first, last));
        // Level by level, each a range of the primary key: joined in one go, the planner might read the whole table for it.
        batch.BatchCommands.Add(Sql.BatchCommand("""
            select n.* from unnest($1, $2, $3) as c (level, first, next) cross join lateral (
                select n.level, n.index, n.hash from safeguard.log_nodes n
                 where n.level = c.level and n.index >= c.first and n.index < c.next order by n.index limit $4) n
            """, levels, begin, end, (long)Chunk));
        batch.BatchCommands.Add(Sql.BatchCommand("select size, note from safeguard.log_checkpoints where size between $1 and $2 order by size", first, last));
        batch.BatchCommands.Add(Sql.BatchCommand($"select {EntryCheck.Columns} from safeguard.mt_events e where e.seq_id between $1 and $2 order by e.seq_id", first, last));

        await using var rows = await batch.ExecuteReaderAsync(stop);
        var stored = new Sha256Hash?[last - first + 1];
        while (await rows.ReadAsync(stop)) stored[rows.GetInt64(0) - first] = Sha256Hash.Stored(rows.GetFieldValue<byte[]>(1));

        await rows.NextResultAsync(stop);
        var nodes = new Dictionary<NodeId, Sha256Hash>(Chunk);
        while (await rows.ReadAsync(stop))
            nodes[new NodeId((byte)rows.GetInt16(0), rows.GetInt64(1))] = Sha256Hash.Stored(rows.GetFieldValue<byte[]>(2));

        await rows.NextResultAsync(stop);
        var signed = new List<Checkpoint>();
        while (await rows.ReadAsync(stop))
            if (checkpoints.Accept(rows.GetInt64(0), rows.GetString(1)) is { } checkpoint) signed.Add(checkpoint);

        await rows.NextResultAsync(stop);
        Grow(await LeavesAsync(rows, first, stored, stop), signed, nodes);
    }

    /// <summary>The leaves of the rows. Where a row is missing its stored leaf stands in, so that the rest is still checked.</summary>
    private async Task<Sha256Hash[]> LeavesAsync(NpgsqlDataReader rows, long first, Sha256Hash?[] stored, CancellationToken stop)
    {
        var leaves = new Sha256Hash[stored.Length];
        var filled = 0;
        while (await rows.ReadAsync(stop))
        {
            var position = rows.GetInt64(0);
            if (position != _next)
                findings.Add(position, "GAP", $"After entry {_next - 1} comes entry {position}.");
            for (; filled < position - first; filled++) leaves[filled] = stored[filled] ?? EntryCheck.Absent(first + filled);

            var time = rows.GetFieldValue<DateTimeOffset>(5);
            if (time < _lastTime)
                findings.Add(position, "TIME", $"Entry {position} is recorded before the one in front of it.");
            _lastTime = time;
            leaves[filled] = EntryCheck.Leaf(rows, stored[filled], findings);
            filled++;
            _next = position + 1;
        }

        for (; filled < leaves.Length; filled++) leaves[filled] = stored[filled] ?? EntryCheck.Absent(first + filled);
        return leaves;
    }

    private void Grow(Sha256Hash[] leaves, List<Checkpoint> signed, Dictionary<NodeId, Sha256Hash> stored)
    {
        var start = _tree.Size;
        foreach (var checkpoint in signed)
        {
            Append(leaves.AsSpan((int)(_tree.Size - start)..(int)(checkpoint.Size - start)), stored);
            checkpoints.Hold(checkpoint, _tree.Root);
        }

        Append(leaves.AsSpan((int)(_tree.Size - start)..), stored);
    }

    private void Append(ReadOnlySpan<Sha256Hash> leaves, Dictionary<NodeId, Sha256Hash> stored)
    {
        var appended = _tree.Append(leaves);
        foreach (var node in appended.NewNodes)
        {
            var last = (node.Index + 1) << node.Level;
            if (!stored.TryGetValue(node.Id, out var hash))
                findings.Add(0, "NODE_MISSING", $"The node at level {node.Level}, index {node.Index} is not stored.");
            else if (hash != node.Hash)
                findings.Add(last, "NODE", $"The stored node over entries {(node.Index << node.Level) + 1} to {last} is not that of the stored entries.");
        }

        _tree = appended.After;
    }

    /// <summary>What lies behind the range: the newest checkpoint there, and the head.</summary>
    private async Task BehindAsync(long to, CancellationToken stop)
    {
        if (to < head.Size)
        {
            if (await checkpoints.NewestAsync(to + 1, stop) is { } newest)
            {
                _tree = _tree.GrowTo(newest.Size, await log.NodesAsync(_tree.NodesUpTo(newest.Size), stop));
                checkpoints.Hold(newest, _tree.Root);
            }

            _tree = _tree.GrowTo(head.Size, await log.NodesAsync(_tree.NodesUpTo(head.Size), stop));
        }

        if (!_tree.ToBytes().AsSpan().SequenceEqual(head.Peaks))
            findings.Add(0, "HEAD", "The stored Merkle frontier is not that of the stored entries.");
    }

    /// <summary>The nodes that a tree completes while it grows: of each level a range, the end not included.</summary>
    private static (short[] Levels, long[] First, long[] Next) Completed(long oldSize, long size)
    {
        var levels = Enumerable.Range(1, 62).Where(level => size >> level > oldSize >> level).ToList();
        return ([.. levels.Select(l => (short)l)], [.. levels.Select(l => oldSize >> l)], [.. levels.Select(l => size >> l)]);
    }
}
