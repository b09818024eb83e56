namespace Safeguard.Host.Http;

/// <summary>Marks an operation for the API description: which headers it takes, which problems it may answer.</summary>
public sealed record Described(bool IsCommand, bool InFamily, IReadOnlyList<int> Problems);

internal static class Description
{
    public static RouteHandlerBuilder DescribesCommand<TBody>(this RouteHandlerBuilder route, bool created, bool inFamily = true, string? name = null) where TBody : notnull
    {
        route.WithName(name ?? typeof(TBody).Name).Accepts<TBody>("application/json").Produces<CommandAnswer>();
        if (created) route.Produces<CommandAnswer>(StatusCodes.Status201Created);
        return route.WithMetadata(new Described(true, inFamily, inFamily ? [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503] : [400, 401, 403, 409, 413, 415, 422, 429, 503]));
    }

    public static RouteHandlerBuilder DescribesView<TAnswer>(this RouteHandlerBuilder route, string name, params int[] problems) =>
        route.WithName(name).Produces<TAnswer>().WithMetadata(new Described(false, false, [.. problems, 401, 429, 503]));
}
