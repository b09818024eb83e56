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
    private readonly PostgresFixture _postgres;

    private StoreDatabase(PostgresFixture postgres, string owner, string application)
    {
        _postgres = postgres;
        OwnerConnectionString = owner;
        Options = new EventStoreOptions
        {
            ConnectionString = application,
            Origin = "safeguard.test/log",
            SigningKeyPem = LogSigner.Create("safeguard.test/log").ToPem(),
        };
    }

    /// <summary>A superuser's: for looking behind the scenes, and for tampering.</summary>
    public string OwnerConnectionString { get; }

    public EventStoreOptions Options { get; }

    /// <summary>Shared by all Hosts of this database, as a real ring is.</summary>
    public IDataProtectionProvider KeyRing { get; } = new EphemeralDataProtectionProvider();

    public static async Task<StoreDatabase> CreateAsync(PostgresFixture postgres)
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
        return new StoreDatabase(postgres, connection, application);
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
        await using (var connection = new NpgsqlConnection(OwnerConnectionString)) NpgsqlConnection.ClearPool(connection);
        await _postgres.DropDatabaseAsync(OwnerConnectionString);
    }
}
