using Npgsql;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests;

/// <summary>What logs and dead letters say of an error: enough to act on, nothing that somebody typed.</summary>
public sealed class The_kind_of_an_error(PostgresFixture postgres)
{
    [Fact]
    public async Task Of_PostgreSQL_is_its_SQLSTATE_and_not_the_value_that_its_message_quotes()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var error = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("select 'Marlowe'::int"));

        Assert.Contains("Marlowe", error.Message, StringComparison.Ordinal);
        Assert.Equal("PostgresException 22P02", ErrorKind.Of(error));
    }

    [Fact]
    public async Task Of_a_wire_is_what_broke_it()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var slow = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { CommandTimeout = 1 }.ConnectionString);
        await using var command = slow.CreateCommand("select pg_sleep(30)");
        var error = await Assert.ThrowsAsync<NpgsqlException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal("NpgsqlException of TimeoutException", ErrorKind.Of(error));
    }

    [Fact]
    public void Of_our_own_code_is_its_type() =>
        Assert.Equal("InvalidOperationException", ErrorKind.Of(new InvalidOperationException("a text that must not be kept")));
}
