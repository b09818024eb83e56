using System.Text.RegularExpressions;
using Safeguard.Support;
using YamlDotNet.RepresentationModel;

namespace Safeguard.Architecture.Tests;

/// <summary>
/// The files for running it in containers, checked for form: no engine runs where this is built. Names that one file
/// takes from another must be there, and no secret may have a value.
/// </summary>
public sealed partial class Deployment
{
    // Of the Compose specification, what this file may use; a misspelt one would be ignored by nobody but the reader.
    private static readonly HashSet<string> s_serviceKeys =
    [
        "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "ports", "read_only", "restart", "security_opt", "tmpfs", "volumes",
    ];

    private static readonly YamlMappingNode s_compose = Parse("docker-compose.yml");

    private static IEnumerable<(string Name, YamlMappingNode Service)> Services =>
        Map(s_compose, "services").Children.Select(c => (c.Key.ToString(), (YamlMappingNode)c.Value));

    private static string Dockerfile => File.ReadAllText(Repository.PathOf("Dockerfile"));

    [Fact]
    public void It_runs_the_host_PostgreSQL_and_a_collector()
    {
        Assert.Subset(new HashSet<string> { "name", "services", "volumes" }, Keys(s_compose));
        Assert.Equal(["collector", "host", "postgres"], Services.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.All(Services, s => Assert.Subset(s_serviceKeys, Keys(s.Service)));
        Assert.All(Services, s => Assert.True(Keys(s.Service).Contains("image") != Keys(s.Service).Contains("build"), s.Name));
    }

    [Fact]
    public void Every_image_says_which_edition() => Assert.All(
        Services.Where(s => Keys(s.Service).Contains("image")).Select(s => Text(s.Service, "image")).Concat(From().Matches(Dockerfile).Select(m => m.Groups["image"].Value)),
        image => Assert.Matches(@":[0-9][\w.-]*$", image));

    [Fact]
    public void Whatever_a_service_waits_for_is_there()
    {
        foreach (var (_, service) in Services.Where(s => Keys(s.Service).Contains("depends_on")))
            foreach (var (name, how) in Map(service, "depends_on").Children)
            {
                var other = Services.Single(s => s.Name == name.ToString()).Service;
                var condition = Text((YamlMappingNode)how, "condition");
                Assert.Contains(condition, (string[])["service_started", "service_healthy"]);
                if (condition == "service_healthy") Assert.Contains("healthcheck", Keys(other));
            }
    }

    [Fact]
    public void Every_volume_is_declared_and_every_mounted_file_is_here()
    {
        var mounts = Services.Where(s => Keys(s.Service).Contains("volumes")).SelectMany(s => List(s.Service, "volumes")).Select(v => v.Split(':')[0]).ToList();
        Assert.Equal(Keys(Map(s_compose, "volumes")).Order(StringComparer.Ordinal), mounts.Where(m => !m.StartsWith('.')).Distinct().Order(StringComparer.Ordinal));
        Assert.All(mounts.Where(m => m.StartsWith('.')), m => Assert.True(File.Exists(Repository.PathOf(m[2..])), m));
    }

    [Fact]
    public void Every_secret_comes_from_the_environment_and_has_no_default()
    {
        foreach (var (name, value) in Environments())
        {
            if (!Secret().IsMatch(name) && !value.Contains("Password=", StringComparison.Ordinal)) continue;
            var secret = value.Contains("Password=", StringComparison.Ordinal) ? value[(value.IndexOf("Password=", StringComparison.Ordinal) + "Password=".Length)..] : value;
            Assert.Matches(@"^\$\{[A-Z_]+:\?[^}]+\}$", secret);
        }
    }

    [Fact]
    public void Every_variable_is_explained()
    {
        var explained = File.ReadAllText(Repository.PathOf("deploy/README.md"));
        var asked = Environments().SelectMany(e => Variable().Matches(e.Value)).Select(m => m.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Contains($"`{name}`", explained, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_of_the_host_is_one_that_the_host_reads()
    {
        var host = string.Join('\n', Repository.Files(["src/Host"], ".cs").Select(f => f.Text));
        var settings = Map(Services.Single(s => s.Name == "host").Service, "environment").Children.Select(c => c.Key.ToString())
            .Where(name => name.Contains("__", StringComparison.Ordinal)).Select(name => name.Replace("__", ":", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.Contains(setting, host, StringComparison.Ordinal));
    }

    [Fact]
    public void No_port_is_open_to_the_network() => Assert.All(
        Services.Where(s => Keys(s.Service).Contains("ports")).SelectMany(s => List(s.Service, "ports")),
        port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void The_collector_takes_what_the_host_sends()
    {
        var collector = Parse("deploy/otel-collector.yaml");
        var pipelines = Map(Map(collector, "service"), "pipelines");
        Assert.Equal(["logs", "metrics", "traces"], Keys(pipelines).Order(StringComparer.Ordinal));
        foreach (var (_, pipeline) in pipelines.Children)
            foreach (var kind in (string[])["receivers", "processors", "exporters"])
                Assert.Subset(Keys(Map(collector, kind)), List((YamlMappingNode)pipeline, kind).ToHashSet());

        var grpc = Text(Map(Map(Map(Map(collector, "receivers"), "otlp"), "protocols"), "grpc"), "endpoint");
        var sent = new Uri(Environments().Single(e => e.Name == "OTEL_EXPORTER_OTLP_ENDPOINT").Value);
        Assert.Equal("collector", sent.Host);
        Assert.EndsWith($":{sent.Port}", grpc, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_is_built_from_what_is_here_and_runs_as_nobody_special()
    {
        Assert.All(From().Matches(Dockerfile), m => Assert.Matches("^mcr.microsoft.com/dotnet/(sdk|aspnet):10.0$", m.Groups["image"].Value));
        var copied = Copy().Matches(Dockerfile).SelectMany(m => m.Groups["what"].Value.Split(' ')).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Repository.PathOf(path)), path));
        Assert.Contains("\nUSER $APP_UID\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains($"\"{typeof(Program).Assembly.GetName().Name}.dll\"", Dockerfile, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: [1\n")]
    [InlineData("a: 1\n\tb: 2\n")]
    public void What_is_no_YAML_is_refused(string text) => Assert.ThrowsAny<Exception>(() => ParseText(text));

    private static IEnumerable<(string Name, string Value)> Environments() =>
        from service in Services
        where Keys(service.Service).Contains("environment")
        from pair in Map(service.Service, "environment").Children
        select (pair.Key.ToString(), pair.Value.ToString());

    private static YamlMappingNode Parse(string file) => ParseText(File.ReadAllText(Repository.PathOf(file)));

    private static YamlMappingNode ParseText(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text)); // refuses a key that stands twice
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    private static List<string> List(YamlMappingNode node, string key) => [.. ((YamlSequenceNode)node[key]).Select(item => item.ToString())];

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private static HashSet<string> Keys(YamlMappingNode node) => [.. node.Children.Keys.Select(k => k.ToString())];

    [GeneratedRegex("password|secret|signingkey", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)[:}]")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^FROM (?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"^COPY (?!--from)(?<what>.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copy();
}
