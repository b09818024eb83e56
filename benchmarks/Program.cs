using Safeguard.Benchmarks;

// One command's whole way at the CommandRunner (load, decide, seal, leaf, append, inline views, proof, signature)
// beside the raw INSERT+commit of the same run. Only the ratios mean anything on another machine.
await using var bench = await BenchDatabase.StartAsync();
Console.WriteLine(bench.Setting);
var few = args.Contains("--quick");
var single = few ? 500 : 3_000;
var many = few ? 4_000 : 30_000;

await RawInserts.RunAsync(bench, 1, 300);
await CommandPath.RunAsync(bench, 1, 300);

var report = new Report();
var rawOne = report.Add(await RawInserts.RunAsync(bench, 1, single));
report.Add(await RawInserts.RunAsync(bench, 8, single));
var one = report.Add(await CommandPath.RunAsync(bench, 1, single));
var hundred = report.Add(await CommandPath.RunAsync(bench, 100, many));
var rawAgain = report.Add(await RawInserts.RunAsync(bench, 1, single));
report.Print();

var raw = Measured.Mean(rawOne, rawAgain);
Console.WriteLine();
Console.WriteLine($"One caller, p50 against the raw INSERT's:           {one.P50 / raw.P50:0.00}x   (aim: at most 2.5x)");
Console.WriteLine($"100 callers, rate against one raw connection's:     {hundred.PerSecond / raw.PerSecond:0.00}x   (aim: at least 4x)");
