using System.Globalization;

namespace Safeguard.Host.Http;

/// <summary>
/// Where a page of a register begins: the position at which the register is read, kept through all pages so that they
/// stay stable under appends, and the last row seen.
/// </summary>
public sealed record Page(long Position, long? Before, int Limit)
{
    private const int Default = 50, Most = 200;

    /// <summary>What is asked, as its cursors name it.</summary>
    public required string Question { get; init; }

    /// <summary>Reads <c>cursor</c> and <c>limit</c>; without a cursor it is the first page, at the position given.</summary>
    /// <exception cref="ProblemException">400 for a cursor that is none of ours or belongs to another question, or a limit out of range.</exception>
    /// <param name="withCursor">False where the address has cursors of its own: then it is the limit alone that is read.</param>
    public static Page Read(HttpRequest request, long position, bool withCursor = true)
    {
        var limit = Cuts.One(request, "limit") switch
        {
            null => Default,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most => number,
            _ => throw new ProblemException(Problems.QueryInvalid("limit", "Give a whole number from 1 to 200.")),
        };
        var place = withCursor ? Cursor.Read(request, numbers: 2) : null;
        return new Page(place?[0] ?? position, place?[1], limit) { Question = Cursor.QuestionOf(request) };
    }

    /// <summary>The cursor of the page after one that ended with this row.</summary>
    public string After(long row) => Cursor.Write(Question, Position, row);
}
