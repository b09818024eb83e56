using Safeguard.Domain.Time;

namespace Safeguard.Host.Http;

/// <summary>
/// The cuts of domain §4, as a query names them. <c>asOf</c> takes only what was recorded by then; <c>on</c> asks what
/// the record says about a day; <c>from</c> and <c>to</c> ask the same of a period.
/// </summary>
/// <param name="AsOf">The moment; now where none was named.</param>
/// <param name="IsPast">True where one was named.</param>
public sealed record Cut(DateTimeOffset AsOf, bool IsPast)
{
    /// <summary>The London day of the moment: what <c>on</c> is when it is left out.</summary>
    public DateOnly Today => LondonTime.DateOf(AsOf);
}

/// <summary>Reads cuts and filters from a query. Every other name in it is a mistake, and is told.</summary>
public static class Cuts
{
    /// <exception cref="ProblemException">422 for a moment that is none or lies ahead.</exception>
    public static Cut AsOf(HttpRequest request, DateTimeOffset now)
    {
        if (One(request, "asOf") is not { } text) return new Cut(now, false);
        var asOf = Instants.Read(text, "asOf");
        return asOf <= now ? new Cut(asOf, true) : throw new ProblemException(Problems.AsOfInFuture);
    }

    /// <exception cref="ProblemException">422 for a date that is none.</exception>
    public static DateOnly? Date(HttpRequest request, string name) => One(request, name) is { } text ? Instants.ReadDate(text, name) : null;

    /// <summary>A period; both days are needed and included.</summary>
    /// <exception cref="ProblemException">400 for a missing day, 422 for one that is none or a period that ends before it begins.</exception>
    public static (DateOnly From, DateOnly To) Period(HttpRequest request)
    {
        var from = Date(request, "from") ?? throw new ProblemException(Problems.QueryInvalid("from", "Give the first day of the period, as 2026-11-01."));
        var to = Date(request, "to") ?? throw new ProblemException(Problems.QueryInvalid("to", "Give the last day of the period, as 2026-11-30."));
        return from <= to ? (from, to) : throw new ProblemException(Problems.FromAfterTo);
    }

    /// <summary>A period of which either day may be left open; both are included.</summary>
    /// <exception cref="ProblemException">422 for a day that is none, or a period that ends before it begins.</exception>
    public static (DateOnly? From, DateOnly? To) Days(HttpRequest request)
    {
        var (from, to) = (Date(request, "from"), Date(request, "to"));
        return from > to ? throw new ProblemException(Problems.FromAfterTo) : (from, to);
    }

    /// <summary>Yes or no; null when it is not given.</summary>
    /// <exception cref="ProblemException">422 for a text that is neither.</exception>
    public static bool? Flag(HttpRequest request, string name) => One(request, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new ProblemException(Problems.UnknownCode(name, ["true", "false"])),
    };

    /// <summary>A parameter given once; null when it is not given.</summary>
    /// <exception cref="ProblemException">400 for one given twice.</exception>
    public static string? One(HttpRequest request, string name) => request.Query[name] switch
    {
        [] => null,
        [{ } text] => text,
        _ => throw new ProblemException(Problems.QueryInvalid(name, "Give it once.")),
    };

    /// <summary>A code of a list.</summary>
    /// <exception cref="ProblemException">422 for a text that is none of them.</exception>
    public static string? Code<T>(HttpRequest request, string name) where T : struct, Enum =>
        One(request, name) is not { } text ? null
        : Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) ? text
        : throw new ProblemException(Problems.UnknownCode(name, Enum.GetNames<T>()));

    /// <summary>Refuses parameters that the address does not take: a misspelt filter would answer with everything.</summary>
    /// <exception cref="ProblemException">400, naming the parameter where it is short.</exception>
    public static void Only(HttpRequest request, params ReadOnlySpan<string> names)
    {
        foreach (var name in request.Query.Keys)
            if (!names.Contains(name))
                throw new ProblemException(Problems.QueryInvalid(name.Length <= 40 ? name : "query", "There is no such parameter here; compare it with /openapi/v1.json."));
    }
}
