using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Views;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

public sealed class Rebuilding(PostgresFixture postgres)
{
    /// <summary>A small register: how many agencies work with each family.</summary>
    private sealed record Involvements(int Agencies, string Newest);

    private static readonly RegisterView<Involvements> Register = new("involvements:1",
        e => e.Event is InvolvementStarted ? e.Stream.Id : null,
        (row, e) => new Involvements((row?.Agencies ?? 0) + 1, ((InvolvementStarted)e.Event).Agency.Value));

    [Fact]
    public async Task A_register_gives_the_live_rows_and_their_history_byte_for_byte()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register], background: true);
        await FillAsync(host);
        var projector = host.Get<IReadOnlyList<RegisterProjector>>().Single();
        var head = await database.ScalarAsync<long>("select position from safeguard.log_head");
        while (await host.Get<Registers>().PositionAsync(Register, CancellationToken.None) < head)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var live = await DumpAsync(database, "projected_rows");

        await projector.RebuildAsync(null, CancellationToken.None);

        Assert.NotEmpty(live);
        Assert.Equal(live, await DumpAsync(database, "projected_rows"));
    }

    [Fact]
    public async Task A_register_answers_for_any_past_position()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        foreach (var agency in (string[])["one", "two", "three"]) await host.InvolveAsync(family, agency);
        var projector = host.Get<IReadOnlyList<RegisterProjector>>().Single();
        while ((await projector.StepAsync(CancellationToken.None)).More) { }

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
        var head = await database.ScalarAsync<long>("select position from safeguard.log_head");
        while (await one.Get<Registers>().PositionAsync(Register, CancellationToken.None) < head)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(60, (await one.Get<Registers>().RowsAsync(Register, head, CancellationToken.None)).Single().Agencies);
    }

    private static async Task FillAsync(StoreHost host)
    {
        for (var f = 0; f < 10; f++)
        {
            var family = Writers.NewFamily();
            await host.OpenAsync(family);
            for (var n = 0; n <= f; n++) await host.InvolveAsync(family, $"agency-{n}");
        }
    }

    private static Task<string> DumpAsync(StoreDatabase database, string table) =>
        database.ScalarAsync<string>($"select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from safeguard.{table} t");
}
