using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.Support;

namespace Safeguard.Drills;

/// <summary>
/// The primary is killed under load and its synchronous standby promoted, again and again. Every fact that was acknowledged
/// must be in the log afterwards, at its place and with its leaf; every command sent again under its key is recorded once.
/// </summary>
internal sealed class Promotion(PostgresTools tools, string folder, int times) : IDisposable
{
    // Below the ports that systems give to connections going out: one of those, even long closed, keeps a server from starting.
    private const int Writers = 4, FirstPort = 24_400;
    private const string Database = "drill", Role = "safeguard_app";
    private readonly ConcurrentDictionary<long, string> _acknowledged = new();
    private readonly CancellationTokenSource _done = new();
    private long _retries;

    /// <summary>Runs the drill.</summary>
    /// <returns>What went wrong; empty when nothing did.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Action<string> say)
    {
        var wrong = new List<string>();
        var primary = await FirstAsync();
        await PrepareAsync(primary);
        await using var wire = new BreakableWire(ConnectionString(primary.Port, Role));
        var ring = Directory.CreateDirectory(Path.Combine(folder, "ring"));
        var database = StoreDatabase.Attach(wire.ConnectionString, LogSigner.Create(StoreDatabase.Origin).ToPem(), ring.FullName);
        await using var host = await StoreHost.StartAsync(database);
        var standby = await StandbyAsync(primary, 1);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(n => WriteAsync(host, n)));

        for (var turn = 1; turn <= times; turn++)
        {
            await Task.Delay(300);
            primary.Kill();
            tools.Run("pg_ctl", "promote", "-w", "-D", standby.Data);
            wire.LeadTo(standby.Port);
            var lost = await MissingAsync(standby);
            if (lost > 0) wrong.Add($"Promotion {turn}: {lost} acknowledged entries are not in the log.");
            Directory.Delete(primary.Data, recursive: true);
            primary = standby;
            standby = await StandbyAsync(primary, turn + 1);
            say($"Promotion {turn} of {times}: {_acknowledged.Count} entries acknowledged, {lost} lost.");
        }

        await _done.CancelAsync();
        await writing;
        if (host.Get<Appender>().ReadOnly is { } readOnly) wrong.Add(readOnly);
        foreach (var finding in await host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(host.Get<LogSigner>().VerifierKey), null, CancellationToken.None))
            wrong.Add($"{finding.Code}: {finding.Sentence}");
        var twice = await AskAsync<long>(primary, "select count(*) - count(distinct data ->> 'agency') from safeguard.mt_events where type = 'involvement_started'");
        if (twice > 0) wrong.Add($"{twice} commands were recorded twice.");
        say($"{_acknowledged.Count} acknowledged, {Interlocked.Read(ref _retries)} sent again after an error, {wrong.Count} findings.");
        standby.Kill();
        primary.Kill();
        return wrong;
    }

    public void Dispose() => _done.Dispose();

    private async Task WriteAsync(StoreHost host, int writer)
    {
        var family = new FamilyId(Guid.CreateVersion7());
        for (var n = 0; !_done.IsCancellationRequested; n++)
        {
            var (agency, recorded) = ($"w{writer}-{n}", false);
            while (!recorded)
            {
                try
                {
                    if (n == 0) await host.OpenAsync(family);
                    if (await host.InvolveAsync(family, agency, $"{family}-{n}") is not CommandOutcome.Recorded { Receipt: var receipt }) continue;
                    foreach (var entry in receipt.Entries) _acknowledged[entry.Event.Position] = entry.Event.Leaf.ToString();
                    recorded = true;
                }
                catch (Exception outage) when (outage is NpgsqlException or OutcomeUnknownException or IOException)
                {
                    Interlocked.Increment(ref _retries);
                    if (_done.IsCancellationRequested) return;
                    await Task.Delay(20);
                }
            }
        }
    }

    private async Task<long> MissingAsync(Server server)
    {
        var there = new Dictionary<long, string>();
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand("select seq_id, hash from safeguard.log_leaves", connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) there[rows.GetInt64(0)] = new Sha256Hash(rows.GetFieldValue<byte[]>(1)).ToString();
        return _acknowledged.Count(a => !there.TryGetValue(a.Key, out var leaf) || leaf != a.Value);
    }

    private async Task<Server> FirstAsync()
    {
        var server = new Server(Path.Combine(folder, "server-0"), FirstPort);
        tools.Run("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "--no-sync");
        await File.AppendAllTextAsync(Path.Combine(server.Data, "postgresql.conf"), """

            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            synchronous_commit = on
            hot_standby = on
            max_wal_senders = 5
            wal_keep_size = 64MB

            """);
        Start(server);
        return server;
    }

    private static async Task PrepareAsync(Server server)
    {
        await TellAsync(server, $"create role {Role} login", "postgres");
        await TellAsync(server, $"create database {Database}", "postgres");
        await using var owner = NpgsqlDataSource.Create(ConnectionString(server.Port, "postgres"));
        await SchemaMigrations.RunAsync(owner, Role, null, CancellationToken.None);
    }

    /// <summary>A copy that follows the primary; from then on no commit is acknowledged before the copy has it on disk.</summary>
    private async Task<Server> StandbyAsync(Server primary, int number)
    {
        var standby = new Server(Path.Combine(folder, $"server-{number}"), FirstPort + (number % 50));
        tools.Run("pg_basebackup", "-D", standby.Data, "-R", "-X", "stream", "-c", "fast", "--no-sync", "-h", "127.0.0.1", "-p", Port(primary), "-U", "postgres");
        Start(standby);
        await TellAsync(primary, "alter system set synchronous_standby_names = '*'");
        await TellAsync(primary, "select pg_reload_conf()");
        var patience = Stopwatch.StartNew();
        while (await AskAsync<long>(primary, "select count(*) from pg_stat_replication where state = 'streaming' and sync_state = 'sync'") == 0)
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException("The standby does not follow.");
            await Task.Delay(20);
        }

        return standby;
    }

    private void Start(Server server) =>
        tools.Run("pg_ctl", "start", "-w", "-D", server.Data, "-l", Path.Combine(server.Data, "log"), "-o", $"-p {Port(server)}");

    private static string Port(Server server) => server.Port.ToString(CultureInfo.InvariantCulture);

    private static string ConnectionString(int port, string user) => $"Host=127.0.0.1;Port={port};Username={user};Database={Database};Pooling=true";

    private static async Task<NpgsqlConnection> OpenAsync(Server server, string database = Database)
    {
        var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={database};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task TellAsync(Server server, string statement, string database = Database)
    {
        await using var connection = await OpenAsync(server, database);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> AskAsync<T>(Server server, string question)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(question, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Server(string Data, int Port)
    {
        /// <summary>Ends it as a power cut would.</summary>
        public void Kill()
        {
            var pid = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }
    }
}
