using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Safeguard.Domain;
using Safeguard.Domain.Chronologies;
using Safeguard.EventStore.Sealing;
using Safeguard.Host.Http;

namespace Safeguard.Host.CaseReviews;

/// <summary>
/// Reads an agency's chronology from CSV (RFC 4180): UTF-8 with or without a byte order mark, any line ends, the first row
/// names the columns. Cells are taken as text: a formula is text too, and leaves in an export with an apostrophe (domain §6 row 88).
/// </summary>
internal sealed class ChronologyFile(ServiceKeys keys)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A cell too many or too few, or a quotation mark out of place: whoever guesses on would put words under another column.</summary>
    private static readonly CsvReaderOptions Form = CsvReaderOptions.Default with
    {
        Separator = ',',
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        IncludeValuesInExceptions = false,
    };

    /// <summary>The columns that are read, by name; every other is refused, since a misspelt one would be lost in silence.</summary>
    private static readonly Dictionary<string, Func<ChronologyRow, string?, ChronologyRow>> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["date"] = (row, cell) => row with { Date = cell },
        ["time"] = (row, cell) => row with { Time = cell },
        ["precision"] = (row, cell) => row with { Precision = cell },
        ["event"] = (row, cell) => row with { Event = cell },
        ["document"] = (row, cell) => row with { Document = cell },
        ["who"] = (row, cell) => row with { Who = cell },
        ["child seen"] = (row, cell) => row with { ChildSeen = cell },
        ["voice"] = (row, cell) => row with { Voice = cell },
        ["known"] = (row, cell) => row with { Known = cell },
        ["action"] = (row, cell) => row with { Action = cell },
        ["shared"] = (row, cell) => row with { Shared = cell },
        ["rule"] = (row, cell) => row with { Rule = cell },
        ["recorded"] = (row, cell) => row with { Recorded = cell },
    };

    /// <summary>The file as the domain takes it.</summary>
    /// <param name="bytes">The request's body.</param>
    /// <exception cref="ProblemException">422: it is no such file. Nothing that it says is repeated.</exception>
    public ImportChronology Read(ReadOnlyMemory<byte> bytes, CaseReviewId review, AgencyId source)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw Refused(ChronologyRefusals.NotUtf8);
        }

        var rows = Rows(text, source);
        return rows.Count == 0
            ? throw Refused(ChronologyRefusals.NoRows)
            : new ImportChronology { Review = review, Source = source, File = Hash("chronology-file", source, bytes.Span), Rows = rows };
    }

    private List<ChronologyRow> Rows(string text, AgencyId source)
    {
        var rows = new List<ChronologyRow>();
        try
        {
            using var csv = CsvReader.FromText(text, Form);
            string[] names = [.. csv.Headers.Select(h => h.Trim())];
            var columns = Named(names);
            while (csv.Read())
            {
                if (rows.Count > ChronologyDecider.MostRows) throw Refused(ChronologyRefusals.TooManyRows);
                var cells = csv.Current.ToArray();
                var row = new ChronologyRow(rows.Count + 1, Hash("chronology-row", source, Encoding.UTF8.GetBytes(Told(names, cells))));
                rows.Add(columns.Zip(cells).Aggregate(row, (r, c) => c.First(r, c.Second.Length == 0 ? null : c.Second)));
            }
        }
        catch (CsvFormatException e)
        {
            // Its record numbers count the names as the first.
            throw Refused(ChronologyRefusals.NotCsv(Math.Max(0, e.RecordNumber - 1)));
        }

        return rows;
    }

    /// <summary>What a row says: the same words in another column say something else, columns in another order or left empty do not.</summary>
    private static string Told(string[] names, string[] cells) =>
        string.Join('\u001F', names.Zip(cells).Where(c => c.Second.Length > 0).Select(c => $"{c.First.ToLowerInvariant()}\u001E{c.Second}").Order(StringComparer.Ordinal));

    private static Func<ChronologyRow, string?, ChronologyRow>[] Named(string[] names)
    {
        foreach (var (place, name) in names.Index())
            if (!Columns.ContainsKey(name)) throw Refused(ChronologyRefusals.ColumnUnknown(place + 1, [.. Columns.Keys]));
        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(n => n.Count() > 1) is { } twice)
            throw Refused(ChronologyRefusals.ColumnTwice(twice.Key.ToLowerInvariant()));
        foreach (var needed in (string[])["date", "event"])
            if (!names.Contains(needed, StringComparer.OrdinalIgnoreCase)) throw Refused(ChronologyRefusals.ColumnRequired(needed));
        return [.. names.Select(n => Columns[n])];
    }

    /// <summary>A keyed hash, since a short row could be guessed back from a plain one.</summary>
    private string Hash(string what, AgencyId source, ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(keys.HashIdempotency($"{what}\n{source}", bytes).AsSpan(0, SHA256.HashSizeInBytes / 2));

    private static ProblemException Refused(Refusal refusal) => new(Problem.Of(refusal));
}
