using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.PrivatePostgres;
using Safeguard.Host.Access;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Demonstration;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Host.Telemetry;

if (CommandLine.RunAlone(args) is { } code) return code;
var verb = CommandLine.Verb(args);

try
{
    var builder = WebApplication.CreateBuilder(verb is null ? args : args[1..]);
    builder.AddQuietLogging();
    builder.AddExporters();
    var data = new DataFolder(builder.Configuration);
    await using var store = await StoreSettings.FindAsync(builder.Configuration, builder.Environment, data, Console.Error.WriteLine);

    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = StrictBody.Limit + 1; // one more, so that the refusal is ours to word
        // Well above what the edge refuses, so that whoever meets a limit is told so in a problem document: the server's
        // own refusals have no body. What is beyond these is nobody's mistake.
        kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 4_096;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
    });
    if (verb is null) builder.AddDemonstration();
    builder.Services.AddSingleton(ReviewSettings.Read(builder.Configuration));
    builder.Services.AddSingleton(AccessSettings.Read(builder.Configuration));
    builder.Services.AddSafeguard(store);
    builder.Services.AddTokens(builder.Configuration, builder.Environment, data);
    builder.Services.AddRateLimits(builder.Configuration);
    builder.Services.AddApiDescription();

    await using var app = builder.Build();
    if (verb == "verify") return await CommandLine.VerifyAsync(args, app.Services);
    if (verb is not null && await ProjectionCommands.RunAsync(args, app.Services) is { } shown) return shown;
    if (verb is not null && await KeyCommands.RunAsync(args, app.Services) is { } done) return done;

    app.UseMiddleware<EdgeMiddleware>();
    app.UseRouting();
    app.UseAuthentication();
    app.UseMiddleware<CallerMiddleware>();
    app.UseRateLimiter();
    app.UseAuthorization();
    app.UseMiddleware<AcceptMiddleware>();
    app.MapApi();
    app.SayWhereToLook(store);

    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception plain) when (plain is PlainException or PrivateClusterException)
{
    await Console.Error.WriteLineAsync(plain.Message);
    return 1;
}
catch (NpgsqlException database) when (verb is not null)
{
    // Serving waits for its database and says so at /health/ready; a command ends.
    await Console.Error.WriteLineAsync(
        $"The database cannot be used as it is ({ErrorKind.Of(database)}). Look at ConnectionStrings:Safeguard and ConnectionStrings:SafeguardMigrations, at what the server says in its own log, and whether this release's Host has opened this database before.");
    return 1;
}

/// <summary>Named so that tests can start the Host as it is.</summary>
public partial class Program;
