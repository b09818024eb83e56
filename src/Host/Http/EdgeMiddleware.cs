using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Http;

/// <summary>
/// The outermost hop: whatever ends a request other than well ends it as a problem, and every answer carries the
/// headers that keep it from being stored, framed or guessed at.
/// </summary>
public sealed partial class EdgeMiddleware(RequestDelegate next, Readiness readiness, ILogger<EdgeMiddleware> log)
{
    private const int LongestHeaders = 16 * 1024, LongestAddress = 8 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        Protect(context.Response.Headers);
        try
        {
            if (AddressLength(context) > LongestAddress) throw new ProblemException(Problems.AddressTooLong);
            if (HeaderLength(context.Request) > LongestHeaders) throw new ProblemException(Problems.HeadersTooLarge);
            if (!readiness.IsOpen && !IsHealth(context.Request.Path)) throw new ProblemException(Problems.Starting(readiness.Missing!));
            await next(context);
            if (!context.Response.HasStarted && ProblemOfStatus(context) is { } problem) await ProblemWriter.WriteAsync(context, problem);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up: there is nobody to answer. What was queued is committed (design D2).
            context.Response.StatusCode = 499;
        }
#pragma warning disable CA1031 // The outermost hop: nothing may leave it but an answer, and no answer may hold an exception's text.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            var problem = ProblemOf(error);
            if (problem.Status >= 500) LogFailed(log, problem.Code, ErrorKind.Of(error), RequestTrace.Of(context), problem.Status == 500 ? error.StackTrace : null);
            var (allow, challenge) = (context.Response.Headers.Allow, context.Response.Headers.WWWAuthenticate);
            context.Response.Clear();
            Protect(context.Response.Headers);
            (context.Response.Headers.Allow, context.Response.Headers.WWWAuthenticate) = (allow, challenge);
            await ProblemWriter.WriteAsync(context, problem);
        }
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
    }

    private static Problem ProblemOf(Exception error) => error switch
    {
        ProblemException known => known.Problem,
        AppenderBusyException => Problems.Busy,
        OutcomeUnknownException => Problems.OutcomeUnknown,
        LogReadOnlyException => Problems.ReadOnly,
        ClockAheadException => Problems.ClockAhead,
        KeyMissingException => Problems.KeyMissing,
        UnknownEventTypeException => Problems.NewerEntry,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.BodyTooLarge,
        BadHttpRequestException bad => Problems.BadRequest(bad.StatusCode),
        PostgresException { IsTransient: false } => Problems.Internal,
        NpgsqlException => Problems.DatabaseUnreachable,
        _ => Problems.Internal,
    };

    /// <summary>Routing and authentication answer with a bare status; it becomes the same problem wherever it came from.</summary>
    private static Problem? ProblemOfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        _ when context.Response.ContentType is not null => null,
        StatusCodes.Status401Unauthorized => Problems.TokenRequired,
        StatusCodes.Status403Forbidden => Problems.NotAllowed,
        StatusCodes.Status404NotFound => Problems.NoSuchAddress,
        StatusCodes.Status405MethodNotAllowed => context.Request.Method is "DELETE" or "PATCH" or "PUT" ? Problems.NeverChanged : Problems.MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => Problems.NotAcceptable,
        StatusCodes.Status413PayloadTooLarge => Problems.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => Problems.TypeNotSupported,
        var status and >= 400 and < 500 => Problems.BadRequest(status),
        >= 500 => Problems.Internal,
        _ => null,
    };

    private static bool IsHealth(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal);

    private static int AddressLength(HttpContext context) => context.Features.Get<IHttpRequestFeature>()!.RawTarget.Length;

    private static int HeaderLength(HttpRequest request)
    {
        var length = 0;
        foreach (var (name, values) in request.Headers)
            foreach (var value in values) length += name.Length + (value?.Length ?? 0) + 4;
        return length;
    }

    // The type and the stack say where the defect is; a message may quote a value.
    [LoggerMessage(2101, LogLevel.Error, "Answered {Code} after {Error}; trace {Trace}. {Stack}")]
    private static partial void LogFailed(ILogger logger, string code, string error, string trace, string? stack);
}
