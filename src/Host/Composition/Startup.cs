using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Host.Composition;

/// <summary>Something to be done once, after the log is open and before the Host says that it is ready.</summary>
public interface IStartupTask
{
    Task RunAsync(CancellationToken stop);
}

/// <summary>
/// Whether the log can be used, and if not, why: one sentence. Until <see cref="IsOpen"/> every request but those
/// for health is answered with 503.
/// </summary>
public sealed class Readiness
{
    /// <summary>What is missing; null when the log is open.</summary>
    public string? Missing { get; private set; } = "The service is starting.";

    public bool IsOpen => Missing is null;

    internal void Lacks(string sentence) => Missing = sentence;

    internal void Open() => Missing = null;
}

/// <summary>
/// Opens the log while the Host listens already, so that readiness can be asked. What stands in the way is said, and
/// tried again: a database that comes up later, or that somebody migrates, needs no restart.
/// </summary>
public sealed partial class LogStartup(
    EventLog events, IEnumerable<IStartupTask> tasks, Readiness readiness, IHostApplicationLifetime lifetime, ILogger<LogStartup> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await TryOpenAsync(stoppingToken) is { } missing)
        {
            if (readiness.Missing != missing) LogMissing(log, missing);
            readiness.Lacks(missing);
            await Task.Delay(Pause, stoppingToken);
        }

        try
        {
            foreach (var task in tasks) await task.RunAsync(stoppingToken);
            readiness.Open();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A task that fails is a defect: a Host that half did it must not look ready.
            LogTaskFailed(log, error);
            readiness.Lacks("Something that belongs to the start failed.");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    /// <summary>Opens the log; the answer is what is missing, or null when nothing is.</summary>
    private async Task<string?> TryOpenAsync(CancellationToken stop)
    {
        try
        {
            await events.StartAsync(sentence => LogStep(log, sentence), stop);
            return null;
        }
        catch (Exception refused) when (refused is SchemaException or KeyRingException)
        {
            return refused.Message; // written for people, without content
        }
        catch (NpgsqlException error)
        {
            return error.SqlState is { } state ? $"The database refuses: {state}." : "The database cannot be reached.";
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "{Sentence}")]
    private static partial void LogStep(ILogger logger, string sentence);

    [LoggerMessage(2002, LogLevel.Error, "Not ready: {Missing}")]
    private static partial void LogMissing(ILogger logger, string missing);

    [LoggerMessage(2003, LogLevel.Critical, "A task of the start failed.")]
    private static partial void LogTaskFailed(ILogger logger, Exception error);
}
