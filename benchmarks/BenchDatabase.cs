using Npgsql;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.PrivatePostgres;
using Safeguard.EventStore.Schema;
using Safeguard.Support;

namespace Safeguard.Benchmarks;

/// <summary>A private PostgreSQL whose commits are real (fsync on), with an empty log in a database of its own.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Role = "safeguard_bench";
    private readonly PrivateCluster _cluster;
    private readonly string _name;
    private readonly DirectoryInfo _ring;

    private BenchDatabase(PrivateCluster cluster, string name, DirectoryInfo ring, NpgsqlDataSource owner, StoreHost host)
    {
        (_cluster, _name, _ring, Owner, Host) = (cluster, name, ring, owner, host);
    }

    /// <summary>For raw statements beside ours.</summary>
    public NpgsqlDataSource Owner { get; }

    public StoreHost Host { get; }

    public string Setting =>
        $"PostgreSQL {_cluster.Major}, commits to disk; client and server share {Environment.ProcessorCount} cores; sealing, leaf, inline views, proof and signature included.";

    public static async Task<BenchDatabase> StartAsync()
    {
        var cluster = await PrivateCluster.StartAsync(PrivateCluster.DirectoryFor("bench-postgres"), say: Console.Error.WriteLine);
        var name = $"bench_{Guid.NewGuid():N}";
        await cluster.EnsureRoleAsync(Role);
        await cluster.EnsureDatabaseAsync(name);
        var owner = NpgsqlDataSource.Create(cluster.ConnectionString(name));
        await SchemaMigrations.RunAsync(owner, Role, null, CancellationToken.None);
        await using (var table = owner.CreateCommand("create table raw (id bigserial primary key, data jsonb not null)")) await table.ExecuteNonQueryAsync();
        var ring = Directory.CreateTempSubdirectory("safeguard-bench-");
        var database = StoreDatabase.Attach(cluster.ConnectionString(name, Role), LogSigner.Create(StoreDatabase.Origin).ToPem(), ring.FullName);
        return new BenchDatabase(cluster, name, ring, owner, await StoreHost.StartAsync(database));
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
        await FlushTakesAsync(0);
        await Host.DisposeAsync();
        await Owner.DisposeAsync();
        await using (var root = NpgsqlDataSource.Create(_cluster.ConnectionString()))
        await using (var drop = root.CreateCommand($"drop database {_name} with (force)"))
            await drop.ExecuteNonQueryAsync();
        await _cluster.DisposeAsync();
        _ring.Delete(recursive: true);
    }
}
