using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Serialisation;
using Safeguard.EventStore.Views;
using static System.FormattableString;

namespace Safeguard.Host.Composition;

/// <summary>What an operator does about registers: look how far they are, and rebuild them beside the live ones.</summary>
internal static class ProjectionCommands
{
    private const int Ok = 0, Wrong = 1;
    private const string All = "all", Afresh = "afresh";

    /// <summary>What is wrong with the words of <c>rebuild</c>; null when they can be followed.</summary>
    public static string? Fault(string[] words)
    {
        if (Named(words) is not ["rebuild", { } name, .. { } rest] || rest is not ([] or [Afresh]))
            return "Name the register: safeguard rebuild NAME [afresh], or safeguard rebuild all";
        return name == All || LogViews.Registers.Any(r => r.Name == name)
            ? null
            : $"There is no register “{name}”. There are: {string.Join(", ", LogViews.Registers.Select(r => r.Name))}";
    }

    /// <summary>Does what was asked for.</summary>
    /// <returns>The exit code; null when the words ask for something else.</returns>
    public static async Task<int?> RunAsync(string[] words, IServiceProvider services) => words[0] switch
    {
        "projections" => await StandingsAsync(services),
        "rebuild" => await RebuildAsync(services, words),
        _ => null,
    };

    /// <summary>Rebuilds one register or all, one after the other; 0 when each was equal to what it replaced.</summary>
    private static async Task<int> RebuildAsync(IServiceProvider services, string[] words)
    {
        await CheckSchemaAsync(services);
        var (name, afresh) = (Named(words)[1], Named(words) is [.., Afresh]);
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var code = Ok;
        foreach (var view in services.GetRequiredService<IReadOnlyList<RegisterView>>().Where(v => name is All || v.Name == name))
        {
            if (stop.IsCancellationRequested)
            {
                Console.WriteLine($"Stopped before {view.Name}. To go on: safeguard rebuild {name}");
                return Wrong;
            }

            var (sentence, well) = await RebuildAsync(services.GetRequiredService<RegisterBuilder>(), view, afresh, stop.Token);
            Console.WriteLine($"{view.Name}: {sentence}");
            if (!well) code = Wrong;
        }

        return code;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // the batch in hand is stored first
            stop.Cancel();
        }
    }

    /// <summary>Prints where each register stands.</summary>
    private static async Task<int> StandingsAsync(IServiceProvider services)
    {
        await CheckSchemaAsync(services);
        foreach (var standing in await services.GetRequiredService<RegisterStandings>().ReadAsync(CancellationToken.None))
            Console.WriteLine($"{standing.View}: {Where(standing)}{Beside(standing)}{(standing.Followed ? "" : "; this release does not follow it")}");
        return Ok;
    }

    private static async Task<(string Sentence, bool Well)> RebuildAsync(RegisterBuilder builder, RegisterView view, bool afresh, CancellationToken stop)
    {
        try
        {
            return await ShownAsync(view, progress => builder.RebuildAsync(view, afresh, progress, stop)) switch
            {
                BuildOutcome.TakenOver { Comparison: null } first => (Invariant($"built up to entry {first.Position}; there was none before."), true),
                BuildOutcome.TakenOver { Comparison: { Equal: true } same } taken =>
                    (Invariant($"rebuilt up to entry {taken.Position}. Its {same.Rows} rows are those it had, byte for byte; SHA-256 {same.Digest}."), true),
                BuildOutcome.TakenOver { Comparison: { } other } taken =>
                    (Invariant($"rebuilt up to entry {taken.Position}. {other.Different} rows were not those that the log gives, the first of them at entry {other.FirstAt}; readers have the {other.Rows} right ones now; SHA-256 {other.Digest}."), false),
                _ => ("another process builds it at this moment; nothing was done. See: safeguard projections", false),
            };
        }
        catch (OperationCanceledException)
        {
            return ($"stopped half-way. Readers noticed nothing. To go on: safeguard rebuild {view.Name}. To begin again: safeguard rebuild {view.Name} {Afresh}", false);
        }
        catch (NpgsqlException error)
        {
            return ($"the database failed ({error.SqlState ?? "no connection"}). Readers noticed nothing, and what is done is kept. To go on: safeguard rebuild {view.Name}", false);
        }
        catch (UnknownEventTypeException newer)
        {
            return (Invariant($"the entry at position {newer.Position} is of a type that only a newer release knows. Rebuild with that release."), false);
        }
    }

    private static Task<BuildOutcome> ShownAsync(RegisterView view, Func<Action<BuildProgress>, Task<BuildOutcome>> build) =>
        ProgressLine.ShowAsync(view.Name, "entries", show => build(p => show(p.Phase switch
        {
            BuildPhase.Comparing => new Progress($"{view.Name}, comparing", 0, 0),
            BuildPhase.Clearing => new Progress($"{view.Name}, deleting old rows", 0, 0),
            _ => new Progress(view.Name, p.Done, p.Of),
        })));

    private static string Where(RegisterStanding standing) => standing switch
    {
        { Position: null } => "not filled yet; it answers nobody",
        { Lag: 0 } => Invariant($"level, at entry {standing.Position}"),
        _ => Invariant($"at entry {standing.Position} of {standing.Head}, {standing.Lag} entries and {standing.Waiting.TotalSeconds:0.0} s behind"),
    };

    private static string Beside(RegisterStanding standing) => standing.Building is { } build
        ? Invariant($"; a build stands at entry {build.Position} of {standing.Head}, begun {build.BegunAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z")
        : "";

    private static async Task CheckSchemaAsync(IServiceProvider services)
    {
        var version = await SchemaMigrations.VersionAsync(services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
        if (version != SchemaMigrations.Latest)
            throw new PlainException($"The database is at schema {version}; this release works with {SchemaMigrations.Latest}. Use the release that the Hosts run, or migrate first.");
    }

    private static string[] Named(string[] words) => [.. words.Where(w => !w.StartsWith('-'))];
}
