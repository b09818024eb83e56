using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.PrivatePostgres;
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

    private StoreDatabase(PostgresFixture? postgres, string owner, string ring, EventStoreOptions options)
    {
        _postgres = postgres;
        OwnerConnectionString = owner;
        RingFolder = ring;
        Options = options;
    }

    /// <summary>A superuser's: for looking behind the scenes, and for tampering.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Other options start the same database's Hosts another way.</summary>
    public EventStoreOptions Options { get; set; }

    /// <summary>The folder of the key ring: shared by all Hosts of this database, as a real one is, and gone with it.</summary>
    public string RingFolder { get; }

    /// <summary>The database of another process, which drops it.</summary>
    public static StoreDatabase Attach(string application, string signingKey, string ring) =>
        new(null, application, ring, OptionsOf(application, signingKey));

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
        return new StoreDatabase(postgres, connection,
            Path.Combine(Path.GetTempPath(), $"safeguard-ring-{Guid.NewGuid():N}"),
            OptionsOf(AsApplication(connection, cluster), LogSigner.Create(Origin).ToPem()));
    }

    /// <summary>This database as it stands, in another one: what a restored backup is. No Host may be running on it.</summary>
    public async Task<StoreDatabase> BackupAsync()
    {
        await using (var connection = new NpgsqlConnection(OwnerConnectionString)) NpgsqlConnection.ClearPool(connection);
        var copy = await _postgres!.CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(OwnerConnectionString).Database!);
        return new StoreDatabase(_postgres, copy, RingFolder, Options with
        {
            ConnectionString = AsApplication(copy, await _postgres.ClusterAsync()),
            MigrationsConnectionString = Options.MigrationsConnectionString is null ? null : copy,
        });
    }

    private static EventStoreOptions OptionsOf(string application, string signingKey) =>
        new() { ConnectionString = application, Origin = Origin, SigningKeyPem = signingKey };

    private static string AsApplication(string connection, PrivateCluster cluster) => new NpgsqlConnectionStringBuilder(connection)
    {
        Username = ApplicationRole,
        Password = new NpgsqlConnectionStringBuilder(cluster.ConnectionString(user: ApplicationRole)).Password,
    }.ConnectionString;

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
        if (Directory.Exists(RingFolder)) Directory.Delete(RingFolder, recursive: true);
    }
}
