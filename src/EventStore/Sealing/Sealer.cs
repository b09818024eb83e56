using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// Turns a decided event into the bytes that will be stored: personal values sealed, the rest plain, in canonical
/// form. Done once, before the first try to append (design D2).
/// </summary>
public sealed class Sealer(DataKeys keys)
{
    /// <summary>Seals and canonicalises one event's data.</summary>
    /// <param name="id">The event's id: every value is sealed as this event's.</param>
    /// <param name="event">The event as decided, personal values open.</param>
    /// <param name="controller">Whose key seals a value that names no other controller.</param>
    /// <exception cref="NotCanonicalException">A text that no check stopped cannot be stored: NUL or half a surrogate pair.</exception>
    public async ValueTask<byte[]> SealAsync(EventId id, DomainEvent @event, AgencyId controller, CancellationToken stop)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), EventJson.Options);
        if (!HoldsMarks(json)) return CanonicalJson.Canonicalise(json);

        var node = JsonNode.Parse(json)!;
        await SealAsync(node, id, "", controller, stop);
        return CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(node.ToJsonString(EventJson.Options)));
    }

    private static bool HoldsMarks(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"open\":"u8) >= 0 || json.IndexOf("\"copy\":"u8) >= 0;

    private async ValueTask SealAsync(JsonNode node, EventId id, string pointer, AgencyId controller, CancellationToken stop)
    {
        switch (node)
        {
            case JsonObject value when IsMark(value):
                var parent = node.Parent!;
                var sealedValue = await SealedAsync(value, $"{id}#{pointer}", controller, stop);
                if (parent is JsonArray list) list[list.IndexOf(node)] = sealedValue;
                else parent.AsObject()[node.GetPropertyName()] = sealedValue;
                break;
            case JsonObject members:
                foreach (var (name, child) in members.ToArray())
                    if (child is not null) await SealAsync(child, id, $"{pointer}/{Escaped(name)}", controller, stop);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    if (items[i] is { } child) await SealAsync(child, id, $"{pointer}/{i}", controller, stop);
                break;
        }
    }

    private async ValueTask<JsonObject> SealedAsync(JsonObject mark, string of, AgencyId controller, CancellationToken stop)
    {
        var subject = mark[PersonalConverterFactory.Subject]!.GetValue<string>();
        if (mark[PersonalConverterFactory.Controller]?.GetValue<string>() is { } other) controller = AgencyId.Of(other);

        byte[] plain;
        if (mark[PersonalConverterFactory.Copy] is JsonObject copy)
        {
            var original = new SealedValue(
                copy[PersonalConverterFactory.Of]!.GetValue<string>(), copy[PersonalConverterFactory.Key]!.GetValue<Guid>(),
                copy[PersonalConverterFactory.Commitment]!.GetValue<string>(), copy[PersonalConverterFactory.Sealed]!.GetValue<string>());
            var opened = await keys.OpenAsync([original.Key], stop);
            if (!opened.TryGetValue(original.Key, out var originalKey)) throw new KeyMissingException();
            if (originalKey is null)
                return new JsonObject { [PersonalConverterFactory.Subject] = subject, [PersonalConverterFactory.Erased] = true };
            plain = Trimmed(ValueCipher.Open(originalKey, original));
        }
        else
        {
            plain = Encoding.UTF8.GetBytes(mark[PersonalConverterFactory.Open]!.ToJsonString(EventJson.Options));
        }

        var key = await keys.ForAsync(DataSubject.Stored(subject), controller, stop);
        var token = ValueCipher.Seal(key.Key, key.Id, of, plain);
        return new JsonObject
        {
            [PersonalConverterFactory.Subject] = subject,
            [PersonalConverterFactory.Of] = token.Of,
            [PersonalConverterFactory.Key] = token.Key,
            [PersonalConverterFactory.Commitment] = token.Commitment,
            [PersonalConverterFactory.Sealed] = token.Ciphertext,
        };
    }

    // Only the converter writes objects of this shape: texts are strings, and no event has such members.
    private static bool IsMark(JsonObject value) =>
        value.ContainsKey(PersonalConverterFactory.Subject)
        && (value.ContainsKey(PersonalConverterFactory.Open) || value.ContainsKey(PersonalConverterFactory.Copy));

    private static byte[] Trimmed(byte[] padded) => padded.AsSpan().TrimEnd((byte)' ').ToArray();

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
