using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Serialisation;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

public sealed class An_unknown_event(PostgresFixture postgres)
{
    [Fact]
    public async Task Of_a_newer_release_keeps_this_one_from_writing_to_its_stream_and_to_no_other()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var newer = await StoreHost.StartAsync(database);
        await using var host = await StoreHost.StartAsync(database);
        var (family, other) = (Writers.NewFamily(), Writers.NewFamily());
        await newer.OpenAsync(family);
        await newer.OpenAsync(other);
        // As a newer Host would leave it: an entry of a type unknown here.
        await database.ExecuteAsync($"""
            set session_replication_role = replica;
            update safeguard.mt_events set type = 'written_by_a_newer_release' where stream_id = 'family-{family}'
            """);
        var before = await database.ScalarAsync<long>("select count(*) from safeguard.mt_events");

        var met = await Assert.ThrowsAsync<UnknownEventTypeException>(() => host.InvolveAsync(family, "luton-csc"));

        Assert.Equal("written_by_a_newer_release", met.Alias);
        Assert.Equal(before, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
        await Assert.ThrowsAsync<UnknownEventTypeException>(() => host.Get<StreamViews>().LoadAsync<FamilyRecord>(StreamKey.Family(family), CancellationToken.None));
        await host.InvolveAsync(other, "luton-csc");
        Assert.Equal(before + 1, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }
}
