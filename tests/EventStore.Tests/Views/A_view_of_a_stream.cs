using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Serialisation;
using Safeguard.EventStore.Views;
using Safeguard.Projections;
using Safeguard.Support;
using System.Text.Json;

namespace Safeguard.EventStore.Tests.Views;

public sealed class A_view_of_a_stream(PostgresFixture postgres)
{
    private const int Entries = 60;

    [Fact]
    public async Task Says_the_same_from_memory_from_its_snapshot_and_from_the_log_alone()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);

        var remembered = await WrittenAsync<FamilyRecord>(host, family);
        await using var cold = await StoreHost.StartAsync(database);
        var fromSnapshot = await WrittenAsync<FamilyRecord>(cold, family);
        await database.ExecuteAsync("delete from safeguard.snapshots");
        await using var bare = await StoreHost.StartAsync(database);
        var folded = await WrittenAsync<FamilyRecord>(bare, family);

        Assert.Equal(Entries + 1, remembered.Version);
        Assert.Equal(remembered, fromSnapshot);
        Assert.Equal(remembered, folded);
    }

    [Fact]
    public async Task Keeps_a_snapshot_that_is_behind_by_few_entries_and_is_the_fold_of_those_before()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);

        var at = await database.ScalarAsync<long>("select version from safeguard.snapshots where view = 'family_record:7'");
        var stored = JsonSerializer.Deserialize<FamilyRecord>(
            await database.ScalarAsync<string>("select data::text from safeguard.snapshots where view = 'family_record:7'"), EventJson.Options);
        var events = await host.Get<EventReader>().StreamAsync(StreamKey.Family(family), CancellationToken.None, upTo: at);

        Assert.InRange(at, Entries + 1 - 16, Entries + 1);
        var folded = events.Aggregate(new FamilyRecord(family), (record, e) => record.Evolve(e));
        Assert.Equal(JsonSerializer.Serialize(folded, EventJson.Options), JsonSerializer.Serialize(stored, EventJson.Options));
    }

    [Fact]
    public void Is_stored_seldom_enough_that_its_cost_does_not_grow_with_the_stream()
    {
        var view = new StreamView<object>("counted:1", "family", Lifecycle.Inline, _ => new object(), (state, _) => state);
        var folded = new Folded(view, StreamKey.Family(new FamilyId(Guid.Empty)), 0, new object(), 0);
        var (rewritten, snapshots) = (0L, 0);
        for (var version = 1; version <= 5_000; version++)
        {
            folded = folded with { Version = version };
            Assert.True(folded.Version - folded.SnapshotAt <= Math.Max(16, folded.Version / 8));
            if (!folded.SnapshotDue) continue;
            folded = folded with { SnapshotAt = version };
            (rewritten, snapshots) = (rewritten + version, snapshots + 1);
        }

        Assert.True(rewritten <= 10 * 5_000, $"{rewritten} entries were written again in {snapshots} snapshots.");
    }

    [Fact]
    public void Is_remembered_while_it_is_used_and_forgotten_when_it_is_not()
    {
        var view = new StreamView<object>("counted:1", "family", Lifecycle.Inline, _ => new object(), (state, _) => state);
        var remembered = new RememberedViews();
        Folded Of(long version) => new(view, StreamKey.Family(Appending.Writers.NewFamily()), version, new object(), 0);
        var (used, unused) = (Of(10), Of(10));
        remembered.Keep(used);
        remembered.Keep(unused);
        for (var n = 0; n < 100; n++)
        {
            remembered.Keep(Of(RememberedViews.MostEvents / 10));
            Assert.Equal(used, remembered.Find(view, used.Stream));
        }

        Assert.Null(remembered.Find(view, unused.Stream));
        remembered.Keep(used with { Version = 9 });
        Assert.Equal(10, remembered.Find(view, used.Stream)!.Version); // a newer one stays
        remembered.Forget(view, used.Stream);
        Assert.Null(remembered.Find(view, used.Stream));
    }

    [Fact]
    public async Task That_is_live_is_as_new_as_the_last_commit_of_any_host_and_is_never_stored()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);
        Assert.Equal(Entries, (await host.Get<StreamViews>().LoadAsync<FamilyRisk>(StreamKey.Family(family), CancellationToken.None)).State.Involvements.Length);

        await other.InvolveAsync(family, "one-more");

        Assert.Equal(Entries + 1, (await host.Get<StreamViews>().LoadAsync<FamilyRisk>(StreamKey.Family(family), CancellationToken.None)).State.Involvements.Length);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.snapshots where view = 'family_risk:1'"));
    }

    [Fact]
    public async Task Of_a_stream_that_has_nothing_yet_is_as_new_as_the_first_commit_of_any_host()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = Appending.Writers.NewFamily();
        Assert.Equal(0, (await WrittenAsync<FamilyRecord>(host, family)).Version);

        await other.OpenAsync(family);

        var seen = await WrittenAsync<FamilyRecord>(host, family);
        Assert.Equal(1, seen.Version);
        Assert.Equal(await WrittenAsync<FamilyRecord>(other, family), seen);
    }

    [Fact]
    public async Task Loaded_with_others_holds_what_is_its_own_in_its_order()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var (one, another) = (await FilledAsync(host), await FilledAsync(host));
        await using var cold = await StoreHost.StartAsync(database);

        var loaded = await cold.Get<StreamViews>().LoadTogetherAsync(
            [.. new[] { one, another, one }.Select(f => WantedView.As<FamilyHistory>(StreamKey.Family(f)))], [], CancellationToken.None);

        foreach (var family in (FamilyId[])[one, another])
            Assert.Equal(
                (await host.Get<EventReader>().StreamAsync(StreamKey.Family(family), CancellationToken.None)).Select(e => e.Id),
                loaded.Of<FamilyHistory>(StreamKey.Family(family)).State.Entries.Select(e => e.Id));
    }

    [Fact]
    public async Task Of_a_past_instant_says_the_same_with_others_and_alone()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        FamilyId[] families = [await FilledAsync(host), Appending.Writers.NewFamily(), await FilledAsync(host)];
        var (views, stop) = (host.Get<StreamViews>(), CancellationToken.None);
        var asOf = (await host.Get<EventReader>().StreamAsync(StreamKey.Family(families[2]), stop))[Entries / 2].RecordedAt;

        var together = await views.AsOfAsync<FamilyRisk>([.. families.Select(StreamKey.Family)], asOf, stop);

        for (var n = 0; n < families.Length; n++)
            Assert.Equal(
                JsonSerializer.Serialize(await views.AsOfAsync<FamilyRisk>(StreamKey.Family(families[n]), asOf, stop), EventJson.Options),
                JsonSerializer.Serialize(together[n], EventJson.Options));
        Assert.Equal(Entries, together[0].Involvements.Length);
        Assert.InRange(together[2].Involvements.Length, Entries / 2, Entries - 1);
    }

    [Fact]
    public async Task Comes_with_the_heads_of_the_entries_asked_for()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);
        var entries = await host.Get<EventReader>().StreamAsync(StreamKey.Family(family), CancellationToken.None);
        EventId[] asked = [entries[7].Id, EventId.From(Guid.CreateVersion7()), entries[3].Id];

        var loaded = await host.Get<StreamViews>().LoadTogetherAsync([WantedView.As<FamilyRecord>(StreamKey.Family(family))], asked, CancellationToken.None);

        Assert.Equal(
            new[] { entries[3], entries[7] }.Select(e => new EntryHead(e.Id, e.Stream, e.RecordedAt, e.Headers, e.Event.GetType())), loaded.Entries);
        Assert.Equal(loaded.Entries, await host.Get<EventReader>().HeadsAsync(asked, CancellationToken.None));
    }

    [Fact]
    public async Task Remembered_by_one_host_and_moved_on_by_another_is_recorded_on_after_a_second_look()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);
        for (var n = 0; n < 10; n++)
            Assert.IsType<CommandOutcome.Recorded>(await (n % 2 == 0 ? other : host).InvolveAsync(family, $"turn-{n}"));
        Assert.Equal(Entries + 11, (await WrittenAsync<FamilyRecord>(host, family)).Version);
    }

    [Fact]
    public async Task Remembered_is_never_what_a_refusal_rests_on()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);
        await other.InvolveAsync(family, "newcomer");

        var seen = new List<bool>();
        await host.RunAsync<FamilyRecord>(new CommandCall(Recordings.Worker, StreamKey.Family(family)), (record, _) =>
        {
            seen.Add(record.Household.Involves(AgencyId.Of("newcomer")));
            return Refusal.Content("NEVER", "Never.", null, "a test", "Nothing.");
        });

        Assert.Equal([false, true], seen);
    }

    [Fact]
    public async Task Ahead_of_a_log_that_was_put_back_gives_way_to_the_log()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = await FilledAsync(host);
        await database.ExecuteAsync($"""
            set session_replication_role = replica;
            delete from safeguard.mt_events where stream_id = 'family-{family}' and version > 40;
            delete from safeguard.snapshots;
            update safeguard.mt_streams set version = 40 where id = 'family-{family}'
            """);

        var (record, version) = await host.Get<StreamViews>().LoadAsync<FamilyRecord>(StreamKey.Family(family), CancellationToken.None);

        Assert.Equal(40, version);
        Assert.False(record.Household.Involves(AgencyId.Of($"agency-{Entries - 1}")));
    }

    private static async Task<FamilyId> FilledAsync(StoreHost host)
    {
        var family = Appending.Writers.NewFamily();
        await host.OpenAsync(family);
        for (var n = 0; n < Entries; n++) await host.InvolveAsync(family, $"agency-{n}");
        return family;
    }

    private static async Task<(long Version, string Json)> WrittenAsync<T>(StoreHost host, FamilyId family) where T : class
    {
        var (state, version) = await host.Get<StreamViews>().LoadAsync<T>(StreamKey.Family(family), CancellationToken.None);
        return (version, JsonSerializer.Serialize(state, EventJson.Options));
    }
}
