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
        await using var command = database.Command($"""
            select data from safeguard.projected_rows
             where {Live} and position <= $2 and (until is null or until > $2) and data is not null
             order by key
            """, view.Name, position);
        return await ReadAsync<T>(command, stop);
    }

    /// <summary>
    /// One page of a register, newest row first, as it stood at a position. Each row's members can be filtered by
    /// equality; the cursor is the position of the last row seen, so pages stay stable under appends.
    /// </summary>
    /// <param name="filter">Members and their values; all must match.</param>
    /// <param name="before">Rows that began before this position; null for the first page.</param>
    public async Task<IReadOnlyList<(long Position, T Row)>> PageAsync<T>(
        RegisterView<T> view, long position, IReadOnlyDictionary<string, string> filter, long? before, int limit, CancellationToken stop) where T : class
    {
        await using var command = database.Command($"""
            select position, data from safeguard.projected_rows
             where {Live} and position <= $2 and (until is null or until > $2) and position < $3
               and data @> $4::jsonb
             order by position desc limit $5
            """, view.Name, position, before ?? long.MaxValue, JsonSerializer.Serialize(filter), limit);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<(long, T)>();
        while (await reader.ReadAsync(stop))
            rows.Add((reader.GetInt64(0), JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(1), EventJson.Options)!));
        return rows;
    }

    /// <summary>The position a register stands at; 0 for one that has not been filled yet and so has no answer to give.</summary>
    public async Task<long> PositionAsync(RegisterView view, CancellationToken stop)
    {
        await using var command = database.Command("select position from safeguard.projection_builds where view = $1 and state = 'live'", view.Name);
        return await command.ExecuteScalarAsync(stop) is long position ? position : 0;
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), EventJson.Options)!);
        return rows;
    }
}
