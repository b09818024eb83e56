using System.Diagnostics;
using Spectre.Console;

namespace Safeguard.Host.Composition;

/// <summary>How far long work has come: a bar on a terminal, a plain line now and then elsewhere. On the error stream, since it is no answer.</summary>
internal static class ProgressLine
{
    private static readonly TimeSpan NowAndThen = TimeSpan.FromSeconds(5);

    /// <param name="doing">What is done, as <c>Checking</c>.</param>
    /// <param name="things">To what, as <c>entries</c>.</param>
    /// <param name="work">Tells how many are done, of how many.</param>
    public static Task<T> ShowAsync<T>(string doing, string things, Func<Action<long, long>, Task<T>> work) =>
        Console.IsErrorRedirected ? LinesAsync(doing, things, work) : BarAsync(doing, things, work);

    private static async Task<T> BarAsync<T>(string doing, string things, Func<Action<long, long>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bar =>
            {
                var task = bar.AddTask($"{doing} {things}");
                return work((done, of) => task.MaxValue(of).Value(done));
            });
    }

    private static async Task<T> LinesAsync<T>(string doing, string things, Func<Action<long, long>, Task<T>> work)
    {
        var told = Stopwatch.GetTimestamp();
        return await work((done, of) =>
        {
            if (done < of && Stopwatch.GetElapsedTime(told) < NowAndThen) return;
            told = Stopwatch.GetTimestamp();
            Console.Error.WriteLine($"{doing}: {done} of {of} {things}.");
        });
    }
}
