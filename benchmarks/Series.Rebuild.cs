using System.Diagnostics;
using Safeguard.Domain;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Benchmarks;

internal sealed partial class Series
{
    /// <summary>Registers built from the whole log: one with a row a family, and one with a row for every other entry, the second also as the access log.</summary>
    private async Task RebuildAsync()
    {
        await FillAsync(QuickLog, LargestFamily);
        // What an earlier run left on a log that is kept.
        await bench.ScalarAsync<long>("with gone as (delete from safeguard.projected_rows where view ~ '^bench_built:|^access_log:.{32}' returning 1) select count(*) from gone");
        await bench.SettleAsync();
        await CompareAsync<HouseholdRow>("a row a family", HouseholdRegister.KeyOf, HouseholdRegister.Evolve, HouseholdRegister.Follows);
        await CompareAsync<AccessRow>("a row for every other entry", AccessLog.KeyOf, AccessLog.Evolve, AccessLog.Follows);
        await CompareAsync<AccessRow>("a row for every other entry, and the indexes of the access log", AccessLog.KeyOf, AccessLog.Evolve, AccessLog.Follows, "access_log");

        async Task CompareAsync<T>(string rows, Func<RecordedEvent, string?> keyOf, Func<T?, RecordedEvent, T?> evolve, IReadOnlyList<Type> follows, string name = "bench_built") where T : class
        {
            // What is measured is code that the runtime has finished compiling: as much of that as of a large log.
            for (var n = 0; n < 4; n++) _ = (await BuildAsync(), await ScanAsync());
            await report.CompareAsync($"entries a second rebuilt into a register of {rows}, against their select and deserialise", "at least 1", options.Turns, BuildAsync, ScanAsync);

            async Task<double> BuildAsync()
            {
                var view = new RegisterView<T>($"{name}:{Guid.CreateVersion7():n}", keyOf, evolve) { Follows = follows };
                var start = Stopwatch.GetTimestamp();
                await bench.Host.Get<RegisterBuilder>().BuildFirstAsync(view, CancellationToken.None);
                return await bench.Host.Get<Registers>().PositionAsync(view, CancellationToken.None) / Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            Task<double> ScanAsync() => Raw.ScanAsync(bench, "seq_id >= $1 order by seq_id", 1L);
        }
    }
}
