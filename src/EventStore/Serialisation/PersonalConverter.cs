using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Safeguard.Domain;

namespace Safeguard.EventStore.Serialisation;

/// <summary>
/// Personal values as they stand in events and views: <c>{subject, of, key, commitment, sealed}</c>, or
/// <c>{subject, erased}</c>. An open value is written as <c>{subject, controller?, open}</c> and a copy to be sealed
/// anew as <c>{subject, controller, copy}</c>: marks that the sealer replaces, and that nothing else accepts.
/// </summary>
public sealed class PersonalConverterFactory : JsonConverterFactory
{
    internal const string Subject = "subject", Controller = "controller", Open = "open", Copy = "copy", Erased = "erased",
        Of = "of", Key = "key", Commitment = "commitment", Sealed = "sealed";

    /// <summary>The sealed value that an object is; null for any other object, and for an erased value.</summary>
    internal static SealedValue? SealedIn(JsonObject value) =>
        value.Count == 5 && value[Subject] is not null && Text(value, Of) is { } of && Guid.TryParseExact(Text(value, Key), "D", out var key) && Text(value, Commitment) is { } commitment && Text(value, Sealed) is { } text
            ? new SealedValue(of, key, commitment, text)
            : null;

    private static string? Text(JsonObject value, string name) => value[name] is JsonValue text && text.TryGetValue<string>(out var said) ? said : null;

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Personal<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Personal<T>> where T : notnull
    {
        public override Personal<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A personal value is an object.");

            string? subject = null, of = null, commitment = null, ciphertext = null;
            Guid key = default;
            var erased = false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                // Most of what a stream holds is sealed: no text is made of the names.
                if (Next(ref reader, "subject"u8)) subject = reader.GetString();
                else if (Next(ref reader, "of"u8)) of = reader.GetString();
                else if (Next(ref reader, "key"u8)) key = reader.GetGuid();
                else if (Next(ref reader, "commitment"u8)) commitment = reader.GetString();
                else if (Next(ref reader, "sealed"u8)) ciphertext = reader.GetString();
                else if (Next(ref reader, "erased"u8)) erased = reader.GetBoolean();
                else throw new JsonException("A stored personal value has an unexpected member.");
            }

            if (subject is null) throw new JsonException("A personal value lacks its subject.");
            if (erased) return Personal<T>.Erased(DataSubject.Stored(subject));
            if (of is null || commitment is null || ciphertext is null) throw new JsonException("A personal value lacks a member.");
            return Personal<T>.Stored(DataSubject.Stored(subject), new SealedValue(of, key, commitment, ciphertext));
        }

        /// <summary>True, and at the member's value, where this is its name.</summary>
        private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

        public override void Write(Utf8JsonWriter writer, Personal<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString(Subject, value.Subject.Value);
            if (value.Controller is { } controller) writer.WriteString(Controller, controller.Value);
            if (value.IsOpen)
            {
                writer.WritePropertyName(Open);
                JsonSerializer.Serialize(writer, value.Value, options);
            }
            else if (value.Sealed is not { } token)
            {
                writer.WriteBoolean(Erased, true);
            }
            else if (value.Controller is not null)
            {
                writer.WriteStartObject(Copy);
                WriteSealed(writer, token);
                writer.WriteEndObject();
            }
            else
            {
                WriteSealed(writer, token);
            }
            writer.WriteEndObject();
        }

        private static void WriteSealed(Utf8JsonWriter writer, SealedValue token)
        {
            writer.WriteString(Of, token.Of);
            writer.WriteString(Key, token.Key);
            writer.WriteString(Commitment, token.Commitment);
            writer.WriteString(Sealed, token.Ciphertext);
        }
    }
}
