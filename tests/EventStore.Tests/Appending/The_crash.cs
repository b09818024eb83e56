using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Safeguard.CrashingWriter;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Views;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>A process ends itself between two steps of a batch, with no chance to tidy up.</summary>
public sealed class The_crash(PostgresFixture postgres)
{
    private const int Commands = 6;

    [Theory]
    [InlineData("Taken", false)]
    [InlineData("Planned", false)]
    [InlineData("Committed", false)]
    [InlineData("Planned", true)]
    [InlineData("Written", true)]
    [InlineData("Committed", true)]
    public async Task Loses_nothing_acknowledged_shows_nothing_half_written_and_a_retry_gets_the_same_answer(string step, bool careful)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var family = Writers.NewFamily();
        await using (var opener = await StoreHost.StartAsync(database)) await opener.OpenAsync(family);

        var acknowledged = await CrashAsync(new CrashOrder(
            database.Options.ConnectionString, database.Options.SigningKeyPem, database.RingFolder, family.Value, Commands, careful, step, Occurrence: careful ? 3 : 4));

        await using var host = await StoreHost.StartAsync(database);
        Assert.Empty(await host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(host.Get<LogSigner>().VerifierKey), null, CancellationToken.None));
        Assert.Equal(0, await database.ScalarAsync<long>("""
            select count(*) from safeguard.snapshots v left join safeguard.mt_streams s on s.id = v.stream where v.version > coalesce(s.version, 0)
            """));
        Assert.Equal(
            await database.ScalarAsync<long>($"select count(*) from safeguard.mt_events where stream_id = 'family-{family}'"),
            (await host.Get<StreamViews>().LoadAsync<FamilyRecord>(StreamKey.Family(family), CancellationToken.None)).Version);

        for (var n = 0; n < Commands; n++)
        {
            var again = (CommandOutcome.Recorded)await host.InvolveAsync(family, $"agency-{n}", $"key-{n}");
            if (acknowledged.TryGetValue(n, out var first))
            {
                Assert.True(again.Repeated);
                Assert.Equal(first, (again.Receipt.Position, again.Receipt.Entries[0].Event.Leaf.ToString()));
            }
        }

        Assert.Equal(Commands, await database.ScalarAsync<long>(
            "select count(distinct data ->> 'agency') from safeguard.mt_events where data ->> 'agency' like 'agency-%'"));
        Assert.Equal(Commands, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events where data ->> 'agency' like 'agency-%'"));
    }

    /// <summary>Runs the writer to its end.</summary>
    /// <returns>What it had acknowledged: position and leaf of each command.</returns>
    private static async Task<Dictionary<int, (long Position, string Leaf)>> CrashAsync(CrashOrder order)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashOrder).Assembly.Location])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await writer.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        var acknowledged = new Dictionary<int, (long, string)>();
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            var parts = line.Split(' ');
            acknowledged[int.Parse(parts[0], CultureInfo.InvariantCulture)] = (long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        }

        await writer.WaitForExitAsync();
        Assert.NotEqual(0, writer.ExitCode); // it did end itself
        Assert.True(acknowledged.Count < order.Commands);
        return acknowledged;
    }
}
