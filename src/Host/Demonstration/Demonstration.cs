using System.Globalization;
using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Log;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Demonstration;

/// <summary>
/// Fills an empty log with the story, in Development only. A log that this story opened and nobody else has written to
/// is gone on with where it stopped; every other log is left as it is. Afterwards the clock is the computer's.
/// </summary>
public sealed partial class Demonstration(
    DemonstrationClock clock, NpgsqlDataSource database, EventReader events, Teller teller, WhereToLook look, ILogger<Demonstration> log) : IStartupTask
{
    // Of two Hosts that start on one empty log, one tells and the other waits.
    private const long TurnLock = 0x5AFE_0D30;

    /// <summary>Threads of a chapter told at once: more only wait for the two or three cores that seal and hash.</summary>
    private const int AtOnce = 24;

    public async Task RunAsync(CancellationToken stop)
    {
        await using var turn = await database.OpenConnectionAsync(stop);
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({TurnLock})", turn) { CommandTimeout = 0 })
            await take.ExecuteNonQueryAsync(stop);
        try
        {
            await TellAsync(stop);
        }
        finally
        {
            await using var give = new NpgsqlCommand($"select pg_advisory_unlock({TurnLock})", turn);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }

        // Not when telling failed: whatever was still recorded then would stand in the midst of the story with today's date.
        clock.Run();
    }

    private async Task TellAsync(CancellationToken stop)
    {
        if (!await IsOursAsync(stop)) return;

        var head = (await LogHead.ReadAsync(database, stop))!.RecordedAt;
        var chapters = Story.Chapters();
        // Anybody else's entry has a time that no chapter has, and ends what may be added.
        var alone = head == Story.Begin || chapters.Any(c => c.At == head);
        if (alone) await TellAsync(chapters, head, stop);
        var whole = await IsToldAsync(chapters[^1], stop);
        if (!alone && !whole) LogHalf(log);
        look.Say(whole);
    }

    /// <summary>True once the log holds an entry of the chapter.</summary>
    private async Task<bool> IsToldAsync(Chapter chapter, CancellationToken stop) =>
        await events.PositionAtAsync(chapter.At, stop) > await events.PositionAtAsync(chapter.At.AddMicroseconds(-1), stop);

    /// <summary>True for a log that was opened for this story.</summary>
    private async Task<bool> IsOursAsync(CancellationToken stop) =>
        await events.RangeAsync(1, 1, stop) is [{ Event: LogOpened } first] && first.RecordedAt == Story.Begin;

    private async Task TellAsync(IReadOnlyList<Chapter> chapters, DateTimeOffset head, CancellationToken stop)
    {
        // A chapter of one act is recorded when the head stands at it; of several acts perhaps not all are.
        var left = chapters.Where(c => c.At > head || c.At == head && c.Acts > 1).ToList();
        var now = left.Where(c => c.At <= clock.RealNow).ToList();
        var (all, told) = (now.Sum(c => c.Acts), 0);
        if (all > 0) LogBegins(log, all, head == Story.Begin ? "The log is empty" : "The demonstration was interrupted and goes on");

        var start = clock.GetTimestamp();
        foreach (var day in now.GroupBy(c => LondonTime.DateOf(c.At)))
        {
            foreach (var chapter in day)
            {
                clock.StandAt(chapter.At);
                await Parallel.ForEachAsync(chapter.Threads, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (acts, token) =>
                {
                    foreach (var act in acts) await act(teller, token);
                });
                told += chapter.Acts;
            }

            LogDay(log, told, all, day.Key.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture), day.Last().Title);
        }

        if (all > 0) LogTold(log, Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1));
        if (left.Count > now.Count) LogLater(log, left.Count - now.Count);
    }

    [LoggerMessage(2301, LogLevel.Information, "{Why}: recording the demonstration, {Commands} commands under the story's own dates. --Demonstration=false starts without it.")]
    private static partial void LogBegins(ILogger logger, int commands, string why);

    [LoggerMessage(2302, LogLevel.Information, "Demonstration {Told} of {All}: {Day}. {Title}.")]
    private static partial void LogDay(ILogger logger, int told, int all, string day, string title);

    [LoggerMessage(2303, LogLevel.Information, "The demonstration is recorded, in {Seconds} s. From here on the clock is this computer's.")]
    private static partial void LogTold(ILogger logger, double seconds);

    [LoggerMessage(2306, LogLevel.Warning, "This log holds half of the demonstration: it was interrupted, and others have recorded since. It stays as it is; an empty log gets all of it.")]
    private static partial void LogHalf(ILogger logger);

    [LoggerMessage(2304, LogLevel.Warning, "{Chapters} chapters of the demonstration are dated later than this computer's clock and were left out.")]
    private static partial void LogLater(ILogger logger, int chapters);
}
