using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>A lost or swallowed conflict is the worst bug this service could have: these stay for ever.</summary>
public sealed class The_race(PostgresFixture postgres)
{
    [Fact]
    public async Task Of_two_writers_with_one_expected_version_exactly_one_wins_on_an_existing_stream()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        for (var round = 0; round < 25; round++)
        {
            var family = Writers.NewFamily();
            await host.OpenAsync(family);
            var outcomes = await RaceAsync(host, host, StreamKey.Family(family), expected: 1);
            Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
            Assert.Single(outcomes.OfType<AppendOutcome.StreamMoved>());
            Assert.Equal(2, await VersionAsync(database, family));
        }
    }

    [Fact]
    public async Task Of_two_writers_of_one_new_stream_exactly_one_wins()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        for (var round = 0; round < 25; round++)
        {
            var family = Writers.NewFamily();
            var outcomes = await RaceAsync(host, host, StreamKey.Family(family), expected: 0);
            Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
            Assert.Single(outcomes.OfType<AppendOutcome.StreamMoved>());
            Assert.Equal(1, await VersionAsync(database, family));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_two_writers_in_two_processes_exactly_one_wins(long expected)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        for (var round = 0; round < 25; round++)
        {
            var family = Writers.NewFamily();
            if (expected == 1) await one.OpenAsync(family);
            var outcomes = await RaceAsync(one, other, StreamKey.Family(family), expected);
            Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
            Assert.Single(outcomes.OfType<AppendOutcome.StreamMoved>());
            Assert.Equal(expected + 1, await VersionAsync(database, family));
        }
    }

    [Fact]
    public async Task A_command_that_named_no_version_is_decided_anew_and_all_are_recorded()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        var outcomes = await Task.WhenAll(host.InvolveAsync(family, "one"), host.InvolveAsync(family, "two"), host.InvolveAsync(family, "three"));
        Assert.All(outcomes, o => Assert.IsType<CommandOutcome.Recorded>(o));
        Assert.Equal(4, await VersionAsync(database, family));
    }

    [Fact]
    public async Task A_command_that_named_a_stale_version_is_told_what_is_new_and_writes_nothing()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await host.InvolveAsync(family, "one");

        var changed = Assert.IsType<CommandOutcome.Changed>(await host.InvolveAsync(family, "two", ifMatch: 1));

        Assert.True(changed.ClientNamedVersion);
        Assert.Equal(2, changed.Version);
        Assert.Equal(2, Assert.Single(changed.NewEntries).Version);
        Assert.Equal(2, await VersionAsync(database, family));
    }

    private static async Task<AppendOutcome[]> RaceAsync(StoreHost one, StoreHost other, StreamKey stream, long expected)
    {
        var first = await one.RequestAsync(stream, expected, Recordings.Involvement("one"));
        var second = await other.RequestAsync(stream, expected, Recordings.Involvement("two"));
        return await Task.WhenAll(
            Task.Run(() => one.Get<Appender>().AppendAsync(first)),
            Task.Run(() => other.Get<Appender>().AppendAsync(second)));
    }

    private static Task<long> VersionAsync(StoreDatabase database, FamilyId family) =>
        database.ScalarAsync<long>($"select count(*) from safeguard.mt_events where stream_id = 'family-{family}'");
}
