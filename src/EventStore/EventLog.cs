using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Log;
using Safeguard.Domain.Time;
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
    Appender appender, EventPreparation preparation, EventReader events, TimeProvider clock)
{
    /// <summary>Who acts when nobody does.</summary>
    public static readonly Actor Itself = new(ActorId.Of("safeguard"), DataKeys.Partnership, [Role.System]);

    /// <summary>Prepares the database and starts the appender.</summary>
    /// <param name="say">Told of each step.</param>
    /// <exception cref="SchemaException">The database does not suit this release.</exception>
    /// <exception cref="KeyRingException">Keys are missing or cannot be opened.</exception>
    public async Task StartAsync(Action<string>? say, CancellationToken stop)
    {
        await MigrateAsync(say, stop);
        await masters.LoadAsync(stop);
        await serviceKeys.LoadAsync(stop);
        await OpenAsync(stop);
        appender.Start();
        await AnnounceKeyAsync(say, stop);
    }

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
            throw new SchemaException(
                $"The database is at schema {version}, which is newer than this release knows ({SchemaMigrations.Latest}). Start the newer release instead; nothing was changed.");
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        await using var open = database.Command("select safeguard.open_log($1, $2)", options.Origin, clock.GetUtcNow().UtcDateTime);
        await open.ExecuteNonQueryAsync(stop);
        var head = (await LogHead.ReadAsync(database, stop))!;
        if (head.Origin != signer.Origin)
            throw new SchemaException(
                $"The log in this database is called {head.Origin}, but this Host is configured for {signer.Origin}. Set Log:Origin to the log's own name, or point the Host at its own database.");
    }

    /// <summary>The first event of the log announces its first key; a Host with another key must not sign (design D3).</summary>
    private async Task AnnounceKeyAsync(Action<string>? say, CancellationToken stop)
    {
        var first = await events.RangeAsync(1, 1, stop);
        if (first.Count == 0)
        {
            var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
            var opened = new LogOpened(signer.Origin, signer.VerifierKey.ToString())
            {
                Envelope = new Envelope { Happened = Happened.At(now), LearnedAt = now, KnownFrom = KnownFrom.Observed },
            };
            // A fixed stream: of two Hosts that open the log at once, one finds it opened.
            var stream = StreamKey.Log(Guid.Empty);
            var commandId = Guid.CreateVersion7(now);
            var prepared = await preparation.PrepareAsync([new Proposed(stream, opened)], Itself, null, commandId, now, stop);
            await appender.AppendAsync(new AppendRequest(commandId, prepared.Events) { Expected = [new ExpectedStream(stream, 0)] }, stop);
            say?.Invoke("The log is open.");
            first = await events.RangeAsync(1, 1, stop);
        }

        if (first[0].Event is LogOpened announced && announced.VerifierKey != signer.VerifierKey.ToString())
            throw new KeyRingException(
                "The signing key of this Host is not the one that the log announced. Give it the log's key (Log:SigningKey); a new key must be announced before it is used.", null);
    }
}
