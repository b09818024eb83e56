using System.Text.Json;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Views;
using Safeguard.Projections;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

/// <summary>A register is rebuilt beside its live build, and readers never notice (design D6).</summary>
public sealed class A_rebuild(PostgresFixture postgres)
{
    private static readonly RegisterView<Involvements> Register = Involvements.Register;

    [Fact]
    public async Task Answers_every_reader_with_the_same_bytes_from_its_first_page_until_long_after_its_last()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register], background: true);
        await Involvements.FillAsync(host);
        var position = await Involvements.LevelAsync(host, database, Register);
        var before = await ReadAsync(host, position);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            for (; !done.IsCancellationRequested; reads++)
            {
                Assert.True(await host.Get<Registers>().PositionAsync(Register, CancellationToken.None) >= position);
                Assert.Equal(before, await ReadAsync(host, position));
            }

            return reads;
        })).ToList();

        var builder = host.Get<RegisterBuilder>();
        builder.PageSize = 7;
        for (var n = 0; n < 5; n++)
            Assert.IsType<BuildOutcome.TakenOver>(await builder.RebuildAsync(Register, false, null, CancellationToken.None));
        await done.CancelAsync();

        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    [Fact]
    public async Task Holds_what_was_recorded_while_it_ran()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register], background: true);
        await Involvements.FillAsync(host);
        await Involvements.LevelAsync(host, database, Register);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        using var recorded = new SemaphoreSlim(0);
        var (builder, recording) = (host.Get<RegisterBuilder>(), Task.CompletedTask);
        builder.PageSize = 7;

        var outcome = await builder.RebuildAsync(Register, false, p =>
        {
            if (!recording.IsCompletedSuccessfully || p.Phase != BuildPhase.Filling || p.Done < 20 || recorded.CurrentCount > 0) return;
            recording = Task.Run(async () =>
            {
                for (var n = 0; n < 40; n++) await host.InvolveAsync(family, $"meanwhile-{n}");
            });
            SpinWait.SpinUntil(() => recording.IsCompleted);
            recorded.Release();
        }, CancellationToken.None);

        await recording;
        var said = Assert.IsType<BuildOutcome.TakenOver>(outcome);
        Assert.True(said.Comparison!.Equal);
        var head = await Involvements.LevelAsync(host, database, Register);
        var rows = await host.Get<Registers>().RowsAsync(Register, head, CancellationToken.None);
        Assert.Contains(new Involvements(40, "meanwhile-39"), rows);
        Assert.Equal(11, rows.Count);
    }

    [Fact]
    public async Task That_is_cancelled_changes_nothing_and_is_gone_on_with_where_it_stopped()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        var (builder, live) = await FilledAsync(host, database);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => builder.RebuildAsync(Register, false, p =>
        {
            if (p.Done >= 30) cancel.Cancel();
        }, cancel.Token));

        Assert.Equal(live, await ReadAsync(host, long.MaxValue - 1));
        var broken = (await host.Get<RegisterStandings>().ReadAsync(CancellationToken.None)).Single();
        Assert.InRange(broken.Building!.Position, 30, broken.Head - 1);
        long? first = null;
        var outcome = await builder.RebuildAsync(Register, false, p => first ??= p.Done, CancellationToken.None);
        Assert.True(first > broken.Building.Position, $"It began at {first} again.");
        Assert.True(Assert.IsType<BuildOutcome.TakenOver>(outcome).Comparison!.Equal);
        Assert.Equal(live, await ReadAsync(host, long.MaxValue - 1));
    }

    [Fact]
    public async Task That_is_begun_afresh_forgets_what_was_half_done()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        var (builder, live) = await FilledAsync(host, database);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => builder.RebuildAsync(Register, false, _ => cancel.Cancel(), cancel.Token));
        await database.ExecuteAsync("update safeguard.projected_rows set data = '{\"agencies\":99,\"newest\":\"half\"}' where build = 2");

        long? first = null;
        var outcome = await builder.RebuildAsync(Register, afresh: true, p => first ??= p.Done, CancellationToken.None);

        Assert.Equal(builder.PageSize, first);
        Assert.True(Assert.IsType<BuildOutcome.TakenOver>(outcome).Comparison!.Equal);
        Assert.Equal(live, await ReadAsync(host, long.MaxValue - 1));
        Assert.Equal("3 live", await database.ScalarAsync<string>("select string_agg(build || ' ' || state, ', ') from safeguard.projection_builds"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.projected_rows where build <> 3"));
    }

    [Theory]
    [InlineData(BuildPhase.Filling)]
    [InlineData(BuildPhase.Clearing)]
    public async Task Whose_connections_die_half_way_does_no_harm_and_is_finished_by_another_host(BuildPhase phase)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var dying = await StoreHost.StartAsync(database, [Register]);
        var (builder, live) = await FilledAsync(dying, database);
        var killed = false;
        var run = builder.RebuildAsync(Register, false, p =>
        {
            if (killed || p.Phase != phase || p.Done < 30) return;
            killed = true;
            Kill(database);
        }, CancellationToken.None);
        if (phase == BuildPhase.Filling) await Assert.ThrowsAnyAsync<NpgsqlException>(() => run);
        else Assert.IsType<BuildOutcome.TakenOver>(await run); // it had happened already

        await using var other = await StoreHost.StartAsync(database, [Register], background: true);
        Assert.Equal(live, await ReadAsync(other, long.MaxValue - 1));
        Assert.True(Assert.IsType<BuildOutcome.TakenOver>(await other.Get<RegisterBuilder>().RebuildAsync(Register, false, null, CancellationToken.None)).Comparison!.Equal);
        Assert.Equal(live, await ReadAsync(other, long.MaxValue - 1));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(distinct build) from safeguard.projected_rows"));
    }

    [Fact]
    public async Task By_two_hosts_at_once_is_done_by_one_and_refused_to_the_other()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database, [Register]);
        await using var other = await StoreHost.StartAsync(database, [Register]);
        var (builder, live) = await FilledAsync(one, database);
        BuildOutcome? refused = null;

        var outcome = await builder.RebuildAsync(Register, false, _ =>
        {
            if (refused is not null) return;
            var second = Task.Run(() => other.Get<RegisterBuilder>().RebuildAsync(Register, false, null, CancellationToken.None));
            SpinWait.SpinUntil(() => second.IsCompleted);
            refused = second.IsCompletedSuccessfully ? second.Result : null;
        }, CancellationToken.None);

        Assert.IsType<BuildOutcome.Elsewhere>(refused);
        Assert.IsType<BuildOutcome.TakenOver>(outcome);
        Assert.Equal(live, await ReadAsync(one, long.MaxValue - 1));
    }

    [Fact]
    public async Task Of_a_register_that_was_tampered_with_says_where_and_puts_it_right()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        var (builder, live) = await FilledAsync(host, database);
        var at = await database.ScalarAsync<long>("select max(position) - 3 from safeguard.projected_rows");
        await database.ExecuteAsync($"""
            update safeguard.projected_rows set data = data || '{"{"}"agencies": 7777{"}"}' where position = {at};
            delete from safeguard.projected_rows where position = {at} + 1
            """);

        var said = Assert.IsType<BuildOutcome.TakenOver>(await builder.RebuildAsync(Register, false, null, CancellationToken.None)).Comparison!;

        Assert.Equal((false, 2, at), (said.Equal, said.Different, said.FirstAt));
        Assert.Equal(live, await ReadAsync(host, long.MaxValue - 1));
    }

    [Fact]
    public async Task Gives_the_same_bytes_before_and_after_a_key_is_destroyed()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var households = new RegisterView<HouseholdRow>("households:1", HouseholdRegister.KeyOf, HouseholdRegister.Evolve);
        await using var host = await StoreHost.StartAsync(database, [households, Register]);
        var family = Writers.NewFamily();
        await host.OpenAsync(family, reason: "Sealed, and soon nobody's to read.");
        await Involvements.FillAsync(host);
        await Involvements.FollowAsync(host, households, Register);
        var (before, dump) = (await BothAsync(), await Involvements.DumpAsync(database));

        var keys = host.Get<DataKeys>();
        foreach (var key in await keys.LivingAsync(DataSubject.Of(family), CancellationToken.None)) await keys.DestroyAsync(key, CancellationToken.None);

        Assert.All(before, c => Assert.True(c.Equal && c.Rows > 0));
        Assert.Equal(before, await BothAsync());
        Assert.Equal(dump, await Involvements.DumpAsync(database));

        async Task<List<BuildComparison>> BothAsync()
        {
            var said = new List<BuildComparison>();
            foreach (var view in (RegisterView[])[households, Register])
                said.Add(Assert.IsType<BuildOutcome.TakenOver>(await host.Get<RegisterBuilder>().RebuildAsync(view, false, null, CancellationToken.None)).Comparison!);
            return said;
        }
    }

    private static async Task<(RegisterBuilder Builder, string Live)> FilledAsync(StoreHost host, StoreDatabase database)
    {
        await Involvements.FillAsync(host);
        await Involvements.FollowAsync(host, Register);
        Assert.NotEmpty(await Involvements.DumpAsync(database));
        var builder = host.Get<RegisterBuilder>();
        builder.PageSize = 7;
        return (builder, await ReadAsync(host, long.MaxValue - 1));
    }

    /// <summary>What a reader gets: the rows as they stood at a position, and one page of them.</summary>
    private static async Task<string> ReadAsync(StoreHost host, long position)
    {
        var registers = host.Get<Registers>();
        var page = await registers.PageAsync(Register, position, RowFilter.None, null, 5, CancellationToken.None);
        return JsonSerializer.Serialize(new
        {
            rows = await registers.RowsAsync(Register, position, CancellationToken.None),
            page = page.Select(p => new { p.Position, p.Row }),
        });
    }

    /// <summary>As if the process had died: every connection of the application is gone.</summary>
    private static void Kill(StoreDatabase database)
    {
        using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        connection.Open();
        using var kill = new NpgsqlCommand("""
            select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and usename = 'safeguard_app'
            """, connection);
        kill.ExecuteNonQuery();
    }

    [Fact]
    public async Task Reads_no_more_of_its_rows_than_a_page_touches_while_the_server_has_no_statistics_of_them()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        await Involvements.FollowAsync(host, Register);
        await database.ExecuteAsync("""
            insert into safeguard.projected_rows (view, build, key, position, data)
            select 'another:1', 1, 'k' || n, n, '{}' from generate_series(1, 10000) n;
            analyze safeguard.projected_rows;
            insert into safeguard.projected_rows (view, build, key, position, data)
            select 'involvements:1', 1, 'k' || n, n, '{}' from generate_series(1, 10000) n;
            """);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await InvolveAsync("first");
        var before = await ReadSoFarAsync();
        await InvolveAsync("second");

        long read;
        while ((read = await ReadSoFarAsync() - before) == 0) // a session tells what it read when it has been idle for a while
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.InRange(read, 1, 500);

        async Task InvolveAsync(string agency)
        {
            await host.InvolveAsync(family, agency);
            await Involvements.FollowAsync(host, Register);
        }

        Task<long> ReadSoFarAsync() => database.ScalarAsync<long>("""
            select (seq_tup_read + coalesce((select sum(idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0))::bigint
              from pg_stat_user_tables t where relname = 'projected_rows'
            """);
    }
}
