using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Host.Http;

/// <summary>
/// Names the version of a stream in a form that tells nobody how many entries there are (design D10): a keyed hash,
/// cut to 128 bits, the same at every Host. What version it names is found by trying those that the stream has had.
/// </summary>
public sealed class ETags(ServiceKeys keys)
{
    private const int Bytes = 16;
    private static readonly int Length = Base64Url.GetEncodedLength(Bytes) + 2;

    /// <summary>The tag, in its quotes.</summary>
    public string Of(StreamKey stream, long version) =>
        $"\"{Base64Url.EncodeToString(keys.HashIdempotency("etag", Encoding.UTF8.GetBytes($"{stream}\n{version}")).AsSpan(0, Bytes))}\"";

    /// <summary>The version that <c>If-Match</c> names; null without the header.</summary>
    /// <param name="current">Where the stream stands now.</param>
    /// <returns><see cref="long.MaxValue"/> for a tag that this stream never had.</returns>
    /// <exception cref="ProblemException">The header is not one quoted tag.</exception>
    public long? Read(HttpRequest request, StreamKey stream, long current)
    {
        if (request.Headers.IfMatch is not { Count: > 0 } header) return null;
        if (header is not [{ } tag] || !IsTag(tag))
            throw new ProblemException(Problems.HeaderInvalid("If-Match", "Send the ETag of the page that you read, in its quotes; * and lists are not taken."));
        var sent = Encoding.ASCII.GetBytes(tag);
        for (var version = current; version >= 0; version--)
            if (CryptographicOperations.FixedTimeEquals(sent, Encoding.ASCII.GetBytes(Of(stream, version)))) return version;
        return long.MaxValue;
    }

    private static bool IsTag(string text) =>
        text.Length == Length && text[0] == '"' && text[^1] == '"' && text.AsSpan(1, Length - 2).IndexOfAnyExcept(Letters) < 0;

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

/// <summary>The header by which a client may send a request twice and have it done once.</summary>
public static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
    private const int Longest = 64;

    /// <summary>The key; null without the header.</summary>
    /// <exception cref="ProblemException">Not one key of 1 to 64 printable characters.</exception>
    public static string? Read(HttpRequest request)
    {
        var sent = request.Headers[Name];
        if (sent.Count == 0) return null;
        return sent is [{ Length: >= 1 and <= Longest } key] && key.All(c => c is >= ' ' and <= '~') && !string.IsNullOrWhiteSpace(key)
            ? key
            : throw new ProblemException(Problems.HeaderInvalid(Name, "Send one key of 1 to 64 printable characters, as a UUID."));
    }
}
