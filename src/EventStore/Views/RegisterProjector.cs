using System.Text;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Brings one register level with the log, exactly once: rows and progress move in one transaction, and the progress
/// row is locked in it, so that of several Hosts one works and the others find the work done.
/// </summary>
public sealed class RegisterProjector(NpgsqlDataSource database, EventReader events, RegisterView view)
{
    private const int PageSize = 1_000;

    public RegisterView View => view;

    /// <summary>Folds one page.</summary>
    /// <returns>The position the register now stands at, and whether there may be more.</returns>
    public async Task<(long Position, bool More)> StepAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var make = connection.Command("""
            insert into safeguard.projection_progress (name) values ($1) on conflict (name) do nothing -- it is there: the select locks it
            """, view.Name))
            await make.ExecuteNonQueryAsync(stop);
        // Two statements: PostgreSQL takes no "for update" in any part of a union.
        await using var lockProgress = connection.Command("select position from safeguard.projection_progress where name = $1 for update", view.Name);
        var after = await lockProgress.ExecuteScalarAsync(stop) is long at ? at : 0;
        var page = await events.PageAsync(after, PageSize, stop);
        if (page.Count == 0) return (after, false);

        await StoreAsync(connection, page, stop);
        await transaction.CommitAsync(stop);
        return (page[^1].Position, page.Count == PageSize);
    }

    /// <summary>
    /// Folds the whole log anew. Readers see the old rows until the new ones are complete: it is one transaction.
    /// </summary>
    /// <param name="progress">Told the position reached, of which.</param>
    public async Task RebuildAsync(Action<long, long>? progress, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var clear = connection.Command("""
            insert into safeguard.projection_progress (name, position) values ($1, 0)
            on conflict (name) do update set position = 0
            """, view.Name))
            await clear.ExecuteNonQueryAsync(stop);
        await using (var clear = connection.Command("delete from safeguard.projected_rows where view = $1", view.Name))
            await clear.ExecuteNonQueryAsync(stop);

        await using var head = connection.Command("select position from safeguard.log_head");
        var upTo = await head.ExecuteScalarAsync(stop) is long position ? position : 0;
        for (long last = 0; last < upTo;)
        {
            var page = await events.PageAsync(last, PageSize, stop);
            if (page.Count == 0) break;
            await StoreAsync(connection, page, stop);
            last = page[^1].Position;
            progress?.Invoke(last, upTo);
        }

        await transaction.CommitAsync(stop);
    }

    private async Task StoreAsync(NpgsqlConnection connection, IReadOnlyList<RecordedEvent> page, CancellationToken stop)
    {
        var touched = page.Select(e => (Event: e, Key: view.KeyOf(e))).Where(t => t.Key is not null).ToList();
        var current = await CurrentAsync(connection, [.. touched.Select(t => t.Key!).Distinct()], stop);
        var rows = new List<Versioned>();
        foreach (var (recorded, key) in touched)
        {
            var before = current.GetValueOrDefault(key!);
            var after = view.Fold(before?.Data, recorded);
            if (after == before?.Data) continue;
            var row = new Versioned(key!, recorded.Position, after);
            if (before is not null) before.Until = recorded.Position;
            current[key!] = row;
            rows.Add(row);
        }

        await using var batch = new NpgsqlBatch(connection);
        if (rows.Count > 0)
        {
            batch.BatchCommands.Add(Sql.BatchCommand("""
                update safeguard.projected_rows r set until = n.position
                  from (select key, min(position) as position from unnest($2, $3) as n (key, position) group by key) n
                 where r.view = $1 and r.key = n.key and r.until is null
                """, view.Name, rows.Select(r => r.Key).ToArray(), rows.Select(r => r.Position).ToArray()));
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.projected_rows (view, key, position, until, data)
                select $1, n.key, n.position, n.until, n.data from unnest($2, $3, $4, $5::jsonb[]) as n (key, position, until, data)
                """, view.Name, rows.Select(r => r.Key).ToArray(), rows.Select(r => r.Position).ToArray(),
                rows.Select(r => r.Until).ToArray(), rows.Select(r => r.Data).ToArray()));
        }

        batch.BatchCommands.Add(Sql.BatchCommand(
            "update safeguard.projection_progress set position = $2 where name = $1", view.Name, page[^1].Position));
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task<Dictionary<string, Versioned>> CurrentAsync(NpgsqlConnection connection, string[] keys, CancellationToken stop)
    {
        await using var command = connection.Command("""
            select key, position, data from safeguard.projected_rows where view = $1 and key = any($2) and until is null
            """, view.Name, keys);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var current = new Dictionary<string, Versioned>();
        while (await reader.ReadAsync(stop))
            current[reader.GetString(0)] = new Versioned(
                reader.GetString(0), reader.GetInt64(1),
                reader.IsDBNull(2) ? null : Encoding.UTF8.GetString(CanonicalJson.Canonicalise(reader.GetFieldValue<byte[]>(2))));
        return current;
    }

    private sealed class Versioned(string key, long position, string? data)
    {
        public string Key { get; } = key;
        public long Position { get; } = position;
        public long? Until { get; set; }
        public string? Data { get; } = data;
    }
}
