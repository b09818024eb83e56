using System.Runtime.CompilerServices;
using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;

namespace Safeguard.Benchmarks;

/// <summary>
/// Fills a log to any size through the store's own bulk append: every value is sealed, every leaf, stream and search
/// term is made as a Host would. Some families are recorded at the same time, so that their entries lie among each other's.
/// </summary>
internal sealed class Fill(BenchDatabase bench, long events, int largest)
{
    private const int AtOnce = 64; // families recorded side by side
    private readonly InventedFamilies _families = new(largest);

    /// <summary>Goes on until the log has so many events of invented families.</summary>
    /// <param name="progress">Told how many there are, of how many.</param>
    /// <returns>False when they were there already.</returns>
    public async Task<bool> RunAsync(Action<long, long>? progress)
    {
        var have = await bench.ScalarAsync<long>($"select coalesce(sum(version), 0)::bigint from safeguard.mt_streams where id like '%-{InventedFamilies.Mark}-%'");
        if (have >= events) return false;
        await bench.Host.Get<BulkAppend>().AppendAsync(RequestsAsync(events - have), done => progress?.Invoke(have + done, events), CancellationToken.None);
        return true;
    }

    private async IAsyncEnumerable<AppendRequest> RequestsAsync(long count, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var preparation = bench.Host.Get<EventPreparation>();
        for (var first = await BegunAsync(); count > 0; first += AtOnce)
        {
            var begun = await VersionsAsync(first);
            foreach (var some in Mixed(first, begun).Chunk(Appender.BatchLimit))
            {
                // Several at once: a family's first entry waits for its new key.
                var requests = new AppendRequest[some.Length];
                await Parallel.ForAsync(0, some.Length, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop }, async (n, token) =>
                    requests[n] = await preparation.RequestAsync(
                        [.. some[n].Events.Select(e => new Proposed(some[n].Stream, e))], some[n].By, new RuleBook(Jurisdiction.England), DateTimeOffset.UtcNow, token));
                foreach (var request in requests)
                {
                    if (count <= 0) yield break;
                    count -= request.Events.Count;
                    var stream = request.Events[0].Stream;
                    yield return begun.Remove(stream, out var version) ? request with { Expected = [new ExpectedStream(stream, version)] } : request;
                }
            }
        }
    }

    /// <summary>The commands of some families that are not recorded yet, in turn.</summary>
    private IEnumerable<Said> Mixed(int first, Dictionary<StreamKey, long> begun)
    {
        var dice = new Random(first);
        var open = Enumerable.Range(first, AtOnce).Select(family => Left(family, begun).GetEnumerator()).ToList();
        while (open.Count > 0)
        {
            var one = dice.Next(open.Count);
            if (open[one].MoveNext()) yield return open[one].Current;
            else open.RemoveAt(one);
        }
    }

    private IEnumerable<Said> Left(int family, Dictionary<StreamKey, long> begun)
    {
        var recorded = InventedFamilies.StreamsOf(family).ToDictionary(s => s, s => begun[s]);
        return _families.CommandsOf(family).SkipWhile(said =>
        {
            var there = recorded[said.Stream] > 0;
            recorded[said.Stream] -= said.Events.Count;
            return there;
        });
    }

    /// <summary>The versions of all streams of some families; 0 for those not begun.</summary>
    private async Task<Dictionary<StreamKey, long>> VersionsAsync(int first)
    {
        var versions = Enumerable.Range(first, AtOnce).SelectMany(InventedFamilies.StreamsOf).ToDictionary(s => s, _ => 0L);
        await using var query = bench.Owner.CreateCommand("select id, version from safeguard.mt_streams where id = any($1)");
        query.Parameters.Add(new() { Value = versions.Keys.Select(s => s.Value).ToArray() });
        await using var rows = await query.ExecuteReaderAsync();
        while (await rows.ReadAsync()) versions[StreamKey.Stored(rows.GetString(0))] = rows.GetInt64(1);
        return versions;
    }

    /// <summary>The families among which an earlier fill stopped. Families are begun in order, so they are found by halving.</summary>
    private async Task<int> BegunAsync()
    {
        var (low, high) = (0, 1 << 24);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if ((await VersionsAsync(middle * AtOnce)).Values.Any(v => v > 0)) low = middle;
            else high = middle;
        }

        return low * AtOnce;
    }
}
