using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Demonstration;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>One start of a Host that may tell the story, on a database that outlives it.</summary>
public sealed class Telling : IAsyncDisposable
{
    private Telling(StoreHost host, DemonstrationClock clock) => (Host, Clock) = (host, clock);

    /// <summary>After the story's last day: the time of a computer on which all of it can be told.</summary>
    public static DateTimeOffset Afterwards { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public StoreHost Host { get; }

    public DemonstrationClock Clock { get; }

    /// <summary>Opens the log, as the Host does before it tells anything.</summary>
    public static async Task<Telling> StartAsync(StoreDatabase database, TimeProvider? real = null)
    {
        var clock = new DemonstrationClock(real ?? new StoppedClock(Afterwards));
        return new Telling(await StoreHost.StartAsync(database, clock: clock), clock);
    }

    public Task TellAsync(CancellationToken stop = default)
    {
        var teller = new Teller(Host.Get<CommandRunner>(), Host.Get<AccessRecorder>(), Host.Get<EventReader>(), Host.Get<StreamViews>());
        return new Safeguard.Host.Demonstration.Demonstration(
            Clock, Host.Get<NpgsqlDataSource>(), Host.Get<EventReader>(), teller,
            new WhereToLook(new NoServer(), NullLogger<WhereToLook>.Instance), NullLogger<Safeguard.Host.Demonstration.Demonstration>.Instance).RunAsync(stop);
    }

    /// <summary>Tells until the log has so many entries, and is stopped in the midst of whatever is going on.</summary>
    public async Task TellUntilAsync(long position)
    {
        using var stop = new CancellationTokenSource();
        Host.Get<Appender>().Committed += head =>
        {
            if (head >= position) stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TellAsync(stop.Token));
    }

    public async Task<long> HeadAsync() => (await LogHead.ReadAsync(Host.Get<NpgsqlDataSource>(), CancellationToken.None))!.Position;

    public async Task<IReadOnlyList<RecordedEvent>> LogAsync() =>
        await Host.Get<EventReader>().RangeAsync(1, long.MaxValue, CancellationToken.None);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose() { }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
