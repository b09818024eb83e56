using System.Globalization;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;

namespace Safeguard.Host.Composition;

/// <summary><c>safeguard verify</c>: which part of the log is to be checked, and how the answer is told.</summary>
/// <param name="Family">Only this family's record, and who read it.</param>
internal sealed record VerifyCommand(long? From, long? To, FamilyId? Family)
{
    private const string Usage = "Say: safeguard verify [--from POSITION] [--to POSITION], or safeguard verify --family ID. Positions count from 1.";

    /// <summary>Reads what follows the verb. Other options are settings, and somebody else's to read.</summary>
    /// <param name="complaint">Why it cannot be done as it was said.</param>
    public static VerifyCommand? Parse(ReadOnlySpan<string> arguments, out string? complaint)
    {
        complaint = Usage;
        Dictionary<string, string> said = [];
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal)) return null;
            value ??= i + 1 < arguments.Length ? arguments[++i] : "";
            if (name is "--from" or "--to" or "--family" && !said.TryAdd(name, value)) return null;
        }

        if (!Position("--from", out var from) || !Position("--to", out var to) || from > to) return null;
        if (!said.TryGetValue("--family", out var family))
        {
            complaint = null;
            return new VerifyCommand(from, to, null);
        }

        if (from is not null || to is not null || !Guid.TryParseExact(family, "D", out var id)) return null;
        complaint = null;
        return new VerifyCommand(null, null, new FamilyId(id));

        bool Position(string name, out long? position)
        {
            position = null;
            if (!said.TryGetValue(name, out var text)) return true;
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) return false;
            position = number;
            return true;
        }
    }

    /// <summary>Checks, and says what does not hold.</summary>
    /// <param name="history">Tells the keys that may have signed.</param>
    /// <param name="ours">The key of the settings: a log that was made anew as a whole announces another.</param>
    /// <returns>True when all holds.</returns>
    public async Task<bool> RunAsync(LogVerifier verifier, LogHistory history, NoteVerifierKey ours, CancellationToken stop)
    {
        if (history.Origin is not null && history.Keys.All(k => k.ToString() != ours.ToString()))
        {
            Console.WriteLine("KEY: The log has never announced the key of the settings (Log:SigningKey); its checkpoints would prove nothing.");
            return false;
        }

        var keys = new CheckpointVerifier(history.Keys);
        const string Doing = "Checking";
        var report = await ProgressLine.ShowAsync(Doing, "entries", show =>
        {
            return this switch
            {
                { Family: { } family } => verifier.FamilyAsync(family, keys, Tell, stop),
                { From: null, To: null } => verifier.WholeAsync(keys, Tell, stop),
                _ => verifier.RangeAsync(From ?? 1, To, keys, Tell, stop),
            };

            void Tell(long done, long of) => show(new Progress(Doing, done, of));
        });
        foreach (var finding in report.Findings) Console.WriteLine($"{finding.Code}: {finding.Sentence}");
        if (report.Findings.Count > 0)
        {
            Console.WriteLine($"The log does not hold: {report.Findings.Count} findings.");
            return false;
        }

        Console.WriteLine(this switch
        {
            { Family: not null } => $"The log holds for this family: {report.Entries} entries, each proven in the tree, with no version missing.",
            { From: null, To: null } => $"The log holds: all {report.Entries} entries, every leaf, the tree, the streams and the signed checkpoints.",
            _ => $"The log holds from {From ?? 1} to {(From ?? 1) + report.Entries - 1}: {report.Entries} entries, as they stood when the tree over them was signed.",
        });
        if (report.SignedUpTo < report.Size)
            Console.WriteLine($"The newest checkpoint that was held against them is of {report.SignedUpTo} entries; what stands after it, up to {report.Size}, is not signed yet.");
        return true;
    }
}
