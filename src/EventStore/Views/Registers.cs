using System.Text.Json;
using Npgsql;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Reads registers, as they stand or as they stood at a position. Every statement asks which build is live, so that it
/// sees one build whole, whatever takes over meanwhile.
/// </summary>
public sealed class Registers(NpgsqlDataSource database)
{
    private const string Live = "view = $1 and build = (select build from safeguard.projection_builds where view = $1 and state = 'live')";

    /// <summary>All rows of a register as it stood at a position.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(RegisterView<T> view, long position, CancellationToken stop) where T : class
    {
        await using var reader = await QueryAsync($"""
            select data from safeguard.projected_rows
             where {Live} and position <= $2 and (until is null or until > $2) and data is not null
             order by key
            """, [view.Name, position], stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), EventJson.Options)!);
        return rows;
    }

    /// <summary>
    /// One page of a register, newest row first, as it stood at a position. The cursor is the position of the last row
    /// seen, so pages stay stable under appends.
    /// </summary>
    /// <param name="before">Rows that began before this position; null for the first page.</param>
    public async Task<IReadOnlyList<(long Position, T Row)>> PageAsync<T>(
        RegisterView<T> view, long position, RowFilter filter, long? before, int limit, CancellationToken stop) where T : class
    {
        List<SqlValue> values = [view.Name, position, before ?? long.MaxValue, limit];
        const string Page = "order by position desc limit $4";
        await using var reader = await QueryAsync($"{Rows(view, "position, data", $" and position < $3{filter.Sql(values)}", Page)} {Page}", values, stop);
        var rows = new List<(long, T)>();
        while (await reader.ReadAsync(stop))
            rows.Add((reader.GetInt64(0), JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(1), EventJson.Options)!));
        return rows;
    }

    /// <summary>The rows of these keys as they stand; one that is not there is absent.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(RegisterView<T> view, IReadOnlyList<string> keys, CancellationToken stop) where T : class
    {
        await using var command = database.Command($"""
            select r.data from unnest($2) as k (key) cross join lateral (
                select data from safeguard.projected_rows where {Live} and key = k.key order by position desc limit 1) r
             where r.data is not null
            """, view.Name, keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), EventJson.Options)!);
        return rows;
    }

    /// <summary>How many rows a register has at a position.</summary>
    public async Task<long> CountAsync(RegisterView view, long position, RowFilter filter, CancellationToken stop)
    {
        List<SqlValue> values = [view.Name, position];
        await using var reader = await QueryAsync($"select count(*) from ({Rows(view, "1", filter.Sql(values))}) r", values, stop);
        await reader.ReadAsync(stop);
        return reader.GetInt64(0);
    }

    /// <summary>
    /// How many rows say the same of some members, as the register stood at a position. There are as many groups as
    /// combinations of codes, however many rows.
    /// </summary>
    /// <param name="members">Members that hold codes; one that is missing is null.</param>
    public async Task<IReadOnlyList<(IReadOnlyList<string?> Codes, long Count)>> CountsAsync(
        RegisterView view, long position, RowFilter filter, IReadOnlyList<string> members, CancellationToken stop)
    {
        List<SqlValue> values = [view.Name, position];
        var codes = string.Join(", ", members.Select((m, n) => $"data->>{RowTest.Name(m)} as m{n}"));
        await using var reader = await QueryAsync($"""
            select count(*), r.* from ({Rows(view, codes, filter.Sql(values))}) r group by {string.Join(", ", members.Select((_, n) => $"m{n}"))}
            """, values, stop);
        var groups = new List<(IReadOnlyList<string?>, long)>();
        while (await reader.ReadAsync(stop))
            groups.Add(([.. members.Select((_, n) => reader.IsDBNull(n + 1) ? null : reader.GetString(n + 1))], reader.GetInt64(0)));
        return groups;
    }

    /// <summary>The position a register stands at; 0 for one that has not been filled yet and so has no answer to give.</summary>
    public async Task<long> PositionAsync(RegisterView view, CancellationToken stop)
    {
        await using var command = database.Command("select position from safeguard.projection_builds where view = $1 and state = 'live'", view.Name);
        return await command.ExecuteScalarAsync(stop) is long position ? position : 0;
    }

    /// <summary>A query with filters, planned for its values: which index serves it best is theirs to say.</summary>
    private async Task<NpgsqlDataReader> QueryAsync(string sql, List<SqlValue> values, CancellationToken stop)
    {
        // For this transaction alone, which is this one round trip.
        var batch = database.CreateBatch(); // its connection goes back with the reader
        batch.BatchCommands.Add(Sql.BatchCommand("select set_config('plan_cache_mode', 'force_custom_plan', true)"));
        batch.BatchCommands.Add(Sql.BatchCommand(sql, [.. values]));
        var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        return reader;
    }

    /// <summary>
    /// Rows true at position <c>$2</c>. Where a register has indexes of its own, those that stand and those that were
    /// replaced since are asked for apart: each has its index, and of the second there are few.
    /// </summary>
    /// <param name="of">More conditions.</param>
    /// <param name="page">Order and limit, of each part and of the whole.</param>
    private static string Rows(RegisterView view, string columns, string of, string page = "") => !view.HasIndexes
        ? $"select {columns} from safeguard.projected_rows where {Live} and position <= $2 and (until is null or until > $2) and data is not null{of}"
        : $"""
            (select {columns} from safeguard.projected_rows
              where {Live} and split_part(view, ':', 1) = '{view.Register}' and position <= $2 and until is null and data is not null{of} {page})
            union all
            (select {columns} from safeguard.projected_rows
              where {Live} and split_part(view, ':', 1) = '{view.Register}' and int8range(position, until) @> $2 and until is not null and data is not null{of} {page})
            """;
}
