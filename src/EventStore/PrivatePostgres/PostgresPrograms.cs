using System.Globalization;
using System.Text.RegularExpressions;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> that run on this machine, and their major.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Major)
{
    /// <summary>Names the folder of programs to use, before all others.</summary>
    public const string Variable = "SAFEGUARD_PG_BIN";

    /// <summary>The oldest major that the tests have met.</summary>
    public const int OldestMajor = 15;

    public string InitDb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    public string Postgres => Program("postgres");

    /// <summary>In order: what SAFEGUARD_PG_BIN names, and then nothing else; what npm brought; what is installed.</summary>
    /// <exception cref="PrivateClusterException">There is none that runs.</exception>
    public static async Task<PostgresPrograms> FindAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return await TryAsync(named, cancellation) ?? throw new PrivateClusterException(
                $"{Variable} is {named}, but that folder has no PostgreSQL {OldestMajor} or newer that runs here (initdb, pg_ctl, postgres). Point it at the bin folder of one, or unset it.");
        }

        await foreach (var programs in AllAsync(cancellation))
        {
            return programs;
        }

        throw new PrivateClusterException(
            $"No PostgreSQL {OldestMajor} or newer was found. Run `npm ci` in the clone, or install PostgreSQL, or point {Variable} at the folder that holds initdb, pg_ctl and postgres; or set ConnectionStrings:Safeguard to use a server of your own.");
    }

    /// <summary>A folder of that major to point SAFEGUARD_PG_BIN at; null when this machine has none.</summary>
    public static async Task<string?> FolderOfMajorAsync(int major, CancellationToken cancellation)
    {
        await foreach (var programs in AllAsync(cancellation))
        {
            if (programs.Major == major)
            {
                return programs.Folder;
            }
        }

        return null;
    }

    private static async IAsyncEnumerable<PostgresPrograms> AllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        IEnumerable<string> npm = NpmPackage.FindPrograms() is { } folder ? [folder] : [];
        foreach (var candidate in npm.Concat(Installed()))
        {
            if (await TryAsync(candidate, cancellation) is { } programs)
            {
                yield return programs;
            }
        }
    }

    private static async Task<PostgresPrograms?> TryAsync(string folder, CancellationToken cancellation)
    {
        var programs = new PostgresPrograms(Path.GetFullPath(folder), 0);
        if (!File.Exists(programs.InitDb) || !File.Exists(programs.PgCtl) || !File.Exists(programs.Postgres))
        {
            return null;
        }

        // Being there is not enough: the npm package is there on a musl system too, and does not run.
        var answer = await ChildProcess.RunAsync(programs.Postgres, ["--version"], cancellation);
        var major = VersionLine().Match(answer.Output) is { Success: true } line
            ? int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        return answer.Succeeded && major >= OldestMajor ? programs with { Major = major } : null;
    }

    private static IEnumerable<string> Installed()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] homes = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL")]
            : ["/usr/lib/postgresql", "/usr/libexec", "/usr", "/opt/homebrew/opt", "/usr/local/opt", "/Applications/Postgres.app/Contents/Versions"];

        return onPath.Concat(homes.SelectMany(Versions));
    }

    /// <summary>Subfolders named after a version (<c>17</c>, <c>pgsql-17</c>, <c>postgresql@17</c>), newest first.</summary>
    private static IEnumerable<string> Versions(string home) =>
        Directory.Exists(home)
            ? Directory.EnumerateDirectories(home)
                .Select(folder => (folder, version: VersionFolder().Match(Path.GetFileName(folder))))
                .Where(found => found.version.Success)
                .OrderByDescending(found => int.Parse(found.version.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                .Select(found => Path.Combine(found.folder, "bin"))
                .SelectMany(bin => new[] { bin, Path.GetDirectoryName(bin)! })
            : [];

    private string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d+)")]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^(?:pgsql-|postgresql@?)?(\d{2})$")]
    private static partial Regex VersionFolder();
}
