using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Reading;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>Positions are dense and become visible in order: a subscriber that asks for what comes after never misses one.</summary>
public sealed class The_order(PostgresFixture postgres)
{
    private const int Writers64 = 64, EventsEach = 12;

    [Fact]
    public async Task A_subscriber_sees_every_committed_event_once_and_in_order_while_64_writers_write_and_roll_back()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        using var done = new CancellationTokenSource();
        var seen = new List<EventId>();
        var subscriber = Task.Run(() => FollowAsync(one.Get<EventReader>(), seen, done.Token));

        var written = await Task.WhenAll(Enumerable.Range(0, Writers64).Select(n => Task.Run(() => WriteAsync(n % 2 == 0 ? one : other, n))));

        await done.CancelAsync();
        var last = await subscriber;
        var committed = written.SelectMany(w => w).ToList();
        Assert.Equal(committed.Count + 1, seen.Count); // and the log's opening
        Assert.Equal(committed.Select(e => e.Value).Order(), seen.Skip(1).Select(e => e.Value).Order());
        Assert.Equal(seen.Count, last);
        Assert.Equal(seen.Count, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task No_snapshot_ever_shows_a_hole_and_a_readers_sequence_equals_the_last_committed_position()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        using var done = new CancellationTokenSource();
        var looks = 0;
        var looker = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                Assert.True(await database.ScalarAsync<bool>("select count(*) = max(seq_id) and min(seq_id) = 1 from safeguard.mt_events"));
                looks++;
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => WriteAsync(host, n))));
        await done.CancelAsync();
        await looker;
        Assert.True(looks > 0);
    }

    [Fact]
    public async Task Recorded_times_never_run_backwards_even_when_the_clock_does()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var clock = new SteppingClock(DateTimeOffset.Parse("2026-11-01T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await using var host = await StoreHost.StartAsync(database, clock: clock);
        var first = await host.OpenAsync(Writers.NewFamily());
        clock.Now -= TimeSpan.FromHours(3);
        var second = await host.OpenAsync(Writers.NewFamily());
        Assert.True(second.Receipt.Entries[0].Event.RecordedAt >= first.Receipt.Entries[0].Event.RecordedAt);
        Assert.Equal(first.Receipt.Position + 1, second.Receipt.Entries[0].Event.Position);
    }

    private static async Task<List<EventId>> WriteAsync(StoreHost host, int seed)
    {
        var random = new Random(seed);
        var written = new List<EventId>();
        var family = Writers.NewFamily();
        for (var n = 0; n < EventsEach; n++)
        {
            await Task.Delay(random.Next(0, 8));
            switch (random.Next(4))
            {
                case 0: // a read: any version, in a stream that several writers share
                    var read = await host.Get<AccessRecorder>().RecordAsync(
                        Recordings.Worker, StreamKey.AccessBy(Recordings.Worker.Agency), e => new Searched("families", 0, []) { Envelope = e }, null, CancellationToken.None);
                    written.Add(read);
                    break;
                case 1: // rolled back: the version is not there
                    var stale = await host.Get<Appender>().AppendAsync(await host.RequestAsync(StreamKey.Family(family), 9_999, Recordings.Involvement()));
                    Assert.IsType<AppendOutcome.StreamMoved>(stale);
                    break;
                default:
                    var request = await host.RequestAsync(StreamKey.Family(Writers.NewFamily()), 0, Recordings.Involvement(), Recordings.Involvement("nursery"));
                    var appended = Assert.IsType<AppendOutcome.Appended>(await host.Get<Appender>().AppendAsync(request));
                    written.AddRange(appended.Events.Select(e => e.Id));
                    break;
            }
        }

        return written;
    }

    private static async Task<long> FollowAsync(EventReader reader, List<EventId> seen, CancellationToken done)
    {
        long last = 0;
        while (true)
        {
            var finished = done.IsCancellationRequested; // asked before the read: what was committed by then is in it
            var page = await reader.PageAsync(last, 50, CancellationToken.None);
            foreach (var recorded in page)
            {
                Assert.Equal(last + 1, recorded.Position);
                last = recorded.Position;
                seen.Add(recorded.Id);
            }

            if (finished && page.Count == 0) return last;
        }
    }

    private sealed class SteppingClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
