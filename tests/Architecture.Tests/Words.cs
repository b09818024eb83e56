using System.Text.RegularExpressions;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>What stands nowhere in the repository: how to reach a real person, and where somebody's machine keeps things.</summary>
public sealed partial class Words
{
    private static IEnumerable<RepositoryFile> Texts => Repository.Files(
        ["src", "tests", "docs", "deploy", "benchmarks", ".ci", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Dockerfile", "docker-compose.yml",
            "Directory.Build.props", "Directory.Packages.props", "package.json", "package-lock.json"],
        ".cs", ".sql", ".md", ".json", ".http", ".yml", ".yaml", ".txt", ".mjs", ".props", ".csproj", ".targets", "run", "Dockerfile");

    [Fact]
    public void No_mail_address_can_be_anybodys() => Assert.Empty(
        from file in Texts
        from Match address in MailAddress().Matches(file.Text)
        where !ReservedDomain().IsMatch(address.Groups["domain"].Value)
        select $"{file.Name}: {address.Value}");

    // Ofcom keeps these ranges for stories; whatever else looks like a number may ring somewhere.
    [Fact]
    public void No_telephone_number_rings_anywhere() => Assert.Empty(
        from file in Texts
        from Match number in TelephoneNumber().Matches(file.Text)
        where !KeptForStories().IsMatch(number.Value.Replace(" ", "", StringComparison.Ordinal))
        select $"{file.Name}: {number.Value}");

    [Fact]
    public void No_path_leads_to_a_machine() => Assert.Empty(
        from file in Texts
        from Match path in MachinePath().Matches(file.Text)
        select $"{file.Name}: {path.Value}");

    [Fact]
    public void No_lock_file_says_where_packages_came_from() =>
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Repository.PathOf("package-lock.json")), StringComparison.Ordinal);

    [Theory]
    [InlineData("duty.team", "council.gov.uk")]
    [InlineData("worker", "nhs.net")]
    public void A_mail_address_is_found(string box, string domain)
    {
        var address = $"{box}@{domain}"; // in two pieces, or it would be found here
        var found = MailAddress().Match($"Write to {address}.");
        Assert.Equal(address, found.Value);
        Assert.DoesNotMatch(ReservedDomain(), found.Groups["domain"].Value);
    }

    [Theory]
    [InlineData("01234 567", false)]
    [InlineData("01632 960123", true)]
    [InlineData("020 7946 0123", true)]
    public void A_telephone_number_is_found(string number, bool isOne) => Assert.Equal(isOne, TelephoneNumber().IsMatch($"Ring {number}."));

    [GeneratedRegex(@"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@(?<domain>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b")]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|org|net)$", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedDomain();

    [GeneratedRegex(@"(?<![\w.,:+-])(\+44 ?|0)[1-357-9](?: ?\d){8,9}(?![\w-]|\.\d)")]
    private static partial Regex TelephoneNumber();

    [GeneratedRegex(@"^(\+44|0)(1632960|7700900|2079460|1144960|1134960|8081570)\d{3}$")]
    private static partial Regex KeptForStories();

    [GeneratedRegex(@"(?<![\w.])(/(home|root|Users|work)/|[A-Z]:\\\\?(Users|work|src)\b)[\w./-]*")]
    private static partial Regex MachinePath();
}
