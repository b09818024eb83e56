using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Safeguard.EventStore.Append;

/// <summary>
/// Tells other Hosts, and a Marten 9 daemon, that the log has grown: soon after the commit, once for all commits of some
/// milliseconds, and never within an append (a transaction with a notice takes a lock of the whole cluster at its commit).
/// A notice may be lost with its Host; whoever listens also looks by itself now and then.
/// </summary>
public sealed partial class CommitNotice(NpgsqlDataSource database, Appender appender, ILogger<CommitNotice> log) : BackgroundService
{
    /// <summary>The channel, by Marten's name.</summary>
    public const string Channel = "mt_events_appended";

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private readonly SemaphoreSlim _committed = new(0, 1);

    public override void Dispose()
    {
        _committed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        appender.Committed += Note;
        try
        {
            while (true)
            {
                await _committed.WaitAsync(stoppingToken);
                await NotifyAsync(stoppingToken);
                await Task.Delay(Gather, stoppingToken);
            }
        }
        finally
        {
            appender.Committed -= Note;
        }
    }

    // Only the appender calls this, one commit after the other.
    private void Note(long position)
    {
        if (_committed.CurrentCount == 0) _committed.Release();
    }

    private async Task NotifyAsync(CancellationToken stop)
    {
        try
        {
            await using var notify = database.Command("select pg_notify($1, '')", Channel);
            await notify.ExecuteNonQueryAsync(stop);
        }
        catch (NpgsqlException error)
        {
            LogUntold(log, ErrorKind.Of(error));
        }
    }

    [LoggerMessage(1003, LogLevel.Warning, "Other Hosts could not be told of a commit: {Error}; they will look by themselves.")]
    private static partial void LogUntold(ILogger logger, string error);
}
