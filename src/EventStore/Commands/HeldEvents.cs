using System.Text;
using System.Text.Json;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Commands;

/// <summary>
/// Reads of a log that may not be written to: held beside it before the answer leaves, appended once it is open again.
/// So nobody reads unseen, and the restored log is not written to (design D3, D8).
/// </summary>
public sealed class HeldEvents(NpgsqlDataSource database, Appender appender, TimeProvider clock)
{
    /// <summary>Holds the events of a request.</summary>
    internal async Task HoldAsync(AppendRequest request, CancellationToken stop)
    {
        foreach (var e in request.Events)
        {
            await using var hold = database.Command("""
                insert into safeguard.held_events (id, stream, type, data, headers, correlation, causation, held_at)
                values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8)
                """,
                e.Id.Value, e.Stream.Value, e.Type, Encoding.UTF8.GetString(e.Data), Encoding.UTF8.GetString(e.Headers), request.CorrelationId, request.CommandId, clock.GetUtcNow().UtcDateTime);
            await hold.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Appends what is held. Several Hosts may do so at once, and any of them may die at it: an id is appended once.</summary>
    /// <returns>How many were appended here.</returns>
    public async Task<int> AppendAsync(CancellationToken stop)
    {
        var appended = 0;
        foreach (var (request, id) in await AllAsync(stop))
        {
            try
            {
                await appender.AppendAsync(request, CancellationToken.None);
                appended++;
            }
            catch (PostgresException there) when (there.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Appended before, by a Host that did not come to take it away from here.
            }

            await using var taken = database.Command("delete from safeguard.held_events where id = $1", id);
            await taken.ExecuteNonQueryAsync(stop);
        }

        return appended;
    }

    private async Task<List<(AppendRequest Request, Guid Id)>> AllAsync(CancellationToken stop)
    {
        await using var query = database.Command(
            "select id, stream, type, data, headers, correlation, causation from safeguard.held_events order by held_at, id");
        await using var rows = await query.ExecuteReaderAsync(stop);
        var held = new List<(AppendRequest, Guid)>();
        while (await rows.ReadAsync(stop))
        {
            var (id, type) = (rows.GetGuid(0), rows.GetString(2));
            var data = Ledger.CanonicalJson.Canonicalise(rows.GetFieldValue<byte[]>(3));
            var headers = Ledger.CanonicalJson.Canonicalise(rows.GetFieldValue<byte[]>(4));
            var e = new PreparedEvent(
                new EventId(id), StreamKey.Stored(rows.GetString(1)), type, data, headers,
                StoredEvent.Parse(type, data), JsonSerializer.Deserialize<EventHeaders>(headers, EventJson.Options)!);
            held.Add((new AppendRequest(rows.GetGuid(6), [e]) { CorrelationId = rows.IsDBNull(5) ? null : rows.GetString(5) }, id));
        }

        return held;
    }
}
