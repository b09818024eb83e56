namespace Safeguard.Benchmarks;

/// <summary>The figures of one run: each is ours beside PostgreSQL's own, measured in turn, and the median of the turns.</summary>
internal sealed class Report(Func<ProcessorTime> used)
{
    private readonly List<string> _rows = [];

    /// <summary>Measures both several times in turn: a machine that is busier for a while is so for both.</summary>
    /// <param name="what">What of ours is held against what of PostgreSQL's.</param>
    /// <param name="aim">What it should be.</param>
    /// <param name="ours">A rate or a time.</param>
    /// <param name="raw">The same, of PostgreSQL alone.</param>
    public async Task CompareAsync(string what, string aim, int turns, Func<Task<double>> ours, Func<Task<double>> raw)
    {
        var ratios = new double[turns];
        for (var turn = 0; turn < turns; turn++)
        {
            // By turns one or the other comes first.
            var (first, second) = turn % 2 == 0 ? (raw, ours) : (ours, raw);
            var (a, b) = (await TimedAsync(first), await TimedAsync(second));
            var (mine, plain) = turn % 2 == 0 ? (b, a) : (a, b);
            ratios[turn] = mine.Figure / plain.Figure;
            await Console.Error.WriteLineAsync($"  {what}: {mine.Figure:0.###} / {plain.Figure:0.###} = {ratios[turn]:0.00} (processor {mine.Used} / {plain.Used})");
        }

        Array.Sort(ratios);
        Add(what, aim, $"{ratios[turns / 2]:0.00}", $"{ratios[0]:0.00} to {ratios[^1]:0.00}");
    }

    private async Task<(double Figure, ProcessorTime Used)> TimedAsync(Func<Task<double>> measure)
    {
        var before = used();
        return (await measure(), used() - before);
    }

    public void Add(string what, string aim, string figure, string spread = "") => _rows.Add($"| {what} | {aim} | {figure} | {spread} |");

    public void Print(string setting)
    {
        Console.WriteLine($"\n{setting}\n\n| What, against PostgreSQL itself | Aim | Figure | Turns |\n|---|---|---|---|");
        foreach (var row in _rows) Console.WriteLine(row);
    }
}
