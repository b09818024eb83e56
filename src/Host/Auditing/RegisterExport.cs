using System.Globalization;
using System.Text;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Auditing;

/// <summary>
/// Writes a register as CSV, as it stood at one position: the lines come in parts, each recorded as read before it
/// leaves, so that neither memory nor an entry of the log grows with their number. What it says of itself stands first.
/// </summary>
public sealed partial class RegisterExport(
    Registers registers, RegisterPages pages, EventReader events, Reads reads, NpgsqlDataSource database, LogSigner signer, ILogger<RegisterExport> log)
{
    /// <summary>Lines of one part.</summary>
    public int Part { get; set; } = 500;

    /// <param name="name">Of the register, as it is read and as the file is called.</param>
    internal async Task WriteAsync(
        HttpContext context, string name, Cut cut, ShareFilter filter, RowFilter rows, IReadOnlyList<(string Code, Func<ExportLine, string?> Cell)> columns)
    {
        var stop = context.RequestAborted;
        var position = await pages.PositionAsync(context, LogViews.Shares, cut);
        var count = await registers.CountAsync(LogViews.Shares, position, rows, stop);
        var file = new StringBuilder();
        foreach (var (code, value) in await AboutAsync(context, name, cut, position, count))
            // As many cells as the lines have: a reader of RFC 4180 may insist on it.
            file.AddRecord([code, value, .. Enumerable.Repeat<string?>(null, columns.Count - 2)]);
        file.AddRecord(columns.Select(c => c.Code));

        try
        {
            for (long? before = null; ;)
            {
                var part = await registers.PageAsync(LogViews.Shares, position, rows, before, Part, stop);
                var ids = filter.AsReceived ? null : await events.IdsAsync(part.Select(r => r.Position), stop);
                foreach (var (at, row) in part)
                {
                    var line = new ExportLine(at, ids?[at], filter.Shown(row), cut.AsOf);
                    file.AddRecord(columns.Select(c => c.Cell(line)));
                }

                if (before is null || part.Count > 0)
                    await reads.SearchedAsync(context, $"{name}-export", part.Count, part.Select(r => r.Row.Family), Reads.FilterOf(context.Request));
                if (before is null) Begin(context.Response, name);
                await context.Response.WriteAsync(file.ToString(), Encoding.UTF8, stop);
                file.Clear();
                if (part.Count < Part) return;
                before = part[^1].Position;
            }
        }
        catch (Exception error) when (context.Response.HasStarted && error is not OperationCanceledException)
        {
            // A status was sent already. A broken connection tells the caller that the file is not whole, and so does its count.
            LogBroken(log, ErrorKind.Of(error), RequestTrace.Of(context));
            context.Abort();
        }
    }

    private static void Begin(HttpResponse response, string name)
    {
        response.ContentType = Csv.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
    }

    /// <summary>What the file is, which lines are in it, and by what anybody can check the log up to its position.</summary>
    private async Task<IReadOnlyList<(string Code, string? Value)>> AboutAsync(HttpContext context, string name, Cut cut, long position, long count)
    {
        var (stop, caller) = (context.RequestAborted, context.Caller());
        var origin = (await LogHead.ReadAsync(database, stop))!.Origin;
        var root = await Proofs.RootAsync(database, position, stop);
        IReadOnlyList<string> asked = Reads.FilterOf(context.Request);
        return
        [
            ("document", name),
            ("agencies", caller.Has(Role.PartnershipIgOfficer) ? "all that the filter names" : caller.Agency.Value),
            ("filter", asked.Count == 0 ? "none" : string.Join(' ', asked)),
            ("position", position.ToString(CultureInfo.InvariantCulture)),
            ("asOf", ExportColumns.Text(cut.AsOf)),
            ("lines", count.ToString(CultureInfo.InvariantCulture)),
            ("logOrigin", origin),
            ("logSize", position.ToString(CultureInfo.InvariantCulture)),
            ("rootHash", Convert.ToHexStringLower(root.Bytes)),
            ("checkpoint", position == 0 ? null : signer.Sign(new Checkpoint(origin, position, root)).ToString()),
        ];
    }

    [LoggerMessage(2501, LogLevel.Error, "An export broke off after {Error}; trace {Trace}.")]
    private static partial void LogBroken(ILogger logger, string error, string trace);
}
