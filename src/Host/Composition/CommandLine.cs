using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.Host.Bundles;

namespace Safeguard.Host.Composition;

/// <summary>What the program does when it is not to serve.</summary>
internal static class CommandLine
{
    private const int Ok = 0, Wrong = 1, Misused = 2;

    private const string Help = """
        safeguard                       serves; with no connection string in Development on a PostgreSQL of its own
        safeguard verify                checks the whole log from its stored rows, and says what does not hold
          --from POSITION --to POSITION   only these entries, held against the signed tree; either may be left out
          --family ID                     only one family's record, and who read it
        safeguard verify-bundle FILE    checks a case bundle, without a database
          --key FILE                      against the log's public key in this file
        safeguard projections           says how far each register is behind the log
        safeguard rebuild NAME          rebuilds a register, or all, beside the live one; readers notice nothing. Ctrl-C
                                        stops it, the same words go on with it, and “afresh” after them begins again
        safeguard marten-reader NAME    prints the script that lets a team on Marten read the log in a schema NAME
        safeguard new-signing-key       prints a new signing key, for its own safe place; nothing is stored
        safeguard announce-key FILE     announces in the log the key in FILE, so that Hosts may then be given it
        safeguard rotate-master-key     wraps every data key under a new master key, while the service runs
        safeguard accept-loss --by WHO  opens a restored log that lacks signed entries, under a new Log:Origin
        safeguard help                  prints this

        Settings: ConnectionStrings:Safeguard, ConnectionStrings:SafeguardMigrations, Log:Origin, Log:SigningKey,
        Log:CheckpointFile, Keys:Ring, Identity:Authority, Identity:Audience, Limits:RequestsPerMinute, Demonstration.
        """;

    /// <summary>The word that asks for something else than serving; null for none. Settings (<c>--name=value</c>) are no words.</summary>
    public static string? Verb(string[] args) => args is [{ } first, ..] && !first.StartsWith('-') ? first : null;

    /// <summary>Does what needs no database.</summary>
    /// <returns>The exit code; null when it needs one.</returns>
    public static int? RunAlone(string[] args) => args switch
    {
        ["help" or "--help" or "-h", ..] => Say(Console.Out, Help, Ok),
        ["marten-reader", { } name] when !name.StartsWith('-') => MartenReaderScript(name),
        ["marten-reader", ..] => Say(Console.Error, "Name the team: safeguard marten-reader NAME", Misused),
        ["rebuild", ..] => ProjectionCommands.Fault(args) is { } fault ? Say(Console.Error, fault, Misused) : null,
        ["new-signing-key"] => Say(Console.Out, LogSigner.Create("log").ToPem(), Ok),
        ["projections", ..] or ["rotate-master-key"] or ["announce-key", _] or ["accept-loss", "--by", _] => null,
        ["announce-key", ..] => Say(Console.Error, "Name the file that holds the new key: safeguard announce-key FILE", Misused),
        ["accept-loss", ..] => Say(Console.Error, "Say who accepts the loss: safeguard accept-loss --by WHO", Misused),
        ["verify", .. var rest] => VerifyCommand.Parse(rest, out var complaint) is null ? Say(Console.Error, complaint!, Misused) : null,
        ["verify-bundle", .. var rest] => VerifyBundleCommand.Run(rest, Console.Out, Console.Error),
        [{ } other, ..] when !other.StartsWith('-') => Say(Console.Error, $"There is no command “{other}”. See: safeguard help", Misused),
        _ => null,
    };

    /// <summary>Checks the log, or the part of it that was asked for; 0 when it holds.</summary>
    public static async Task<int> VerifyAsync(string[] args, IServiceProvider services)
    {
        var ours = services.GetRequiredService<LogSigner>().VerifierKey;
        try
        {
            await services.GetRequiredService<EventLog>().MustHaveSchemaAsync(CancellationToken.None);
        }
        catch (SchemaException unsuited)
        {
            return Say(Console.Out, $"SCHEMA: {unsuited.Message}", Wrong);
        }

        var history = await HistoryAsync(services, ours);
        var holds = await VerifyCommand.Parse(args.AsSpan(1), out _)!.RunAsync(
            services.GetRequiredService<LogVerifier>(), history, ours, CancellationToken.None);
        return holds & await GoesOnAsync(history, ours, services) ? Ok : Wrong;
    }

    /// <summary>
    /// What the log says of itself; where its own first entries cannot be read any more, no more than what the settings say:
    /// the check then finds what is wrong with them.
    /// </summary>
    private static async Task<LogHistory> HistoryAsync(IServiceProvider services, NoteVerifierKey ours)
    {
        try
        {
            return await services.GetRequiredService<EventLog>().HistoryAsync(CancellationToken.None);
        }
        catch (Exception unreadable) when (unreadable is not NpgsqlException)
        {
            Console.WriteLine("LOG_STREAM: What the log says of itself cannot be read. Its checkpoints are held against the key of the settings alone.");
            return new LogHistory(null, [ours], []);
        }
    }

    /// <summary>The log against the newest checkpoint outside the database: a log made anew as a whole would hold in itself.</summary>
    private static async Task<bool> GoesOnAsync(LogHistory history, NoteVerifierKey ours, IServiceProvider services)
    {
        var (database, file) = (services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<EventStoreOptions>().CheckpointFile);
        try
        {
            var keys = new LogKeys([.. history.Keys, ours]);
            var kept = await LogContinuity.KeptAsync(file, keys, CancellationToken.None);
            var losses = await LogContinuity.LossesAsync(database, history, keys, kept, CancellationToken.None);
            foreach (var loss in losses) Console.WriteLine($"KEPT_CHECKPOINT: {loss.Sentence}");
            if (losses.Count > 0) return false;

            if (kept is null)
            {
                var why = file is null ? "Log:CheckpointFile names no file" : "no checkpoint is kept where Log:CheckpointFile says";
                Console.WriteLine($"It was held against nothing outside the database: {why}. A log that lost its end would hold too.");
                return true;
            }

            Console.WriteLine(history.Accepts(kept.Checkpoint)
                ? $"The checkpoint of {kept.Checkpoint.Size} entries that is kept outside the database is of a loss that was accepted; the log does not go on from it."
                : $"It goes on from the checkpoint of {kept.Checkpoint.Size} entries that is kept outside the database.");
            return true;
        }
        catch (SchemaException foreign)
        {
            Console.WriteLine($"KEPT_CHECKPOINT: {foreign.Message}");
            return false;
        }
    }

    private static int MartenReaderScript(string name)
    {
        try
        {
            return Say(Console.Out, MartenReader.Script(name), Ok);
        }
        catch (ArgumentException)
        {
            return Say(Console.Error, "A reader's name is a lower-case letter, then up to 40 lower-case letters, digits or underscores; not safeguard, public or pg_….", Misused);
        }
    }

    private static int Say(TextWriter to, string text, int code)
    {
        to.WriteLine(text);
        return code;
    }
}
