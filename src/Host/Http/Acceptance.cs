using Microsoft.Net.Http.Headers;
using Safeguard.Host.Description;

namespace Safeguard.Host.Http;

/// <summary>Tells a caller who takes no JSON that there is nothing else here (406). Pages are not asked: they have none of our marks.</summary>
public sealed class AcceptMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata is not { } metadata || metadata.GetMetadata<Described>() is null || Takes(context.Request, metadata.GetMetadata<OffersPage>()?.Types ?? [])
            ? next(context)
            : throw new ProblemException(Problems.NotAcceptable);

    private static bool Takes(HttpRequest request, string[] offered)
    {
        if (request.Headers.Accept.Count == 0) return true;
        // What cannot be read as a list of types is no reason to refuse an answer.
        return !MediaTypeHeaderValue.TryParseList(request.Headers.Accept!, out var types)
            || types.Any(t => t.Quality is not 0 && (t.MatchesAllTypes || t.MediaType.Value is "application/json" or "application/*" or "application/problem+json" or "text/plain" or "text/*"
                || offered.Contains(t.MediaType.Value)));
    }
}
