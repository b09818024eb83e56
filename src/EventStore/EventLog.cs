using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Log;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Sealing;

namespace Safeguard.EventStore;

/// <summary>
/// Brings a Host to the point where it may append: schema, keys, the log's opening, its signing key. Everything here
/// may be run by several Hosts at once and any number of times.
/// </summary>
public sealed class EventLog(
    EventStoreOptions options, NpgsqlDataSource database, MasterKeys masters, ServiceKeys serviceKeys, LogSigner signer,
    Appender appender, HeldEvents held, EventPreparation preparation, EventReader events, TimeProvider clock)
{
    /// <summary>Who acts when nobody does.</summary>
    public static readonly Actor Itself = new(ActorId.Of("safeguard"), DataKeys.Partnership, [Role.System]);

    /// <summary>
    /// Prepares the database and starts the appender. A log that lacks what was once signed opens read only: reads are
    /// kept until it is open again, nothing else is written (design D3).
    /// </summary>
    /// <param name="say">Told of each step.</param>
    /// <exception cref="SchemaException">The database does not suit this release, or is not this log's.</exception>
    /// <exception cref="KeyRingException">Keys are missing or cannot be opened.</exception>
    public async Task StartAsync(Action<string>? say, CancellationToken stop)
    {
        await MustNotBeginAnewAsync(stop);
        await MigrateAsync(say, stop);
        await masters.LoadAsync(stop);
        await serviceKeys.LoadAsync(stop);
        await OpenAsync(stop);
        var history = await HistoryAsync(stop);
        // Before the head: what was signed by then is committed, so only a head that lost it lacks it, whoever appends meanwhile.
        var keys = new LogKeys([.. history.Keys, signer.VerifierKey]);
        var kept = await LogContinuity.KeptAsync(options.CheckpointFile, keys, stop);
        if (kept is not null && !history.Accepts(kept.Checkpoint)) appender.Learn(kept);
        if (await LogContinuity.LossesAsync(database, history, keys, kept, stop) is [var loss, ..])
        {
            say?.Invoke(loss.Sentence);
            appender.Start(readOnly: loss.Sentence);
            return;
        }

        MustBeOurs((await LogHead.ReadAsync(database, stop))!, history);
        appender.Start();
        if (history.Origin is null) await AnnounceAsync(say, stop);
        await held.AppendAsync(stop);
    }

    /// <summary>What the log says of itself.</summary>
    public async Task<LogHistory> HistoryAsync(CancellationToken stop) => LogHistory.Of(await events.StreamAsync(LogHistory.Stream, stop));

    /// <summary>Asked before anything is touched: a log that was signed before is restored, not begun anew beside what was signed.</summary>
    private async Task MustNotBeginAnewAsync(CancellationToken stop)
    {
        if (options.CheckpointFile is null || !File.Exists(options.CheckpointFile)) return;
        await using (var schema = database.Command("select to_regclass('safeguard.log_head') is not null"))
            if (await schema.ExecuteScalarAsync(stop) is true && (await LogHead.ReadAsync(database, stop))?.Position > 0)
                return;
        var kept = await LogContinuity.KeptAsync(options.CheckpointFile, new LogKeys(signer.VerifierKey), stop);
        throw new SchemaException(
            $"The database is empty, but this log was signed up to entry {kept!.Checkpoint.Size} before. Restore the database; or, if it is a new log on purpose, move the old checkpoint away (Log:CheckpointFile; in Development the folder .data). Nothing was changed.");
    }

    /// <summary>For a command that migrates nothing.</summary>
    /// <exception cref="SchemaException">The database has no schema of ours, or that of a newer release.</exception>
    public async Task MustHaveSchemaAsync(CancellationToken stop)
    {
        var version = await SchemaMigrations.VersionAsync(database, stop);
        if (version > SchemaMigrations.Latest) throw NewerSchema(version);
        if (version == 0) throw NoLog;
    }

    /// <summary>A slip in the connection string must not begin another log.</summary>
    public static SchemaException NoLog => new("The database holds no log. Look at ConnectionStrings:Safeguard. Nothing was changed.");

    private static SchemaException NewerSchema(int version) =>
        new($"The database is at schema {version}, which is newer than this release knows ({SchemaMigrations.Latest}). Use the newer release instead; nothing was changed.");

    private async Task MigrateAsync(Action<string>? say, CancellationToken stop)
    {
        if (options.MigrationsConnectionString is { } owner)
        {
            await using var migrations = NpgsqlDataSource.Create(owner);
            var application = new NpgsqlConnectionStringBuilder(options.ConnectionString).Username
                ?? throw new SchemaException("The connection string names no user. Name the application's role in it (Username=…).");
            await SchemaMigrations.RunAsync(migrations, application, say, stop);
        }

        var version = await SchemaMigrations.VersionAsync(database, stop);
        if (version < SchemaMigrations.Latest)
            throw new SchemaException(
                $"The database is at schema {version}; this release needs {SchemaMigrations.Latest}. Give ConnectionStrings:SafeguardMigrations with the owner's role, or let whoever owns the database migrate it.");
        if (version > SchemaMigrations.Latest)
            throw NewerSchema(version);
        await SchemaMigrations.CheckAsync(database, stop);
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        await using var open = database.Command("select safeguard.open_log($1, $2)", options.Origin, clock.GetUtcNow().UtcDateTime);
        await open.ExecuteNonQueryAsync(stop);
    }

    /// <summary>A Host must not sign for another log, nor with a key that the log has not announced (design D3).</summary>
    private void MustBeOurs(LogHead head, LogHistory history)
    {
        if (head.Origin != signer.Origin)
            throw new SchemaException(
                $"The log in this database is called {head.Origin}, but this Host is configured for {signer.Origin}. Set Log:Origin to the log's own name, or point the Host at its own database.");
        if (history.Origin is not null && !history.Announces(signer.VerifierKey))
            throw new KeyRingException(
                "The signing key of this Host is not one that the log has announced. Give it the log's key (Log:SigningKey), or announce the new one first: safeguard announce-key FILE.", null);
    }

    /// <summary>The first event of the log: its name and its first key.</summary>
    private async Task AnnounceAsync(Action<string>? say, CancellationToken stop)
    {
        var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
        var opened = new LogOpened(signer.Origin, signer.VerifierKey.ToString()) { Envelope = Envelope.JustNow(now) };
        var commandId = Guid.CreateVersion7(now);
        var prepared = await preparation.PrepareAsync([new Proposed(LogHistory.Stream, opened)], Itself, null, commandId, now, stop);
        // Another Host may open it at the same moment; then this one finds it opened.
        await appender.AppendAsync(new AppendRequest(commandId, prepared.Events) { Expected = [new ExpectedStream(LogHistory.Stream, 0)] }, stop);
        say?.Invoke("The log is open.");
        MustBeOurs((await LogHead.ReadAsync(database, stop))!, await HistoryAsync(stop));
    }
}
