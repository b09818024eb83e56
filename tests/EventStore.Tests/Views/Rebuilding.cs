using Safeguard.EventStore.Views;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

public sealed class Rebuilding(PostgresFixture postgres)
{
    private static readonly RegisterView<Involvements> Register = Involvements.Register;

    [Fact]
    public async Task A_register_gives_the_live_rows_and_their_history_byte_for_byte()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register], background: true);
        await Involvements.FillAsync(host);
        var head = await Involvements.LevelAsync(host, database, Register);
        var live = await Involvements.DumpAsync(database);

        var outcome = await host.Get<RegisterBuilder>().RebuildAsync(Register, afresh: false, null, CancellationToken.None);

        Assert.NotEmpty(live);
        Assert.Equal(live, await Involvements.DumpAsync(database));
        var said = Assert.IsType<BuildOutcome.TakenOver>(outcome);
        Assert.Equal((head, true, 55), (said.Comparison!.UpTo, said.Comparison.Equal, said.Comparison.Rows));
    }

    [Fact]
    public async Task A_register_answers_for_any_past_position()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        foreach (var agency in (string[])["one", "two", "three"]) await host.InvolveAsync(family, agency);
        await Involvements.FollowAsync(host, Register);

        var registers = host.Get<Registers>();
        Assert.Empty(await registers.RowsAsync(Register, 2, CancellationToken.None));
        Assert.Equal(1, (await registers.RowsAsync(Register, 3, CancellationToken.None)).Single().Agencies);
        Assert.Equal(2, (await registers.RowsAsync(Register, 4, CancellationToken.None)).Single().Agencies);
        Assert.Equal("three", (await registers.RowsAsync(Register, 5, CancellationToken.None)).Single().Newest);
    }

    [Fact]
    public async Task Two_hosts_that_project_at_once_fold_every_event_exactly_once()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database, [Register], background: true);
        await using var other = await StoreHost.StartAsync(database, [Register], background: true);
        var family = Writers.NewFamily();
        await one.OpenAsync(family);
        for (var n = 0; n < 60; n++) await (n % 2 == 0 ? one : other).InvolveAsync(family, $"agency-{n}");
        var head = await Involvements.LevelAsync(one, database, Register);
        Assert.Equal(60, (await one.Get<Registers>().RowsAsync(Register, head, CancellationToken.None)).Single().Agencies);
    }
}
