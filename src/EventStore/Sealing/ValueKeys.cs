using System.Text.Json;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Sealing;

/// <summary>The keys of single values, to be handed out (design D5). None opens more than its value; a data key never leaves.</summary>
public sealed class ValueKeys(DataKeys keys)
{
    /// <summary>
    /// The key of each value by what it is of, in the order given: null for one whose data key was destroyed. One whose data
    /// key is not there, because the key schema was restored from an older day than the log, is absent.
    /// </summary>
    public async ValueTask<IReadOnlyDictionary<string, byte[]?>> OfAsync(IReadOnlyCollection<SealedValue> values, CancellationToken stop)
    {
        var opened = await keys.OpenAsync(values.Select(v => v.Key), stop);
        var found = new Dictionary<string, byte[]?>(values.Count);
        foreach (var value in values)
            if (opened.TryGetValue(value.Key, out var dataKey))
                found[value.Of] = dataKey is null ? null : ValueCipher.ValueKey(dataKey, value.Of);
        return found;
    }
}

/// <summary>Finds sealed values in JSON, wherever they stand.</summary>
public static class SealedValues
{
    /// <summary>Those of an event's canonical bytes, its data or any other JSON.</summary>
    public static IReadOnlyList<SealedValue> In(ReadOnlySpan<byte> json)
    {
        // Most entries of the access stream hold none: not worth a parse.
        if (json.IndexOf("\"commitment\":"u8) < 0) return [];
        var found = new List<SealedValue>();
        Find(JsonNode.Parse(json), found);
        return found;
    }

    /// <summary>Those of a view, before it is opened.</summary>
    public static IReadOnlyList<SealedValue> InView<T>(T view) => In(JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Answers));

    /// <summary>The sealed value that an object is; null for any other.</summary>
    public static SealedValue? Is(JsonObject value) => PersonalConverterFactory.SealedIn(value);

    private static void Find(JsonNode? node, List<SealedValue> found)
    {
        switch (node)
        {
            case JsonObject value when Is(value) is { } token:
                found.Add(token);
                break;
            case JsonObject members:
                foreach (var (_, child) in members) Find(child, found);
                break;
            case JsonArray items:
                foreach (var child in items) Find(child, found);
                break;
        }
    }
}
