using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Safeguard.EventStore.Commands;

/// <summary>Forgets answers that have been kept long enough, once an hour. Several Hosts may do so at once.</summary>
public sealed partial class AnswerSweeper(Idempotency idempotency, TimeProvider clock, ILogger<AnswerSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await idempotency.ForgetOldAsync(clock.GetUtcNow(), stoppingToken);
            }
            catch (NpgsqlException error)
            {
                LogNotSwept(log, ErrorKind.Of(error)); // the next hour tries again
            }
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "Old answers could not be forgotten: {Error}.")]
    private static partial void LogNotSwept(ILogger logger, string error);
}
