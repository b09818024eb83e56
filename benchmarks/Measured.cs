using System.Diagnostics;

namespace Safeguard.Benchmarks;

/// <summary>One series: how many a second, and the percentiles of one, in milliseconds.</summary>
internal sealed record Measured(double PerSecond, double P50, double P95, double P99)
{
    /// <summary>Runs an action by several callers at once.</summary>
    /// <param name="action">Given the caller's number and the turn's.</param>
    public static async Task<Measured> RunAsync(int callers, int count, Func<int, int, Task> action)
    {
        var each = count / callers;
        var times = new double[callers * each];
        var whole = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < each; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                await action(caller, turn);
                times[(caller * each) + turn] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        return Of(times, whole.Elapsed);
    }

    public static Measured Of(double[] times, TimeSpan whole)
    {
        Array.Sort(times);
        return new Measured(times.Length / whole.TotalSeconds, At(0.50), At(0.95), At(0.99));

        double At(double share) => times[(int)(share * (times.Length - 1))];
    }
}
