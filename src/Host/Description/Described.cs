using Safeguard.Host.Http;

namespace Safeguard.Host.Description;

/// <summary>What the description of an operation says beyond its types.</summary>
/// <param name="Problems">The statuses it may answer with a problem.</param>
/// <param name="Query">Parameters by name, each with a sentence.</param>
public sealed record Described(bool IsCommand, bool InFamily, IReadOnlyList<int> Problems, IReadOnlyDictionary<string, string> Query);

/// <summary>Marks a read that can wait until it includes a position.</summary>
public sealed record CanWait;

/// <summary>Marks a read that answers in other forms too, for whoever prefers them.</summary>
/// <param name="Types">Such as <c>text/html</c>.</param>
public sealed record OffersPage(params string[] Types);

/// <summary>Names operations after their command or view, and says what they take and answer.</summary>
internal static class DescribedRoutes
{
    private static readonly Dictionary<string, string> KnownQuery = new()
    {
        ["asOf"] = "An instant with its zone: only what was recorded by then. Now when left out.",
        ["on"] = "A date: what the record says about that day. The London date of asOf when left out.",
        ["from"] = "The period's first day in London, included.",
        ["to"] = "The period's last day in London, included.",
        ["names"] = "true: names instead of pseudonyms, for a reviewer who may see them.",
        ["cursor"] = "Of the answer before, unchanged.",
        ["limit"] = "Rows of a page, 1 to 200; 50 when left out.",
        ["agency"] = "An agency's code. Only the partnership's officer may name another than their own.",
        ["family"] = "A record's id.",
        ["direction"] = "Sent or Received; Sent when left out.",
        ["recipient"] = "An agency's code: to whom.",
        ["missing"] = "A test of an override, J1 to J20, that is not answered.",
        ["urgent"] = "true: sent, or to be sent, before anybody authorised it. false: all others.",
        ["late"] = "true: urgent, and decided too late or not yet though it was due. false: all others.",
        ["size"] = "Tree size; the newest when left out.",
        ["first"] = "Size of the earlier tree.",
        ["second"] = "Size of the later tree; the newest when left out.",
        ["nation"] = "England or Wales; both when left out.",
        ["who"] = "A person's id as the token says it.",
        ["month"] = "A month, as 2026-11; that of asOf when left out.",
        ["happenedBy"] = "An instant with its zone. Hindsight: only what had happened by then, whenever it was recorded.",
        ["knownTo"] = "An agency's code: only what it had on record or had received by asOf. Your own when left out; all that they may see for officers.",
        ["unwritten"] = "true, with knownTo: also what its workers had learned by asOf and wrote down later, marked.",
        ["category"] = "What the lines are about, by its code.",
        ["child"] = "A child's id: only what is about them.",
        ["gap"] = "After how many days without contact, or without a child being seen, a gap is told: 7 to 366, 28 when left out.",
        ["from:instant"] = "The earlier instant, with its zone.",
        ["to:instant"] = "The later instant, with its zone; now when left out.",
        ["actor"] = "A person's id as the token says it.",
        ["at"] = "A past instant with its zone.",
        ["due"] = "true: whose day of review has come by asOf. false: all others.",
        ["withdrawn"] = "true: rows that were withdrawn as well, each with the reason.",
        ["what"] = "A view, list or operation, by its code.",
    };

    /// <param name="addressed">True where the address names something that may not be there.</param>
    public static RouteHandlerBuilder DescribesCommand<TBody>(this RouteHandlerBuilder route, bool created, bool inFamily = true, bool addressed = false) where TBody : notnull
    {
        route.WithName(typeof(TBody).Name).TakesJson<TBody>().Produces<CommandAnswer>();
        if (created) route.Produces<CommandAnswer>(StatusCodes.Status201Created);
        int[] problems = inFamily ? [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503] : [400, 401, 403, 409, 413, 415, 422, 429, 503];
        if (addressed) problems = [.. problems, 404];
        return route.WithMetadata(new Described(true, inFamily, problems, new Dictionary<string, string>()));
    }

    /// <param name="query">Names of parameters; after a colon in which sense, where one name has several.</param>
    public static RouteHandlerBuilder DescribesView<TAnswer>(this RouteHandlerBuilder route, string name, IReadOnlyList<int> problems, params IReadOnlyList<string> query) =>
        route.WithName(name).Produces<TAnswer>().WithMetadata(new Described(false, false, [.. problems, 401, 429, 503],
            query.ToDictionary(q => q.Split(':')[0], q => KnownQuery.GetValueOrDefault(q, "A code; all that are given must match."))));

    /// <summary>A register as a file of comma-separated values.</summary>
    public static RouteHandlerBuilder DescribesCsv(this RouteHandlerBuilder route, string name, IReadOnlyList<int> problems, params IReadOnlyList<string> query) =>
        route.WithName(name).Produces<string>(contentType: "text/csv").WithMetadata(new Described(false, false, [.. problems, 401, 429, 503],
            query.ToDictionary(q => q, q => KnownQuery.GetValueOrDefault(q, "A code; all that are given must match.")))).OffersPage("text/csv");

    /// <summary>
    /// A body as JSON. Routing is told that any type will do: it would refuse another before it is known who asks, and
    /// before a hidden record answers like an absent one. Whoever reads the body refuses it (415).
    /// </summary>
    public static RouteHandlerBuilder TakesJson<TBody>(this RouteHandlerBuilder route) where TBody : notnull =>
        route.Accepts<TBody>("application/json", AnyType);

    internal const string AnyType = "*/*";

    /// <summary>A read that can wait until it includes a position.</summary>
    public static RouteHandlerBuilder CanWait(this RouteHandlerBuilder route) => route.WithMetadata(new CanWait());

    /// <summary>A read that answers as a page too.</summary>
    public static RouteHandlerBuilder OffersPage(this RouteHandlerBuilder route) => route.WithMetadata(new OffersPage("text/html"));

    /// <summary>An answer that comes in other forms too.</summary>
    public static RouteHandlerBuilder OffersPage(this RouteHandlerBuilder route, params string[] types) => route.WithMetadata(new OffersPage(types));

    /// <summary>A text, as the notes of the log are.</summary>
    public static RouteHandlerBuilder DescribesText(this RouteHandlerBuilder route, string name) =>
        route.WithName(name).Produces<string>(contentType: "text/plain").WithMetadata(new Described(false, false, [429, 503], new Dictionary<string, string>()));
}
