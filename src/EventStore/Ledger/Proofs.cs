using Npgsql;

namespace Safeguard.EventStore.Ledger;

/// <summary>Proofs from the stored leaves and nodes: any entry in any tree of this log, each in one query.</summary>
public static class Proofs
{
    /// <summary>Inclusion proofs of entries in the tree of a given size.</summary>
    /// <param name="positions">From 1; each at most <paramref name="size"/>.</param>
    /// <param name="size">Tree size: the position of the last entry in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position lies outside the tree.</exception>
    public static async Task<IReadOnlyList<InclusionProof>> InclusionAsync(
        NpgsqlDataSource database, IReadOnlyList<long> positions, long size, CancellationToken stop)
    {
        foreach (var position in positions)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(position, size);
        }

        var needed = positions.SelectMany(p => InclusionProof.NodesNeeded(p - 1, size)).Distinct().ToList();
        var nodes = await NodesAsync(database, needed, stop);
        return [.. positions.Select(p => InclusionProof.Build(p - 1, size, n => nodes[n]))];
    }

    /// <summary>The proof that the tree of the first size is the beginning of the tree of the second.</summary>
    public static async Task<ConsistencyProof> ConsistencyAsync(NpgsqlDataSource database, long first, long second, CancellationToken stop)
    {
        var nodes = await NodesAsync(database, ConsistencyProof.NodesNeeded(first, second), stop);
        return ConsistencyProof.Build(first, second, n => nodes[n]);
    }

    /// <summary>The size of the newest checkpoint that was signed and kept; 0 before the first.</summary>
    public static async Task<long> SignedSizeAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.Command("select coalesce(max(size), 0) from safeguard.log_checkpoints");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>One proof for many entries of the tree of a given size, each hash in it once.</summary>
    /// <param name="positions">From 1, rising; each at most <paramref name="size"/>.</param>
    /// <exception cref="ArgumentException">The positions do not rise, or lie outside the tree.</exception>
    public static async Task<IReadOnlyList<Sha256Hash>> SharedAsync(NpgsqlDataSource database, IReadOnlyList<long> positions, long size, CancellationToken stop)
    {
        long[] indexes = [.. positions.Select(p => p - 1)];
        var nodes = await NodesAsync(database, SharedProof.NodesNeeded(indexes, size), stop);
        return SharedProof.Build(indexes, size, n => nodes[n]);
    }

    /// <summary>The leaves of many entries of the tree of a given size, and the one proof of all of them, in one query.</summary>
    /// <inheritdoc cref="SharedAsync"/>
    public static async Task<(IReadOnlyList<Sha256Hash> Leaves, IReadOnlyList<Sha256Hash> Between)> SharedWithLeavesAsync(
        NpgsqlDataSource database, IReadOnlyList<long> positions, long size, CancellationToken stop)
    {
        long[] indexes = [.. positions.Select(p => p - 1)];
        var nodes = await NodesAsync(database, [.. indexes.Select(i => new NodeId(0, i)), .. SharedProof.NodesNeeded(indexes, size)], stop);
        return ([.. indexes.Select(i => nodes[new NodeId(0, i)])], SharedProof.Build(indexes, size, n => nodes[n]));
    }

    /// <summary>The root at a past size.</summary>
    public static async Task<Sha256Hash> RootAsync(NpgsqlDataSource database, long size, CancellationToken stop)
    {
        var nodes = await NodesAsync(database, Frontier.NodesNeeded(size), stop);
        return Frontier.Build(size, n => nodes[n]).Root;
    }

    /// <summary>The leaves of entries, in order; both ends included.</summary>
    public static async Task<IReadOnlyList<Sha256Hash>> LeavesAsync(NpgsqlDataSource database, long first, long last, CancellationToken stop)
    {
        await using var command = database.Command("select hash from safeguard.log_leaves where seq_id between $1 and $2 order by seq_id", first, last);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var leaves = new List<Sha256Hash>();
        while (await rows.ReadAsync(stop)) leaves.Add(new Sha256Hash(rows.GetFieldValue<byte[]>(0)));
        return leaves;
    }

    /// <summary>The leaves of single entries, by position.</summary>
    public static async Task<IReadOnlyDictionary<long, Sha256Hash>> LeavesAsync(NpgsqlDataSource database, IReadOnlyList<long> positions, CancellationToken stop)
    {
        await using var command = database.Command("select seq_id, hash from safeguard.log_leaves where seq_id = any($1)", positions.ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var leaves = new Dictionary<long, Sha256Hash>();
        while (await rows.ReadAsync(stop)) leaves[rows.GetInt64(0)] = new Sha256Hash(rows.GetFieldValue<byte[]>(1));
        return leaves;
    }

    private static async Task<Dictionary<NodeId, Sha256Hash>> NodesAsync(NpgsqlDataSource database, IReadOnlyList<NodeId> needed, CancellationToken stop)
    {
        await using var command = database.Command(NodesQuery, LeavesOf(needed), LevelsOf(needed), IndexesOf(needed));
        return await NodesAsync(command, stop);
    }

    /// <summary>Leaves and nodes by their places, in the snapshot of whoever asks; one that is not stored is absent.</summary>
    internal static async Task<Dictionary<NodeId, Sha256Hash>> NodesAsync(NpgsqlConnection connection, IReadOnlyList<NodeId> needed, CancellationToken stop)
    {
        await using var command = connection.Command(NodesQuery, LeavesOf(needed), LevelsOf(needed), IndexesOf(needed));
        return await NodesAsync(command, stop);
    }

    private const string NodesQuery = """
        select 0::smallint, seq_id - 1, hash from safeguard.log_leaves where seq_id = any($1)
        union all
        select n.level, n.index, n.hash from safeguard.log_nodes n join unnest($2, $3) as w (level, index) using (level, index)
        """;

    private static long[] LeavesOf(IReadOnlyList<NodeId> needed) => [.. needed.Where(n => n.Level == 0).Select(n => n.Index + 1)];

    private static short[] LevelsOf(IReadOnlyList<NodeId> needed) => [.. needed.Where(n => n.Level > 0).Select(n => (short)n.Level)];

    private static long[] IndexesOf(IReadOnlyList<NodeId> needed) => [.. needed.Where(n => n.Level > 0).Select(n => n.Index)];

    private static async Task<Dictionary<NodeId, Sha256Hash>> NodesAsync(NpgsqlCommand command, CancellationToken stop)
    {
        await using var rows = await command.ExecuteReaderAsync(stop);
        var nodes = new Dictionary<NodeId, Sha256Hash>();
        while (await rows.ReadAsync(stop))
            nodes[new NodeId((byte)rows.GetInt16(0), rows.GetInt64(1))] = Sha256Hash.Stored(rows.GetFieldValue<byte[]>(2));
        return nodes;
    }
}
