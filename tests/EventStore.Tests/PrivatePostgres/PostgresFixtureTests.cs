using Npgsql;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.PrivatePostgres;

public class PostgresFixtureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_is_cloned_from_a_template_that_is_prepared_once()
    {
        var prepared = 0;
        var key = $"fixture-{Guid.NewGuid()}";
        async Task Prepare(string connectionString)
        {
            prepared++;
            await AskAsync(connectionString, "create table kept (id int)");
        }

        await using var one = new PostgresFixture();
        await using var other = new PostgresFixture();
        var templates = await Task.WhenAll(one.TemplateAsync(key, Prepare), other.TemplateAsync(key, Prepare));
        var databases = await Task.WhenAll(
            one.CreateDatabaseAsync(templates[0]), other.CreateDatabaseAsync(templates[1]), one.CreateDatabaseAsync(templates[0]));

        Assert.Equal(1, prepared);
        Assert.Equal(3, databases.Distinct().Count());
        foreach (var database in databases)
        {
            Assert.Equal(0L, await AskAsync(database, "select count(*) from kept"));
        }

        await DropTemplateAsync(one, templates[0]);
    }

    [Fact]
    public async Task A_template_whose_making_failed_is_made_again()
    {
        await using var fixture = new PostgresFixture();
        var key = $"fixture-{Guid.NewGuid()}";
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            fixture.TemplateAsync(key, _ => throw new InvalidOperationException("half way")));

        var template = await fixture.TemplateAsync(key, connectionString => AskAsync(connectionString, "create table kept (id int)"));

        Assert.Equal(0L, await AskAsync(await fixture.CreateDatabaseAsync(template), "select count(*) from kept"));
        await DropTemplateAsync(fixture, template);
    }

    [Fact]
    public async Task What_a_run_made_goes_with_the_run_and_not_with_another()
    {
        await using var stays = new PostgresFixture();
        var kept = await stays.CreateDatabaseAsync();
        string gone;
        await using (var leaves = new PostgresFixture())
        {
            gone = await leaves.CreateDatabaseAsync();
        }

        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(gone, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, refused.SqlState);
        Assert.Equal(1, await AskAsync(kept, "select 1"));
    }

    private static async Task DropTemplateAsync(PostgresFixture fixture, string template)
    {
        var server = (await fixture.ClusterAsync()).ConnectionString();
        await AskAsync(server, $"alter database {template} is_template false");
        await AskAsync(server, $"drop database {template} with (force)");
    }

    private static async Task<object?> AskAsync(string connectionString, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(statement);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
