using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.PrivatePostgres;

namespace Safeguard.Host.Composition;

/// <summary>
/// Where the log is and who signs it. With no connection string it is a private PostgreSQL of this clone's own
/// (design D12); it lives as long as this object.
/// </summary>
public sealed class StoreSettings : IAsyncDisposable
{
    private const string Database = "safeguard", OwnerRole = "safeguard_owner", ApplicationRole = "safeguard_app";

    private readonly PrivateCluster? _cluster;

    private StoreSettings(EventStoreOptions options, string keyRing, PrivateCluster? cluster)
    {
        Options = options;
        KeyRing = keyRing;
        _cluster = cluster;
    }

    public EventStoreOptions Options { get; }

    /// <summary>Where Data Protection keeps its ring: files, outside the database.</summary>
    public string KeyRing { get; }

    /// <summary>True when this process runs on a PostgreSQL of its own.</summary>
    public bool IsPrivate => _cluster is not null;

    /// <summary>Finds the database, starting the private one where none is named, and the keys.</summary>
    /// <param name="say">Told of each step that takes time. No secrets.</param>
    /// <exception cref="PlainException">Something must be configured first.</exception>
    /// <exception cref="PrivateClusterException">The private PostgreSQL cannot be had; the message says what to do.</exception>
    public static async Task<StoreSettings> FindAsync(IConfiguration configuration, IHostEnvironment environment, DataFolder data, Action<string>? say)
    {
        var development = environment.IsDevelopment();
        var named = configuration.GetConnectionString("Safeguard");
        if (string.IsNullOrWhiteSpace(named) && !development)
            throw new PlainException("No database is named. Set ConnectionStrings:Safeguard (and ConnectionStrings:SafeguardMigrations for the owner's role).");

        var origin = configuration["Log:Origin"] ?? (development
            ? $"safeguard.local/{data.CloneName()}"
            : throw new PlainException("The log has no name. Set Log:Origin, as safeguard.example.org/log; it can never be changed."));
        var key = configuration["Log:SigningKey"] ?? (development
            ? data.Kept("log-signing-key.pem", () => LogSigner.Create(origin).ToPem())
            : throw new PlainException("The log has no signing key. Set Log:SigningKey to a PKCS#8 PEM text of an ECDSA key on P-256."));
        var ring = configuration["Keys:Ring"] ?? (development
            ? data.Folder("keys", "ring")
            : throw new PlainException("The key ring has no place. Set Keys:Ring to a folder outside the database that all Hosts share."));

        var cluster = string.IsNullOrWhiteSpace(named) ? await StartPrivateAsync(data, say) : null;
        return new StoreSettings(
            new EventStoreOptions
            {
                ConnectionString = cluster?.ConnectionString(Database, ApplicationRole) ?? Pooled(named!, "Safeguard"),
                MigrationsConnectionString = cluster?.ConnectionString(Database, OwnerRole) ?? (Blank(configuration.GetConnectionString("SafeguardMigrations")) is { } owner ? Pooled(owner, "SafeguardMigrations") : null),
                Origin = origin,
                SigningKeyPem = Readable(origin, key),
                CheckpointFile = Blank(configuration["Log:CheckpointFile"]) ?? (development ? data.KeyFile("newest-checkpoint") : null),
            },
            ring,
            cluster);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null) return;
        NpgsqlConnection.ClearAllPools(); // the server waits for nobody's idle connections
        await _cluster.DisposeAsync();
    }

    private static async Task<PrivateCluster> StartPrivateAsync(DataFolder data, Action<string>? say)
    {
        var cluster = await PrivateCluster.StartAsync(data.Postgres, say: say);
        await cluster.EnsureDatabaseAsync(Database);
        await cluster.EnsureRoleAsync(OwnerRole);
        await cluster.EnsureRoleAsync(ApplicationRole);
        await using var superuser = NpgsqlDataSource.Create(cluster.ConnectionString(Database));
        await using var give = superuser.CreateCommand($"alter database {Database} owner to {OwnerRole}");
        await give.ExecuteNonQueryAsync();
        return cluster;
    }

    /// <summary>Nothing of a row may reach a log or an exception through the driver, whatever the connection string says.</summary>
    private static string Pooled(string named, string setting)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(named) { IncludeErrorDetail = false }.ConnectionString;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // Not its message: it quotes the text, in which a password may stand.
            throw new PlainException($"ConnectionStrings:{setting} cannot be read. Write it as Host=…;Database=…;Username=…;Password=….");
        }
    }

    private static string Readable(string origin, string key)
    {
        try
        {
            using var signer = LogSigner.FromPem(origin, key);
            return key;
        }
        catch (FormatException malformed)
        {
            throw new PlainException($"Log:SigningKey cannot be used under Log:Origin. {malformed.Message}");
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
