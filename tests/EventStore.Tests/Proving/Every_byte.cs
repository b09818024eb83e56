using System.Text;
using Safeguard.EventStore.Ledger;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Proving;

/// <summary>One byte after the other is flipped, of an event's row, a leaf, a node and a checkpoint: each is found and named.</summary>
public sealed class Every_byte(PostgresFixture postgres)
{
    [Theory]
    [InlineData("data")]
    [InlineData("headers")]
    public async Task Of_a_rows_json_is_found_where_it_can_be_stored_at_all(string column)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await Tampering.LogOfNineAsync(database);
        var whole = await database.ScalarAsync<string>($"select {column}::text from safeguard.mt_events where seq_id = 4");
        var stored = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = whole[..at] + (whole[at] == 'A' ? 'B' : 'A') + whole[(at + 1)..];
            if (!await StoreAsync(database, column, changed)) continue; // no JSON any more: PostgreSQL refuses it
            stored++;
            var findings = await Tampering.VerifyAsync(host);
            Assert.True(findings.Any(f => f.Position == 4 && f.Code is "LEAF" or "NOT_CANONICAL"), $"Byte {at} of {column} was changed and not named.");
        }

        Assert.True(stored > whole.Length / 2, $"Of {whole.Length} bytes only {stored} could be tried.");
        Assert.True(await StoreAsync(database, column, whole));
        Assert.Empty(await Tampering.VerifyAsync(host));
    }

    [Theory]
    [InlineData("stream_id")]
    [InlineData("type")]
    [InlineData("id")]
    public async Task Of_what_names_the_event_is_found(string column)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await Tampering.LogOfNineAsync(database);
        var whole = await database.ScalarAsync<string>($"select {column}::text from safeguard.mt_events where seq_id = 4");
        for (var at = 0; at < whole.Length; at++)
        {
            if (whole[at] == '-') continue; // of a UUID only a way of writing it
            var changed = whole[..at] + (whole[at] == 'a' ? 'b' : 'a') + whole[(at + 1)..];
            await ForgeAsync(database, $"update safeguard.mt_events set {column} = '{changed}' where seq_id = 4");
            Assert.Contains(await Tampering.VerifyAsync(host), f => f.Position == 4 && f.Code is "LEAF" or "STREAM" or "NOT_CANONICAL");
        }

        await ForgeAsync(database, $"update safeguard.mt_events set {column} = '{whole}' where seq_id = 4");
        Assert.Empty(await Tampering.VerifyAsync(host));
    }

    [Theory]
    [InlineData("log_leaves", "hash", "seq_id = 4", "LEAF", 4)]
    [InlineData("log_nodes", "hash", "level = 2 and index = 0", "NODE", 4)]
    [InlineData("log_head", "peaks", "true", "HEAD", 0)]
    public async Task Of_a_hash_is_found(string table, string column, string where, string code, long position)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await Tampering.LogOfNineAsync(database);
        var bytes = await database.ScalarAsync<int>($"select length({column}) from safeguard.{table} where {where}");
        for (var at = 0; at < bytes; at++)
        {
            var flip = $"update safeguard.{table} set {column} = set_byte({column}, {at}, get_byte({column}, {at}) # 1) where {where}";
            await ForgeAsync(database, flip);
            Assert.Contains(await Tampering.VerifyAsync(host), f => f.Code == code && f.Position == position);
            await ForgeAsync(database, flip);
        }

        Assert.Empty(await Tampering.VerifyAsync(host));
    }

    [Fact]
    public async Task Of_a_signed_checkpoint_is_found()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await Tampering.LogOfNineAsync(database);
        var note = await database.ScalarAsync<string>("select note from safeguard.log_checkpoints");
        for (var at = 0; at < note.Length; at++)
        {
            var changed = note[..at] + (note[at] == 'A' ? 'B' : 'A') + note[(at + 1)..];
            await ForgeAsync(database, $"update safeguard.log_checkpoints set note = '{changed}'");
            Assert.Contains(await Tampering.VerifyAsync(host), f => f is { Code: "CHECKPOINT", Position: 9 });
        }
    }

    /// <summary>False where the text is no JSON.</summary>
    private static async Task<bool> StoreAsync(StoreDatabase database, string column, string json)
    {
        try
        {
            await ForgeAsync(database, $"update safeguard.mt_events set {column} = convert_from(decode('{Convert.ToHexString(Encoding.UTF8.GetBytes(json))}', 'hex'), 'UTF8')::jsonb where seq_id = 4");
            return true;
        }
        catch (Npgsql.PostgresException refused) when (refused.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Task ForgeAsync(StoreDatabase database, string change) => database.ExecuteAsync($"set session_replication_role = replica; {change}");
}
