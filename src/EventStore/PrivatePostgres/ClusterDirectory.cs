namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>Where the parts of one private cluster lie on disk.</summary>
internal sealed class ClusterDirectory
{
    /// <param name="path">Need not exist. Links in it are followed, so that one cluster has one name.</param>
    public ClusterDirectory(string path) => Root = RealPath(Path.GetFullPath(path));

    public string Root { get; }

    /// <summary>What PostgreSQL calls its data directory.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>Where initdb works; renamed to <see cref="Data"/> when it is done, so that half a cluster is never seen.</summary>
    public string Unfinished => Path.Combine(Root, "data.unfinished");

    public string Password => Path.Combine(Root, "password");

    public string Log => Path.Combine(Root, "server.log");

    public string PreviousLog => Path.Combine(Root, "server.previous.log");

    public string Settings => Path.Combine(Data, "postgresql.conf");

    public string Access => Path.Combine(Data, "pg_hba.conf");

    public string Postmaster => Path.Combine(Data, "postmaster.pid");

    public bool HasCluster => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>The PostgreSQL major that made the cluster, from PostgreSQL's own note.</summary>
    public int Major => int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a path that a server reports is our data directory.</summary>
    public bool IsData(string path) => string.Equals(
        path.Replace('\\', '/').TrimEnd('/'),
        Data.Replace('\\', '/'),
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string RealPath(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? RealPath(target.FullName) : here;
    }
}
