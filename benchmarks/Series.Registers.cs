using System.Text;
using Safeguard.EventStore.Views;

namespace Safeguard.Benchmarks;

internal sealed partial class Series
{
    /// <summary>A page of the share register with six filters, beside as many lines of a bare table by their key.</summary>
    private async Task RegistersAsync()
    {
        const int Page = 50, Questions = 60;
        var invented = new InventedShares(bench, options.Events);
        await ProgressBar.ShowAsync("Inventing lines", async progress =>
        {
            await invented.FillAsync((done, of) => progress?.Invoke(done, of));
            return true;
        });
        foreach (var ofOne in (bool[])[true, false])
            await report.CompareAsync($"a page of {options.Events / 1_000} thousand shares with six filters, {(ofOne ? "one agency's" : "all agencies'")}, p50, against as many rows by their key", "–", options.Turns,
                async () => (await Measured.RunAsync(1, Questions, (_, turn) => PageAsync(turn, ofOne))).P50,
                async () => (await Measured.RunAsync(1, Questions, (_, turn) => Raw.LinesAsync(bench, invented.Position * (turn + 1) / Questions, Page))).P50);

        await ExportAsync(invented, Math.Min(20_000, options.Events / 10), options.Events);

        Task PageAsync(int turn, bool ofOne) => bench.Host.Get<Registers>().PageAsync(
            InventedShares.Register, invented.Position, invented.Question(turn, ofOne), null, Page, CancellationToken.None);
    }

    /// <summary>All lines in parts, as an export reads and writes them: what lives at most, of a large register against a small one.</summary>
    private async Task ExportAsync(InventedShares invented, long few, long many)
    {
        var small = await PeakAsync(few);
        var large = await PeakAsync(many);
        report.Add($"memory alive at most while {many / 1_000} thousand lines of the share register are exported, against {few / 1_000} thousand", "about 1", $"{(double)large / small:0.00}");

        async Task<long> PeakAsync(long lines)
        {
            const int Part = 500;
            var file = new StringBuilder();
            long peak = 0, read = 0;
            for (long? before = null; read < lines;)
            {
                var part = await bench.Host.Get<Registers>().PageAsync(InventedShares.Register, invented.Position, RowFilter.None, before, Part, CancellationToken.None);
                foreach (var (position, row) in part) file.Append(position).Append(',').AppendLine(row.ToString());
                // Alive at its fullest: the part, and the text that is about to leave.
                if (read % (Part * 20) == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                GC.KeepAlive(part);
                file.Clear();
                read += part.Count;
                if (part.Count < Part) break;
                before = part[^1].Position;
            }

            return peak;
        }
    }
}
