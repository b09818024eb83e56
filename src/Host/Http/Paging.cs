using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Safeguard.Host.Http;

/// <summary>
/// Where a page of a register begins: the position at which the register is read, kept through all pages so that they
/// stay stable under appends, and the last row seen.
/// </summary>
public sealed record Page(long Position, long? Before, int Limit)
{
    private const int Default = 50, Most = 200;

    /// <summary>Reads <c>cursor</c> and <c>limit</c>; without a cursor it is the first page, at the position given.</summary>
    /// <exception cref="ProblemException">400 for a cursor that is none of ours, or a limit out of range.</exception>
    /// <param name="withCursor">False where the address has cursors of its own: then it is the limit alone that is read.</param>
    public static Page Read(HttpRequest request, long position, bool withCursor = true)
    {
        var limit = Cuts.One(request, "limit") switch
        {
            null => Default,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most => number,
            _ => throw new ProblemException(Problems.QueryInvalid("limit", "Give a whole number from 1 to 200.")),
        };
        if (!withCursor || Cuts.One(request, "cursor") is not { } cursor) return new Page(position, null, limit);
        return Parse(cursor) is var (at, before) ? new Page(at, before, limit) : throw new ProblemException(Problems.QueryInvalid("cursor", "Take the cursor of the answer before, unchanged."));
    }

    /// <summary>The cursor of the page after one that ended with this row.</summary>
    public string After(long row) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Position}.{row}")));

    private static (long, long)? Parse(string cursor)
    {
        if (cursor.Length > 80 || !Base64Url.IsValid(cursor)) return null;
        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') is [var position, var row]
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? (at, before)
            : null;
    }
}
