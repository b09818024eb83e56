using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Messages;

public sealed class The_outbox(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Holds_a_timer_from_the_commit_of_its_event_until_it_is_due_and_handles_it_once()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var (clock, handler) = (new Clock(Noon), new Handler());
        await using var host = await StartAsync(database, clock, handler);
        await RecordWithTimerAsync(host, Noon.AddHours(1));
        var outbox = OutboxOf(host);

        Assert.Equal(0, await outbox.HandleDueAsync(CancellationToken.None));
        clock.Now = Noon.AddHours(1);
        Assert.Equal(1, await outbox.HandleDueAsync(CancellationToken.None));
        Assert.Equal(0, await outbox.HandleDueAsync(CancellationToken.None));
        Assert.Equal("f-1", Assert.Single(handler.Handled)["family"]);
    }

    [Fact]
    public async Task Holds_nothing_of_a_command_that_was_not_recorded()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StartAsync(database, new Clock(Noon), new Handler());
        var family = await RecordWithTimerAsync(host, Noon);
        var stale = await host.RunAsync<FamilyRecord>(new CommandCall(Recordings.Worker, StreamKey.Family(family)) { IfMatch = 7 },
            (_, _) => Decision.WithTimers(Decision.Record(StreamKey.Family(family), Recordings.Involvement()), TimerAt(Noon)));
        Assert.IsType<CommandOutcome.Changed>(stale);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard.outbox"));
    }

    [Fact]
    public async Task Tries_a_failing_envelope_ever_later_and_after_ten_times_lays_it_aside_without_its_errors_text()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var (clock, handler) = (new Clock(Noon), new Handler { Fails = true });
        await using var host = await StartAsync(database, clock, handler);
        await RecordWithTimerAsync(host, Noon);
        var outbox = OutboxOf(host);

        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Assert.Equal(1, await outbox.HandleDueAsync(CancellationToken.None));
            Assert.Equal(0, await outbox.HandleDueAsync(CancellationToken.None)); // put off
            clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(10, handler.Tries);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.outbox"));
        Assert.Equal("InvalidOperationException", await database.ScalarAsync<string>("select error from safeguard.dead_letters"));
    }

    [Fact]
    public async Task Is_shared_by_two_hosts_without_either_handling_what_the_other_holds()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var (clock, handler) = (new Clock(Noon), new Handler());
        await using var one = await StartAsync(database, clock, handler);
        await using var other = await StartAsync(database, clock, handler);
        for (var n = 0; n < 20; n++) await RecordWithTimerAsync(one, Noon);

        var handled = await Task.WhenAll(OutboxOf(one).HandleDueAsync(CancellationToken.None), OutboxOf(other).HandleDueAsync(CancellationToken.None));

        Assert.Equal(20, handled.Sum());
        Assert.Equal(20, handler.Ids.Distinct().Count());
        Assert.Equal(20, handler.Tries);
    }

    private static Task<StoreHost> StartAsync(StoreDatabase database, Clock clock, Handler handler) =>
        StoreHost.StartAsync(database, clock: clock, configure: s => s.AddSingleton<IEnvelopeHandler>(handler));

    private static Outbox OutboxOf(StoreHost host) => host.Get<IEnumerable<IHostedService>>().OfType<Outbox>().Single();

    private static async Task<FamilyId> RecordWithTimerAsync(StoreHost host, DateTimeOffset due)
    {
        var family = Writers.NewFamily();
        var outcome = await host.RunAsync<FamilyRecord>(new CommandCall(Recordings.Worker, StreamKey.Family(family)),
            (_, _) => Decision.WithTimers(Decision.Record(StreamKey.Family(family), Recordings.Involvement()), TimerAt(due)));
        Assert.IsType<CommandOutcome.Recorded>(outcome);
        return family;
    }

    private static Domain.Timer TimerAt(DateTimeOffset due) => new("test", due, new Dictionary<string, string> { ["family"] = "f-1" });

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Handler : IEnvelopeHandler
    {
        private readonly Lock _lock = new();

        public bool Fails { get; init; }

        public List<IReadOnlyDictionary<string, string>> Handled { get; } = [];

        public List<Guid> Ids { get; } = [];

        public int Tries { get; private set; }

        public string Kind => "test";

        public Task HandleAsync(Guid id, IReadOnlyDictionary<string, string> body, CancellationToken stop)
        {
            lock (_lock)
            {
                Tries++;
                if (Fails) throw new InvalidOperationException("a text that must not be kept");
                Ids.Add(id);
                Handled.Add(body);
            }

            return Task.CompletedTask;
        }
    }
}
