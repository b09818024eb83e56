using Safeguard.Domain;
using Safeguard.Host.Description;
using Safeguard.Host.Http;

namespace Safeguard.Host.Identity;

/// <summary>A persona as listed.</summary>
public sealed record PersonaAnswer(string Persona, AgencyId Agency, IReadOnlyList<Role> Roles, string Does);

/// <summary>As whom to look around.</summary>
public sealed record TokenRequest
{
    public required string Persona { get; init; }
}

public sealed record TokenAnswer(string Token);

/// <summary>Tokens for trying things out. These addresses exist in Development only.</summary>
internal static class DevelopmentEndpoints
{
    private static readonly Problem NoSuchPersona = new(422, "NO_SUCH_PERSONA",
        "There is no persona of this name.") { Pointer = "/persona", Allowed = [.. Personas.All.Select(p => p.Name)], Next = "Take one of those in “allowed”." };

    public static void MapDevelopment(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dev/personas", () => Answers.Json(Personas.All.Select(p => new PersonaAnswer(p.Name, p.Agency, p.Roles, p.Does))))
            .AllowAnonymous().WithName("ListPersonas").WithTags("Development").Produces<IReadOnlyList<PersonaAnswer>>();

        routes.MapPost("/dev/tokens", async Task<IResult> (HttpContext context, LocalIssuer issuer) =>
        {
            var body = await StrictBody.ReadAsync<TokenRequest>(context.Request, context.RequestAborted);
            var persona = Personas.All.FirstOrDefault(p => p.Name == body.Value.Persona) ?? throw new ProblemException(NoSuchPersona);
            return Answers.Json(new TokenAnswer(issuer.TokenFor(persona)));
        }).AllowAnonymous().WithName("TakeToken").WithTags("Development").TakesJson<TokenRequest>().Produces<TokenAnswer>();
    }
}
