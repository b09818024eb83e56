using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

/// <summary>One reader for all registers, and what can be seen of how far they are.</summary>
public sealed class Following_the_log(PostgresFixture postgres)
{
    private static readonly RegisterView<Involvements> Register = Involvements.Register;

    [Fact]
    public async Task A_register_that_fails_stops_alone_and_goes_on_where_it_stopped()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var fails = false;
        var failing = new RegisterView<Involvements>("failing:1", Register.KeyOf, (row, e) =>
            fails ? throw new InvalidOperationException("Meant to.") : new Involvements((row?.Agencies ?? 0) + 1, "counted"));
        await using var host = await StoreHost.StartAsync(database, [Register, failing]);
        await Involvements.FollowAsync(host, Register, failing);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await host.InvolveAsync(family, "luton-csc");

        fails = true;
        var step = await host.Get<RegisterFollower>().StepAsync([Register, failing], CancellationToken.None);
        await host.InvolveAsync(family, "p2r-bedford");
        var next = await host.Get<RegisterFollower>().StepAsync([Register, failing], CancellationToken.None);

        Assert.Equal([failing, failing], ((FollowerStep[])[step, next]).SelectMany(s => s.Failed).Select(f => f.View));
        var standings = await host.Get<RegisterStandings>().ReadAsync(CancellationToken.None);
        Assert.Equal([0, 3], standings.Select(s => s.Lag));
        fails = false;
        await Involvements.FollowAsync(host, Register, failing);
        Assert.Equal(2, (await host.Get<Registers>().RowsAsync(failing, long.MaxValue - 1, CancellationToken.None)).Single().Agencies);
    }

    [Fact]
    public async Task Lag_is_counted_in_entries_and_by_the_age_of_the_oldest_that_waits()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        var standings = host.Get<RegisterStandings>();
        await Involvements.FollowAsync(host, Register);
        var level = (await standings.ReadAsync(CancellationToken.None)).Single();
        Assert.Equal((level.Head, 0, TimeSpan.Zero), (level.Position!.Value, level.Lag, level.Waiting));

        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await host.InvolveAsync(family, "luton-csc");

        var behind = (await standings.ReadAsync(CancellationToken.None)).Single();
        Assert.Equal(2, behind.Lag);
        Assert.InRange(behind.Waiting.TotalSeconds, 0.05, 60);
    }

    [Fact]
    public async Task A_register_that_was_never_filled_has_no_position_and_lags_by_the_whole_log()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [Register]);
        await Involvements.FillAsync(host, 3);
        var standing = (await host.Get<RegisterStandings>().ReadAsync(CancellationToken.None)).Single();
        Assert.Null(standing.Position);
        Assert.Equal(standing.Head, standing.Lag);
        Assert.Null(standing.Building);
    }
}
