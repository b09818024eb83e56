using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Safeguard.EventStore.PrivatePostgres;

namespace Safeguard.Support;

/// <summary>
/// Databases for tests, on a real PostgreSQL that all test processes of this clone share (<c>.data/test-postgres</c>).
/// Once for an assembly: <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c>; test classes take it as a
/// constructor parameter. The server starts with the first database asked for, so a run of other tests never waits for it.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    // Advisory locks in the database postgres: one number for the making of templates, one kind for runs.
    private const long TemplateLock = 0x5AFE_0001;
    private const int RunLock = 0x5AFE;

    private readonly Lazy<Task<Run>> _run = new(StartAsync);
    private int _made;

    /// <summary>The server, started when it was not. For tests of roles and of the server itself; databases come from below.</summary>
    public async Task<PrivateCluster> ClusterAsync() => (await _run.Value).Cluster;

    /// <summary>
    /// A database of the caller's own, gone at the end of the run at the latest. Costs about 20 ms.
    /// </summary>
    /// <param name="template">What <see cref="TemplateAsync"/> answered; null for an empty one.</param>
    /// <returns>The superuser's connection string for it.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var run = await _run.Value;
        var name = $"test_{run.Number}_{Interlocked.Increment(ref _made)}";
        await run.ExecuteAsync($"create database {name} template {template ?? "template0"}");
        return ConnectionString(run, name);
    }

    /// <summary>Drops a database of <see cref="CreateDatabaseAsync"/>, whoever is still connected. Gone already is no error.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        var run = await _run.Value;
        await run.DropAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);
    }

    /// <summary>
    /// The name of a database to clone, prepared once for all processes and all later runs that ask with the same key.
    /// </summary>
    /// <param name="key">
    /// Changes whenever <paramref name="prepare"/> would make something else: for migrations, a name and a hash of the scripts.
    /// </param>
    /// <param name="prepare">
    /// Gets the superuser's connection string for an empty database. May make roles (they belong to the whole server and may be
    /// there already). When it throws, nothing is kept.
    /// </param>
    public async Task<string> TemplateAsync(string key, Func<string, Task> prepare)
    {
        var run = await _run.Value;
        var name = "template_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];

        await using var guard = await run.OpenAsync();
        await ExecuteAsync(guard, $"select pg_advisory_lock({TemplateLock})");

        // Marked as a template only when it is complete: an unmarked one is what a killed process left.
        if (await ScalarAsync(guard, $"select datistemplate from pg_database where datname = '{name}'") is not true)
        {
            await ExecuteAsync(guard, $"drop database if exists {name} with (force)");
            await ExecuteAsync(guard, $"create database {name} template template0");
            var connectionString = new NpgsqlConnectionStringBuilder(run.Cluster.ConnectionString(name)) { Pooling = false }.ConnectionString;
            await prepare(connectionString);
            await ExecuteAsync(guard, $"alter database {name} with is_template true allow_connections false");

            // A connection that prepare left open would keep everybody from cloning.
            await ExecuteAsync(guard, $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'");
        }

        return name;
    }

    /// <summary>Drops what this run made, and leaves the server; the last process to leave stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        // A start that failed has already been told to the tests that asked for it.
        if (_run.IsValueCreated && await _run.Value.ContinueWith(run => run.IsCompletedSuccessfully, TaskScheduler.Default))
        {
            await (await _run.Value).DisposeAsync();
        }
    }

    private static async Task<Run> StartAsync()
    {
        var cluster = await PrivateCluster.StartAsync(
            PrivateCluster.DirectoryFor("test-postgres"), new PrivateClusterOptions { Throwaway = true });
        try
        {
            return await Run.StartAsync(cluster);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Idle connections go soon: many small databases share the server's 200.</summary>
    private static string ConnectionString(Run run, string database) =>
        new NpgsqlConnectionStringBuilder(run.Cluster.ConnectionString(database))
        {
            ConnectionIdleLifetime = 10,
            ConnectionPruningInterval = 5,
            IncludeErrorDetail = true,
        }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// One run of one test process. While it lives it holds the lock of its number, and its databases carry that
    /// number: so the databases of a run that was killed are known by their free lock.
    /// </summary>
    private sealed class Run(PrivateCluster cluster, int number, NpgsqlConnection held) : IAsyncDisposable
    {
        public PrivateCluster Cluster => cluster;

        public int Number => number;

        public static async Task<Run> StartAsync(PrivateCluster cluster)
        {
            var number = RandomNumberGenerator.GetInt32(1, int.MaxValue);
            var held = await OpenAsync(cluster);
            await PostgresFixture.ExecuteAsync(held, $"select pg_advisory_lock({RunLock}, {number})");
            var run = new Run(cluster, number, held);
            await run.DropLeftoversAsync();
            return run;
        }

        public Task<NpgsqlConnection> OpenAsync() => OpenAsync(cluster);

        public async Task ExecuteAsync(string statement)
        {
            await using var connection = await OpenAsync();
            await PostgresFixture.ExecuteAsync(connection, statement);
        }

        public Task DropAsync(string database) => ExecuteAsync($"drop database if exists {database} with (force)");

        public async ValueTask DisposeAsync()
        {
            foreach (var database in await DatabasesAsync($"test_{number}_%"))
            {
                await DropAsync(database);
            }

            await held.DisposeAsync();
            await cluster.DisposeAsync();
        }

        private async Task DropLeftoversAsync()
        {
            foreach (var database in await DatabasesAsync("test_%"))
            {
                var owner = int.Parse(database.Split('_')[1], CultureInfo.InvariantCulture);
                await using var connection = await OpenAsync();
                if (owner != number && await ScalarAsync(connection, $"select pg_try_advisory_lock({RunLock}, {owner})") is true)
                {
                    await PostgresFixture.ExecuteAsync(connection, $"drop database if exists {database} with (force)");
                }
            }
        }

        private async Task<List<string>> DatabasesAsync(string pattern)
        {
            await using var connection = await OpenAsync();
            await using var select = new NpgsqlCommand("select datname from pg_database where datname like $1", connection)
            {
                Parameters = { new NpgsqlParameter { Value = pattern.Replace("_", @"\_", StringComparison.Ordinal) } },
            };
            await using var reader = await select.ExecuteReaderAsync();
            List<string> names = [];
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }

            return names;
        }

        /// <summary>Without a pool: closing it gives up its locks.</summary>
        private static async Task<NpgsqlConnection> OpenAsync(PrivateCluster cluster)
        {
            var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(cluster.ConnectionString()) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            return connection;
        }
    }
}
