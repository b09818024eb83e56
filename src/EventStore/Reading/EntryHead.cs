using System.Text.Json;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Reading;

/// <summary>
/// An entry without what it says: of which kind it is, where it stands, who recorded it and when. The words of an entry, which
/// may fill pages, are neither written out by the server nor read.
/// </summary>
public sealed record EntryHead(EventId Id, StreamKey Stream, DateTimeOffset RecordedAt, EventHeaders Headers, Type Type)
{
    internal const string Select = "select id, seq_id, stream_id, timestamp, type, headers from safeguard.mt_events where id = any($1) order by seq_id";

    /// <summary>The agency that recorded it.</summary>
    public AgencyId Agency => Headers.Agency;

    /// <summary>Heads by id, in the order of the log, as one command of a batch; ids that are not there are absent.</summary>
    internal static NpgsqlBatchCommand ById(IEnumerable<EventId> ids) => Sql.BatchCommand(Select, ids.Select(i => i.Value).ToArray());

    /// <exception cref="UnknownEventTypeException">A newer release wrote a type that this one does not know.</exception>
    internal static async Task<IReadOnlyList<EntryHead>> ReadAllAsync(NpgsqlDataReader rows, CancellationToken stop)
    {
        var heads = new List<EntryHead>();
        while (await rows.ReadAsync(stop))
            heads.Add(new EntryHead(
                new EventId(rows.GetGuid(0)), StreamKey.Stored(rows.GetString(2)), rows.GetFieldValue<DateTimeOffset>(3),
                JsonSerializer.Deserialize<EventHeaders>(rows.GetFieldValue<byte[]>(5), EventJson.Options)!,
                EventTypes.TypeOf(rows.GetString(4)) ?? throw new UnknownEventTypeException(rows.GetString(4), rows.GetInt64(1))));
        return heads;
    }
}
