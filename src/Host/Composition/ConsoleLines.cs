using Safeguard.Host.Identity;

namespace Safeguard.Host.Composition;

/// <summary>What the console says, and what it does not: requests leave no line, since an address may hold an id and a query more.</summary>
internal static partial class ConsoleLines
{
    public static void AddQuietLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // Its line holds the whole exception, whose text may quote a value; the edge writes its own.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
    }

    /// <summary>In Development: where to look first.</summary>
    public static void SayWhereToLook(this WebApplication app, StoreSettings store)
    {
        if (!app.Environment.IsDevelopment()) return;
        var log = app.Logger;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var url in app.Urls)
            {
                LogLook(log, $"{url}/health/ready", "says when the service is ready");
                LogLook(log, $"{url}/openapi/v1.json", "describes the API");
                LogLook(log, $"{url}/dev/personas", "lists as whom you may look around; POST /dev/tokens gives a token");
            }

            LogPersonas(log, string.Join(", ", Personas.All.Select(p => p.Name)));
            LogDatabase(log, store.IsPrivate ? "a private PostgreSQL of this clone" : "the PostgreSQL of the connection string");
        });
    }

    [LoggerMessage(2201, LogLevel.Information, "{Address} {What}.")]
    private static partial void LogLook(ILogger logger, string address, string what);

    [LoggerMessage(2202, LogLevel.Information, "Personas: {Names}.")]
    private static partial void LogPersonas(ILogger logger, string names);

    [LoggerMessage(2203, LogLevel.Information, "The log lies in {Where}.")]
    private static partial void LogDatabase(ILogger logger, string where);
}
