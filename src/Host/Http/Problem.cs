using System.Diagnostics;
using System.Text.Json.Serialization;
using Safeguard.Domain;

namespace Safeguard.Host.Http;

/// <summary>
/// What every answer that is not a success says (RFC 9457): a stable code, one plain sentence, where, which rule,
/// what to do next. Nothing in it repeats what was sent.
/// </summary>
public sealed record Problem(int Status, string Code, string Title)
{
    public const string ContentType = "application/problem+json";

    /// <summary>A name for this kind of problem; it is no address to be fetched.</summary>
    public string Type => $"urn:safeguard:problem:{Code}";

    /// <summary>JSON pointer of the field at fault; for a query or a header its name.</summary>
    public string? Pointer { get; init; }

    /// <summary>The rule it rests on.</summary>
    public string? Rule { get; init; }

    /// <summary>What to do now.</summary>
    public string? Next { get; init; }

    /// <summary>All fields at fault, where there are several.</summary>
    public IReadOnlyList<FieldProblem>? Fields { get; init; }

    /// <summary>The codes that may stand there, where there is a list.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Addresses of records that it is about and that the caller may open.</summary>
    public IReadOnlyList<string>? Records { get; init; }

    /// <summary>Entries recorded since the caller read, of those that the caller may see: never their content.</summary>
    public IReadOnlyList<NewEntry>? Entries { get; init; }

    /// <summary>The trace to name when asking for help.</summary>
    public string? TraceId { get; init; }

    /// <summary>Seconds after which to try again; sent as <c>Retry-After</c>.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>The problem of a refusal.</summary>
    public static Problem Of(Refusal refusal) => new(StatusOf(refusal.Kind), refusal.Code, refusal.Sentence)
    {
        Pointer = refusal.Pointer,
        Rule = refusal.Rule,
        Next = refusal.WhatToDo,
        Fields = refusal.Fields.Count > 0 ? refusal.Fields : null,
        RetryAfter = refusal.Kind == RefusalKind.Unavailable ? 300 : null,
        Records = refusal.Records.Count > 0 ? [.. refusal.Records.Select(r => $"/families/{r}")] : null,
    };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Content => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.State => StatusCodes.Status409Conflict,
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new UnreachableException("A kind of refusal without a status."),
    };
}

/// <summary>An entry that somebody of the caller's agency recorded meanwhile.</summary>
public sealed record NewEntry(EventId Event, string Type, DateTimeOffset RecordedAt);

/// <summary>Ends a request with a problem, from wherever it is noticed at the edge. Deciders never throw: they refuse.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}
