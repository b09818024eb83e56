using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Folds a page of the log into the rows of one build. Following the log and filling a build beside the live one differ
/// in their pages alone, so both leave the same bytes.
/// </summary>
internal static class RegisterRows
{
    /// <summary>Reads the rows that the page touches, and folds it.</summary>
    /// <returns>The statements that store rows and progress: to be run in one transaction.</returns>
    public static async Task<IReadOnlyList<NpgsqlBatchCommand>> FoldAsync(
        NpgsqlConnection connection, RegisterView view, int build, IReadOnlyList<RecordedEvent> page, CancellationToken stop)
    {
        var touched = page.Select(e => (Event: e, Key: view.KeyOf(e))).Where(t => t.Key is not null).ToList();
        var stored = touched.Count == 0 ? [] : await StoredAsync(connection, view, build, [.. touched.Select(t => t.Key!).Distinct()], stop);
        var current = new Dictionary<string, Row>(stored);
        var rows = new List<Row>();
        foreach (var (recorded, key) in touched)
        {
            var before = current.GetValueOrDefault(key!);
            var state = view.Evolve(before?.State, recorded);
            if (ReferenceEquals(state, before?.State)) continue;
            var row = new Row(key!, recorded.Position, state, state is null ? null : view.Write(state));
            if (row.SaysTheSameAs(before)) continue;
            before?.Until = recorded.Position;
            current[key!] = row;
            rows.Add(row);
        }

        return [.. Store(view, build, [.. stored.Values.Where(r => r.Until is not null)], rows), Sql.BatchCommand(
            "update safeguard.projection_builds set position = $3 where view = $1 and build = $2", view.Name, build, page[^1].Position)];
    }

    private static IEnumerable<NpgsqlBatchCommand> Store(RegisterView view, int build, List<Row> ended, List<Row> rows)
    {
        // An insertion that always conflicts: unlike an update, it finds its row by the primary key whatever the
        // server's statistics say. Of a build that has just begun they say nothing, and an update would read all of it.
        if (ended.Count > 0)
            yield return Sql.BatchCommand("""
                insert into safeguard.projected_rows (view, build, key, position, until)
                select $1, $2, n.key, n.position, n.until from unnest($3, $4, $5) as n (key, position, until)
                on conflict (view, build, key, position) do update set until = excluded.until
                """, view.Name, build, ended.Select(r => r.Key).ToArray(), ended.Select(r => r.Position).ToArray(), ended.Select(r => r.Until).ToArray());
        if (rows.Count > 0)
            yield return Sql.BatchCommand("""
                insert into safeguard.projected_rows (view, build, key, position, until, data)
                select $1, $2, n.key, n.position, n.until, n.data from unnest($3, $4, $5, $6) as n (key, position, until, data)
                """, view.Name, build, rows.Select(r => r.Key).ToArray(), rows.Select(r => r.Position).ToArray(),
                rows.Select(r => r.Until).ToArray(), SqlValue.Json([.. rows.Select(r => r.Data)]));
    }

    /// <summary>The newest row of each of these keys, one step down the primary key for each.</summary>
    private static async Task<Dictionary<string, Row>> StoredAsync(
        NpgsqlConnection connection, RegisterView view, int build, string[] keys, CancellationToken stop)
    {
        await using var command = connection.Command("""
            select r.* from unnest($3) as k (key) cross join lateral (
                select key, position, data from safeguard.projected_rows
                 where view = $1 and build = $2 and key = k.key order by position desc limit 1) r
            """, view.Name, build, keys);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var current = new Dictionary<string, Row>();
        while (await reader.ReadAsync(stop))
        {
            var data = reader.IsDBNull(2) ? null : CanonicalJson.Canonicalise(reader.GetFieldValue<byte[]>(2));
            current[reader.GetString(0)] = new Row(reader.GetString(0), reader.GetInt64(1), data is null ? null : view.Read(data), data);
        }

        return current;
    }

    /// <param name="State">What the row says; null where the thing ended.</param>
    /// <param name="Data">The same as it is stored.</param>
    private sealed record Row(string Key, long Position, object? State, byte[]? Data)
    {
        /// <summary>The position that replaced it; null while it stands.</summary>
        public long? Until { get; set; }

        public bool SaysTheSameAs(Row? other) =>
            Data is null ? other?.Data is null : other?.Data is not null && Data.AsSpan().SequenceEqual(other.Data);
    }
}
