using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.Host.Http;

namespace Safeguard.Host.Description;

/// <summary>Describes the values that have a converter of their own as what they are on the wire.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (schema is { Type: { } kind, Items: null } && kind.HasFlag(JsonSchemaType.Array) && context.JsonTypeInfo.ElementType is { } element)
        {
            // The exporter stops at elements that have a converter of their own.
            schema.Items = await context.GetOrCreateSchemaAsync(element, null, cancellationToken);
        }
        else if (type == typeof(Entry))
        {
            var body = await context.GetOrCreateSchemaAsync(typeof(EntryBody), null, cancellationToken);
            schema.Type = JsonSchemaType.Object;
            schema.Properties = body.Properties;
            schema.AdditionalPropertiesAllowed = false;
            schema.Description = "What the caller says about the entry. Left out altogether it means “just now, by me”, which is right for a decision; a statement about a person needs a basis.";
        }
        else if (type == typeof(Moment))
        {
            Text(schema, null, "An instant (2026-11-06T17:42:00Z), a day (2026-11-06), a month (2026-11) or a year (2026): as much as is known.", "2026-11-06");
        }
        else if (type == typeof(DateTimeOffset))
        {
            Text(schema, "date-time", null, "2026-11-06T17:42:00Z");
        }
        else if (type == typeof(DateOnly))
        {
            Text(schema, "date", null, "2026-11-06");
        }
        else if (type == typeof(Sha256Hash))
        {
            Text(schema, null, "A SHA-256 hash in base 64.", null);
        }
        else if (type == typeof(AgencyId))
        {
            Text(schema, null, "An agency's code: 2 to 40 lower-case letters, digits and hyphens.", "luton-csc");
        }
        else if (type == typeof(ActorId))
        {
            Text(schema, null, "A person's id as the token says it; never a name.", null);
        }
        else if (IsUuid(type))
        {
            Text(schema, "uuid", null, null);
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Personal<>))
        {
            var open = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellationToken);
            schema.Properties = null;
            schema.Required = null;
            schema.Type = null;
            schema.AnyOf = [open, new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["erased"] = new OpenApiSchema { Type = JsonSchemaType.Boolean } },
                Description = "It was erased. (`unavailable` in its place: its key was not restored with the log; it may come back.)",
            }];
        }
    }

    private static bool IsUuid(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUuid<>));

    private static void Text(OpenApiSchema schema, string? format, string? description, string? example)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Properties = null;
        schema.Required = null;
        schema.Pattern = null;
        if (description is not null) schema.Description = description;
        if (example is not null) schema.Examples = [JsonValue.Create(example)];
    }
}
