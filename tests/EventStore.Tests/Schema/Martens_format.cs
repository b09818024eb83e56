using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Schema;

/// <summary>A stock Marten reads our log through three views. No Marten can be run here; its shape is held by SQL.</summary>
public sealed class Martens_format(PostgresFixture postgres)
{
    [Fact]
    public async Task Is_that_of_the_columns_keys_and_indexes()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        const string columns = """
            select string_agg(column_name || ' ' || data_type || ' ' || is_nullable, E'\n' order by column_name)
              from information_schema.columns where table_schema = 'safeguard' and table_name = '{0}'
            """;
        Assert.Equal("""
            bdata bytea YES
            causation_id character varying YES
            correlation_id character varying YES
            data jsonb NO
            headers jsonb YES
            id uuid NO
            is_archived boolean YES
            mt_dotnet_type character varying YES
            seq_id bigint NO
            stream_id character varying YES
            tenant_id character varying YES
            timestamp timestamp with time zone NO
            type character varying NO
            user_name character varying YES
            version bigint NO
            """, await database.ScalarAsync<string>(columns.Replace("{0}", "mt_events", StringComparison.Ordinal)));
        Assert.Equal("""
            created timestamp with time zone NO
            id character varying NO
            is_archived boolean YES
            tenant_id character varying YES
            timestamp timestamp with time zone NO
            type character varying YES
            version bigint NO
            """, await database.ScalarAsync<string>(columns.Replace("{0}", "mt_streams", StringComparison.Ordinal)));
        Assert.Equal("fkey_mt_events_stream_id,mt_events_id,pk_mt_events_stream_and_version,pkey_mt_events_seq_id,pkey_mt_streams_id", await database.ScalarAsync<string>("""
            select string_agg(distinct name, ',' order by name) from (
                select indexname::text as name from pg_indexes where schemaname = 'safeguard' and tablename in ('mt_events', 'mt_streams') and indexname <> 'mt_events_timestamp'
                union select conname::text from pg_constraint where conrelid in ('safeguard.mt_events'::regclass, 'safeguard.mt_streams'::regclass) and contype in ('p', 'f')) n
            """));
        Assert.Equal(0, await database.ScalarAsync<long>(
            "select count(*) from information_schema.columns where table_schema = 'safeguard' and table_name = 'mt_events' and column_name = 'timestamp' and column_default is not null"));
    }

    [Fact]
    public async Task Holds_nothing_else_of_Martens()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        Assert.Equal("mt_events,mt_streams", await database.ScalarAsync<string>(
            "select string_agg(relname, ',' order by relname) from pg_class where relnamespace = 'safeguard'::regnamespace and relkind in ('r', 'v', 'S') and relname like 'mt\\_%'"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from pg_proc where pronamespace = 'safeguard'::regnamespace and proname like 'mt\\_%'"));
    }

    [Fact]
    public async Task Is_read_through_views_by_a_role_with_two_grants_and_written_by_nobody_through_them()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await host.OpenAsync(Writers.NewFamily());
        var team = $"team_{Guid.NewGuid():N}"[..20];
        try
        {
            var script = MartenReader.Script(team);
            var dba = script[..script.IndexOf("-- Part 2", StringComparison.Ordinal)];
            var reader = script[script.IndexOf("drop table", StringComparison.Ordinal)..];
            await database.ExecuteAsync(dba);
            await database.ExecuteAsync($"set role {team}_reader; {reader}");

            var position = await database.ScalarAsync<long>("select position from safeguard.log_head");
            Assert.Equal(position, await AsReaderAsync<long>($"select last_value from {team}.mt_events_sequence"));
            Assert.Equal(position, await AsReaderAsync<long>($"select count(*) from {team}.mt_events e join {team}.mt_streams s on s.id = e.stream_id"));
            foreach (var forbidden in (string[])
                     [
                         $"insert into {team}.mt_events select * from {team}.mt_events", $"update {team}.mt_events set type = 'x'",
                         $"delete from {team}.mt_events", $"update {team}.mt_streams set version = 0",
                         "select count(*) from safeguard.log_leaves", "select count(*) from safeguard.snapshots",
                         "select count(*) from safeguard.search_terms", "select count(*) from safeguard_keys.data_keys",
                     ])
            {
                var refused = await Assert.ThrowsAsync<PostgresException>(() => AsReaderAsync<object>(forbidden));
                Assert.Equal("42501", refused.SqlState);
            }
        }
        finally
        {
            await database.ExecuteAsync($"reset role; drop schema if exists {team} cascade; drop owned by {team}_reader; drop role {team}_reader");
        }

        Task<T> AsReaderAsync<T>(string sql) => database.ScalarAsync<T>($"set role {team}_reader; {sql}");
    }

    [Fact]
    public async Task Shows_a_reader_the_committed_end_while_a_batch_is_open_and_after_it_rolled_back()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        const string sequence = "select coalesce(max(seq_id), 0) from safeguard.mt_events";
        var before = await database.ScalarAsync<long>(sequence);

        await using (var connection = new NpgsqlConnection(database.OwnerConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var half = new NpgsqlCommand("""
                insert into safeguard.mt_streams (id, version, timestamp) values ('family-x', 1, now());
                insert into safeguard.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
                values ((select position + 1 from safeguard.log_head), gen_random_uuid(), 'family-x', 1, '{}', 'x', now())
                """, connection);
            await half.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.Equal(before, await database.ScalarAsync<long>(sequence));
        }

        Assert.Equal(before, await database.ScalarAsync<long>(sequence));
        await host.OpenAsync(Writers.NewFamily());
        Assert.Equal(before + 1, await database.ScalarAsync<long>(sequence));
    }

    [Fact]
    public async Task Keeps_every_event_with_its_stream_and_every_stream_at_its_newest_version()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var shared = StreamKey.Family(Writers.NewFamily());
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async n =>
            await host.Get<Appender>().AppendAsync(await host.RequestAsync(n % 3 == 0 ? shared : StreamKey.Family(Writers.NewFamily()), null, Recordings.Involvement()))));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events e left join safeguard.mt_streams s on s.id = e.stream_id where s.id is null"));
        Assert.Equal(0, await database.ScalarAsync<long>("""
            select count(*) from safeguard.mt_streams s
             where s.version <> (select max(version) from safeguard.mt_events e where e.stream_id = s.id)
                or s.version <> (select count(*) from safeguard.mt_events e where e.stream_id = s.id)
            """));
        Assert.True(await database.ScalarAsync<bool>("select count(*) = max(seq_id) from safeguard.mt_events"));
    }

    [Theory]
    [InlineData("Team")]
    [InlineData("safeguard")]
    [InlineData("pg_catalog")]
    [InlineData("a; drop schema safeguard")]
    [InlineData("")]
    public void Is_not_promised_to_a_team_whose_name_would_need_quoting(string name) =>
        Assert.Throws<ArgumentException>(() => MartenReader.Script(name));
}
