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
    private const string Unavailable = "unavailable";

    /// <summary>
    /// An answer as JSON with every sealed value replaced: by its plain value, by <c>{"erased": true}</c>, or by
    /// <c>{"unavailable": true}</c>.
    /// </summary>
    public async ValueTask<JsonNode> OpenAsync<T>(T answer, CancellationToken stop)
    {
        var node = JsonSerializer.SerializeToNode(answer, EventJson.Answers)!;
        var found = new List<JsonObject>();
        Find(node, found);
        if (found.Count == 0) return node;

        var opened = await keys.OpenAsync(found.Where(f => f.ContainsKey(PersonalConverterFactory.Key)).Select(KeyOf), stop);
        foreach (var value in found)
        {
            byte[]? key = null;
            var there = !value.ContainsKey(PersonalConverterFactory.Key) || opened.TryGetValue(KeyOf(value), out key);
            JsonNode plain = key is not null
                ? JsonNode.Parse(ValueCipher.Open(key, Token(value)))!
                : new JsonObject { [there ? PersonalConverterFactory.Erased : Unavailable] = true };
            if (value.Parent is JsonArray list) list[list.IndexOf(value)] = plain;
            else if (value.Parent is JsonObject members) members[value.GetPropertyName()] = plain;
            else node = plain;
        }

        return node;
    }

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

    private static void Find(JsonNode node, List<JsonObject> found)
    {
        switch (node)
        {
            case JsonObject value when value.ContainsKey(PersonalConverterFactory.Subject)
                                       && (value.ContainsKey(PersonalConverterFactory.Sealed) || value.ContainsKey(PersonalConverterFactory.Erased)):
                found.Add(value);
                break;
            case JsonObject members:
                foreach (var (_, child) in members)
                    if (child is not null) Find(child, found);
                break;
            case JsonArray items:
                foreach (var child in items)
                    if (child is not null) Find(child, found);
                break;
        }
    }

    private static Guid KeyOf(JsonObject value) => value[PersonalConverterFactory.Key]!.GetValue<Guid>();

    private static SealedValue Token(JsonObject value) => new(
        value[PersonalConverterFactory.Of]!.GetValue<string>(), KeyOf(value),
        value[PersonalConverterFactory.Commitment]!.GetValue<string>(), value[PersonalConverterFactory.Sealed]!.GetValue<string>());
}
