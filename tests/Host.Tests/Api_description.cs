using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The API's description is a snapshot in the repository: a change of it is a change of the contract, and is seen.</summary>
public sealed class Api_description(RunningHost host)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>To take a wanted change over: SAFEGUARD_UPDATE_SNAPSHOTS=1 dotnet test tests/Host.Tests.</summary>
    [Fact]
    public async Task The_description_is_the_one_in_the_repository()
    {
        var now = Pretty((await host.Nobody().GetAsync("/openapi/v1.json")).Body);
        var file = SnapshotFile();
        if (Environment.GetEnvironmentVariable("SAFEGUARD_UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(file, now);
        Assert.Equal(await File.ReadAllTextAsync(file), now);
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_every_problem_an_example()
    {
        var description = JsonNode.Parse((await host.Nobody().GetAsync("/openapi/v1.json")).Body)!;
        Assert.StartsWith("3.1", (string)description["openapi"]!, StringComparison.Ordinal);
        var operations = description["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => o.Value!)).ToList();
        var names = operations.Select(o => (string)o["operationId"]!).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        var problems = description["components"]!["responses"]!.AsObject();
        foreach (var operation in operations)
            foreach (var (_, response) in operation["responses"]!.AsObject().Where(r => r.Value!["$ref"] is not null))
                Assert.NotNull(problems[((string)response!["$ref"]!).Split('/')[^1]]!["content"]!["application/problem+json"]!["example"]!["code"]);
    }

    private static string Pretty(string json)
    {
        var node = JsonNode.Parse(json)!;
        return new StringBuilder(node.ToJsonString(Indented)).Append('\n').ToString();
    }

    private static string SnapshotFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "openapi.v1.json");
}
