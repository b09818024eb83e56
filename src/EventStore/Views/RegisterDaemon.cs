using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Sealing;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Keeps every register level with the log: woken by this process's own commits at once, by other Hosts' through
/// NOTIFY, and by a slow tick in case a notice was lost. A register that fails stops alone and tries again; one that is
/// new with this release is built first.
/// </summary>
public sealed partial class RegisterDaemon(
    NpgsqlDataSource database, IReadOnlyList<RegisterView> views, RegisterFollower follower, RegisterBuilder builder, Appender appender, DataKeys keys,
    ILogger<RegisterDaemon> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1), Sweep = TimeSpan.FromMinutes(1);

    // After a step the commits of so long make one step together. The first after a quiet moment waits for nothing.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private readonly SemaphoreSlim _wake = new(0, 1);

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await appender.Started.WaitAsync(stoppingToken); // before that there may be no schema
        appender.Committed += Wake;
        try
        {
            await Task.WhenAll(ListenAsync(stoppingToken), BuildAsync(stoppingToken), FollowAsync(stoppingToken));
        }
        finally
        {
            appender.Committed -= Wake;
        }
    }

    private void Wake(long position)
    {
        if (_wake.CurrentCount == 0)
            try { _wake.Release(); }
            catch (SemaphoreFullException) { /* woken by another at the same moment: one wake is enough */ }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        var rests = new Dictionary<RegisterView, long>();
        while (true)
        {
            try
            {
                while (await StepAsync(rests, stop)) { }
                await Task.Delay(Gather, stop);
                await _wake.WaitAsync(Tick, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogWaits(log, ErrorKind.Of(error));
                await Task.Delay(Tick, stop);
            }
        }
    }

    private async Task<bool> StepAsync(Dictionary<RegisterView, long> rests, CancellationToken stop)
    {
        var (more, failed) = await follower.StepAsync([.. views.Where(v => !Rests(v))], stop);
        foreach (var (view, error) in failed)
        {
            rests[view] = TimeProvider.System.GetTimestamp();
            LogStopped(log, view.Name, ErrorKind.Of(error));
        }

        return more;

        bool Rests(RegisterView view) => rests.TryGetValue(view, out var since) && TimeProvider.System.GetElapsedTime(since) < Tick;
    }

    /// <summary>Builds what has no rows yet, and deletes what was left of builds whose place was taken.</summary>
    private async Task BuildAsync(CancellationToken stop)
    {
        while (true)
        {
            var pause = Sweep;
            foreach (var view in views)
            {
                try
                {
                    if (!await builder.BuildFirstAsync(view, stop)) pause = Tick; // another Host is at it
                    await builder.ClearAsync(view, stop);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogNotBuilt(log, view.Name, ErrorKind.Of(error));
                    pause = Tick;
                }
            }

            Wake(0);
            await Task.Delay(pause, stop);
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
                    else Wake(0);
                };
                await using (var listen = connection.Command($"listen {CommitNotice.Channel}; listen {DataKeys.DestroyedChannel}"))
                    await listen.ExecuteNonQueryAsync(stop);
                keys.ForgetAll(); // what was destroyed before it listened was not heard
                while (true) await connection.WaitAsync(stop);
            }
            catch (Exception error) when (error is NpgsqlException or IOException)
            {
                LogDeaf(log, ErrorKind.Of(error));
                await Task.Delay(Tick, stop);
            }
        }
    }

    [LoggerMessage(1301, LogLevel.Error, "The register {View} stopped with {Error}; it tries again.")]
    private static partial void LogStopped(ILogger logger, string view, string error);

    [LoggerMessage(1302, LogLevel.Warning, "Notices of the database are not heard: {Error}; listening again.")]
    private static partial void LogDeaf(ILogger logger, string error);

    [LoggerMessage(1303, LogLevel.Error, "No register can follow the log: {Error}; they try again.")]
    private static partial void LogWaits(ILogger logger, string error);

    [LoggerMessage(1304, LogLevel.Error, "The register {View} could not be built: {Error}; it is gone on with.")]
    private static partial void LogNotBuilt(ILogger logger, string view, string error);
}
