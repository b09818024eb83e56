using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Host.Bundles;

/// <summary>One entry of a bundle, read with the bundle's own keys and no other.</summary>
/// <param name="Entry">The canonical object.</param>
/// <param name="Said">Its data, with the values opened that the bundle has keys of.</param>
internal sealed record ReadEntry(long Position, JsonObject Entry, JsonNode Said);

/// <summary>Reads a bundle's entries as its holder reads them.</summary>
internal static class BundleReading
{
    public static IEnumerable<ReadEntry> Of(BundleDocument bundle)
    {
        var keys = bundle.Keys.ToDictionary(k => k.Of, k => Convert.FromBase64String(k.Key));
        var erased = bundle.Erased.ToHashSet();
        foreach (var entry in bundle.Entries)
        {
            var canonical = JsonNode.Parse(Convert.FromBase64String(entry.Entry))!.AsObject();
            yield return new ReadEntry(entry.Position, canonical, Opened(canonical["data"]!, keys, erased)!);
        }
    }

    private static JsonNode? Opened(JsonNode? node, Dictionary<string, byte[]> keys, HashSet<string> erased) => node switch
    {
        JsonObject value when SealedValues.Is(value) is { } token =>
            keys.TryGetValue(token.Of, out var key) ? JsonNode.Parse(ValueCipher.OpenWithValueKey(key, token))
            : new JsonObject { [erased.Contains(token.Of) ? "erased" : "sealed"] = true },
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Opened(m.Value, keys, erased)))),
        JsonArray items => new JsonArray([.. items.Select(i => Opened(i, keys, erased))]),
        _ => node?.DeepClone(),
    };
}
