using System.Text.Json;
using System.Text.Json.Serialization;
using Safeguard.Domain;

namespace Safeguard.Support.Specs;

/// <summary>
/// Values as JSON, to be compared by what they hold: records compare the lists in them by reference. Open personal
/// values are written with whose they are and who controls them, which the product's own JSON never does.
/// </summary>
public static class SpecJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(), new PersonalConverters(), new IdConverters() },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static string OfEvents(IReadOnlyList<DomainEvent> events) =>
        string.Join('\n', events.Select(e => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), Options)}"));

    private sealed class PersonalConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Personal<>);

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(PersonalConverter<>).MakeGenericType(type.GetGenericArguments()))!;
    }

    private sealed class PersonalConverter<T> : JsonConverter<Personal<T>> where T : notnull
    {
        public override void Write(Utf8JsonWriter writer, Personal<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("subject", value.Subject.Value);
            if (value.Controller is { } controller) writer.WriteString("controller", controller.Value);
            writer.WritePropertyName("value");
            JsonSerializer.Serialize(writer, value.IsOpen ? value.Value : (object)value.ToString(), options);
            writer.WriteEndObject();
        }

        public override Personal<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class IdConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => Base(type) is not null;

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance((Base(type) == typeof(IUuid<>) ? typeof(UuidConverter<>) : typeof(CodeConverter<>)).MakeGenericType(type))!;

        private static Type? Base(Type type) => type.GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IUuid<>) || i.GetGenericTypeDefinition() == typeof(ICode<>)))
            ?.GetGenericTypeDefinition();
    }

    private sealed class UuidConverter<T> : JsonConverter<T> where T : struct, IUuid<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => T.From(reader.GetGuid());
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class CodeConverter<T> : JsonConverter<T> where T : struct, ICode<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            T.TryFrom(reader.GetString()!, out var code) ? code : throw new JsonException("Not a code.");
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
