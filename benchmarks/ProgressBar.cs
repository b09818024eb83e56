using Spectre.Console;

namespace Safeguard.Benchmarks;

/// <summary>How far long work has come, on the error stream; nothing where that is no terminal.</summary>
internal static class ProgressBar
{
    /// <param name="work">Tells how much is done, of how much.</param>
    public static Task<T> ShowAsync<T>(string doing, Func<Action<long, long>?, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return work(null);
        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bar =>
            {
                var task = bar.AddTask(doing);
                return work((done, of) => task.MaxValue(of).Value(done));
            });
    }
}
