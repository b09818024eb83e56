using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Tests.PrivatePostgres;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>Wires break, servers stop, queues fill: nothing acknowledged is lost, nothing is written twice, everybody hears the truth.</summary>
public sealed class The_outage(PostgresFixture postgres)
{
    private const int Writers = 6, Each = 8;

    [Theory]
    [InlineData(Break.BeforeItLeaves)]
    [InlineData(Break.HalfWayThere)]
    [InlineData(Break.BeforeItIsAnswered)]
    [InlineData(Break.HalfWayBack)]
    [InlineData(Break.AfterItIsAnswered)]
    public async Task Of_the_wire_loses_nothing_and_writes_nothing_twice(Break where)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var wire = new BreakableWire(database.Options.ConnectionString);
        database.Options = database.Options with { ConnectionString = wire.ConnectionString };
        await using var host = await StoreHost.StartAsync(database);
        var families = await OpenedAsync(host);

        var breaking = BreakNowAndThenAsync(wire, where);
        await Task.WhenAll(families.Select(f => WriteAsync(host, f)));
        await breaking;

        Assert.Equal(3, wire.Breaks);
        await HoldsEachOnceAsync(database, host, families);
    }

    [Fact]
    public async Task That_lasts_is_answered_with_what_is_true_and_ends_by_itself()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var wire = new BreakableWire(database.Options.ConnectionString);
        database.Options = database.Options with { ConnectionString = wire.ConnectionString };
        await using var host = await StoreHost.StartAsync(database);
        var appender = host.Get<Appender>();
        appender.ResolveFor = TimeSpan.FromMilliseconds(300);
        var family = Appending.Writers.NewFamily();
        await host.OpenAsync(family);

        appender.AtStep = step =>
        {
            if (step == AppendStep.Planned) wire.Down(true); // the batch is made, and the wire goes before it leaves
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => host.InvolveAsync(family, "unknown", "key-unknown"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => host.InvolveAsync(family, "unreachable", "key-unreachable"));

        appender.AtStep = null;
        wire.Down(false);
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, "unknown", "key-unknown"));
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, "unreachable", "key-unreachable"));
        Assert.Equal(4, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Of_the_server_itself_is_got_over_when_it_comes_back()
    {
        await using var temporary = new TemporaryCluster();
        var ring = Directory.CreateDirectory(Path.Combine(temporary.Folder, "ring"));
        var cluster = await temporary.StartAsync();
        await cluster.EnsureRoleAsync("safeguard_app", TestContext.Current.CancellationToken);
        await cluster.EnsureDatabaseAsync("outage", TestContext.Current.CancellationToken);
        await using (var owner = NpgsqlDataSource.Create(cluster.ConnectionString("outage")))
            await SchemaMigrations.RunAsync(owner, "safeguard_app", null, TestContext.Current.CancellationToken);
        var database = StoreDatabase.Attach(cluster.ConnectionString("outage", "safeguard_app"), LogSigner.Create(StoreDatabase.Origin).ToPem(), ring.FullName);
        await using var host = await StoreHost.StartAsync(database);
        var families = await OpenedAsync(host);

        var writing = Task.WhenAll(families.Select(f => WriteAsync(host, f)));
        for (var turn = 0; turn < 2; turn++)
        {
            await Task.Delay(40, TestContext.Current.CancellationToken);
            System.Diagnostics.Process.GetProcessById(cluster.ProcessId).Kill();
            cluster = await temporary.StartAsync();
        }

        await writing;
        // Connections that died in the pool are noticed one by one, each by the read that gets it: 503 at the edge.
        while (await Record.ExceptionAsync(() => host.Get<EventStore.Views.StreamViews>().LoadAsync<FamilyRecord>(StreamKey.Family(families[0]), CancellationToken.None)) is NpgsqlException) { }

        await HoldsEachOnceAsync(StoreDatabase.Attach(cluster.ConnectionString("outage"), database.Options.SigningKeyPem, ring.FullName), host, families);
    }

    [Fact]
    public async Task Of_connections_refuses_whoever_gets_none_and_nobody_else()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Appending.Writers.NewFamily();
        await host.OpenAsync(family);
        await database.ExecuteAsync("do $$ begin execute format('alter database %I connection limit 0', current_database()); end $$");

        await using var late = NpgsqlDataSource.Create(database.Options.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await late.OpenConnectionAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.TooManyConnections, refused.SqlState);
        Assert.True(refused.IsTransient); // the edge answers it with 503 and Retry-After
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, "still-served"));
    }

    [Fact]
    public async Task Of_patience_tells_whoever_comes_too_late_that_nothing_was_written()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var appender = host.Get<Appender>();
        var open = new TaskCompletionSource();
        appender.AtStep = _ => open.Task;
        var waiting = new List<Task<AppendOutcome>>();
        var busy = 0;
        for (var n = 0; n < Appender.QueueLimit + Appender.BatchLimit + 100; n++)
        {
            var request = await host.RequestAsync(StreamKey.Family(Appending.Writers.NewFamily()), 0, Recordings.Involvement());
            try
            {
                waiting.Add(appender.AppendAsync(request, CancellationToken.None));
            }
            catch (AppenderBusyException)
            {
                busy++;
            }
        }

        appender.AtStep = null;
        open.SetResult();
        var outcomes = await Task.WhenAll(waiting);

        Assert.True(busy >= 100, $"{busy} were told that the log is busy.");
        Assert.All(outcomes, o => Assert.IsType<AppendOutcome.Appended>(o));
        Assert.Equal(1 + waiting.Count, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    private static async Task BreakNowAndThenAsync(BreakableWire wire, Break where)
    {
        for (var n = 1; n <= 3; n++)
        {
            wire.BreakAt(where);
            while (wire.Breaks < n) await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<IReadOnlyList<FamilyId>> OpenedAsync(StoreHost host)
    {
        var families = Enumerable.Range(0, Writers).Select(_ => Appending.Writers.NewFamily()).ToList();
        foreach (var family in families) await host.OpenAsync(family);
        return families;
    }

    /// <summary>A client that sends every command again, under its key, until it hears that it is recorded.</summary>
    private static async Task WriteAsync(StoreHost host, FamilyId family)
    {
        for (var n = 0; n < Each; n++)
        {
            while (true)
            {
                try
                {
                    if (await host.InvolveAsync(family, $"agency-{n}", $"{family}-{n}") is CommandOutcome.Recorded) break;
                }
                catch (Exception outage) when (outage is NpgsqlException or OutcomeUnknownException or AppenderBusyException or IOException)
                {
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                }
            }
        }
    }

    private static async Task HoldsEachOnceAsync(StoreDatabase database, StoreHost host, IReadOnlyList<FamilyId> families)
    {
        Assert.Equal(families.Count * Each, await database.ScalarAsync<long>("select count(distinct stream_id || (data ->> 'agency')) from safeguard.mt_events where data ? 'agency' and type = 'involvement_started'"));
        Assert.Equal(families.Count * Each, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events where type = 'involvement_started'"));
        foreach (var family in families)
            Assert.Equal(Each + 1, (await host.Get<EventStore.Views.StreamViews>().LoadAsync<FamilyRecord>(StreamKey.Family(family), CancellationToken.None)).Version);
        Assert.Empty(await host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(host.Get<LogSigner>().VerifierKey), null, CancellationToken.None));
    }
}
