using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

public sealed class A_bad_member(PostgresFixture postgres)
{
    [Fact]
    public async Task Of_a_full_batch_fails_alone()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var appender = host.Get<Appender>();
        var there = await host.OpenAsync(Writers.NewFamily());
        var requests = new List<AppendRequest>();
        for (var n = 0; n < 100; n++) requests.Add(await host.RequestAsync(StreamKey.Family(Writers.NewFamily()), 0, Recordings.Involvement()));
        // PostgreSQL refuses this one: an event id that is there already. No command of ours could bring it.
        requests[50] = requests[50] with { Events = [requests[50].Events[0] with { Id = there.Receipt.Entries[0].Event.Id }] };

        var answers = await Task.WhenAll(requests.Select(async r =>
        {
            try { return (object)await appender.AppendAsync(r); }
            catch (Exception error) { return error; }
        }));

        Assert.Equal(99, answers.OfType<AppendOutcome.Appended>().Count());
        Assert.IsType<Exception>(answers[50], exactMatch: false);
        Assert.Equal(101, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task That_cannot_even_be_hashed_fails_alone_too()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var good = await host.RequestAsync(StreamKey.Family(Writers.NewFamily()), 0, Recordings.Involvement());
        var bad = (await host.RequestAsync(StreamKey.Family(Writers.NewFamily()), 0, Recordings.Involvement())) with { CorrelationId = "nul\0" };
        var (goodAnswer, badAnswer) = (host.Get<Appender>().AppendAsync(good), host.Get<Appender>().AppendAsync(bad));
        Assert.IsType<AppendOutcome.Appended>(await goodAnswer);
        await Assert.ThrowsAsync<EventStore.Ledger.NotCanonicalException>(() => badAnswer);
    }

    [Fact]
    public async Task With_a_stale_version_is_refused_and_its_neighbours_are_recorded()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await using var other = await StoreHost.StartAsync(database);
        await other.InvolveAsync(family, "elsewhere"); // this Host's memory of the stream is now behind

        var stale = await host.RequestAsync(StreamKey.Family(family), 1, Recordings.Involvement());
        var fresh = await host.RequestAsync(StreamKey.Family(Writers.NewFamily()), 0, Recordings.Involvement());
        var answers = await Task.WhenAll(host.Get<Appender>().AppendAsync(stale), host.Get<Appender>().AppendAsync(fresh));

        Assert.IsType<AppendOutcome.StreamMoved>(answers[0]);
        Assert.IsType<AppendOutcome.Appended>(answers[1]);
    }

    [Fact]
    public async Task With_a_key_that_another_host_took_meanwhile_gets_the_first_answer()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await one.OpenAsync(family);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(n => Task.Run(() => (n % 2 == 0 ? one : other).InvolveAsync(family, "luton-csc", key: "the-same-key"))));

        var recorded = outcomes.Cast<CommandOutcome.Recorded>().ToList();
        Assert.Single(recorded.Select(r => r.Receipt.Position).Distinct());
        Assert.Single(recorded.Select(r => r.Receipt.Entries[0].Event.Id).Distinct());
        Assert.Single(recorded, r => !r.Repeated);
        Assert.Equal(2, await database.ScalarAsync<long>($"select count(*) from safeguard.mt_events where stream_id = 'family-{family}'"));
    }

    [Fact]
    public async Task Key_used_with_another_request_is_refused()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await host.InvolveAsync(family, "luton-csc", key: "k");
        Assert.IsType<CommandOutcome.KeyReused>(await host.InvolveAsync(family, "nursery", key: "k"));
        Assert.Equal(2, await database.ScalarAsync<long>($"select count(*) from safeguard.mt_events where stream_id = 'family-{family}'"));
    }
}
