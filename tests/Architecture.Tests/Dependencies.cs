using System.Reflection;
using System.Text.RegularExpressions;
using Safeguard.Domain;
using Safeguard.EventStore;
using Safeguard.Projections;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>Arrows point one way: Host → EventStore → Projections → Domain.</summary>
public sealed partial class Dependencies
{
    private static readonly Assembly s_domain = typeof(DomainEvent).Assembly;
    private static readonly Assembly s_projections = typeof(FamilyRisk).Assembly;
    private static readonly Assembly s_store = typeof(EventLog).Assembly;
    private static readonly Assembly s_host = typeof(Program).Assembly;

    [Fact]
    public void The_domain_knows_nothing_else_of_ours() => Assert.Empty(OursUsedBy(s_domain));

    [Fact]
    public void Projections_know_the_domain() => Assert.Equal(["Safeguard.Domain"], OursUsedBy(s_projections));

    [Fact]
    public void The_store_knows_the_domain_and_at_most_the_projections() =>
        Assert.Subset(new HashSet<string> { "Safeguard.Domain", "Safeguard.Projections" }, OursUsedBy(s_store).ToHashSet());

    [Fact]
    public void The_store_knows_no_HTTP() => Assert.DoesNotContain(References(s_store), name =>
        name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal));

    [Fact]
    public void The_host_is_what_knows_the_store() => Assert.Contains("Safeguard.EventStore", OursUsedBy(s_host));

    // An assembly keeps no trace of a reference that nothing uses yet: the project files are asked as well.
    [Theory]
    [InlineData("src/Domain/Domain.csproj")]
    [InlineData("src/Projections/Projections.csproj", "Domain")]
    [InlineData("src/EventStore/EventStore.csproj", "Projections")]
    [InlineData("src/Host/Host.csproj", "EventStore", "Projections")]
    public void A_project_names_only_what_it_stands_on(string project, params string[] known) =>
        Assert.Equal(known, ProjectReference().Matches(File.ReadAllText(Repository.PathOf(project))).Select(m => Path.GetFileNameWithoutExtension(m.Groups[1].Value.Replace('\\', '/'))));

    [Theory]
    [InlineData("src/Domain/Domain.csproj")]
    [InlineData("src/Projections/Projections.csproj")]
    public void What_is_pure_has_no_package(string project) =>
        Assert.DoesNotMatch("PackageReference|FrameworkReference|<Reference", File.ReadAllText(Repository.PathOf(project)));

    private static List<string> OursUsedBy(Assembly assembly) =>
        [.. References(assembly).Where(name => name.StartsWith("Safeguard.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
