using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Safeguard.Host.Description;

/// <summary>The API's description at <c>/openapi/v1.json</c>: OpenAPI 3.1, made from the routes themselves.</summary>
internal static class ApiDescription
{
    private const string About = """
        Records what agencies decided about families in which a parent's drug or alcohol use is a problem. Nothing is
        ever edited: a command adds entries, and its answer is a receipt with the proof that they stand in the log.

        Times are ISO 8601 with a zone; a London time may be written as 2026-11-06T17:42:00[Europe/London]. Bodies are
        JSON in UTF-8, at most 256 KiB, and read strictly: an unknown or doubled member is refused. Every failure is a
        problem document with a stable code, except what the server refuses before it is a request: what is no HTTP
        (400, as a NUL in the address; 505 for a version that there is not), headers or an address far above the limits
        of 16 and 8 KiB (431, 414), a request that does not arrive (408); then the connection closes without a body. A
        record that you may not see answers like one that does not exist. Every answer that shows a record, and every
        refused try, is recorded.
        """;

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer<WireSchemas>();
        options.AddOperationTransformer<Operations>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Safeguard", Version = "1", Description = About };
            document.Servers = []; // where it runs is not part of what it is
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                    Description = "A token of your OpenID Connect issuer, with the claims sub, agency and roles.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
    });
}
