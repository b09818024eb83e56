using Safeguard.Benchmarks;

// What our log costs beside what PostgreSQL itself does, measured in the same run. Only the ratios mean anything on
// another machine. benchmarks/README.md says which series there are.
var options = Options.Parse(args);
await using var bench = await BenchDatabase.StartAsync(options.Keep);
var report = new Report(() => ProcessorTime.Now(bench.Server));
var series = new Series(bench, report, options);

var before = Environment.WorkingSet;
foreach (var name in options.Which) await series.RunAsync(name);
report.Add("working set at the end, against that at the start", "–", $"{(double)Environment.WorkingSet / before:0.0}");
report.Print(bench.Setting);
