using System.Diagnostics;

namespace Safeguard.Benchmarks;

/// <summary>One series: how many a second, and the percentiles of one, in milliseconds.</summary>
internal sealed record Measured(string What, int Callers, int Count, double PerSecond, double P50, double P95, double P99)
{
    /// <summary>Runs an action by several callers at once.</summary>
    /// <param name="action">Given the caller's number and the turn's.</param>
    public static async Task<Measured> RunAsync(string what, int callers, int count, Func<int, int, Task> action)
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
        whole.Stop();
        Array.Sort(times);
        return new Measured(what, callers, times.Length, times.Length / whole.Elapsed.TotalSeconds, At(0.50), At(0.95), At(0.99));

        double At(double share) => times[(int)(share * (times.Length - 1))];
    }

    /// <summary>What the machine did before and after, taken together: it may have been busier at one end.</summary>
    public static Measured Mean(Measured first, Measured second) => first with
    {
        PerSecond = (first.PerSecond + second.PerSecond) / 2, P50 = (first.P50 + second.P50) / 2,
    };
}

/// <summary>The table that is printed.</summary>
internal sealed class Report(string title)
{
    private readonly List<Measured> _rows = [];

    public Measured Add(Measured measured)
    {
        _rows.Add(measured);
        return measured;
    }

    public void Print()
    {
        Console.WriteLine($"\n{title,-44}{"callers",8}{"count",8}{"per s",10}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}");
        foreach (var r in _rows)
            Console.WriteLine($"{r.What,-44}{r.Callers,8}{r.Count,8}{r.PerSecond,10:0}{r.P50,10:0.000}{r.P95,10:0.000}{r.P99,10:0.000}");
    }
}
