using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Safeguard.Host.Access;

namespace Safeguard.Host.Http;

/// <summary>
/// Where the next page begins, for whoever sends it back unchanged. It belongs to one question, the address with its cuts and
/// its filters: of another it would answer as of a moment that nobody asked about, or leave out what no page has shown. How
/// many lines a page has is no part of the question. It gives no right: what a reader may see is asked anew of each page.
/// </summary>
public static class Cursor
{
    private const int Longest = 160, DigestLength = 8;

    /// <summary>The question that a request asks, as a cursor names it.</summary>
    public static string QuestionOf(HttpRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [request.Path.Value ?? "", .. Reads.FilterOf(request)])))[..DigestLength]);

    public static string Write(string question, params IReadOnlyList<long> place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Join('.', [.. place.Select(n => n.ToString(CultureInfo.InvariantCulture)), question])));

    /// <summary>The place that a request names; null where it begins at the first page.</summary>
    /// <exception cref="ProblemException">400 for a cursor that is none of ours, or that belongs to another question.</exception>
    public static IReadOnlyList<long>? Read(HttpRequest request, int numbers)
    {
        if (Cuts.One(request, "cursor") is not { } cursor) return null;
        string[] parts = cursor.Length <= Longest && Base64Url.IsValid(cursor) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') : [];
        List<long> place = [.. parts.SkipLast(1).Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)];
        if (place.Count != numbers || place.Contains(-1)) throw new ProblemException(Problems.QueryInvalid("cursor", "Take the cursor of the answer before, unchanged."));
        return parts[^1] == QuestionOf(request) ? place : throw new ProblemException(Problems.CursorOfAnotherQuestion);
    }
}
