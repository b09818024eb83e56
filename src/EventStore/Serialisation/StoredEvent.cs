using System.Text.Json;
using Npgsql;
using Safeguard.Domain;

namespace Safeguard.EventStore.Serialisation;

/// <summary>Between rows of <c>mt_events</c> and what folds see.</summary>
public static class StoredEvent
{
    /// <summary>The columns that <see cref="Read"/> expects, in its order, of a table called <c>e</c>.</summary>
    internal const string Columns = "e.id, e.seq_id, e.stream_id, e.version, e.timestamp, e.type, e.data, e.headers";

    /// <summary>Reads one row.</summary>
    /// <param name="from">The column with which it begins.</param>
    /// <exception cref="UnknownEventTypeException">A newer release wrote a type that this one does not know.</exception>
    internal static RecordedEvent Read(NpgsqlDataReader row, int from = 0)
    {
        var alias = row.GetString(from + 5);
        var type = EventTypes.TypeOf(alias) ?? throw new UnknownEventTypeException(alias, row.GetInt64(from + 1));
        return new RecordedEvent(
            new EventId(row.GetGuid(from)), row.GetInt64(from + 1), StreamKey.Stored(row.GetString(from + 2)), row.GetInt64(from + 3),
            row.GetFieldValue<DateTimeOffset>(from + 4),
            JsonSerializer.Deserialize<EventHeaders>(row.GetFieldValue<byte[]>(from + 7), EventJson.Options)!,
            (DomainEvent)JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(from + 6), type, EventJson.Options)!);
    }

    /// <summary>Reads an event's data as its alias says: for folds of what was just sealed.</summary>
    public static DomainEvent Parse(string alias, ReadOnlySpan<byte> data) =>
        (DomainEvent)JsonSerializer.Deserialize(data, EventTypes.TypeOf(alias)!, EventJson.Options)!;
}

/// <summary>
/// An event type that this release does not know: a newer one wrote it. Nothing is guessed; the stream is not
/// written to and the reader stops there (design D6).
/// </summary>
public sealed class UnknownEventTypeException(string alias, long position)
    : Exception($"The entry at position {position} is of type {alias}, which this release does not know.")
{
    public string Alias { get; } = alias;
    public long Position { get; } = position;
}
