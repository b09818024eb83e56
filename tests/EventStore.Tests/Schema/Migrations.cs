using Npgsql;
using Safeguard.EventStore.Schema;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Schema;

public sealed class Migrations(PostgresFixture postgres)
{
    [Fact]
    public async Task Run_twice_change_nothing_the_second_time()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var applied = new List<string>();
        await SchemaMigrations.RunAsync(owner, "safeguard_app", applied.Add, CancellationToken.None);
        Assert.Empty(applied);
        Assert.Equal(SchemaMigrations.Latest, await SchemaMigrations.VersionAsync(owner, CancellationToken.None));
    }

    [Fact]
    public async Task Run_by_two_at_once_take_turns()
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using var owner = NpgsqlDataSource.Create(connection);
        await (await postgres.ClusterAsync()).EnsureRoleAsync("safeguard_app");
        var applied = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SchemaMigrations.RunAsync(owner, "safeguard_app", applied.Add, CancellationToken.None)));
        Assert.Equal(SchemaMigrations.Latest, applied.Count);
    }

    [Fact]
    public async Task Refuse_a_database_of_a_newer_release_and_change_nothing()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await database.ExecuteAsync($"insert into safeguard.schema_versions (version, name) values ({SchemaMigrations.Latest + 1}, 'later')");
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var refused = await Assert.ThrowsAsync<SchemaException>(() => SchemaMigrations.RunAsync(owner, "safeguard_app", null, CancellationToken.None));
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SchemaException>(async () => await StoreHost.StartAsync(database));
    }

    [Theory]
    [InlineData("drop index safeguard.search_terms_key", "index safeguard.search_terms_key")]
    [InlineData("alter table safeguard.mt_events disable trigger mt_events_append_only", "trigger safeguard.mt_events.mt_events_append_only")]
    [InlineData("drop function safeguard.lock_head", "function safeguard.lock_head")]
    [InlineData("alter table safeguard.outbox alter column kind type varchar(20)", "column safeguard.outbox.kind")]
    [InlineData("alter table safeguard.mt_events drop constraint fkey_mt_events_stream_id", "constraint safeguard.mt_events.fkey_mt_events_stream_id")]
    public async Task Are_held_against_the_schema_at_every_start_and_name_what_somebody_changed(string altered, string named)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using (await StoreHost.StartAsync(database)) { }
        await database.ExecuteAsync(altered);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => StoreHost.StartAsync(database));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await Assert.ThrowsAsync<SchemaException>(() => SchemaMigrations.RunAsync(owner, "safeguard_app", null, CancellationToken.None));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Leave_alone_what_somebody_added()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await database.ExecuteAsync("create index ours on safeguard.mt_events (type); create table safeguard.our_notes (note text)");
        await using var host = await StoreHost.StartAsync(database);
        Assert.Null(host.Get<Append.Appender>().ReadOnly);
    }

    [Fact]
    public async Task Refuse_a_restore_that_ended_half_way()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await database.ExecuteAsync("delete from safeguard.schema_shape");
        var refused = await Assert.ThrowsAsync<SchemaException>(() => StoreHost.StartAsync(database));
        Assert.Contains("half-way", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_a_server_that_is_too_old()
    {
        Assert.Contains("PostgreSQL 14", Assert.Throws<SchemaException>(() => SchemaMigrations.MustBeNewEnough(new Version(14, 9))).Message, StringComparison.Ordinal);
        SchemaMigrations.MustBeNewEnough(new Version(15, 0));
    }
}
