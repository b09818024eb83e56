using Npgsql;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Append;

/// <summary>Where the log ends: the last position, its recorded time, and the Merkle frontier there.</summary>
public sealed record LogHead(string Origin, long Position, DateTimeOffset RecordedAt, Frontier Frontier)
{
    private const string Columns = "origin, position, recorded_at, peaks";

    /// <summary>The head as last committed; null for a database whose log was never opened.</summary>
    public static async Task<LogHead?> ReadAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.Command($"select {Columns} from safeguard.log_head");
        return await ReadAsync(command, stop);
    }

    /// <summary>The head, locked until the transaction ends: nobody appends meanwhile.</summary>
    internal static async Task<LogHead> LockAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = connection.Command($"select {Columns} from safeguard.lock_head()");
        return await ReadAsync(command, stop) ?? throw new InvalidOperationException("The log was never opened.");
    }

    private static async Task<LogHead?> ReadAsync(NpgsqlCommand command, CancellationToken stop)
    {
        await using var row = await command.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop)) return null;
        var position = row.GetInt64(1);
        return new LogHead(row.GetString(0), position, row.GetFieldValue<DateTimeOffset>(2), Frontier.FromBytes(position, row.GetFieldValue<byte[]>(3)));
    }
}
