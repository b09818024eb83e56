using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Sealing;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Keeps every register level with the log: woken by this process's own commits at once, by other Hosts' through
/// NOTIFY, and by a slow tick in case a notice was lost. A register that fails stops alone and tries again.
/// </summary>
public sealed partial class RegisterDaemon(
    NpgsqlDataSource database, IReadOnlyList<RegisterProjector> projectors, Appender appender, DataKeys keys, ILogger<RegisterDaemon> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim[] _wake = [.. projectors.Select(_ => new SemaphoreSlim(0, 1))];

    public override void Dispose()
    {
        foreach (var wake in _wake) wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await appender.Started.WaitAsync(stoppingToken); // before that there may be no schema
        appender.Committed += WakeAll;
        try
        {
            await Task.WhenAll([ListenAsync(stoppingToken), .. projectors.Select((p, n) => FollowAsync(p, _wake[n], stoppingToken))]);
        }
        finally
        {
            appender.Committed -= WakeAll;
        }
    }

    private void WakeAll(long position)
    {
        foreach (var wake in _wake)
            if (wake.CurrentCount == 0)
                try { wake.Release(); }
                catch (SemaphoreFullException) { /* woken by another at the same moment: one wake is enough */ }
    }

    private async Task FollowAsync(RegisterProjector projector, SemaphoreSlim wake, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while ((await projector.StepAsync(stop)).More) { }
                await wake.WaitAsync(Tick, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogStopped(log, projector.View.Name, error.GetType().Name);
                await Task.Delay(Tick, stop);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stop);
                connection.Notification += (_, notice) =>
                {
                    if (notice.Channel == DataKeys.DestroyedChannel && Guid.TryParse(notice.Payload, out var key)) keys.Forget(key);
                    else WakeAll(0);
                };
                await using (var listen = connection.Command($"listen {CommitNotice.Channel}; listen {DataKeys.DestroyedChannel}"))
                    await listen.ExecuteNonQueryAsync(stop);
                while (true) await connection.WaitAsync(stop);
            }
            catch (Exception error) when (error is NpgsqlException or IOException)
            {
                LogDeaf(log, error.GetType().Name);
                await Task.Delay(Tick, stop);
            }
        }
    }

    [LoggerMessage(1301, LogLevel.Error, "The register {View} stopped with {Error}; it tries again.")]
    private static partial void LogStopped(ILogger logger, string view, string error);

    [LoggerMessage(1302, LogLevel.Warning, "Notices of the database are not heard: {Error}; listening again.")]
    private static partial void LogDeaf(ILogger logger, string error);
}
