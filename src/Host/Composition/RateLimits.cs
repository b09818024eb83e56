using System.Globalization;
using System.Threading.RateLimiting;
using Safeguard.Domain;
using Safeguard.Host.Http;

namespace Safeguard.Host.Composition;

/// <summary>
/// How much one caller may ask for (design D10): generous, so that it ends runaway clients and nobody's work. A caller
/// is whoever the token names; without one, an address.
/// </summary>
internal static class RateLimits
{
    private const int DefaultPerMinute = 3_000;

    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue("Limits:RequestsPerMinute", DefaultPerMinute);
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                ? RateLimitPartition.GetNoLimiter("health")
                : RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perMinute,
                    TokensPerPeriod = Math.Max(1, perMinute / 60),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }));
            options.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
                return new ValueTask(ProblemWriter.WriteAsync(context.HttpContext, Problems.TooManyRequests with { RetryAfter = Math.Max(1, wait) }));
            };
        });
    }

    private static string CallerOf(HttpContext context) => context.Features.Get<Actor>() is { } caller
        ? $"{caller.Agency}/{caller.Id}"
        : string.Create(CultureInfo.InvariantCulture, $"address {context.Connection.RemoteIpAddress}");
}
