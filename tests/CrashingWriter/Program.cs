using System.Diagnostics;
using System.Text.Json;
using Safeguard.CrashingWriter;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.Support;

// A Host's store that ends itself, as a power cut would, at a given step of a given batch. It says on its output
// what was acknowledged before. Started by tests; never part of the product.
var order = JsonSerializer.Deserialize<CrashOrder>((await Console.In.ReadLineAsync())!)!;
var database = StoreDatabase.Attach(order.ConnectionString, order.SigningKeyPem, order.KeyRing);
await using var host = await StoreHost.StartAsync(database);
await using var other = await StoreHost.StartAsync(database);
var family = new FamilyId(order.Family);

var seen = 0;
host.Get<Appender>().AtStep = step =>
{
    if (step.ToString() == order.Step && ++seen == order.Occurrence) Process.GetCurrentProcess().Kill();
    return Task.CompletedTask;
};

for (var n = 0; n < order.Commands; n++)
{
    // Another Host's append in between leaves this one's memory of the head behind: its next batch goes the careful way.
    if (order.Careful) await other.InvolveAsync(family, $"between-{n}", $"between-{n}");
    var recorded = (CommandOutcome.Recorded)await host.InvolveAsync(family, $"agency-{n}", $"key-{n}");
    await Console.Out.WriteLineAsync($"{n} {recorded.Receipt.Position} {recorded.Receipt.Entries[0].Event.Leaf}");
    await Console.Out.FlushAsync();
}

return 0;

namespace Safeguard.CrashingWriter
{
    /// <summary>What the writer does, and where it ends.</summary>
    public sealed record CrashOrder(
        string ConnectionString, string SigningKeyPem, string KeyRing, Guid Family, int Commands, bool Careful, string Step, int Occurrence);
}
