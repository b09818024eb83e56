using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using Safeguard.Domain;

namespace Safeguard.Host.Http;

/// <summary>A body as it was sent, and as what it was read.</summary>
/// <param name="Warnings">What was ignored in it.</param>
public sealed record Body<T>(T Value, ReadOnlyMemory<byte> Sent, IReadOnlyList<Warning> Warnings);

/// <summary>Reads bodies of at most 256 KiB: one JSON object in UTF-8, in which nothing is unknown, doubled or converted; or a file.</summary>
public static class StrictBody
{
    public const int Limit = 256 * 1024;

    private static readonly Warning ClientTimeIgnored = new("CLIENT_TIME_IGNORED",
        "The time of recording is the service's own; the one sent was ignored.", "/entry/recordedAt");

    /// <exception cref="ProblemException">400, 413, 415 or 422, with the place.</exception>
    public static async Task<Body<T>> ReadAsync<T>(HttpRequest request, CancellationToken stop) where T : notnull
    {
        if (!IsJson(request)) throw new ProblemException(Problems.TypeNotSupported);
        var sent = await BytesAsync(request, stop);
        if (sent.Length == 0) throw new ProblemException(Problems.BodyRequired);
        if (!Utf8.IsValid(sent.Span)) throw new ProblemException(Problems.Unreadable(""));
        BodyScan.Check(sent.Span);

        using var document = JsonDocument.Parse(sent, new JsonDocumentOptions { MaxDepth = WireJson.MaxDepth });
        BodyShape.Check(document.RootElement, typeof(T));
        try
        {
            return new Body<T>(document.RootElement.Deserialize<T>(WireJson.Options)!, sent, Ignored(document.RootElement));
        }
        catch (JsonException)
        {
            // The shape lets pass what the serialiser does not take: better a bare 400 than an error of ours.
            throw new ProblemException(Problems.Unreadable(""));
        }
    }

    /// <summary>A file of comma-separated values, as it came.</summary>
    /// <exception cref="ProblemException">400, 413 or 415.</exception>
    public static async Task<ReadOnlyMemory<byte>> CsvAsync(HttpRequest request, CancellationToken stop)
    {
        if (!Is(request, "text/csv")) throw new ProblemException(Problems.CsvRequired);
        var sent = await BytesAsync(request, stop);
        return sent.Length > 0 ? sent : throw new ProblemException(Problems.BodyRequired with { Next = "Send the file." });
    }

    private static bool IsJson(HttpRequest request) => Is(request, "application/json");

    private static bool Is(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && string.Equals(type.MediaType, mediaType, StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > Limit) throw new ProblemException(Problems.BodyTooLarge);
        using var bytes = new MemoryStream((int)(request.ContentLength ?? 1024));
        var part = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, stop)) > 0)
        {
            if (bytes.Length + read > Limit) throw new ProblemException(Problems.BodyTooLarge);
            bytes.Write(part, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static IReadOnlyList<Warning> Ignored(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("entry", out var entry) && entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty("recordedAt", out _)
            ? [ClientTimeIgnored]
            : [];
}
