using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Commands;
using Safeguard.Host.Demonstration;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>What stops the story, and who may go on with it.</summary>
[Collection(ToldStoryCollection.Name)]
public sealed class Interruptions(ToldStory told, PostgresFixture postgres)
{
    [Fact]
    public async Task Killed_in_the_midst_of_a_day_and_of_the_case_it_goes_on_where_it_stopped()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        foreach (var position in new[] { 1_000, told.Log.Count - 12 })
        {
            await using var killed = await Telling.StartAsync(database);
            await killed.TellUntilAsync(position);
            // Nothing may be recorded with today's date between two halves of the story.
            Assert.True(killed.Clock.GetUtcNow() < Telling.Afterwards);
        }

        await using var last = await Telling.StartAsync(database);
        await last.TellAsync();

        var log = await last.LogAsync();
        Assert.Equal(Kinds(told.Log), Kinds(log));
        Assert.Equal(told.Log.Select(e => e.RecordedAt), log.Select(e => e.RecordedAt));
        Assert.Equal(Telling.Afterwards, last.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Nothing_is_dated_later_than_the_computers_clock_and_the_rest_follows_when_its_time_has_come()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var computer = new StoppedClock(new(2010, 9, 20, 11, 0, 0, TimeSpan.Zero));
        await using (var early = await Telling.StartAsync(database, computer))
        {
            await early.TellAsync();
            var log = await early.LogAsync();
            Assert.Contains(log, e => e.Event is FamilyRecordOpened && e.RecordedAt.Day == 20);
            Assert.All(log, e => Assert.True(e.RecordedAt <= computer.Now));
            Assert.Equal(computer.Now, early.Clock.GetUtcNow());
        }

        await using var later = await Telling.StartAsync(database);
        await later.TellAsync();
        Assert.Equal(Kinds(told.Log), Kinds(await later.LogAsync()));
    }

    [Fact]
    public async Task Before_the_story_begins_nothing_of_it_is_told()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var early = await Telling.StartAsync(database, new StoppedClock(new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await early.TellAsync();
        Assert.Equal(1, await early.HeadAsync());
    }

    [Fact]
    public async Task A_log_that_somebody_else_opened_is_left_alone()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using (await StoreHost.StartAsync(database)) { }
        await using var started = await Telling.StartAsync(database);
        await started.TellAsync();
        Assert.Equal(1, await started.HeadAsync());
    }

    [Fact]
    public async Task A_half_told_log_to_which_somebody_else_has_written_is_left_alone()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using (var killed = await Telling.StartAsync(database)) await killed.TellUntilAsync(50);
        await using (var other = await StoreHost.StartAsync(database, clock: new StoppedClock(Telling.Afterwards)))
            await WriteAsync(other);

        await using var started = await Telling.StartAsync(database);
        var before = await started.HeadAsync();
        await started.TellAsync();
        Assert.Equal(before, await started.HeadAsync());
    }

    private static async Task WriteAsync(StoreHost host)
    {
        var by = new Actor(ActorId.Of("administrator"), AgencyId.Of("bedfordshire-partnership"), [Role.Administrator]);
        var command = new RegisterAgency { Agency = AgencyId.Of("another"), Name = "Another", Kind = AgencyKind.Other, Area = "Luton", PublicAuthority = false };
        var outcome = await host.RunAsync<Agency>(new CommandCall(by, StreamKey.Agency(command.Agency)),
            (agency, now) => AgencyDecider.Decide(agency, command with { By = by, Now = now }));
        Assert.IsType<CommandOutcome.Recorded>(outcome);
    }

    private static IEnumerable<(string Kind, int Times)> Kinds(IReadOnlyList<RecordedEvent> log) =>
        log.CountBy(e => e.Event.GetType().Name).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => (k.Key, k.Value));
}
