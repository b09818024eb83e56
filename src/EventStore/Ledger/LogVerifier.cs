using System.Globalization;
using System.Text;
using Npgsql;

namespace Safeguard.EventStore.Ledger;

/// <summary>What does not hold, and where.</summary>
/// <param name="Position">The entry; 0 where the finding is about the log as a whole.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Sentence">In plain words, without any content.</param>
public sealed record LogFinding(long Position, string Code, string Sentence);

/// <summary>
/// Checks the whole log from the stored rows themselves: recomputes every leaf, builds the tree anew and holds the
/// stored leaves, nodes, head and checkpoints against it. Reads in one snapshot; changes nothing.
/// </summary>
public sealed class LogVerifier(NpgsqlDataSource database)
{
    private const int MostFindings = 1_000;

    /// <param name="verifier">The keys that the log has announced, under every name that it has had: each may have signed checkpoints.</param>
    /// <param name="progress">Told how many entries are checked, of how many.</param>
    /// <returns>What does not hold, in the order of the log; empty when all does. At most a thousand findings.</returns>
    public async Task<IReadOnlyList<LogFinding>> VerifyAsync(CheckpointVerifier verifier, Action<long, long>? progress, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var findings = new List<LogFinding>();

        await using var headQuery = connection.Command("select position, recorded_at, peaks from safeguard.log_head");
        long size;
        DateTimeOffset headTime;
        byte[] peaks;
        await using (var head = await headQuery.ExecuteReaderAsync(stop))
        {
            if (!await head.ReadAsync(stop)) return [new LogFinding(0, "LOG_NOT_OPENED", "The database holds no log.")];
            (size, headTime, peaks) = (head.GetInt64(0), head.GetFieldValue<DateTimeOffset>(1), head.GetFieldValue<byte[]>(2));
        }

        var roots = await CheckpointsAsync(connection, verifier, size, findings, stop);
        var tree = await WalkAsync(connection, size, roots, findings, progress, stop);
        if (tree.Frontier.Size != size)
            findings.Add(new LogFinding(0, "LENGTH", $"The head says that there are {size} entries; {tree.Frontier.Size} were found in order."));
        if (!tree.Frontier.ToBytes().AsSpan().SequenceEqual(peaks))
            findings.Add(new LogFinding(0, "HEAD", "The stored Merkle frontier is not that of the stored entries."));
        if (tree.LastTime > headTime)
            findings.Add(new LogFinding(0, "HEAD_TIME", "An entry is recorded later than the head says."));
        await NodesAsync(connection, tree.Nodes, findings, stop);
        await StreamsAsync(connection, findings, stop);
        return [.. findings.Take(MostFindings)];
    }

    private static async Task<Dictionary<long, Sha256Hash>> CheckpointsAsync(
        NpgsqlConnection connection, CheckpointVerifier verifier, long size, List<LogFinding> findings, CancellationToken stop)
    {
        var roots = new Dictionary<long, Sha256Hash>();
        await using var query = connection.Command("select size, note from safeguard.log_checkpoints order by size");
        await using var rows = await query.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var at = rows.GetInt64(0);
            if (!verifier.TryVerify(rows.GetString(1), out var checkpoint, out var fault))
                findings.Add(new LogFinding(at, "CHECKPOINT", $"The checkpoint of {at} entries is not one of this log's: {fault}."));
            else if (checkpoint.Size != at || at > size)
                findings.Add(new LogFinding(at, "CHECKPOINT", $"The checkpoint stored for {at} entries speaks of another tree."));
            else
                roots[at] = checkpoint.Root;
        }

        return roots;
    }

    private static async Task<(Frontier Frontier, DateTimeOffset LastTime, Dictionary<NodeId, Sha256Hash> Nodes)> WalkAsync(
        NpgsqlConnection connection, long size, Dictionary<long, Sha256Hash> roots, List<LogFinding> findings, Action<long, long>? progress, CancellationToken stop)
    {
        var nodes = new Dictionary<NodeId, Sha256Hash>();
        var frontier = Frontier.Empty;
        var lastTime = DateTimeOffset.MinValue;
        await using var query = connection.Command("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.correlation_id, e.causation_id, e.data, e.headers, l.hash,
                   e.tenant_id is not distinct from '*DEFAULT*' and e.is_archived is not distinct from false and e.bdata is null
                   and e.mt_dotnet_type is null and e.user_name is null
              from safeguard.mt_events e left join safeguard.log_leaves l using (seq_id)
             order by e.seq_id
            """);
        query.CommandTimeout = 0;
        await using var rows = await query.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var position = rows.GetInt64(0);
            if (position != frontier.Size + 1)
            {
                findings.Add(new LogFinding(position, "GAP", $"After entry {frontier.Size} comes entry {position}."));
                break;
            }

            if (!rows.GetBoolean(11))
                findings.Add(new LogFinding(position, "FIXED_COLUMN", $"Entry {position} has another value than the constant one in a column that no leaf covers."));
            var time = rows.GetFieldValue<DateTimeOffset>(5);
            if (time < lastTime)
                findings.Add(new LogFinding(position, "TIME", $"Entry {position} is recorded before the one in front of it."));
            lastTime = time;

            var leaf = Leaf(rows, position, findings);
            if (rows.IsDBNull(10))
                findings.Add(new LogFinding(position, "LEAF_MISSING", $"Entry {position} has no stored leaf."));
            else if (!rows.GetFieldValue<byte[]>(10).AsSpan().SequenceEqual(leaf.ToArray()))
                findings.Add(new LogFinding(position, "LEAF", $"The stored leaf of entry {position} is not the hash of the stored entry."));

            var appended = frontier.Append([leaf]);
            foreach (var node in appended.NewNodes) nodes[new NodeId(node.Level, node.Index)] = node.Hash;
            frontier = appended.After;
            if (roots.TryGetValue(position, out var root) && !frontier.Root.Equals(root))
                findings.Add(new LogFinding(position, "ROOT", $"The first {position} entries do not have the root that was signed for them."));
            if (position % 10_000 == 0) progress?.Invoke(position, size);
            if (findings.Count > MostFindings) break;
        }

        progress?.Invoke(frontier.Size, size);
        return (frontier, lastTime, nodes);
    }

    private static Sha256Hash Leaf(NpgsqlDataReader row, long position, List<LogFinding> findings)
    {
        try
        {
            return LeafEntry.Hash(
                row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
                row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7),
                row.GetFieldValue<byte[]>(8), row.IsDBNull(9) ? [] : row.GetFieldValue<byte[]>(9));
        }
        catch (Exception broken) when (broken is NotCanonicalException or ArgumentException or InvalidCastException)
        {
            var where = broken is NotCanonicalException form ? $" at {form.Pointer}: {form.Rule}" : "";
            findings.Add(new LogFinding(position, "NOT_CANONICAL", string.Create(CultureInfo.InvariantCulture, $"Entry {position} is not in the form that is stored{where}.")));
            return MerkleHash.Leaf(Encoding.UTF8.GetBytes($"broken {position}"));
        }
    }

    private static async Task NodesAsync(NpgsqlConnection connection, Dictionary<NodeId, Sha256Hash> expected, List<LogFinding> findings, CancellationToken stop)
    {
        await using var query = connection.Command("select level, index, hash from safeguard.log_nodes order by level, index");
        query.CommandTimeout = 0;
        await using var rows = await query.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var node = new NodeId((byte)rows.GetInt16(0), rows.GetInt64(1));
            var last = (node.Index + 1) << node.Level;
            if (!expected.Remove(node, out var hash))
                findings.Add(new LogFinding(0, "NODE", $"The node at level {node.Level}, index {node.Index} belongs to no complete subtree of the log."));
            else if (!rows.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(hash.ToArray()))
                findings.Add(new LogFinding(last, "NODE", $"The stored node over entries {(node.Index << node.Level) + 1} to {last} is not that of the stored entries."));
        }

        foreach (var node in expected.Keys.Take(MostFindings))
            findings.Add(new LogFinding(0, "NODE_MISSING", $"The node at level {node.Level}, index {node.Index} is not stored."));
    }

    /// <summary>Versions of a stream run from 1 without holes, and the stream says the newest.</summary>
    private static async Task StreamsAsync(NpgsqlConnection connection, List<LogFinding> findings, CancellationToken stop)
    {
        await using var query = connection.Command($"""
            select coalesce(max(e.seq_id), 0)
              from safeguard.mt_events e full join safeguard.mt_streams s on s.id = e.stream_id
             group by coalesce(e.stream_id, s.id), s.id, s.version, s.tenant_id, s.is_archived
            having s.id is null or count(e.version) <> coalesce(max(e.version), 0) or min(e.version) is distinct from 1 or s.version <> coalesce(max(e.version), 0)
                   or s.tenant_id is distinct from '*DEFAULT*' or s.is_archived is distinct from false
             limit {MostFindings}
            """);
        query.CommandTimeout = 0;
        await using var rows = await query.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            findings.Add(new LogFinding(rows.GetInt64(0), "STREAM", $"The stream of entry {rows.GetInt64(0)} has a hole, an entry without its stream row, or stands at another version than its newest entry."));
    }
}
