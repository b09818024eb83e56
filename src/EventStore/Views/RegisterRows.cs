using System.Text;
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
            var after = view.Fold(before?.Data, recorded);
            if (after == before?.Data) continue;
            var row = new Row(key!, recorded.Position, after);
            if (before is not null) before.Until = recorded.Position;
            current[key!] = row;
            rows.Add(row);
        }

        return [.. Store(view, build, [.. stored.Values.Where(r => r.Until is not null)], rows), Sql.BatchCommand(
            "update safeguard.projection_builds set position = $3 where view = $1 and build = $2", view.Name, build, page[^1].Position)];
    }

    private static IEnumerable<NpgsqlBatchCommand> Store(RegisterView view, int build, List<Row> ended, List<Row> rows)
    {
        if (ended.Count > 0)
            yield return Sql.BatchCommand("""
                update safeguard.projected_rows r set until = n.until from unnest($3, $4) as n (key, until)
                 where r.view = $1 and r.build = $2 and r.key = n.key and r.until is null
                """, view.Name, build, ended.Select(r => r.Key).ToArray(), ended.Select(r => r.Until).ToArray());
        if (rows.Count > 0)
            yield return Sql.BatchCommand("""
                insert into safeguard.projected_rows (view, build, key, position, until, data)
                select $1, $2, n.key, n.position, n.until, n.data from unnest($3, $4, $5, $6::jsonb[]) as n (key, position, until, data)
                """, view.Name, build, rows.Select(r => r.Key).ToArray(), rows.Select(r => r.Position).ToArray(),
                rows.Select(r => r.Until).ToArray(), rows.Select(r => r.Data).ToArray());
    }

    /// <summary>The standing rows of these keys.</summary>
    private static async Task<Dictionary<string, Row>> StoredAsync(
        NpgsqlConnection connection, RegisterView view, int build, string[] keys, CancellationToken stop)
    {
        await using var command = connection.Command("""
            select key, position, data from safeguard.projected_rows where view = $1 and build = $2 and key = any($3) and until is null
            """, view.Name, build, keys);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var current = new Dictionary<string, Row>();
        while (await reader.ReadAsync(stop))
            current[reader.GetString(0)] = new Row(
                reader.GetString(0), reader.GetInt64(1),
                reader.IsDBNull(2) ? null : Encoding.UTF8.GetString(CanonicalJson.Canonicalise(reader.GetFieldValue<byte[]>(2))));
        return current;
    }

    private sealed class Row(string key, long position, string? data)
    {
        public string Key { get; } = key;
        public long Position { get; } = position;
        public long? Until { get; set; }
        public string? Data { get; } = data;
    }
}
