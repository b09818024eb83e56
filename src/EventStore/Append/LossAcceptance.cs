using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Log;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;

namespace Safeguard.EventStore.Append;

/// <summary>
/// Opens a restored log that lacks signed entries, once an operator accepts the loss: under a new name, with an event
/// that says what was lost, both in one transaction (design D3).
/// </summary>
public sealed class LossAcceptance(EventStoreOptions options, LogSigner signer, EventLog log, EventPreparation preparation, TimeProvider clock)
{
    /// <summary>Accepts what the checkpoint file shows to be lost, and all that any Host of this database has noted.</summary>
    /// <param name="by">Who accepts it.</param>
    /// <exception cref="SchemaException">There is no loss to accept, or something must be configured first; nothing was changed.</exception>
    public async Task<LogRestored> AcceptAsync(Actor by, CancellationToken stop)
    {
        var history = await log.HistoryAsync(stop);
        var keys = new LogKeys([.. history.Keys, signer.VerifierKey]);
        var kept = await LogContinuity.KeptAsync(options.CheckpointFile, keys, stop);
        if (options.MigrationsConnectionString is not { } owner)
            throw new SchemaException("Accepting a loss takes the owner's role. Set ConnectionStrings:SafeguardMigrations for this command.");

        await using var database = NpgsqlDataSource.Create(owner);
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var head = await LogHead.LockAsync(connection, stop);
        var losses = await LogContinuity.LossesAsync(connection, history, keys, kept, stop);
        if (losses is [{ Signed: null } unknown, ..]) throw new SchemaException($"{unknown.Sentence} Nothing was changed.");
        if (losses is not [{ Signed: { } lost }, ..])
            throw new SchemaException(kept is null
                ? "No checkpoint is kept outside the database (Log:CheckpointFile), and no Host has noted a loss in it. Nothing was changed."
                : "The log lacks nothing that was signed. Nothing was changed.");
        // A key that was announced in what is lost has signed it: that shows whose it is.
        if (!history.Knows(signer.VerifierKey) && !new LogKeys(signer.VerifierKey).TryVerify(lost.Note, out _, out _))
            throw new SchemaException("The signing key is not one that this log announced, so it could not be told from a stranger's. Set Log:SigningKey to the key that the Hosts sign with. Nothing was changed.");
        if (history.Names.Concat(losses.Select(l => l.Signed!.Checkpoint.Origin)).Contains(signer.Origin))
            throw new SchemaException($"A log that lost entries goes on under a name that was never used. Set Log:Origin to another one than {signer.Origin}, and keep it for all Hosts.");

        var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
        var commandId = Guid.CreateVersion7(now);
        var restored = new LogRestored(
            lost.Checkpoint.Origin, lost.Checkpoint.Size, lost.Note, head.Position, head.Frontier.Root.ToBase64(), signer.Origin, signer.VerifierKey.ToString())
        {
            AlsoLost = [.. losses.Skip(1).Select(l => l.Signed!.Note)],
            Envelope = Envelope.JustNow(now),
        };
        var prepared = await preparation.PrepareAsync([new Proposed(LogHistory.Stream, restored)], by, null, commandId, now, stop);
        var request = new AppendRequest(commandId, prepared.Events) { Expected = [new ExpectedStream(LogHistory.Stream, history.Version)] };
        await using var rename = connection.Command("select safeguard.rename_log($1, $2, $3)", head.Origin, head.Position, signer.Origin);
        await rename.ExecuteNonQueryAsync(stop);
        var plan = BatchPlan.Make(head with { Origin = signer.Origin }, _ => history.Version, certain: true, [new PendingAppend(request)], now);
        await using var batch = Appender.Statements(plan, connection);
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return restored;
    }
}
