using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using Safeguard.Domain;
using Safeguard.Host.Http;

namespace Safeguard.Host.Description;

/// <summary>Adds to each operation what its signature does not show: address parts, headers, query, problems.</summary>
internal sealed class Operations : IOpenApiOperationTransformer
{
    /// <summary>One example for each status; the codes of the others are told in words.</summary>
    private static readonly Dictionary<int, Problem> Examples = new()
    {
        [400] = Problems.UnknownMember("/kid"),
        [401] = Problems.TokenRequired,
        [403] = Problem.Of(Refusal.NotAllowed("SEPARATION_OF_DUTIES", "Nobody authorises a share that they proposed themselves.", "domain §5 rule 4", "Ask another manager.")),
        [404] = Problems.NotFound,
        [409] = Problems.IdempotencyConflict,
        [412] = new Problem(412, "CONCURRENT_CHANGE", "The record has changed since you read it. Nothing was written.")
        {
            Rule = "domain §6 row 22", Next = "Read the record again, then decide whether this still holds.",
            Entries = [new NewEntry(EventId.From(Guid.Parse("01a20132-c87b-7713-a6f8-8ee6332c3862")), "concern_recorded", DateTimeOffset.Parse("2026-11-06T17:42:00Z", System.Globalization.CultureInfo.InvariantCulture))],
        },
        [413] = Problems.BodyTooLarge,
        [415] = Problems.TypeNotSupported,
        [422] = Problem.Of(EntryRefusals.BasisRequired),
        [429] = Problems.TooManyRequests,
        [503] = Problems.Busy,
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any()) operation.Security = [];
        operation.Parameters ??= [];
        operation.RequestBody?.Content?.Remove(DescribedRoutes.AnyType); // said to routing, and not true
        AddressParts(operation, context.Description.RelativePath!);
        if (metadata.OfType<Described>().LastOrDefault() is not { } described) return;

        if (described.IsCommand)
        {
            Header(operation, IdempotencyHeader.Name, "1 to 64 printable characters. The same key with the same request gets the first answer again.");
            if (operation.Responses?.GetValueOrDefault("201") is OpenApiResponse created)
                created.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    ["Location"] = new OpenApiHeader { Description = "Where it is read, by whoever may see it.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                };
            if (described.InFamily) Header(operation, "If-Match", "The ETag of the page that was read; refused with 412 when the record has changed since.");
        }
        else
        {
            foreach (var (name, about) in described.Query) Query(operation, name, about);
            if (metadata.OfType<CanWait>().Any()) Header(operation, Freshness.WaitFor, "A position; the answer waits up to two seconds until it includes it, and says in Safeguard-Waited whether it does.");
        }

        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        context.Document?.AddComponent("Problem", schema);
        foreach (var status in described.Problems.Order().Distinct())
        {
            // Said once and referred to: fifty operations share a dozen problems.
            context.Document?.AddComponent<IOpenApiResponse>($"Problem{status}", ProblemResponse(status, context.Document));
            operation.Responses![$"{status}"] = new OpenApiResponseReference($"Problem{status}", context.Document);
        }
    }

    private static OpenApiResponse ProblemResponse(int status, OpenApiDocument? document) => new()
    {
        Description = Examples[status].Title,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem.ContentType] = new()
            {
                Schema = new OpenApiSchemaReference("Problem", document),
                Example = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(Examples[status], WireJson.Options)),
            },
        },
    };

    /// <summary>Parts of the address that the handler reads itself.</summary>
    private static void AddressParts(OpenApiOperation operation, string path)
    {
        foreach (var part in RoutePatternFactory.Parse(path).Parameters.Where(p => operation.Parameters!.All(known => known.Name != p.Name)))
            operation.Parameters!.Add(new OpenApiParameter
            {
                Name = part.Name, In = ParameterLocation.Path, Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            });
    }

    private static void Header(OpenApiOperation operation, string name, string about) => operation.Parameters!.Add(new OpenApiParameter
    {
        Name = name, In = ParameterLocation.Header, Description = about, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });

    private static void Query(OpenApiOperation operation, string name, string about) => operation.Parameters!.Add(new OpenApiParameter
    {
        Name = name, In = ParameterLocation.Query, Description = about, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });
}
