using System.Diagnostics;
using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Projections;
using Safeguard.Support;

namespace Safeguard.Benchmarks;

/// <summary>What can be measured, by name. Each adds its figures to the report.</summary>
internal sealed partial class Series(BenchDatabase bench, Report report, Options options)
{
    private const int QuickLog = 50_000, LargestFamily = 1_000;

    /// <summary>Those that take no large log and no more than a minute or so each.</summary>
    public static IReadOnlyList<string> Quick { get; } = ["append", "read", "lag", "bulk", "fold", "share", "timeline", "bundle", "rebuild", "verify"];

    public Task RunAsync(string name) => name switch
    {
        "append" => AppendAsync(),
        "read" => ReadAsync(),
        "lag" => LagAsync(),
        "bulk" => BulkAsync(),
        "fold" => FoldAsync(),
        "share" => ShareAsync(),
        "timeline" => TimelineAsync(),
        "bundle" => BundleAsync(),
        "rebuild" => RebuildAsync(),
        "verify" => VerifyAsync(),
        "growth" => GrowthAsync(),
        "registers" => RegistersAsync(),
        "fill" => FillAsync(options.Events, options.Largest),
        _ => throw new ArgumentException($"There is no series “{name}”. There are: {string.Join(", ", Quick)}, growth, registers, fill."),
    };

    /// <summary>A command beside a raw INSERT, on this disk and on one that takes longer to flush.</summary>
    private async Task AppendAsync()
    {
        // A service runs for weeks: what is measured is code that the runtime has finished compiling.
        await bench.FlushTakesAsync(0); // a run that was stopped may have left it slower
        var commands = new Commands(bench);
        await commands.RecordAsync(1, 10_000);
        await commands.RecordAsync(100, 20_000);
        await CompareAsync("");
        await bench.FlushTakesAsync(microseconds: 400);
        await CompareAsync(", when a flush takes 0.4 ms longer");
        await bench.FlushTakesAsync(0);

        async Task CompareAsync(string when)
        {
            await report.CompareAsync($"a command of one caller, p50, against one INSERT{when}", "at most 2.5", options.Turns,
                async () => (await commands.RecordAsync(1, 1_000)).P50, async () => (await Raw.InsertAsync(bench, 1_000)).P50);
            await report.CompareAsync($"commands of 100 callers a second, against INSERTs of one connection{when}", "at least 4", options.Turns,
                async () => (await commands.RecordAsync(100, 10_000)).PerSecond, async () => (await Raw.InsertAsync(bench, 1_000)).PerSecond);
        }
    }

    private async Task ReadAsync()
    {
        var commands = new Commands(bench);
        await commands.PrepareReadingAsync();
        await commands.ReadAsync(3_000);
        await CompareAsync("");
        await bench.FlushTakesAsync(microseconds: 400);
        await CompareAsync(", when a flush takes 0.4 ms longer");
        await bench.FlushTakesAsync(0);

        Task CompareAsync(string when) => report.CompareAsync(
            $"a page of a family read and its reading recorded, p50, against one INSERT{when}", "at most 3", options.Turns,
            async () => (await commands.ReadAsync(1_000)).P50, async () => (await Raw.InsertAsync(bench, 1_000)).P50);
    }

    /// <summary>From the commit of a reading until the access register shows it.</summary>
    private async Task LagAsync()
    {
        var register = new RegisterView<AccessRow>("bench_access:1", AccessLog.KeyOf, AccessLog.Evolve);
        await using var host = await StoreHost.StartAsync(bench.Store, [register], background: true);
        await UntilShownAsync(await bench.ScalarAsync<long>("select position from safeguard.log_head"));
        await LagAsync(500);
        await report.CompareAsync("a register behind its commit, p50, against one INSERT", "–", options.Turns,
            async () => (await LagAsync(500)).P50, async () => (await Raw.InsertAsync(bench, 1_000)).P50);

        async Task<Measured> LagAsync(int count)
        {
            var times = new double[count];
            var whole = Stopwatch.StartNew();
            for (var n = 0; n < count; n++)
            {
                var family = new FamilyId(Guid.CreateVersion7());
                await host.Get<AccessRecorder>().RecordAsync(
                    Recordings.Worker, StreamKey.AccessTo(family), e => new RecordViewed(family, "family-risk", []) { Envelope = e }, null, CancellationToken.None);
                var start = Stopwatch.GetTimestamp();
                await UntilShownAsync(host.Get<Appender>().Newest!.Size);
                times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            return Measured.Of(times, whole.Elapsed);
        }

        async Task UntilShownAsync(long position)
        {
            while (await host.Get<Registers>().PositionAsync(register, CancellationToken.None) < position) { }
        }
    }

    /// <summary>Prepared events appended in bulk, beside their bare data put into one table a hundred rows to a commit.</summary>
    private async Task BulkAsync()
    {
        const int Count = 10_000, EntriesEach = 50;
        await BulkAsync(await PreparedAsync(Count));
        await CompareAsync("");
        await bench.FlushTakesAsync(microseconds: 400);
        await CompareAsync(", when a flush takes 0.4 ms longer");
        await bench.FlushTakesAsync(0);

        async Task CompareAsync(string when)
        {
            await report.CompareAsync($"events a second in bulk, prepared, against unnest of 100 rows a commit{when}", "at least 0.5", options.Turns,
                async () => await BulkAsync(await PreparedAsync(Count)),
                async () => await Raw.UnnestAsync(bench, [.. (await PreparedAsync(Count)).Select(r => Encoding.UTF8.GetString(r.Events[0].Data))]));
            await report.CompareAsync($"events a second in bulk, prepared, against unnest into Marten's tables with their keys{when}", "–", options.Turns,
                async () => await BulkAsync(await PreparedAsync(Count)), async () => await Raw.UnnestEventsAsync(bench, await PreparedAsync(Count)));
        }

        async Task<double> BulkAsync(IReadOnlyList<AppendRequest> requests)
        {
            var start = Stopwatch.GetTimestamp();
            await bench.Host.Get<BulkAppend>().AppendAsync(requests.ToAsyncEnumerable(), null, CancellationToken.None);
            return requests.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        async Task<IReadOnlyList<AppendRequest>> PreparedAsync(int count)
        {
            // As an import brings them: one family after another.
            var family = default(FamilyId);
            var requests = new AppendRequest[count];
            for (var n = 0; n < count; n++)
            {
                var first = n % EntriesEach == 0;
                if (first) family = new FamilyId(Guid.CreateVersion7());
                var stream = StreamKey.Family(family);
                var said = Personal<string>.Open(DataSubject.Of(family), new string('x', 200));
                requests[n] = await bench.Host.Get<EventPreparation>().RequestAsync(
                    [new Proposed(stream, new FamilyRecordOpened(family, "F-1", said, "Bedford", Jurisdiction.England) { Envelope = Recordings.Now })],
                    Recordings.Worker, new RuleBook(Jurisdiction.England), DateTimeOffset.UtcNow, CancellationToken.None);
                if (first) requests[n] = requests[n] with { Expected = [new ExpectedStream(stream, 0)] };
            }

            return requests;
        }
    }

    /// <summary>The largest family's risk view, which is never stored, folded with nothing remembered.</summary>
    private async Task FoldAsync()
    {
        await FillAsync(QuickLog, LargestFamily);
        var family = StreamKey.Family(InventedFamilies.IdOf(0));
        var entries = await bench.ScalarAsync<long>($"select version from safeguard.mt_streams where id = '{family.Value}'");
        for (var n = 0; n < 50; n++) await FoldAsync();
        await report.CompareAsync($"a stream of {entries} events folded, against their select and deserialise", "–", options.Turns,
            async () => (await Measured.RunAsync(1, 20, (_, _) => FoldAsync())).P50,
            async () => (await Measured.RunAsync(1, 20, (_, _) => Raw.ScanAsync(bench, "stream_id = $1 order by version", family.Value))).P50);

        async Task FoldAsync()
        {
            var cold = new StreamViews(bench.Host.Get<Npgsql.NpgsqlDataSource>(), bench.Host.Get<EventReader>(), StoreHost.Views);
            await cold.LoadAsync<FamilyRisk>(family, CancellationToken.None);
        }
    }

    /// <summary>A check and a dossier in the largest family, beside one INSERT; their aims are in milliseconds.</summary>
    private async Task BundleAsync()
    {
        await FillAsync(QuickLog, LargestFamily);
        await report.CompareAsync(
            "a case bundle of the largest family, entries a second with leaves, one proof and every key, against selecting and deserialising its rows", "–", options.Turns,
            () => OneBundle.GatherAsync(bench), () => Raw.ScanAsync(bench, "stream_id = $1", StreamKey.Family(InventedFamilies.IdOf(0)).Value));
    }

    private async Task ShareAsync()
    {
        await FillAsync(QuickLog, LargestFamily);
        var share = new OneShare(bench);
        await share.PrepareAsync();
        await CompareAsync("a check of a share of five items, beside its reading", "under 1 ms", share.CheckAsync, 500);
        await CompareAsync("the dossier of an override, with its proofs", "under 50 ms", share.DossierAsync, 30);

        async Task CompareAsync(string what, string aim, Func<Task> ours, int count)
        {
            for (var n = 0; n < count; n++) await ours();
            var p50s = new List<double>();
            await report.CompareAsync($"{what}, in a family of {LargestFamily:n0} entries, p50, against one INSERT", "–", options.Turns, async () =>
            {
                p50s.Add((await Measured.RunAsync(1, count, (_, _) => ours())).P50);
                return p50s[^1];
            }, async () => (await Raw.InsertAsync(bench, 1_000)).P50);
            p50s.Sort();
            report.Add($"the same, in milliseconds", aim, $"{p50s[p50s.Count / 2]:0.00}", $"{p50s[0]:0.00} to {p50s[^1]:0.00}");
        }
    }

    /// <summary>A page of the largest family's timeline as of any instant, beside one INSERT; its aim is in milliseconds.</summary>
    private async Task TimelineAsync()
    {
        await FillAsync(QuickLog, 5_000);
        var timeline = new OneTimeline(bench);
        await timeline.PrepareAsync();
        await CompareAsync("a page of the timeline as of any instant", "p95 under 50 ms", timeline.PageAsync, 200);
        await CompareAsync("the same with nothing remembered", "–", timeline.ColdAsync, 20);

        async Task CompareAsync(string what, string aim, Func<Task> ours, int count)
        {
            for (var n = 0; n < count; n++) await ours();
            var measured = new List<Measured>();
            await report.CompareAsync($"{what}, in a family of {timeline.Entries:n0} entries, p50, against one INSERT", "–", options.Turns, async () =>
            {
                measured.Add(await Measured.RunAsync(1, count, (_, _) => ours()));
                return measured[^1].P50;
            }, async () => (await Raw.InsertAsync(bench, 1_000)).P50);
            double[] p95s = [.. measured.Select(m => m.P95).Order()];
            report.Add("its p95, in milliseconds", aim, $"{p95s[p95s.Length / 2]:0.00}", $"{p95s[0]:0.00} to {p95s[^1]:0.00}");
        }
    }

    private async Task VerifyAsync()
    {
        await FillAsync(QuickLog, LargestFamily);
        await bench.SettleAsync();
        await VerifyAsync();
        await report.CompareAsync("entries a second verified, against the same rows' select and deserialise", "at least 0.5", options.Turns,
            VerifyAsync, () => Raw.ScanAsync(bench, "seq_id >= $1 order by seq_id", 1L));

        async Task<double> VerifyAsync()
        {
            var start = Stopwatch.GetTimestamp();
            var found = await bench.Host.Get<LogVerifier>().WholeAsync(new CheckpointVerifier(bench.Host.Get<LogSigner>().VerifierKey), null, CancellationToken.None);
            if (found.Findings is [var first, ..]) throw new InvalidOperationException(first.ToString());
            return found.Entries / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    /// <summary>A hundred thousand commands on this log, beside the first hundred thousand of an empty one, a slice of each in turn.</summary>
    private async Task GrowthAsync()
    {
        await using var empty = await BenchDatabase.StartAsync();
        var (here, there) = (new Commands(bench), new Commands(empty));
        await here.RecordAsync(100, 10_000);
        var size = await bench.ScalarAsync<long>("select position from safeguard.log_head");
        await report.CompareAsync($"100,000 commands of 100 callers on a log of {size / 1_000} thousand, a second, against the first on an empty one", "about 1", 5,
            async () => (await here.RecordAsync(100, 20_000)).PerSecond, async () => (await there.RecordAsync(100, 20_000)).PerSecond);
    }

    /// <summary>Fills the log. Long fills show that memory does not grow with it: what lives after a tenth, and at the end.</summary>
    private async Task FillAsync(long events, int largest)
    {
        var start = Stopwatch.GetTimestamp();
        long tenth = 0, living = 0;
        void Watch(long done)
        {
            if (done * 10 / events == tenth) return;
            var now = GC.GetTotalMemory(forceFullCollection: true);
            (tenth, living) = (done * 10 / events, living == 0 ? now : living);
            Console.Error.WriteLine($"  {done} of {events} events after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {now >> 20} MiB alive, {Environment.WorkingSet >> 20} MiB in all");
        }

        if (!await ProgressBar.ShowAsync("Filling the log", progress => new Fill(bench, events, largest).RunAsync((done, of) =>
            {
                progress?.Invoke(done, of);
                if (of > QuickLog) Watch(done);
            }))) return;
        if (living > 0) report.Add($"memory alive after {events / 1_000} thousand events, against that after the first tenth", "about 1", $"{(double)GC.GetTotalMemory(forceFullCollection: true) / living:0.0}");
        await bench.SettleAsync();
    }
}
