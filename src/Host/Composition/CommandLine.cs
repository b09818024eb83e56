using Microsoft.Extensions.DependencyInjection;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;

namespace Safeguard.Host.Composition;

/// <summary>What the program does when it is not to serve.</summary>
internal static class CommandLine
{
    private const int Ok = 0, Wrong = 1, Misused = 2;

    private const string Help = """
        safeguard                       serves; with no connection string in Development on a PostgreSQL of its own
        safeguard verify                checks the whole log from its stored rows, and says what does not hold
        safeguard marten-reader NAME    prints the script that lets a team on Marten read the log in a schema NAME
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
        ["verify", ..] => null,
        [{ } other, ..] when !other.StartsWith('-') => Say(Console.Error, $"There is no command “{other}”. See: safeguard help", Misused),
        _ => null,
    };

    /// <summary>Checks the whole log; 0 when it holds.</summary>
    public static async Task<int> VerifyAsync(IServiceProvider services)
    {
        var signer = services.GetRequiredService<LogSigner>();
        var findings = await services.GetRequiredService<LogVerifier>().VerifyAsync(
            new CheckpointVerifier([signer.VerifierKey]),
            (done, of) => Console.Error.WriteLine($"Checked {done} of {of} entries."),
            CancellationToken.None);
        foreach (var finding in findings) Console.WriteLine($"{finding.Code}: {finding.Sentence}");
        Console.WriteLine(findings.Count == 0 ? "The log holds: every entry, every leaf, the tree and the signed checkpoints." : $"The log does not hold: {findings.Count} findings.");
        return findings.Count == 0 ? Ok : Wrong;
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
