using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Safeguard.Host.Http;

/// <summary>Writes problems, in one spelling.</summary>
public static class ProblemWriter
{
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = Problem.ContentType;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(problem with { TraceId = RequestTrace.Of(context) }, WireJson.Options);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body);
    }
}

/// <summary>The trace that a request belongs to (W3C trace context).</summary>
public static class RequestTrace
{
    /// <summary>32 hexadecimal digits: what an entry keeps as its correlation, and what a problem names.</summary>
    public static string Of(HttpContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity) return activity.TraceId.ToHexString();
        if (context.Items[typeof(RequestTrace)] is string made) return made;
        var id = ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var sent)
            ? sent.TraceId.ToHexString()
            : ActivityTraceId.CreateRandom().ToHexString();
        context.Items[typeof(RequestTrace)] = id;
        return id;
    }
}
