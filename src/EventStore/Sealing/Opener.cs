using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// Opens sealed values at the edge, for a reader who may see them. What the reader may not see must have been left
/// out before: this opens all it is given. A destroyed key reads as erased; a key that is not there, because the key schema
/// was restored from an older day than the log, as unavailable: it may come back, and nobody must think that it was erased.
/// </summary>
public sealed class Opener(DataKeys keys)
{
    private static readonly byte[] ErasedJson = """{"erased":true}"""u8.ToArray(), UnavailableJson = """{"unavailable":true}"""u8.ToArray();

    /// <summary>
    /// An answer as JSON with every sealed value replaced: by its plain value, by <c>{"erased": true}</c>, or by
    /// <c>{"unavailable": true}</c>.
    /// </summary>
    public async ValueTask<JsonNode> OpenAsync<T>(T answer, CancellationToken stop) => (await OpenJsonAsync(answer, stop)).Node();

    /// <summary>The same, ready to be sent. A page of a family holds hundreds of values: they are put in their places, and the rest is copied as it is.</summary>
    public ValueTask<OpenedJson> OpenJsonAsync<T>(T answer, CancellationToken stop) => OpenWrittenAsync(Write(answer), stop);

    /// <summary>An answer as it is written before its values are opened: for whoever has something to find in it meanwhile.</summary>
    public static byte[] Write<T>(T answer) => JsonSerializer.SerializeToUtf8Bytes(answer, EventJson.Answers);

    /// <summary>The same as <see cref="OpenJsonAsync"/>, of what <see cref="Write"/> wrote.</summary>
    public async ValueTask<OpenedJson> OpenWrittenAsync(byte[] json, CancellationToken stop)
    {
        var marks = SealedMark.In(json);
        if (marks.Count == 0) return new OpenedJson(json);
        var opened = await keys.OpenAsync(marks.Select(m => m.Value).OfType<SealedValue>().Select(v => v.Key), stop);
        return new OpenedJson(Replaced(json, marks, opened.ToDictionary(k => k.Key, k => k.Value is { } key ? ValueCipher.Prepare(key) : null)));
    }

    private static byte[] Replaced(byte[] json, List<SealedMark> marks, Dictionary<Guid, byte[]?> keys)
    {
        using var answer = new MemoryStream(json.Length);
        // One answer often says a thing twice: the entry, and what rests on it.
        var plain = new Dictionary<string, byte[]>();
        var copied = 0;
        foreach (var mark in marks)
        {
            answer.Write(json.AsSpan(copied, mark.From - copied));
            answer.Write(mark.Value is not { } value ? ErasedJson
                : !keys.TryGetValue(value.Key, out var key) ? UnavailableJson
                : key is null ? ErasedJson
                : plain.TryGetValue(value.Of, out var known) ? known
                : plain[value.Of] = Trimmed(ValueCipher.OpenPrepared(key, value)));
            copied = mark.To;
        }

        answer.Write(json.AsSpan(copied));
        return answer.ToArray();
    }

    private static byte[] Trimmed(byte[] padded) => padded.AsSpan().TrimEnd((byte)' ').ToArray();

    /// <summary>One value, opened; null when it was erased or its key is not there.</summary>
    /// <exception cref="CryptographicException">The stored bytes were changed.</exception>
    public async ValueTask<T?> OpenAsync<T>(Personal<T> value, CancellationToken stop) where T : notnull
    {
        if (value.IsOpen) return value.Value;
        if (value.Sealed is not { } token) return default;
        var opened = await keys.OpenAsync([token.Key], stop);
        return opened.TryGetValue(token.Key, out var key) && key is not null
            ? JsonSerializer.Deserialize<T>(ValueCipher.Open(key, token), EventJson.Options)
            : default;
    }

    /// <summary>Values in their order, opened with one look at the keys; null for one that is absent, was erased, or whose key is not there.</summary>
    /// <exception cref="CryptographicException">The stored bytes were changed.</exception>
    public async ValueTask<IReadOnlyList<T?>> OpenAsync<T>(IReadOnlyList<Personal<T>?> values, CancellationToken stop) where T : struct
    {
        var opened = await keys.OpenAsync(values.Select(v => v?.Sealed).OfType<SealedValue>().Select(s => s.Key), stop);
        return [.. values.Select(v =>
            v is { IsOpen: true } open ? open.Value
            : v?.Sealed is { } token && opened.TryGetValue(token.Key, out var key) && key is not null ? JsonSerializer.Deserialize<T>(ValueCipher.Open(key, token), EventJson.Options)
            : (T?)null)];
    }
}

/// <summary>An answer in UTF-8, its values opened.</summary>
public sealed record OpenedJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The same, to be looked into.</summary>
    public JsonNode Node() => JsonNode.Parse(Utf8.Span)!;

    /// <summary>The same object with the members of another after its own: for what can be said only of an answer that is written.</summary>
    public OpenedJson With<T>(T members) where T : notnull
    {
        var added = JsonSerializer.SerializeToUtf8Bytes(members, EventJson.Answers);
        return new OpenedJson((byte[])[.. Utf8.Span[..^1], (byte)',', .. added.AsSpan(1)]);
    }
}
