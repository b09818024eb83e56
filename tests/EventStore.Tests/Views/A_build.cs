using System.Diagnostics;
using Npgsql;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Serialisation;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Tests.PrivatePostgres;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

/// <summary>What a build reads, what it remembers, and what the server may lose of it.</summary>
public sealed class A_build(PostgresFixture postgres)
{
    private static readonly RegisterView<Involvements> Whole = Involvements.Register;
    private static readonly RegisterView<Involvements> Part = Following("involvements:2", typeof(InvolvementStarted));

    [Fact]
    public async Task Of_a_register_that_follows_some_kinds_reads_no_others_and_gives_the_bytes_of_one_that_reads_all()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Whole, Part]);
        await Involvements.FillAsync(host);
        var builder = host.Get<RegisterBuilder>();
        builder.PageSize = 3;
        Assert.True(await builder.BuildFirstAsync(Whole, CancellationToken.None));
        // No release could make anything of these: whoever reads one fails.
        await database.ExecuteAsync("set session_replication_role = replica; update safeguard.mt_events set data = '{}' where type = 'family_record_opened'");

        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => builder.RebuildAsync(Whole, false, null, CancellationToken.None));
        Assert.True(await builder.BuildFirstAsync(Part, CancellationToken.None));

        var head = await database.ScalarAsync<long>("select position from safeguard.log_head");
        Assert.Equal(head, await host.Get<Registers>().PositionAsync(Part, CancellationToken.None));
        Assert.Equal(Enumerable.Range(1, 10), (await host.Get<Registers>().RowsAsync(Part, head, CancellationToken.None)).Select(r => r.Agencies).Order());
        Assert.Equal(await SaysAsync(database, 1), await SaysAsync(database, 2));
    }

    [Fact]
    public async Task Stops_at_an_entry_of_a_newer_release_whatever_its_register_follows()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Part]);
        await Involvements.FillAsync(host);
        await database.ExecuteAsync("set session_replication_role = replica; update safeguard.mt_events set type = 'written_by_a_newer_release' where seq_id = 20");

        await Assert.ThrowsAsync<UnknownEventTypeException>(() => host.Get<RegisterBuilder>().BuildFirstAsync(Part, CancellationToken.None));

        Assert.Equal(0, await host.Get<Registers>().PositionAsync(Part, CancellationToken.None));
    }

    [Fact]
    public async Task Would_lack_a_row_of_a_kind_that_its_register_keeps_to_itself_so_the_register_stops()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var silent = Following("involvements:3", typeof(HouseholdMemberJoined));
        await using var host = await StoreHost.StartAsync(database, [silent]);
        await Involvements.FollowAsync(host, silent);
        await Involvements.FillAsync(host, families: 1);

        var step = await host.Get<RegisterFollower>().StepAsync([silent], CancellationToken.None);

        Assert.IsType<UnreachableException>(Assert.Single(step.Failed).Error);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 600)]
    [InlineData(2_000, 4 << 20)]
    public async Task Gives_the_bytes_that_following_gave_however_small_its_pages_and_however_little_it_remembers(int pageSize, long remembered)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Whole, Part]);
        await Involvements.FollowAsync(host, Whole, Part);
        await Involvements.FillAsync(host);
        await Involvements.FollowAsync(host, Whole, Part);
        var followed = await Involvements.DumpAsync(database);
        var builder = host.Get<RegisterBuilder>();
        (builder.PageSize, builder.Remembered) = (pageSize, remembered);

        foreach (var view in (RegisterView[])[Whole, Part])
        {
            var said = Assert.IsType<BuildOutcome.TakenOver>(await builder.RebuildAsync(view, false, null, CancellationToken.None)).Comparison!;
            Assert.Equal((true, 55), (said.Equal, said.Rows));
        }

        Assert.Equal(followed, await Involvements.DumpAsync(database));
    }

    [Fact]
    public async Task Loses_pages_and_their_progress_together_when_the_server_crashes_before_they_are_on_disk()
    {
        await using var temporary = new TemporaryCluster();
        var ring = Directory.CreateDirectory(Path.Combine(temporary.Folder, "ring"));
        var cluster = await temporary.StartAsync();
        await cluster.EnsureRoleAsync("safeguard_app", TestContext.Current.CancellationToken);
        await cluster.EnsureDatabaseAsync("crashing", TestContext.Current.CancellationToken);
        await using (var owner = NpgsqlDataSource.Create(cluster.ConnectionString("crashing")))
            await SchemaMigrations.RunAsync(owner, "safeguard_app", null, TestContext.Current.CancellationToken);
        var key = LogSigner.Create(StoreDatabase.Origin).ToPem();
        var database = StoreDatabase.Attach(cluster.ConnectionString("crashing", "safeguard_app"), key, ring.FullName);
        string live;
        long told = 0;
        await using (var host = await StoreHost.StartAsync(database, [Whole]))
        {
            await Involvements.FillAsync(host);
            await Involvements.FollowAsync(host, Whole);
            live = await Involvements.DumpAsync(database);
            var builder = host.Get<RegisterBuilder>();
            builder.PageSize = 7;
            await Assert.ThrowsAnyAsync<Exception>(() => builder.RebuildAsync(Whole, false, p =>
            {
                if (told >= 30) return;
                if ((told = p.Done) >= 30) Process.GetProcessById(cluster.ProcessId).Kill();
            }, CancellationToken.None));
        }

        cluster = await temporary.StartAsync();
        database = StoreDatabase.Attach(cluster.ConnectionString("crashing", "safeguard_app"), key, ring.FullName);
        NpgsqlConnection.ClearAllPools();
        var left = await database.ScalarAsync<long>("select coalesce(max(position), 0) from safeguard.projection_builds where state = 'filling'");
        Assert.InRange(left, 0, told + 14); // what was being stored when it crashed may be there or not
        Assert.Equal(0, await database.ScalarAsync<long>("""
            select count(*) from safeguard.projected_rows r left join safeguard.projection_builds b using (view, build)
             where r.build = 2 and (b.state is distinct from 'filling' or r.position > b.position or r.until > b.position)
            """));
        await using var other = await StoreHost.StartAsync(database, [Whole]);
        Assert.True(Assert.IsType<BuildOutcome.TakenOver>(await other.Get<RegisterBuilder>().RebuildAsync(Whole, false, null, CancellationToken.None)).Comparison!.Equal);
        Assert.Equal(live, await Involvements.DumpAsync(database));
    }

    /// <summary>The same register, of one that says which kinds it follows.</summary>
    private static RegisterView<Involvements> Following(string name, Type kind) =>
        new(name, Whole.KeyOf, (row, e) => (Involvements?)Whole.Evolve(row, e)) { Follows = [kind] };

    private static Task<string> SaysAsync(StoreDatabase database, int generation) => database.ScalarAsync<string>($"""
        select coalesce(string_agg((key, position, until, data)::text, E'\n' order by key, position), '')
          from safeguard.projected_rows where view = 'involvements:{generation}'
        """);
}
