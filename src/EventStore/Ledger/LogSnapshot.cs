using System.Data;
using Npgsql;

namespace Safeguard.EventStore.Ledger;

/// <summary>Where the stored log says that it ends; the peaks as they stand there, fitting or not.</summary>
/// <param name="Last">Where its entries and leaves end in truth.</param>
internal sealed record StoredHead(string Origin, long Size, DateTimeOffset RecordedAt, byte[] Peaks, long Last);

/// <summary>
/// The stored log at one moment, for verification: whatever is appended meanwhile is not in it, and nobody who appends
/// waits for it.
/// </summary>
internal sealed class LogSnapshot : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private LogSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (Connection, _transaction) = (connection, transaction);

    public NpgsqlConnection Connection { get; }

    public static async Task<LogSnapshot> TakeAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        return new LogSnapshot(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop));
    }

    /// <summary>The head; null where no log was ever opened.</summary>
    public async Task<StoredHead?> HeadAsync(CancellationToken stop)
    {
        await using var query = Connection.Command("""
            select origin, position, recorded_at, peaks,
                   greatest(0, (select max(seq_id) from safeguard.mt_events), (select max(seq_id) from safeguard.log_leaves))
              from safeguard.log_head
            """);
        await using var row = await query.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop)
            ? new StoredHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<byte[]>(3), row.GetInt64(4))
            : null;
    }

    /// <summary>Stored leaves and nodes. One that is missing reads as zeros, which no tree holds: whatever is built on it fails.</summary>
    public async Task<Func<NodeId, Sha256Hash>> NodesAsync(IReadOnlyList<NodeId> needed, CancellationToken stop)
    {
        var nodes = await Proofs.NodesAsync(Connection, needed, stop);
        return node => nodes.GetValueOrDefault(node);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
