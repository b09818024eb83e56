using System.Security.Claims;
using Safeguard.Domain;
using Safeguard.Host.Http;

namespace Safeguard.Host.Identity;

/// <summary>Who calls: read from the token's claims and from nothing else (design D11).</summary>
public static class Callers
{
    /// <summary>The caller of this request.</summary>
    /// <exception cref="InvalidOperationException">The address takes requests without a token.</exception>
    public static Actor Caller(this HttpContext context) =>
        context.Features.Get<Actor>() ?? throw new InvalidOperationException("A handler asked for the caller of a request that needs none.");

    /// <summary>Reads the claims <c>sub</c>, <c>agency</c> and <c>roles</c>.</summary>
    /// <exception cref="ProblemException">One of them cannot be used.</exception>
    public static Actor Read(ClaimsPrincipal user)
    {
        if (One(user, "sub") is not { } subject || !ActorId.TryFrom(subject, out var id))
            throw new ProblemException(Problems.ClaimsUnusable("who you are (sub)"));
        if (One(user, "agency") is not { } code || !AgencyId.TryFrom(code, out var agency))
            throw new ProblemException(Problems.ClaimsUnusable("for which agency you work (agency)"));

        // A role that we do not know grants nothing; System is the service's own and comes with no token.
        Role[] roles =
        [
            .. user.FindAll("roles").Select(c => c.Value)
                .Where(name => Enum.IsDefined(typeof(Role), name))
                .Select(Enum.Parse<Role>)
                .Where(role => role != Role.System)
                .Distinct()
                .Order(),
        ];
        return roles.Length > 0 ? new Actor(id, agency, roles) : throw new ProblemException(Problems.ClaimsUnusable("any role that this service knows (roles)"));
    }

    private static string? One(ClaimsPrincipal user, string type) => user.FindAll(type).ToList() is [var claim] ? claim.Value : null;
}

/// <summary>Turns the claims of an accepted token into the caller, and notes a new set of agency and roles.</summary>
public sealed class CallerMiddleware(RequestDelegate next, RoleAssertions assertions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true } && context.GetEndpoint() is not null)
        {
            var caller = Callers.Read(context.User);
            await assertions.NoteAsync(caller, RequestTrace.Of(context), context.RequestAborted);
            context.Features.Set(caller);
        }

        await next(context);
    }
}
