using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Reading;

/// <summary>Where a stream stands.</summary>
/// <param name="Version">As the stream's own row says.</param>
/// <param name="Last">The version of the last entry that is there; the same, unless somebody took entries away.</param>
public sealed record StreamEnd(long Version, long Last);

/// <summary>Reads the log. Personal values come sealed.</summary>
public sealed class EventReader(NpgsqlDataSource database)
{
    /// <summary>One stream in order, up to an instant of recording or a version (both included), from after a version.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> StreamAsync(
        StreamKey stream, CancellationToken stop, DateTimeOffset? asOf = null, long after = 0, long? upTo = null)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e
             where e.stream_id = $1 and e.version > $2 and e.version <= $3 and e.timestamp <= $4
             order by e.version
            """, stream.Value, after, upTo ?? long.MaxValue, asOf?.UtcDateTime ?? DateTime.MaxValue.ToUniversalTime());
        return await ReadAllAsync(command, stop);
    }

    /// <summary>The log in order, after a position, at most so many events.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> PageAsync(long after, int limit, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e where e.seq_id > $1 order by e.seq_id limit $2
            """, after, limit);
        return await ReadAllAsync(command, stop);
    }

    /// <summary>Events by id, in the order of the log; ids that are not there are absent.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ByIdAsync(IEnumerable<EventId> ids, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e where e.id = any($1) order by e.seq_id
            """, ids.Select(i => i.Value).ToArray());
        return await ReadAllAsync(command, stop);
    }

    /// <summary>The same without what they say: for whoever asks only whose they are.</summary>
    public async Task<IReadOnlyList<EntryHead>> HeadsAsync(IEnumerable<EventId> ids, CancellationToken stop)
    {
        await using var command = database.Command(EntryHead.Select, ids.Select(i => i.Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await EntryHead.ReadAllAsync(rows, stop);
    }

    /// <summary>Several streams up to an instant of recording, in the order of the log.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> StreamsAsync(IReadOnlyList<StreamKey> streams, DateTimeOffset asOf, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e where e.stream_id = any($1) and e.timestamp <= $2 order by e.seq_id
            """, streams.Select(s => s.Value).ToArray(), asOf.UtcDateTime);
        return await ReadAllAsync(command, stop);
    }

    /// <summary>The events of some types in some streams, recorded since an instant, in the order of the log.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> OfTypesAsync(
        IReadOnlyList<StreamKey> streams, IReadOnlyList<Type> types, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e
             where e.stream_id = any($1) and e.type = any($2) and e.timestamp >= $3 order by e.seq_id
            """, streams.Select(s => s.Value).ToArray(), types.Select(EventTypes.AliasOf).ToArray(), since.UtcDateTime);
        return await ReadAllAsync(command, stop);
    }

    /// <summary>Where streams stand, and with which version their entries end; a stream that never was is absent.</summary>
    public async Task<IReadOnlyDictionary<StreamKey, StreamEnd>> EndsAsync(IReadOnlyList<StreamKey> streams, CancellationToken stop)
    {
        await using var command = database.Command("""
            select s.id, s.version, coalesce((select max(e.version) from safeguard.mt_events e where e.stream_id = s.id), 0)
              from safeguard.mt_streams s where s.id = any($1)
            """, streams.Select(s => s.Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var ends = new Dictionary<StreamKey, StreamEnd>();
        while (await rows.ReadAsync(stop)) ends[StreamKey.Stored(rows.GetString(0))] = new StreamEnd(rows.GetInt64(1), rows.GetInt64(2));
        return ends;
    }

    /// <summary>Of a stream of readings those that showed any of these entries, up to an instant.</summary>
    /// <remarks>The ids asked for are hashed once. The operator <c>?|</c> holds each of them against each that was shown: four times as long for a hundred.</remarks>
    public async Task<IReadOnlyList<RecordedEvent>> ShowingAsync(StreamKey readings, IEnumerable<EventId> shown, DateTimeOffset asOf, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e
             where e.stream_id = $1 and e.timestamp <= $2
               and exists (select from jsonb_array_elements_text(e.data -> 'shown') s (id) where s.id in (select unnest($3))) order by e.version
            """, readings.Value, asOf.UtcDateTime, shown.Select(id => id.ToString()).ToArray());
        return await ReadAllAsync(command, stop);
    }

    /// <summary>Whether one of some people recorded anything in any of these streams, for whichever agency.</summary>
    public async Task<bool> RecordedInAsync(IReadOnlyList<StreamKey> streams, IEnumerable<ActorId> actors, CancellationToken stop)
    {
        await using var command = database.Command(
            "select exists (select from safeguard.mt_events where stream_id = any($1) and headers ->> 'actor' = any($2))",
            streams.Select(s => s.Value).ToArray(), actors.Select(a => a.Value).ToArray());
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Of an agency's stream of accesses the refused tries of one person at one id, up to an instant.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> DeniedAsync(StreamKey accesses, ActorId actor, Guid asked, DateTimeOffset asOf, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e
             where e.stream_id = $1 and e.timestamp <= $2 and e.type = 'access_denied' and e.headers ->> 'actor' = $3 and e.data ->> 'asked' = $4
             order by e.version
            """, accesses.Value, asOf.UtcDateTime, actor.Value, asked.ToString());
        return await ReadAllAsync(command, stop);
    }

    /// <summary>Events by position, both ends included.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> RangeAsync(long first, long last, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e where e.seq_id between $1 and $2 order by e.seq_id
            """, first, last);
        return await ReadAllAsync(command, stop);
    }

    /// <summary>The log in order, by position, both ends included, without some types, at most so many events.</summary>
    /// <param name="without">Aliases. An alias that this release does not know is never among them, and so is an error when it is met.</param>
    public async Task<IReadOnlyList<RecordedEvent>> RangeAsync(long first, long last, IReadOnlyList<string> without, int limit, CancellationToken stop)
    {
        // Spelled out: the server hashes a list of constants, and goes through a list that is a parameter once for each row.
        var types = without.Count == 0 ? "" : $"and e.type not in ({string.Join(", ", without.Select(alias => $"'{alias}'"))})";
        await using var command = database.Command($"""
            select {StoredEvent.Columns} from safeguard.mt_events e where e.seq_id between $1 and $2 {types} order by e.seq_id limit $3
            """, first, last, limit);
        return await ReadAllAsync(command, stop);
    }

    /// <summary>The ids of entries, by position.</summary>
    public async Task<IReadOnlyDictionary<long, EventId>> IdsAsync(IEnumerable<long> positions, CancellationToken stop)
    {
        await using var command = database.Command("select seq_id, id from safeguard.mt_events where seq_id = any($1)", positions.ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var ids = new Dictionary<long, EventId>();
        while (await rows.ReadAsync(stop)) ids[rows.GetInt64(0)] = new EventId(rows.GetGuid(1));
        return ids;
    }

    /// <summary>
    /// The last position recorded by an instant: every past moment is a position (design D2). 0 before the first. Found by
    /// halving: positions are dense, and recorded times never run backwards along them.
    /// </summary>
    public async Task<long> PositionAtAsync(DateTimeOffset asOf, CancellationToken stop)
    {
        await using var command = database.Command("""
            with recursive halving (low, high) as (
                select 0::bigint, position from safeguard.log_head
                union all
                select case when e.timestamp <= $1 then e.seq_id else h.low end, case when e.timestamp <= $1 then h.high else e.seq_id - 1 end
                  from halving h join safeguard.mt_events e on e.seq_id = (h.low + h.high + 1) / 2
                 where h.low < h.high)
            select low from halving where low = high
            """, asOf.UtcDateTime);
        return await command.ExecuteScalarAsync(stop) is long position ? position : 0;
    }

    private static async Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(NpgsqlCommand command, CancellationToken stop)
    {
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await ReadAllAsync(rows, stop);
    }

    private static async Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(NpgsqlDataReader rows, CancellationToken stop)
    {
        var events = new List<RecordedEvent>();
        while (await rows.ReadAsync(stop)) events.Add(StoredEvent.Read(rows));
        return events;
    }
}
