using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Safeguard.Host.Tests.Telemetry;

/// <summary>An OTLP receiver that keeps what it is sent: as gRPC over HTTP/2 without TLS, or as protobuf over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const int GrpcPrefix = 5; // a flag, and the length of the message
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Message)> _received = new();

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The messages of one signal: <c>trace</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public IReadOnlyList<byte[]> Of(string signal) => [.. _received.Where(r => r.Path.Contains(signal, StringComparison.OrdinalIgnoreCase)).Select(r => r.Message)];

    public IReadOnlyList<byte[]> All => [.. _received.Select(r => r.Message)];

    public static async Task<Collector> StartAsync(bool grpc)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, at => at.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var collector = new Collector(builder.Build());
        collector._app.Run(context => collector.TakeAsync(context, grpc));
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, bool grpc)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path, body.ToArray()[(grpc ? GrpcPrefix : 0)..]));
        context.Response.ContentType = grpc ? "application/grpc" : "application/x-protobuf";
        if (!grpc) return;
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]); // an empty message: everything was taken
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
