using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Safeguard.EventStore.PrivatePostgres;

public sealed partial class PrivateCluster
{
    /// <summary>Recovery after a crash may take a while; a server that says so is waited for.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private const int StartTries = 5;

    /// <summary>
    /// Finds the server of that directory or starts it; makes the cluster the first time (a few seconds). Returns when it
    /// takes connections.
    /// </summary>
    /// <param name="directory">Made when missing. Everything the cluster has lies in it.</param>
    /// <param name="options">What to do with what it holds; kept safe when null.</param>
    /// <param name="say">Gets a sentence about each step that takes time. No secrets.</param>
    /// <param name="cancellation">Gives up waiting. A server that was being started may go on.</param>
    /// <exception cref="PrivateClusterException">It cannot be had; the message says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(
        string directory,
        PrivateClusterOptions? options = null,
        Action<string>? say = null,
        CancellationToken cancellation = default)
    {
        options ??= new PrivateClusterOptions();
        say ??= _ => { };

        var place = new ClusterDirectory(directory);
        var programs = await PostgresPrograms.FindAsync(cancellation);
        var account = await ChooseAccountAsync(place, programs, cancellation);
        var locks = new ClusterLocks(place);

        using var turn = await locks.TakeTurnAsync(cancellation);
        await account.OwnAsync([locks.TurnFile], cancellation);
        await RefuseOrRemoveMisfitAsync(place, programs, account, locks, options, cancellation);
        var password = await PasswordAsync(place);
        var server = await FindRunningAsync(place, password, say, cancellation);
        if (server is not null)
        {
            say($"Using the PostgreSQL {programs.Major} that runs in {place.Root} (port {server.Port}).");
        }
        else
        {
            if (!place.HasCluster)
            {
                say($"Making a private PostgreSQL {programs.Major} in {place.Root}.");
                await InitialiseAsync(place, programs, account, options, cancellation);
            }

            say($"Starting PostgreSQL {programs.Major} in {place.Root}.");
            server = await LaunchAsync(place, programs, account, password, options, cancellation);
        }

        var use = locks.Use();
        await account.OwnAsync([locks.UseFile], cancellation);
        return new PrivateCluster(place, programs, account, password, server, use);
    }

    private static async Task<ServerAccount> ChooseAccountAsync(ClusterDirectory place, PostgresPrograms programs, CancellationToken cancellation)
    {
        try
        {
            var account = await ServerAccount.ChooseAsync(place, programs, cancellation);
            Directory.CreateDirectory(place.Root);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(place.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return account;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new PrivateClusterException(
                $"{place.Root} belongs to another user, so no PostgreSQL can be kept there. Run as its owner, or use a clone of your own.", refused);
        }
    }

    private static async Task RefuseOrRemoveMisfitAsync(
        ClusterDirectory place, PostgresPrograms programs, ServerAccount account, ClusterLocks locks, PrivateClusterOptions options, CancellationToken cancellation)
    {
        var misfit =
            !place.HasCluster ? null
            : place.Major != programs.Major ? await WrongMajorAsync(place, programs, cancellation)
            : !File.Exists(place.Password) ? $"{place.Password} is missing, and without it nobody can open the PostgreSQL beside it. Put the file back, or remove the folder {place.Root} to start with an empty one."
            : null;
        if (misfit is null)
        {
            return;
        }

        if (!options.Throwaway || !locks.NobodyUses())
        {
            throw new PrivateClusterException(misfit);
        }

        await StopServerAsync(place, programs, account, cancellation);
        Directory.Delete(place.Data, recursive: true);
    }

    private static async Task<string> WrongMajorAsync(ClusterDirectory place, PostgresPrograms programs, CancellationToken cancellation)
    {
        var fitting = await PostgresPrograms.FolderOfMajorAsync(place.Major, cancellation) is { } folder
            ? $"to {folder}"
            : $"to the bin folder of a PostgreSQL {place.Major}";
        return $"{place.Root} was made by PostgreSQL {place.Major}, and the one found here ({programs.Folder}) is {programs.Major}. To keep what it holds, set {PostgresPrograms.Variable} {fitting}; to start with an empty one, remove that folder.";
    }

    /// <summary>A new one for a new cluster: an older file may stem from a try that was cut short.</summary>
    private static async Task<string> PasswordAsync(ClusterDirectory place)
    {
        if (!place.HasCluster)
        {
            File.Delete(place.Password);
            var made = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var writer = new StreamWriter(place.Password, made);
            await writer.WriteAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        }

        return (await File.ReadAllTextAsync(place.Password)).Trim();
    }

    private static async Task InitialiseAsync(
        ClusterDirectory place, PostgresPrograms programs, ServerAccount account, PrivateClusterOptions options, CancellationToken cancellation)
    {
        if (Directory.Exists(place.Unfinished))
        {
            Directory.Delete(place.Unfinished, recursive: true);
        }

        await account.OwnAsync([place.Password], cancellation);
        string[] arguments =
        [
            "-D", place.Unfinished, "-U", Superuser, "--pwfile", place.Password, "-A", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C", "--no-instructions",
        ];
        var made = await account.RunAsync(programs.InitDb, options.Throwaway ? [.. arguments, "--no-sync"] : arguments, cancellation);
        if (!made.Succeeded)
        {
            throw new PrivateClusterException($"PostgreSQL could not make its folder {place.Unfinished}: {made.Output}");
        }

        Directory.Move(place.Unfinished, place.Data);
    }

    private static async Task<PostmasterFile> LaunchAsync(
        ClusterDirectory place, PostgresPrograms programs, ServerAccount account, string password, PrivateClusterOptions options, CancellationToken cancellation)
    {
        var wanted = ServerSettings.LastPort(place);
        for (var tried = 1; ; tried++)
        {
            // The last one again when it can be had: clients that outlived the server find it there.
            var port = wanted is { } last && IsFree(last) ? last : FreePort();
            ServerSettings.Write(place, port, options);
            if (File.Exists(place.Log))
            {
                File.Move(place.Log, place.PreviousLog, overwrite: true);
            }

            await account.OwnAsync([place.Settings, place.Access, place.Password], cancellation);

            // pg_ctl gives the server a session of its own, so neither Ctrl-C nor a closed terminal reaches it.
            var start = await account.RunAsync(
                programs.PgCtl, ["start", "-D", place.Data, "-l", place.Log, "-w", "-t", $"{LongestStart.TotalSeconds:0}"], cancellation);

            // Asked also when it failed: a start that a killed process left half done may have come first.
            if (await FindRunningAsync(place, password, _ => { }, cancellation) is { } server)
            {
                return server;
            }

            // Two failures pass: somebody took the port between our choice and the start, and the children of a server that
            // was killed are still ending.
            if (tried == StartTries)
            {
                var words = LastWords(place) is { Length: > 0 } fatal ? fatal : start.Output;
                throw new PrivateClusterException($"PostgreSQL did not start in {place.Root}: {words} (all of it in {place.Log})");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
        }
    }

    private static string LastWords(ClusterDirectory place) =>
        File.Exists(place.Log) ? string.Join(' ', File.ReadLines(place.Log).Where(line => line.Contains("FATAL:", StringComparison.Ordinal)).TakeLast(2)) : "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
