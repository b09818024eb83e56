using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Safeguard.EventStore.Append;

namespace Safeguard.Host.Telemetry;

/// <summary>
/// Sends traces, metrics and logs over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to (design D13). None of
/// them holds personal data: addresses hold ids, statements hold placeholders, log lines are a closed list.
/// </summary>
public static class Exporters
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Starts the exporters; they end with the Host. Does nothing without an endpoint.</summary>
    public static void AddExporters(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint])) return;
        var who = ResourceBuilder.CreateDefault().AddService(Measures.Name.ToLowerInvariant(), autoGenerateServiceInstanceId: true);

        // The hosting package that would register these is not served by the registry; the providers are the same.
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(builder.Configuration)) // else it reads the environment alone
            .SetResourceBuilder(who)
            .AddSource("Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting", "Npgsql", Measures.Name)
            .AddProcessor(new QueryRemover())
            .AddOtlpExporter()
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(builder.Configuration))
            .SetResourceBuilder(who)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Npgsql", Measures.Name, AppendMeasures.Name)
            .AddOtlpExporter()
            .Build());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(who);
            logs.IncludeFormattedMessage = true;
            logs.AddOtlpExporter();
        });
        builder.Services.AddHostedService<ExporterStart>();
    }

    /// <summary>Makes the providers: services are made when somebody asks for them, and nobody else does.</summary>
    private sealed class ExporterStart(TracerProvider traces, MeterProvider metrics, LoggerProvider logs) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Sends what still waits, the last log lines too: once the services are being disposed of it may be too late.</summary>
        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2_000);
            metrics.ForceFlush(2_000);
            logs.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Takes the query out of spans: filters are ids and codes, but what a client types by mistake may be anything.</summary>
internal sealed class QueryRemover : BaseProcessor<System.Diagnostics.Activity>
{
    private static readonly string[] Holders = ["url.query", "http.target", "http.url", "url.full", "user_agent.original", "client.address"];

    public override void OnEnd(System.Diagnostics.Activity data)
    {
        foreach (var name in Holders)
            if (data.GetTagItem(name) is not null) data.SetTag(name, null);
    }
}
