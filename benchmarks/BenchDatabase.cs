using Npgsql;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.PrivatePostgres;
using Safeguard.EventStore.Schema;
using Safeguard.Support;

namespace Safeguard.Benchmarks;

/// <summary>
/// A log in a database of its own, on a private PostgreSQL whose commits are real (fsync on). Dropped at the end, unless
/// it has a name to be kept under.
/// </summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Role = "safeguard_bench";
    private readonly PrivateCluster _cluster;
    private readonly string _name;
    private readonly DirectoryInfo _ring;
    private readonly bool _keep;

    private BenchDatabase(PrivateCluster cluster, string name, DirectoryInfo ring, bool keep, NpgsqlDataSource owner, StoreDatabase store, StoreHost host) =>
        (_cluster, _name, _ring, _keep, Owner, Store, Host) = (cluster, name, ring, keep, owner, store, host);

    /// <summary>For raw statements beside ours.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>For further Hosts on the same log.</summary>
    public StoreDatabase Store { get; }

    public StoreHost Host { get; }

    /// <summary>The server's first process.</summary>
    public int Server => _cluster.ProcessId;

    public string Setting =>
        $"PostgreSQL {_cluster.Major}, commits to disk; client and server share {Environment.ProcessorCount} cores; sealing, leaf, tree, proof and signature included.";

    /// <param name="keep">A name under which database, signing key and key ring stay for the next run; null for none.</param>
    public static async Task<BenchDatabase> StartAsync(string? keep = null)
    {
        var cluster = await PrivateCluster.StartAsync(PrivateCluster.DirectoryFor("bench-postgres"), say: Console.Error.WriteLine);
        var name = $"bench_{keep ?? Guid.NewGuid().ToString("N")}";
        var ring = keep is null ? Directory.CreateTempSubdirectory("safeguard-bench-") : Directory.CreateDirectory(PrivateCluster.DirectoryFor(name));
        await cluster.EnsureRoleAsync(Role);
        await cluster.EnsureDatabaseAsync(name);
        var owner = NpgsqlDataSource.Create(cluster.ConnectionString(name));
        await SchemaMigrations.RunAsync(owner, Role, null, CancellationToken.None);
        await using (var tables = owner.CreateCommand("""
            create table if not exists raw (id bigserial primary key, data jsonb not null);
            create table if not exists raw_streams (like safeguard.mt_streams including all);
            create table if not exists raw_events (like safeguard.mt_events including all, foreign key (stream_id) references raw_streams (id));
            """)) await tables.ExecuteNonQueryAsync();

        var key = Path.Combine(ring.FullName, "log-key.pem");
        if (!File.Exists(key)) await File.WriteAllTextAsync(key, LogSigner.Create(StoreDatabase.Origin).ToPem());
        var store = StoreDatabase.Attach(cluster.ConnectionString(name, Role), await File.ReadAllTextAsync(key), ring.FullName);
        return new BenchDatabase(cluster, name, ring, keep is not null, owner, store, await StoreHost.StartAsync(store, background: true));
    }

    /// <summary>One value, asked as the owner.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Leaves the tables as they would be in the long run: seen by all, counted, and flushed.</summary>
    public async Task SettleAsync()
    {
        foreach (var statement in (string[])["vacuum analyze", "checkpoint"])
        {
            await using var command = Owner.CreateCommand(statement);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Makes every commit wait so much longer before it is flushed, as a slower disk would.</summary>
    public async Task FlushTakesAsync(int microseconds)
    {
        foreach (var statement in (string[])[
            $"alter system set commit_delay = {microseconds}", "alter system set commit_siblings = 0", "select pg_reload_conf()", "select pg_sleep(0.5)"])
        {
            await using var command = Owner.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Owner.DisposeAsync();
        if (!_keep)
        {
            await using var root = NpgsqlDataSource.Create(_cluster.ConnectionString());
            await using var drop = root.CreateCommand($"drop database {_name} with (force)");
            await drop.ExecuteNonQueryAsync();
            _ring.Delete(recursive: true);
        }

        await _cluster.DisposeAsync();
    }
}
