using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Reading;

/// <summary>An entry as folds see it, and as the bytes that its leaf is the hash of.</summary>
/// <param name="Canonical">See <see cref="LeafEntry"/>.</param>
public sealed record StoredEntry(RecordedEvent Recorded, byte[] Canonical)
{
    public Sha256Hash Leaf() => MerkleHash.Leaf(Canonical);
}

/// <summary>Reads whole streams as they were stored, to be handed out with their proofs.</summary>
public sealed class StoredEntries(NpgsqlDataSource database)
{
    /// <summary>All entries of some streams up to a position, in the order of the log.</summary>
    public async Task<IReadOnlyList<StoredEntry>> OfAsync(IEnumerable<StreamKey> streams, long upTo, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select {StoredEvent.Columns}, e.correlation_id, e.causation_id from safeguard.mt_events e
             where e.stream_id = any($1) and e.seq_id <= $2 order by e.seq_id
            """, streams.Select(s => s.Value).ToArray(), upTo);
        return await ReadAsync(command, stop);
    }

    /// <summary>How many entries some streams have up to a position.</summary>
    public async Task<long> CountAsync(IEnumerable<StreamKey> streams, long upTo, CancellationToken stop)
    {
        await using var command = database.Command(
            "select count(*) from safeguard.mt_events e where e.stream_id = any($1) and e.seq_id <= $2", streams.Select(s => s.Value).ToArray(), upTo);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>One entry by its id; null where there is none.</summary>
    public async Task<StoredEntry?> FindAsync(EventId id, CancellationToken stop)
    {
        await using var command = database.Command(
            $"select {StoredEvent.Columns}, e.correlation_id, e.causation_id from safeguard.mt_events e where e.id = $1", id.Value);
        return (await ReadAsync(command, stop)).SingleOrDefault();
    }

    private static async Task<IReadOnlyList<StoredEntry>> ReadAsync(NpgsqlCommand command, CancellationToken stop)
    {
        var entries = new List<StoredEntry>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var recorded = StoredEvent.Read(rows);
            entries.Add(new StoredEntry(recorded, LeafEntry.Canonical(
                recorded.Id.Value, recorded.Stream.Value, recorded.Version, rows.GetString(5), recorded.RecordedAt,
                rows.IsDBNull(8) ? null : rows.GetString(8), rows.IsDBNull(9) ? null : rows.GetString(9),
                rows.GetFieldValue<byte[]>(6), rows.IsDBNull(7) ? [] : rows.GetFieldValue<byte[]>(7))));
        }

        return entries;
    }
}
