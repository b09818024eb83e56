using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections;

namespace Safeguard.Benchmarks;

/// <summary>What PostgreSQL itself can do, through the same driver, with prepared statements.</summary>
internal static class Raw
{
    private static readonly string Row = $$"""{"text": "{{new string('x', 380)}}"}""";

    /// <summary>One row of about 400 bytes, one commit, one connection.</summary>
    public static async Task<Measured> InsertAsync(BenchDatabase bench, int count)
    {
        await using var connection = await bench.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("insert into raw (data) values ($1::jsonb)", connection) { Parameters = { new() { Value = Row } } };
        await command.PrepareAsync();
        return await Measured.RunAsync(1, count, (_, _) => command.ExecuteNonQueryAsync());
    }

    /// <summary>Rows a second, a hundred to a commit.</summary>
    public static async Task<double> UnnestAsync(BenchDatabase bench, IReadOnlyList<string> rows)
    {
        await using var connection = await bench.Owner.OpenConnectionAsync();
        var parameter = new NpgsqlParameter { Value = rows.Take(100).ToArray() };
        await using var command = new NpgsqlCommand("insert into raw (data) select * from unnest($1::jsonb[])", connection) { Parameters = { parameter } };
        await command.PrepareAsync();
        var start = Stopwatch.GetTimestamp();
        foreach (var hundred in rows.Chunk(100))
        {
            parameter.Value = hundred;
            await command.ExecuteNonQueryAsync();
        }

        return rows.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Events a second into Marten's two tables, with their keys and indexes, as many to a commit as ours: what is left is what the ledger costs.</summary>
    public static async Task<double> UnnestEventsAsync(BenchDatabase bench, IReadOnlyList<AppendRequest> requests)
    {
        await using var connection = await bench.Owner.OpenConnectionAsync();
        await using var streams = new NpgsqlCommand(
            "insert into raw_streams (id, version, timestamp) select *, 50, now() from unnest($1) on conflict do nothing", connection) { Parameters = { new() } };
        await using var events = new NpgsqlCommand("""
            insert into raw_events (seq_id, id, stream_id, version, data, type, timestamp, causation_id, headers)
            select e.seq_id, e.id, e.stream, e.version, e.data, e.type, now(), '', e.headers from unnest($1, $2, $3, $4, $5::jsonb[], $6, $7::jsonb[]) as e (seq_id, id, stream, version, data, type, headers)
            """, connection)
        {
            Parameters = { new(), new(), new(), new(), new(), new(), new() },
        };
        var versions = new Dictionary<StreamKey, long>();
        var position = await bench.ScalarAsync<long>("select coalesce(max(seq_id), 0) from raw_events");
        var start = Stopwatch.GetTimestamp();
        foreach (var some in requests.Select(r => r.Events[0]).Chunk(Appender.BatchLimit))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            streams.Parameters[0].Value = some.Select(e => e.Stream.Value).Distinct().ToArray();
            await streams.ExecuteNonQueryAsync();
            object[] columns =
            [
                some.Select(_ => ++position).ToArray(), some.Select(e => e.Id.Value).ToArray(), some.Select(e => e.Stream.Value).ToArray(),
                some.Select(e => versions[e.Stream] = versions.GetValueOrDefault(e.Stream) + 1).ToArray(),
                some.Select(e => Encoding.UTF8.GetString(e.Data)).ToArray(), some.Select(e => e.Type).ToArray(), some.Select(e => Encoding.UTF8.GetString(e.Headers)).ToArray(),
            ];
            for (var n = 0; n < columns.Length; n++) events.Parameters[n].Value = columns[n];
            await events.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        return requests.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Lines of a bare table backwards from a position, made into what they are.</summary>
    public static async Task LinesAsync(BenchDatabase bench, long before, int count)
    {
        await using var command = bench.Owner.CreateCommand("select position, data from raw_shares where position < $1 order by position desc limit $2");
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = count });
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) JsonSerializer.Deserialize<ShareRow>(rows.GetFieldValue<byte[]>(1), EventJson.Options);
    }

    /// <summary>Events a second: every column of the rows read, data and headers made into what they are.</summary>
    /// <param name="where">Which rows, as SQL after <c>where</c>, with <c>$1</c>.</param>
    public static async Task<double> ScanAsync(BenchDatabase bench, string where, object value)
    {
        await using var connection = await bench.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            $"select seq_id, id, stream_id, version, type, timestamp, correlation_id, causation_id, data, headers from safeguard.mt_events where {where}", connection)
        {
            Parameters = { new() { Value = value } }, CommandTimeout = 0,
        };
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            _ = new RecordedEvent(
                new EventId(rows.GetGuid(1)), rows.GetInt64(0), StreamKey.Stored(rows.GetString(2)), rows.GetInt64(3), rows.GetFieldValue<DateTimeOffset>(5),
                JsonSerializer.Deserialize<EventHeaders>(rows.GetFieldValue<byte[]>(9), EventJson.Options)!, StoredEvent.Parse(rows.GetString(4), rows.GetFieldValue<byte[]>(8)));
            count++;
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
