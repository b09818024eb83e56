using Spectre.Console;

namespace Safeguard.Host.Composition;

/// <summary>How far long work has come.</summary>
/// <param name="Doing">What is done now, as <c>Checking</c>.</param>
/// <param name="Of">0 where nobody counted: what is done is said, not how far it is.</param>
internal readonly record struct Progress(string Doing, long Done, long Of);

/// <summary>Shows how far long work has come: a bar on a terminal, elsewhere a line for every tenth. On the error stream, since it is no answer.</summary>
internal static class ProgressLine
{
    /// <param name="doing">What is done first.</param>
    /// <param name="things">To what, as <c>entries</c>.</param>
    /// <param name="work">Tells how far it is, as often as it likes.</param>
    public static Task<T> ShowAsync<T>(string doing, string things, Func<Action<Progress>, Task<T>> work) =>
        Console.IsErrorRedirected ? LinesAsync(things, work) : BarAsync(doing, work);

    private static async Task<T> BarAsync<T>(string doing, Func<Action<Progress>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars =>
            {
                var bar = bars.AddTask(doing);
                return work(progress =>
                {
                    bar.Description = progress.Doing;
                    if (progress.Of > 0) bar.MaxValue(progress.Of).Value(progress.Done);
                });
            });
    }

    private static Task<T> LinesAsync<T>(string things, Func<Action<Progress>, Task<T>> work)
    {
        var said = 0L;
        return work(progress =>
        {
            if (progress.Of == 0 || progress.Done * 10 / progress.Of <= said) return;
            said = progress.Done * 10 / progress.Of;
            Console.Error.WriteLine($"{progress.Doing}: {progress.Done} of {progress.Of} {things}.");
        });
    }
}
