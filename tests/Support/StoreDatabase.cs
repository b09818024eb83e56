using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;

namespace Safeguard.Support;

/// <summary>
/// A database with this release's schema, a signing key and a key ring: what several Hosts of one log share. Cloned
/// from a template that is migrated once.
/// </summary>
public sealed class StoreDatabase : IAsyncDisposable
{
    private const string ApplicationRole = "safeguard_app";
    /// <summary>The name of every test log.</summary>
    public const string Origin = "safeguard.test/log";
    private readonly PostgresFixture? _postgres;

    private StoreDatabase(PostgresFixture? postgres, string owner, string application, string signingKey, IDataProtectionProvider keyRing)
    {
        _postgres = postgres;
        OwnerConnectionString = owner;
        KeyRing = keyRing;
        Options = new EventStoreOptions { ConnectionString = application, Origin = Origin, SigningKeyPem = signingKey };
    }

    /// <summary>A superuser's: for looking behind the scenes, and for tampering.</summary>
    public string OwnerConnectionString { get; }

    public EventStoreOptions Options { get; }

    /// <summary>Shared by all Hosts of this database, as a real ring is.</summary>
    public IDataProtectionProvider KeyRing { get; }

    /// <summary>The database of another process, which drops it.</summary>
    public static StoreDatabase Attach(string application, string signingKey, string keyRing) =>
        new(null, application, application, signingKey, DataProtectionProvider.Create(new DirectoryInfo(keyRing)));

    /// <param name="keyRing">A folder for the key ring, where another process must read it too; else it is kept in memory.</param>
    public static async Task<StoreDatabase> CreateAsync(PostgresFixture postgres, string? keyRing = null)
    {
        var cluster = await postgres.ClusterAsync();
        await cluster.EnsureRoleAsync(ApplicationRole);
        // Whoever changes a migration gets another template: the key is what the files say.
        var template = await postgres.TemplateAsync($"store {SchemaMigrations.Fingerprint()}", async owner =>
        {
            await using var database = NpgsqlDataSource.Create(owner);
            await SchemaMigrations.RunAsync(database, ApplicationRole, null, CancellationToken.None);
        });
        var connection = await postgres.CreateDatabaseAsync(template);
        var application = new NpgsqlConnectionStringBuilder(connection)
        {
            Username = ApplicationRole,
            Password = new NpgsqlConnectionStringBuilder(cluster.ConnectionString(user: ApplicationRole)).Password,
        }.ConnectionString;
        return new StoreDatabase(postgres, connection, application, LogSigner.Create(Origin).ToPem(),
            keyRing is null ? new EphemeralDataProtectionProvider() : DataProtectionProvider.Create(new DirectoryInfo(keyRing)));
    }

    /// <summary>Runs statements as the superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One value, asked as the superuser.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is null) return;
        await using (var connection = new NpgsqlConnection(OwnerConnectionString)) NpgsqlConnection.ClearPool(connection);
        await _postgres.DropDatabaseAsync(OwnerConnectionString);
    }
}
