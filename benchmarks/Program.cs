using Safeguard.Benchmarks;

// One command's whole way at the CommandRunner (load, decide, seal, leaf, append, inline view, proof, signature) beside
// the raw INSERT+commit of the same run. Only the ratios mean anything on another machine.
await using var bench = await BenchDatabase.StartAsync();
Console.WriteLine(bench.Setting);
var quick = args.Contains("--quick");
var (single, many) = quick ? (500, 4_000) : (5_000, 50_000);

// A service runs for weeks: what is measured is code that the runtime has finished compiling.
await RawInserts.RunAsync(bench, 1, single);
await CommandPath.RunAsync(bench, 1, quick ? 500 : 10_000);
await CommandPath.RunAsync(bench, 100, many);

await RatiosAsync("This machine's disk");
// What a flush takes differs tenfold between disks, and the ratios with it: the rest of an append does not wait for a disk.
await bench.FlushTakesAsync(microseconds: 400);
await RatiosAsync("The same, when a flush takes 0.4 ms longer");

async Task RatiosAsync(string title)
{
    var report = new Report(title);
    var rawBefore = report.Add(await RawInserts.RunAsync(bench, 1, single));
    report.Add(await RawInserts.RunAsync(bench, 8, single));
    var one = report.Add(await CommandPath.RunAsync(bench, 1, single));
    var hundred = report.Add(await CommandPath.RunAsync(bench, 100, many));
    var raw = Measured.Mean(rawBefore, report.Add(await RawInserts.RunAsync(bench, 1, single)));
    report.Print();
    Console.WriteLine($"  One caller, p50 against the raw INSERT's:        {one.P50 / raw.P50:0.00}x   (aim: at most 2.5x)");
    Console.WriteLine($"  100 callers, rate against one raw connection's:  {hundred.PerSecond / raw.PerSecond:0.00}x   (aim: at least 4x)");
}
