using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>Folders are named after what they are about, and files stay short enough to be read.</summary>
public sealed class Layout
{
    private const int MostLines = 350;

    [Fact]
    public void No_folder_is_named_after_nothing()
    {
        string[] nothing = ["Common", "Utils", "Utilities", "Helpers", "Shared", "Services", "Misc", "Managers", "Models"];
        var folders = Repository.Files(["src", "tests", "benchmarks"]).SelectMany(f => f.Name.Split('/')[..^1]).Distinct();
        Assert.Empty(folders.Intersect(nothing, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_source_is_longer_than_350_lines() =>
        Assert.Empty(Repository.Files(["src"], ".cs", ".sql", ".mjs").Where(f => LinesOf(f) > MostLines).Select(f => $"{f.Name}: {LinesOf(f)}"));

    [Fact]
    public void Every_test_project_is_in_the_solution_that_dotnet_test_runs()
    {
        var solution = File.ReadAllText(Repository.PathOf("Safeguard.sln"));
        Assert.All(Repository.Files(["src", "tests"], ".csproj"), project => Assert.Contains(project.Name.Replace('/', '\\'), solution, StringComparison.Ordinal));
    }

    private static int LinesOf(RepositoryFile file) => File.ReadLines(file.FullName).Count();
}
