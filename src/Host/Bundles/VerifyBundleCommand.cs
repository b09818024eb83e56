using System.Security.Cryptography;
using Safeguard.EventStore.Ledger;

namespace Safeguard.Host.Bundles;

/// <summary><c>safeguard verify-bundle FILE [--key FILE]</c>: checks a case bundle without a database and without a browser.</summary>
public static class VerifyBundleCommand
{
    public const string Usage = "Say: safeguard verify-bundle FILE, or safeguard verify-bundle FILE --key FILE with the log's public key in it, as /log/key gives it.";

    /// <summary>A file larger than this is no bundle.</summary>
    private const long MostBytes = 512L * 1024 * 1024;

    /// <returns>0 where the bundle holds, 1 where it does not, 2 where it was asked wrongly.</returns>
    public static int Run(ReadOnlySpan<string> arguments, TextWriter say, TextWriter complain)
    {
        var (file, keyFile) = arguments switch
        {
            [{ } one] when !one.StartsWith('-') => (one, null),
            [{ } one, "--key", { } key] => (one, key),
            ["--key", { } key, { } one] => (one, key),
            _ => ((string?)null, (string?)null),
        };
        if (file is null) return Misused(Usage);
        try
        {
            if (new FileInfo(file).Length > MostBytes) return Misused("The file is larger than any case bundle.");
            NoteVerifierKey? trusted = null;
            if (keyFile is not null && !NoteVerifierKey.TryParse(File.ReadAllText(keyFile).Trim(), out trusted)) return Misused("The file of the key holds no public key as /log/key gives it.");
            return Tell(BundleCheck.Of(File.ReadAllText(file), trusted), trusted is not null, say);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Misused("The file cannot be read.");
        }

        int Misused(string sentence)
        {
            complain.WriteLine(sentence);
            return 2;
        }
    }

    private static int Tell(BundleCheck check, bool keyWasGiven, TextWriter say)
    {
        foreach (var finding in check.Findings) say.WriteLine($"{finding.Code}: {finding.Sentence}");
        if (check.Findings.Count > 0)
        {
            say.WriteLine($"The bundle does not hold: {check.Findings.Count} findings.");
            return 1;
        }

        var bundle = check.Bundle!;
        say.WriteLine($"The bundle holds: {bundle.Entries.Count} entries up to position {bundle.Position}, each proven under the signed head, and the keys of {bundle.Keys.Count} values, each of which opens its value and was committed to.");
        if (!keyWasGiven)
            say.WriteLine($"That the key is the log's was not checked. Compare its fingerprint with one that you had from elsewhere: {Convert.ToHexStringLower(SHA256.HashData(check.Key!.PublicKey.Span))}");
        return 0;
    }
}
