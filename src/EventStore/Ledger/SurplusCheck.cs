using Npgsql;

namespace Safeguard.EventStore.Ledger;

/// <summary>What no walk from the first entry to the head comes by: rows that stand beyond it, and the streams' own rows.</summary>
internal sealed class SurplusCheck(LogSnapshot log, StoredHead head, CheckpointCheck checkpoints, Findings findings)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await EachAsync($"select seq_id from safeguard.mt_events where seq_id > $1 or seq_id < 1 order by 1 limit {Findings.Most}", row =>
            findings.Add(row.GetInt64(0), "LENGTH", $"The head says that there are {head.Size} entries; entry {row.GetInt64(0)} stands outside."), stop);
        await EachAsync($"select seq_id from safeguard.log_leaves where seq_id > $1 or seq_id < 1 order by 1 limit {Findings.Most}", row =>
            findings.Add(row.GetInt64(0), "LEAF_SURPLUS", $"The leaf stored for position {row.GetInt64(0)} belongs to no entry."), stop);
        await EachAsync($"""
            select n.* from generate_series(1, 62) as l (level) cross join lateral (
                select n.level, n.index from safeguard.log_nodes n where n.level = l.level and n.index >= $1 >> l.level order by n.index limit {Findings.Most}) n
            union all select level, index from safeguard.log_nodes where level < 1
            union all select level, index from safeguard.log_nodes where level > 62
            union all select n.* from generate_series(1, 62) as l (level) cross join lateral (
                select n.level, n.index from safeguard.log_nodes n where n.level = l.level and n.index < 0 order by n.index limit {Findings.Most}) n
            """, row =>
            findings.Add(0, "NODE", $"The node at level {row.GetInt16(0)}, index {row.GetInt64(1)} belongs to no complete subtree of the log."), stop);
        await EachAsync("select size, note from safeguard.log_checkpoints where size > $1 or size < 1 order by size", row =>
            checkpoints.Accept(row.GetInt64(0), row.GetString(1)), stop);
        await StreamsAsync(stop);
    }

    /// <summary>Versions of a stream run from 1 without holes, and the stream says the newest.</summary>
    private Task StreamsAsync(CancellationToken stop) => EachAsync($"""
        with counted as (
            select stream_id, count(*) as entries, min(version) as first, max(version) as last from safeguard.mt_events group by stream_id)
        select coalesce((select max(e.seq_id) from safeguard.mt_events e where e.stream_id = coalesce(s.id, c.stream_id)), 0)
          from counted c full join safeguard.mt_streams s on s.id = c.stream_id
         where s.id is null or c.entries is distinct from s.version or c.first is distinct from 1 or c.last is distinct from s.version
            or s.tenant_id is distinct from '*DEFAULT*' or s.is_archived is distinct from false
         limit {Findings.Most}
        """, row =>
        findings.Add(row.GetInt64(0), "STREAM", $"The stream of entry {row.GetInt64(0)} has a hole, an entry without its stream row, or stands at another version than its newest entry."), stop);

    private async Task EachAsync(string sql, Action<NpgsqlDataReader> row, CancellationToken stop)
    {
        await using var query = sql.Contains("$1", StringComparison.Ordinal) ? log.Connection.Command(sql, head.Size) : log.Connection.Command(sql);
        query.CommandTimeout = 0; // the streams of a large log take a while
        await using var rows = await query.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) row(rows);
    }
}
