using Safeguard.Support.Specs;

namespace Safeguard.Support;

/// <summary>
/// A file of the repository that is made from the code. A test holds it against what the code says now; with
/// <c>SAFEGUARD_UPDATE_SNAPSHOTS=1</c> the test writes it instead, and the difference is reviewed like any other.
/// </summary>
public static class Snapshot
{
    public const string Variable = "SAFEGUARD_UPDATE_SNAPSHOTS";

    /// <summary>True when snapshots are to be written. A CI never writes them: there a stale one must fail.</summary>
    public static bool Updating =>
        Environment.GetEnvironmentVariable(Variable) == "1" && Environment.GetEnvironmentVariable("CI") is not "true";

    /// <param name="file">Path from the root of the repository.</param>
    /// <param name="now">What the code says.</param>
    public static void Holds(string file, string now)
    {
        var path = Repository.PathOf(file);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, now);
            return;
        }

        if (!File.Exists(path)) throw new SpecFailedException($"{file} is missing. {HowToUpdate}");
        try
        {
            SpecFailedException.UnlessSame(File.ReadAllText(path).ReplaceLineEndings("\n"), now);
        }
        catch (SpecFailedException stale)
        {
            throw new SpecFailedException($"{file} is stale. {HowToUpdate}\n{stale.Message}");
        }
    }

    private static string HowToUpdate => $"If the change is meant, run this test once with {Variable}=1 and commit the file.";
}
