using System.Text.Json;
using System.Text.Json.Serialization;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.Support.Specs;

/// <summary>
/// Values as JSON, to be compared by what they hold: records compare the lists in them by reference. Open personal
/// values are written with whose they are and who controls them, which the product's own JSON never does.
/// </summary>
public static class SpecJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static string OfEvents(IReadOnlyList<DomainEvent> events) =>
        string.Join('\n', events.Select(e => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), Options)}"));

    public static string OfProposed(IReadOnlyList<Proposed> events) =>
        string.Join('\n', events.Select(p => $"{p.Stream} {OfEvents([p.Event])}"));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions { WriteIndented = true, Converters = { new PersonalConverters() } };
        foreach (var converter in EventJson.ValueConverters) options.Converters.Add(converter);
        return options;
    }

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
}
