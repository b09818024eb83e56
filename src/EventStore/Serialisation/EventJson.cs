using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Safeguard.Domain;

namespace Safeguard.EventStore.Serialisation;

/// <summary>
/// How events and views are written: camelCase, codes as words, instants with six decimals and Z, ids as their bare
/// value, personal values sealed. Stored bytes stay for ever, so this never changes in meaning.
/// </summary>
public static class EventJson
{
    /// <summary>The converters that the HTTP edge shares: ids, codes, instants and words.</summary>
    public static IReadOnlyList<JsonConverter> ValueConverters { get; } =
        [new UuidConverterFactory(), new CodeConverterFactory(), new InstantConverter(), new JsonStringEnumConverter(null, allowIntegerValues: false)];

    // After the converters: static members are made in the order in which they stand.
    /// <summary>For events and views. Made after the converters it takes.</summary>
    public static JsonSerializerOptions Options { get; } = Create(derived: false);

    /// <summary>For answers: the same, with what a record works out of its members.</summary>
    public static JsonSerializerOptions Answers { get; } = Create(derived: true);

    private static JsonSerializerOptions Create(bool derived)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the canonical form decides the escapes
            IgnoreReadOnlyProperties = !derived, // what can be worked out is not stored: it would be fixed for ever
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullMayBeLeftOut } },
        };
        foreach (var converter in ValueConverters) options.Converters.Add(converter);
        options.Converters.Add(new PersonalConverterFactory());
        options.MakeReadOnly();
        return options;
    }

    // Null is not written, so a member that may be null is not required when read: an open end, an unknown time.
    private static void NullMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            if (member is { IsRequired: true, AssociatedParameter.IsNullable: true }) member.IsRequired = false;
    }
}
