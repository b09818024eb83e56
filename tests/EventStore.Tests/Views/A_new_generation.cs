using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

/// <summary>A release that gives a register another meaning gives it another generation, which fills up beside the old one (design D6).</summary>
public sealed class A_new_generation(PostgresFixture postgres)
{
    private static readonly RegisterView<Involvements> Old = Involvements.Register, New = Involvements.Generation(2, weight: 10);

    [Fact]
    public async Task Takes_over_on_the_new_host_when_it_is_level_while_the_old_host_goes_on_with_the_old()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var old = await StoreHost.StartAsync(database, [Old], background: true);
        await Involvements.FillAsync(old);
        var head = await Involvements.LevelAsync(old, database, Old);

        await using var host = await StoreHost.StartAsync(database, [New], background: true);
        for (long position; (position = await host.Get<Registers>().PositionAsync(New, CancellationToken.None)) < head;)
        {
            Assert.Equal(0, position); // nothing until it is whole
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        var family = Writers.NewFamily();
        await old.OpenAsync(family);
        await host.InvolveAsync(family, "luton-csc");
        head = await Involvements.LevelAsync(old, database, Old);
        await Involvements.LevelAsync(host, database, New);
        Assert.Equal(1, (await old.Get<Registers>().RowsAsync(Old, head, CancellationToken.None)).Single(r => r.Newest == "luton-csc").Agencies);
        Assert.Equal(10, (await host.Get<Registers>().RowsAsync(New, head, CancellationToken.None)).Single(r => r.Newest == "luton-csc").Agencies);
        Assert.Equal(["involvements:2 True", "involvements:1 False"],
            (await host.Get<RegisterStandings>().ReadAsync(CancellationToken.None)).Select(s => $"{s.View} {s.Followed}"));
    }

    [Fact]
    public async Task Answers_nobody_while_it_is_half_filled()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [New]);
        await Involvements.FillAsync(host);
        var builder = host.Get<RegisterBuilder>();
        builder.PageSize = 7;
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => builder.RebuildAsync(New, false, p =>
        {
            if (p.Done > 30) cancel.Cancel();
        }, cancel.Token));

        Assert.NotEmpty(await Involvements.DumpAsync(database));
        Assert.Equal(0, await host.Get<Registers>().PositionAsync(New, CancellationToken.None));
        Assert.Empty(await host.Get<Registers>().RowsAsync(New, long.MaxValue - 1, CancellationToken.None));
        Assert.True(await builder.BuildFirstAsync(New, CancellationToken.None));
        Assert.Equal(10, (await host.Get<Registers>().RowsAsync(New, long.MaxValue - 1, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Is_built_once_however_many_hosts_start_with_it()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var writer = await StoreHost.StartAsync(database);
        await Involvements.FillAsync(writer);
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StoreHost.StartAsync(database, [New], background: true)));
        try
        {
            var head = await Involvements.LevelAsync(hosts[3], database, New);
            Assert.Equal(550, (await hosts[0].Get<Registers>().RowsAsync(New, head, CancellationToken.None)).Sum(r => r.Agencies));
            Assert.Equal("1 live", await database.ScalarAsync<string>("select string_agg(build || ' ' || state, ', ') from safeguard.projection_builds"));
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
        }
    }
}
