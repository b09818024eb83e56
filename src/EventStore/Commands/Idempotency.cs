using System.Text;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;

namespace Safeguard.EventStore.Commands;

/// <summary>
/// Answers already given. A key belongs to the caller who made it up; it and the request are kept as keyed hashes,
/// since either may hold personal data. The first answer is rebuilt from the log, not kept (design D2).
/// </summary>
public sealed class Idempotency(NpgsqlDataSource database, ServiceKeys keys, EventReader events, LogSigner signer)
{
    /// <summary>How long an answer is kept at least.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    internal IdempotencyEntry? EntryOf(CommandCall call) => call.Idempotency is { } used
        ? new IdempotencyEntry(
            keys.HashIdempotency("key", Encoding.UTF8.GetBytes($"{call.By.Agency}\n{call.By.Id}\n{used.Key}")),
            keys.HashIdempotency("request", used.Request.Span),
            call.CreatedId)
        : null;

    /// <summary>The answer that the key got before; null when it is new.</summary>
    internal async Task<CommandOutcome?> FirstAnswerAsync(IdempotencyEntry entry, StreamKey target, CancellationToken stop)
    {
        if (await ReadAsync(entry.Key, stop) is not { } kept) return null;
        if (!kept.Body.AsSpan().SequenceEqual(entry.Body)) return new CommandOutcome.KeyReused();

        // The same entries, leaves and proofs as the first time, in the tree of the first time; only the signature is new.
        var recorded = await ReceiptEntriesAsync(kept.First, kept.Last, kept.Size, stop);
        var root = await Proofs.RootAsync(database, kept.Size, stop);
        var version = recorded.LastOrDefault(e => e.Event.Stream == target)?.Event.Version ?? 0;
        return new CommandOutcome.Recorded(new Receipt(recorded, signer.Sign(new Checkpoint(kept.Origin, kept.Size, root))), version, kept.CreatedId, []) { Repeated = true };
    }

    private async Task<KeptAnswer?> ReadAsync(byte[] key, CancellationToken stop)
    {
        await using var command = database.Command("""
            select k.body, k.first_position, k.last_position, k.tree_size, k.created_id, h.origin
              from safeguard.idempotency_keys k, safeguard.log_head h where k.key = $1
            """, key);
        await using var row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop)
            ? new KeptAnswer(
                row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetGuid(4), row.GetString(5))
            : null;
    }

    private sealed record KeptAnswer(byte[] Body, long First, long Last, long Size, Guid? CreatedId, string Origin);

    private async Task<IReadOnlyList<ReceiptEntry>> ReceiptEntriesAsync(long first, long last, long size, CancellationToken stop)
    {
        var recorded = await events.RangeAsync(first, last, stop);
        var leaves = await Proofs.LeavesAsync(database, first, last, stop);
        var proofs = await Proofs.InclusionAsync(database, [.. recorded.Select(e => e.Position)], size, stop);
        return [.. recorded.Select((e, n) => new ReceiptEntry(
            new AppendedEvent(e.Id, e.Stream, e.Version, EventTypes.AliasOf(e.Event.GetType()), e.Position, e.RecordedAt, leaves[n]), proofs[n]))];
    }

    /// <summary>Forgets answers older than <see cref="Kept"/>.</summary>
    public async Task ForgetOldAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var command = database.Command("delete from safeguard.idempotency_keys where recorded_at < $1", (now - Kept).UtcDateTime);
        await command.ExecuteNonQueryAsync(stop);
    }
}
