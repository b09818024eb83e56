using System.Diagnostics;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Benchmarks;

/// <summary>What a case bundle of the largest family costs the service: its entries as their canonical bytes, leaves, one shared proof, the signed head, and the key of every value.</summary>
internal static class OneBundle
{
    /// <returns>Entries a second.</returns>
    public static async Task<double> GatherAsync(BenchDatabase bench)
    {
        var (database, stop, start) = (bench.Host.Get<NpgsqlDataSource>(), CancellationToken.None, Stopwatch.GetTimestamp());
        var head = (await LogHead.ReadAsync(database, stop))!;
        var entries = await new StoredEntries(database).OfAsync([StreamKey.Family(InventedFamilies.IdOf(0))], head.Position, stop);
        var root = Frontier.Empty.Append([.. entries.Select(e => e.Leaf())]).After.Root;
        var values = entries.SelectMany(e => SealedValues.In(e.Canonical)).ToList();
        var keys = await new ValueKeys(bench.Host.Get<DataKeys>()).OfAsync(values, stop);
        var between = await Proofs.SharedAsync(database, [.. entries.Select(e => e.Recorded.Position)], head.Position, stop);
        var note = bench.Host.Get<LogSigner>().Sign(new Checkpoint(head.Origin, head.Position, head.Frontier.Root));
        if (keys.Count != values.Count || between.Count == 0 || note.Signatures.Count == 0 || root == MerkleHash.EmptyRoot) throw new InvalidOperationException("The bundle that is measured is not whole.");
        return entries.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
