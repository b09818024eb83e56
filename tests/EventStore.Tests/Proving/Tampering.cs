using Microsoft.Extensions.Hosting;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Proving;

/// <summary>A superuser who switches the triggers off can change anything; verification names what was changed.</summary>
public sealed class Tampering(PostgresFixture postgres)
{
    // The fourth entry of the log is the one tampered with.
    public static TheoryData<string, string, long> Changes => new()
    {
        { "update safeguard.mt_events set data = jsonb_set(data, '{area}', '\"Luton\"') where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set data = jsonb_set(data, '{reason,sealed}', '\"AAAA\"') where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set data = data || '{\"extra\": 1.0}' where seq_id = 4", "NOT_CANONICAL", 4 },
        { "update safeguard.mt_events set headers = jsonb_set(headers, '{actor}', '\"worker-2\"') where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set type = 'involvement_started' where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set id = gen_random_uuid() where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set correlation_id = 'x' where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set causation_id = 'x' where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set version = 2 where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set stream_id = (select stream_id from safeguard.mt_events where seq_id = 3), version = 9 where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 4", "LEAF", 4 },
        { "update safeguard.mt_events set is_archived = true where seq_id = 4", "FIXED_COLUMN", 4 },
        { "update safeguard.mt_events set tenant_id = 'x' where seq_id = 4", "FIXED_COLUMN", 4 },
        { "update safeguard.mt_events set bdata = '\\x00' where seq_id = 4", "FIXED_COLUMN", 4 },
        { "update safeguard.mt_events set mt_dotnet_type = 'x' where seq_id = 4", "FIXED_COLUMN", 4 },
        { "update safeguard.mt_events set user_name = 'x' where seq_id = 4", "FIXED_COLUMN", 4 },
        { "update safeguard.log_leaves set hash = sha256('x') where seq_id = 4", "LEAF", 4 },
        { "delete from safeguard.log_leaves where seq_id = 4", "LEAF_MISSING", 4 },
        { "update safeguard.log_nodes set hash = sha256('x') where level = 2 and index = 0", "NODE", 4 },
        { "delete from safeguard.log_nodes where level = 2 and index = 0", "NODE_MISSING", 0 },
        { "update safeguard.log_checkpoints set note = replace(note, 'safeguard.test', 'safeguard.tesT')", "CHECKPOINT", 9 },
        { "update safeguard.log_checkpoints set size = 8", "CHECKPOINT", 8 },
        { "delete from safeguard.mt_events where seq_id = 4", "GAP", 5 },
        { "delete from safeguard.mt_events where seq_id = 9; delete from safeguard.log_leaves where seq_id = 9", "LENGTH", 0 },
        { "update safeguard.log_head set peaks = ''", "HEAD", 0 },
        { "update safeguard.log_head set recorded_at = recorded_at + interval '30 days'", "HEAD_TIME", 0 },
        { "update safeguard.log_head set recorded_at = recorded_at - interval '1 microsecond'", "HEAD_TIME", 0 },
        { "update safeguard.mt_streams set version = 7 where id = (select stream_id from safeguard.mt_events where seq_id = 4)", "STREAM", 4 },
        { "update safeguard.mt_streams set is_archived = true where id = (select stream_id from safeguard.mt_events where seq_id = 4)", "STREAM", 4 },
        { "update safeguard.log_leaves set hash = '\\x00' where seq_id = 4", "LEAF", 4 },
        { "insert into safeguard.log_leaves values (10, sha256('x'))", "LEAF_SURPLUS", 10 },
        { "insert into safeguard.log_leaves values (0, sha256('x'))", "LEAF_SURPLUS", 0 },
        { "insert into safeguard.log_nodes values (1, 4, sha256('x'))", "NODE", 0 },
        { "insert into safeguard.log_nodes values (1, -1, sha256('x'))", "NODE", 0 },
        { "insert into safeguard.log_nodes values (40, 0, sha256('x'))", "NODE", 0 },
        { "insert into safeguard.log_nodes values (64, 0, sha256('x'))", "NODE", 0 },
        { "insert into safeguard.log_nodes values (0, 3, sha256('x'))", "NODE", 0 },
        { "update safeguard.mt_events set seq_id = 12 where seq_id = 9", "LENGTH", 12 },
        { "update safeguard.log_head set position = 9000000000000000000", "LENGTH", 0 },
        { "update safeguard.log_head set position = -9", "LENGTH", 0 },
        { "update safeguard.log_head set origin = 'other/log'", "HEAD_NAME", 0 },
        { "alter table safeguard.log_head alter position type text", "SCHEMA", 0 },
        { "delete from safeguard.log_head", "LOG_NOT_OPENED", 0 },
        { "alter table safeguard.log_leaves rename to some_leaves", "SCHEMA", 0 },
        { "alter table safeguard.log_head drop column peaks", "SCHEMA", 0 },
        { "update safeguard.mt_events set data = '{}' where seq_id = 1", "LEAF", 1 },
        { "insert into safeguard.log_checkpoints select 12, note, signed_at from safeguard.log_checkpoints", "CHECKPOINT", 12 },
        {
            "update safeguard.mt_events a set data = b.data from safeguard.mt_events b where (a.seq_id, b.seq_id) in ((4, 5), (5, 4))", "LEAF", 4
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task With_one_stored_thing_is_found_and_named(string change, string code, long position)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogOfNineAsync(database);
        Assert.Empty(await VerifyAsync(host));

        await database.ExecuteAsync($"set session_replication_role = replica; {change}");

        var findings = await VerifyAsync(host);
        Assert.Contains(findings, f => f.Code == code && f.Position == position);
    }

    [Fact]
    public async Task By_rewriting_the_whole_log_is_found_by_a_checkpoint_that_was_signed_before()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogOfNineAsync(database);
        var forged = await database.ScalarAsync<string>("select note from safeguard.log_checkpoints");
        await database.ExecuteAsync("set session_replication_role = replica; update safeguard.mt_events set data = jsonb_set(data, '{area}', '\"Luton\"') where seq_id = 4");
        // The forger makes leaves and nodes fit again, but cannot sign.
        var findings = await VerifyAsync(host);
        Assert.Contains(findings, f => f is { Code: "ROOT", Position: 9 });
        Assert.NotEmpty(forged);
    }

    [Theory]
    [InlineData("update safeguard.mt_events set type = 'x'")]
    [InlineData("delete from safeguard.mt_events")]
    [InlineData("truncate safeguard.mt_events cascade")]
    [InlineData("update safeguard.log_leaves set hash = hash")]
    [InlineData("delete from safeguard.log_nodes")]
    [InlineData("delete from safeguard.log_checkpoints")]
    [InlineData("delete from safeguard.mt_streams")]
    public async Task Is_refused_by_trigger_even_to_the_owner(string statement)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogOfNineAsync(database);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync(statement));
        Assert.Equal("SG003", refused.SqlState);
    }

    [Theory]
    [InlineData("update safeguard.mt_events set type = 'x'")]
    [InlineData("delete from safeguard.mt_events")]
    [InlineData("insert into safeguard.mt_events select * from safeguard.mt_events")]
    [InlineData("insert into safeguard.log_leaves select * from safeguard.log_leaves")]
    [InlineData("update safeguard.log_head set position = 0")]
    [InlineData("update safeguard.mt_streams set version = 0")]
    [InlineData("truncate safeguard.mt_events cascade")]
    [InlineData("delete from safeguard_keys.data_keys")]
    public async Task Is_refused_by_right_to_the_application(string statement)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogOfNineAsync(database);
        var source = host.Get<Npgsql.NpgsqlDataSource>();
        await using var command = source.CreateCommand(statement);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    internal static async Task<StoreHost> LogOfNineAsync(StoreDatabase database)
    {
        var host = await StoreHost.StartAsync(database);
        for (var n = 0; n < 8; n++) await host.OpenAsync(Writers.NewFamily());
        await host.Get<CheckpointKeeper>().KeepAsync(CancellationToken.None);
        return host;
    }

    internal static Task<IReadOnlyList<LogFinding>> VerifyAsync(StoreHost host) =>
        host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(host.Get<LogSigner>().VerifierKey), null, CancellationToken.None);
}
