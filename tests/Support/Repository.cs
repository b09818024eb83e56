namespace Safeguard.Support;

/// <summary>A file of this clone, as its text stands now.</summary>
/// <param name="Name">Its path from the root, with forward slashes.</param>
public sealed record RepositoryFile(string Name, string FullName)
{
    public string Text => File.ReadAllText(FullName);

    public override string ToString() => Name;
}

/// <summary>This clone: what rules about sources and documents are held against. What a build or a run makes is left out.</summary>
public static class Repository
{
    private static readonly HashSet<string> s_made = [".git", ".data", ".vs", ".vscode", "bin", "obj", "node_modules", "TestResults"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Every file below these folders, or of these names, whose name ends in one of <paramref name="endings"/> (all, if there are none).</summary>
    public static IEnumerable<RepositoryFile> Files(IReadOnlyList<string> places, params IReadOnlyList<string> endings) =>
        from place in places
        let path = PathOf(place)
        from file in File.Exists(path) ? [path] : Directory.Exists(path) ? Below(path) : []
        where endings.Count == 0 || endings.Any(e => file.EndsWith(e, StringComparison.Ordinal))
        select new RepositoryFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), file);

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Concat(
            Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Where(d => !s_made.Contains(Path.GetFileName(d))).SelectMany(Below));

    private static string Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Safeguard.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run below a clone of the repository.");
    }
}
