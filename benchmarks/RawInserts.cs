using Npgsql;

namespace Safeguard.Benchmarks;

/// <summary>What PostgreSQL itself can do: one row of about 400 bytes, one commit, prepared.</summary>
internal static class RawInserts
{
    private static readonly string Row = $$"""{"text": "{{new string('x', 380)}}"}""";

    public static async Task<Measured> RunAsync(BenchDatabase bench, int callers, int count)
    {
        var commands = new NpgsqlCommand[callers];
        for (var n = 0; n < callers; n++)
        {
            var connection = await bench.Owner.OpenConnectionAsync();
            commands[n] = new NpgsqlCommand("insert into raw (data) values ($1::jsonb)", connection) { Parameters = { new() { Value = Row } } };
            await commands[n].PrepareAsync();
        }

        var measured = await Measured.RunAsync("raw INSERT + commit", callers, count, (caller, _) => commands[caller].ExecuteNonQueryAsync());
        foreach (var command in commands) await command.Connection!.DisposeAsync();
        return measured;
    }
}
