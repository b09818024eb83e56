using System.Text;

namespace Safeguard.Host.Http;

/// <summary>Records of a CSV file (RFC 4180): commas, CRLF, quotes doubled. A spreadsheet opens it and must find no formula in it.</summary>
public static class Csv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private const string StartsFormula = "=+-@\t\r";

    /// <summary>Adds one record. A cell that a spreadsheet would take for a formula gets an apostrophe before it; null is an empty cell.</summary>
    public static void AddRecord(this StringBuilder file, IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first) file.Append(',');
            first = false;
            Add(file, cell);
        }

        file.Append("\r\n");
    }

    private static void Add(StringBuilder file, string? cell)
    {
        if (string.IsNullOrEmpty(cell)) return;
        if (StartsFormula.Contains(cell[0], StringComparison.Ordinal)) cell = $"'{cell}";
        if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0) file.Append(cell);
        else file.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
