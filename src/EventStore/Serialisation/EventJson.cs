using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Safeguard.Domain;

namespace Safeguard.EventStore.Serialisation;

/// <summary>
/// How events and views are written: camelCase, codes as words, instants with six decimals and Z, ids as their bare
/// value, personal values sealed. Stored bytes stay for ever, so this never changes in meaning.
/// </summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The converters that the HTTP edge shares: ids, codes, instants and words.</summary>
    public static IReadOnlyList<JsonConverter> ValueConverters { get; } =
        [new UuidConverterFactory(), new CodeConverterFactory(), new InstantConverter(), new JsonStringEnumConverter(null, allowIntegerValues: false)];

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the canonical form decides the escapes
            RespectRequiredConstructorParameters = true,
        };
        foreach (var converter in ValueConverters) options.Converters.Add(converter);
        options.Converters.Add(new PersonalConverterFactory());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
