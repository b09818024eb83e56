using System.Text.RegularExpressions;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>Documents lead somewhere: what they name in the repository is there.</summary>
public sealed partial class Documents
{
    private static IEnumerable<RepositoryFile> All => Repository.Files(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs", "deploy", "benchmarks"], ".md");

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/EVENTS.md")]
    [InlineData("docs/adr/README.md")]
    public void Each_is_there(string name) => Assert.True(File.Exists(Repository.PathOf(name)), name);

    [Fact]
    public void The_architecture_is_told_in_200_lines() => Assert.InRange(File.ReadLines(Repository.PathOf("ARCHITECTURE.md")).Count(), 1, 200);

    [Fact]
    public void Every_link_leads_somewhere() => Assert.Empty(
        from file in All
        from Match link in Link().Matches(file.Text)
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(file.FullName)!, target))
        select $"{file.Name}: {target}");

    [Fact]
    public void Every_file_that_is_named_is_there() => Assert.Empty(
        from file in All
        from Match name in FileName().Matches(file.Text)
        where !Path.Exists(Repository.PathOf(name.Groups["name"].Value.TrimEnd('/')))
        select $"{file.Name}: {name.Groups["name"].Value}");

    [Fact]
    public void Every_decision_is_in_the_list_of_decisions()
    {
        var list = File.ReadAllText(Repository.PathOf("docs/adr/README.md"));
        Assert.All(
            Repository.Files(["docs/adr"], ".md").Where(f => !f.Name.EndsWith("README.md", StringComparison.Ordinal)),
            record => Assert.Contains($"({Path.GetFileName(record.Name)})", list, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    // A placeholder such as `src/Domain/<Capability>/` names no file.
    [GeneratedRegex(@"`(?<name>(src|tests|docs|deploy|benchmarks)/[\w./-]+)`")]
    private static partial Regex FileName();
}
