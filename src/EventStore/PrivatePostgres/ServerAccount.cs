namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>
/// The account the server runs under. An ordinary user runs it as itself. PostgreSQL refuses to run as root, so for
/// root there is an unprivileged account and a program that steps down to it, found out by trying.
/// </summary>
internal sealed class ServerAccount
{
    private const string RootUser = "0";

    private readonly string[] _stepDown;
    private readonly string? _owner;

    private ServerAccount(string[] stepDown, string? owner)
    {
        _stepDown = stepDown;
        _owner = owner;
    }

    /// <exception cref="PrivateClusterException">We are root and cannot step down.</exception>
    public static async Task<ServerAccount> ChooseAsync(ClusterDirectory directory, PostgresPrograms programs, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount([], null);
        }

        var (name, user, group) = await WhoAsync(directory, cancellation);
        await MakeRootAsync(directory, $"{user}:{group}", cancellation);
        foreach (var way in WaysDown(name, user, group))
        {
            // A shell in between: what counts is whether the account's own children reach both folders.
            string[] trial = ["/bin/sh", "-c", "\"$0\" --version && cd \"$1\"", programs.Postgres, directory.Root];
            if ((await ChildProcess.RunAsync(way[0], [.. way[1..], .. trial], cancellation)).Succeeded)
            {
                return new ServerAccount(way, $"{user}:{group}");
            }
        }

        throw new PrivateClusterException(
            $"PostgreSQL refuses to run as root, and the account {name ?? user} cannot reach {directory.Root} and {programs.Folder}. Move the clone to a folder that every user may enter, or run as an ordinary user, or give root the program setpriv (util-linux) and the capability DAC_READ_SEARCH.");
    }

    public Task<ChildProcess> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        _stepDown is [var first, .. var rest]
            ? ChildProcess.RunAsync(first, [.. rest, program, .. arguments], cancellation)
            : ChildProcess.RunAsync(program, arguments, cancellation);

    /// <summary>Gives files that root made to the account; nothing to do for an ordinary user, or for what is not there.</summary>
    public async Task OwnAsync(string[] paths, CancellationToken cancellation)
    {
        var there = paths.Where(Path.Exists).ToArray();
        if (_owner is not null && there.Length > 0)
        {
            await ChownAsync(["-h", _owner, .. there], cancellation);
        }
    }

    /// <summary>
    /// Whoever owns the cluster already; else whoever owns the clone, so that root leaves nothing behind that its owner
    /// cannot use; else the accounts made for this.
    /// </summary>
    private static async Task<(string? Name, string User, string Group)> WhoAsync(ClusterDirectory directory, CancellationToken cancellation)
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(line => line.Length > 3).ToList();
        foreach (var owned in new[] { directory.Data, Existing(directory.Root) }.Where(Directory.Exists))
        {
            var owner = (await OwnerAsync(owned, cancellation)).Split(':');
            if (owner is [not RootUser, _])
            {
                return (accounts.Find(line => line[2] == owner[0])?[0], owner[0], owner[1]);
            }
        }

        return (accounts.Find(line => line[0] == "postgres") ?? accounts.Find(line => line[0] == "nobody")) is { } account
            ? (account[0], account[2], account[3])
            : throw new PrivateClusterException(
                "PostgreSQL refuses to run as root, and there is neither an account postgres nor nobody to run it under. Add one, or run as an ordinary user.");
    }

    /// <summary>
    /// Folders above the cluster that root makes get their parent's owner: in a clone of an ordinary user <c>.data</c>
    /// stays that user's.
    /// </summary>
    private static async Task MakeRootAsync(ClusterDirectory directory, string owner, CancellationToken cancellation)
    {
        var existing = Existing(directory.Root);
        var parents = await OwnerAsync(existing, cancellation);
        for (var missing = directory.Root; missing != existing; missing = Path.GetDirectoryName(missing)!)
        {
            Directory.CreateDirectory(missing);
            await ChownAsync([parents, missing], cancellation);
        }

        // A cluster that is root's was copied by root; no server runs on it, since PostgreSQL would refuse.
        var copied = directory.HasCluster && (await OwnerAsync(directory.Data, cancellation)).StartsWith(RootUser + ":", StringComparison.Ordinal);
        await ChownAsync([copied ? "-hR" : "-h", owner, directory.Root], cancellation);
    }

    private static async Task<string> OwnerAsync(string path, CancellationToken cancellation) =>
        (await ChildProcess.RunAsync("stat", ["-c", "%u:%g", path], cancellation)).Output;

    private static string Existing(string path)
    {
        while (!Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path)!;
        }

        return path;
    }

    private static async Task ChownAsync(string[] arguments, CancellationToken cancellation)
    {
        var changed = await ChildProcess.RunAsync("chown", arguments, cancellation);
        if (!changed.Succeeded)
        {
            throw new PrivateClusterException(
                $"PostgreSQL refuses to run as root, and its folder could not be given to another account ({changed.Output}). Run as an ordinary user, or move the clone to a file system that knows owners.");
        }
    }

    /// <summary>
    /// Below /root the account needs a capability to pass the folders above: to search and read, or (what
    /// containers have) to override. It is asked for only when the plain way fails. PostgreSQL looks at its programs with
    /// access(2), which leaves out the capabilities of an ordinary user unless no_setuid_fixup is set.
    /// </summary>
    private static IEnumerable<string[]> WaysDown(string? name, string user, string group)
    {
        string[] setpriv = ["setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"];
        yield return [.. setpriv, "--"];
        if (name is not null)
        {
            yield return ["runuser", "-u", name, "--"];
            yield return ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name];
        }

        foreach (var capability in new[] { "dac_read_search", "dac_override" })
        {
            yield return [.. setpriv, $"--inh-caps=+{capability}", $"--ambient-caps=+{capability}", "--securebits=+no_setuid_fixup", "--"];
        }
    }
}
