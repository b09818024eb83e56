using System.Security.Cryptography;
using System.Text;
using Safeguard.EventStore.PrivatePostgres;

namespace Safeguard.Host.Composition;

/// <summary>
/// What a clone keeps for itself in Development: <c>.data/</c> beside the solution (<c>Data:Folder</c> names another).
/// Secrets in it can be read by their owner alone.
/// </summary>
public sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root;

    public DataFolder(IConfiguration configuration) =>
        _root = configuration["Data:Folder"] is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.GetDirectoryName(PrivateCluster.DirectoryFor("postgres"))!;

    /// <summary>The private PostgreSQL's folder.</summary>
    public string Postgres => Path.Combine(_root, "postgres");

    /// <summary>A folder in it, made when it is missing; only its owner may look into it.</summary>
    public string Folder(params string[] path)
    {
        var folder = Path.Combine([_root, .. path]);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>The path of a file below <c>keys/</c>.</summary>
    public string KeyFile(string name) => Path.Combine(Folder("keys"), name);

    /// <summary>What the file holds; made and kept, readable by its owner alone, when it is missing.</summary>
    public string Kept(string name, Func<string> make)
    {
        var path = KeyFile(name);
        if (File.Exists(path)) return File.ReadAllText(path);

        // Written aside and moved: of two processes that start at once both end with the same file.
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(aside, options)) file.Write(Encoding.UTF8.GetBytes(make()));
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }

        return File.ReadAllText(path);
    }

    /// <summary>A name that stays with this clone and says nothing about it.</summary>
    public string CloneName() => Kept("clone", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
}
