using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.Host.Http;

/// <summary>
/// How requests and answers are written: camelCase, codes as words, ids as their bare value, instants in UTC. Reading
/// is strict, and what only the edge may say (<see cref="SetByEdgeAttribute"/>) is not there to be said.
/// </summary>
public static class WireJson
{
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Create(new JsonSerializerOptions());

    /// <summary>Gives the same rules to another set of options: the framework's own, from which it describes the API.</summary>
    public static JsonSerializerOptions Create(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        // The answers are JSON and never HTML; names should be readable in them.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new InstantWireConverter());
        options.Converters.Add(new EntryWireConverter());
        options.Converters.Add(new MomentConverter());
        foreach (var converter in EventJson.ValueConverters.Where(c => c is not InstantConverter)) options.Converters.Add(converter);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveToTheEdge } };
        return options;
    }

    private static void LeaveToTheEdge(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            var computed = property.Set is null && property.AssociatedParameter is null && type.Type.IsAssignableTo(typeof(Command));
            if (computed || property.AttributeProvider?.IsDefined(typeof(SetByEdgeAttribute), inherit: true) is true)
            {
                type.Properties.RemoveAt(i);
                continue;
            }

            // Somebody with a single name has no family name: what may be null may be left out.
            if (property is { IsRequired: true, AssociatedParameter: not null, IsSetNullable: true }) property.IsRequired = false;
        }
    }
}
