using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

public sealed class Several_hosts(PostgresFixture postgres)
{
    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    [Fact]
    public async Task Take_turns_and_none_starves()
    {
        const int Callers = 8, Each = 40;
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);

        await Task.WhenAll(from host in (StoreHost[])[one, other] from caller in Enumerable.Range(0, Callers) select Task.Run(async () =>
        {
            var family = Writers.NewFamily();
            await host.OpenAsync(family);
            for (var n = 0; n < Each; n++)
                Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, $"{(host == one ? "one" : "other")}-{n}"));
        }));

        // While both were writing, neither waited for the other to finish: each is in every quarter of the log.
        Assert.Equal(4, await database.ScalarAsync<long>("""
            select count(*) from (
                select q, count(distinct split_part(data ->> 'agency', '-', 1)) as hosts
                  from (select data, ntile(4) over (order by seq_id) as q from safeguard.mt_events where type = 'involvement_started') e
                 group by q) w where hosts = 2
            """));
        Assert.Equal(2 * Callers * Each, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events where type = 'involvement_started'"));
        Assert.Empty(await one.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(one.Get<LogSigner>().VerifierKey), null, CancellationToken.None));
    }

    [Fact]
    public async Task That_get_one_idempotency_key_at_once_record_one_entry_and_give_one_answer()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        for (var round = 0; round < 20; round++)
        {
            var family = Writers.NewFamily();
            await one.OpenAsync(family);
            var answers = await Task.WhenAll(from n in Enumerable.Range(0, 6) select (n % 2 == 0 ? one : other).InvolveAsync(family, "luton-csc", $"key-{round}"));

            var positions = answers.Select(a => Assert.IsType<CommandOutcome.Recorded>(a).Receipt.Position).Distinct();
            Assert.Single(positions);
            Assert.Equal(2, await database.ScalarAsync<long>($"select version from safeguard.mt_streams where id = 'family-{family}'"));
        }
    }

    [Fact]
    public async Task Whose_clocks_differ_agree_on_the_order_of_positions_and_times()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var right = await StoreHost.StartAsync(database);
        await using var behind = await StoreHost.StartAsync(database, clock: new ShiftedClock(-TimeSpan.FromMinutes(30)));
        var family = Writers.NewFamily();
        await right.OpenAsync(family);
        for (var n = 0; n < 20; n++) await (n % 2 == 0 ? behind : right).InvolveAsync(family, $"agency-{n}");

        Assert.Equal(0, await database.ScalarAsync<long>(
            "select count(*) from (select timestamp < lag(timestamp) over (order by seq_id) as back from safeguard.mt_events) t where back"));
        Assert.Equal(22, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Of_which_one_has_a_clock_far_ahead_are_not_taken_along_by_it()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var right = await StoreHost.StartAsync(database);
        await using var ahead = await StoreHost.StartAsync(database, clock: new ShiftedClock(TimeSpan.FromHours(1)));
        var family = Writers.NewFamily();
        await right.OpenAsync(family);

        await Assert.ThrowsAsync<ClockAheadException>(() => ahead.InvolveAsync(family, "too-early"));

        Assert.Equal(2, await database.ScalarAsync<long>("select position from safeguard.log_head"));
        Assert.IsType<CommandOutcome.Recorded>(await right.InvolveAsync(family, "in-time"));
    }

    [Fact]
    public async Task Are_not_taken_along_by_a_head_whose_time_is_ahead_of_the_database_s_clock()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        var right = await database.ScalarAsync<DateTime>("select recorded_at from safeguard.log_head");
        await database.ExecuteAsync("update safeguard.log_head set recorded_at = now() + interval '1 hour'");

        await using var fresh = await StoreHost.StartAsync(database);
        await Assert.ThrowsAsync<ClockAheadException>(() => fresh.InvolveAsync(family, "too-early"));
        await Assert.ThrowsAsync<ClockAheadException>(() => host.InvolveAsync(family, "too-early"));

        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
        await database.ExecuteAsync($"update safeguard.log_head set recorded_at = '{right:O}'");
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, "in-time"));
    }

    [Fact]
    public async Task Of_which_only_one_knows_a_new_generation_of_a_view_both_decide_on_all_that_is_recorded()
    {
        StreamView newer = new StreamView<FamilyRecord>("family_record:8", "family", Lifecycle.Inline, s => new FamilyRecord(new FamilyId(Guid.Parse(s.Id))), (f, e) => f.Evolve(e));
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var old = await StoreHost.StartAsync(database);
        await using var upgraded = await StoreHost.StartAsync(database, views: [newer, .. StoreHost.Views.Where(v => v.Name != "family_record:7")]);
        var family = Writers.NewFamily();
        await old.OpenAsync(family);

        for (var n = 0; n < 50; n++)
        {
            var host = n % 3 == 0 ? upgraded : old;
            FamilyRecord? decidedOn = null;
            await host.RunAsync<FamilyRecord>(new CommandCall(Recordings.Worker, StreamKey.Family(family)), (record, _) =>
            {
                decidedOn = record;
                return Decision.Record(StreamKey.Family(family), Recordings.Involvement($"agency-{n}"));
            });
            Assert.True(n == 0 || decidedOn!.Household.Involves(AgencyId.Of($"agency-{n - 1}")));
        }

        foreach (var host in (StoreHost[])[old, upgraded])
        {
            var (record, version) = await host.Get<StreamViews>().LoadAsync<FamilyRecord>(StreamKey.Family(family), CancellationToken.None);
            Assert.Equal(51, version);
            for (var n = 0; n < 50; n++) Assert.True(record.Household.Involves(AgencyId.Of($"agency-{n}")));
        }

        Assert.Equal(2, await database.ScalarAsync<long>("select count(distinct view) from safeguard.snapshots"));
    }

    [Fact]
    public async Task Go_on_projecting_within_seconds_when_one_dies_with_the_work_in_its_hands()
    {
        var register = new RegisterView<string>("agencies:1", e => e.Event is InvolvementStarted ? e.Stream.Id : null, (_, e) => ((InvolvementStarted)e.Event).Agency.Value);
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [register], background: true);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await host.InvolveAsync(family, "first");
        await UntilAsync(async () => await host.Get<Registers>().PositionAsync(register, CancellationToken.None) == 3);

        // What a Host that was killed in the middle of a step leaves for a moment: its transaction, holding the row.
        var dying = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Pooling = false }.ConnectionString);
        await dying.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new Npgsql.NpgsqlCommand("begin; select 1 from safeguard.projection_builds for update", dying);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await host.InvolveAsync(family, "second");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal("first", (await host.Get<Registers>().RowsAsync(register, 4, CancellationToken.None)).Single());

        await database.ExecuteAsync($"select pg_terminate_backend({dying.ProcessID})");

        await UntilAsync(async () => (await host.Get<Registers>().RowsAsync(register, 4, CancellationToken.None)).Single() == "second");
        await Record.ExceptionAsync(async () => await dying.DisposeAsync()); // it says that it was terminated, as it was meant to be
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var until = DateTime.UtcNow.AddSeconds(20);
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < until, "It did not come about in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
