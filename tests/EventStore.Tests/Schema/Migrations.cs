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
}
