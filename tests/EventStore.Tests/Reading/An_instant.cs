using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Reading;

public sealed class An_instant(PostgresFixture postgres)
{
    /// <summary>Stands still for three commands, then goes on by a minute.</summary>
    private sealed class SlowClock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

        public int Commands { get; set; }

        public override DateTimeOffset GetUtcNow() => Start.AddMinutes(Commands / 3);
    }

    [Fact]
    public async Task Is_the_position_of_the_last_entry_recorded_by_then()
    {
        var clock = new SlowClock();
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, clock: clock);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        for (clock.Commands = 1; clock.Commands < 20; clock.Commands++) await host.InvolveAsync(family, $"agency-{clock.Commands}");

        for (var minute = -1; minute <= 8; minute++)
            foreach (var second in (int[])[-1, 0, 1])
            {
                var instant = SlowClock.Start.AddMinutes(minute).AddSeconds(second);
                var expected = await database.ScalarAsync<long>($"select count(*) from safeguard.mt_events where timestamp <= '{instant:O}'");
                Assert.Equal(expected, await host.Get<EventReader>().PositionAtAsync(instant, CancellationToken.None));
            }
    }
}
