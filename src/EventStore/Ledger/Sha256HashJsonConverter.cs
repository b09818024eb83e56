using System.Text.Json;
using System.Text.Json.Serialization;

namespace Safeguard.EventStore.Ledger;

/// <summary>A hash in JSON is a string of base 64, in receipts and bundles alike; nothing else is read as one.</summary>
internal sealed class Sha256HashJsonConverter : JsonConverter<Sha256Hash>
{
    public override Sha256Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Sha256Hash.TryParseBase64(reader.GetString(), out var hash)
            ? hash
            : throw new JsonException(); // the serialiser adds the path; the content stays out

    public override void Write(Utf8JsonWriter writer, Sha256Hash value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.Bytes);
}
