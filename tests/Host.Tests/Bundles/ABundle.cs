using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Safeguard.Host.Bundles;
using Safeguard.Host.Tests.Running;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Bundles;

/// <summary>Makes bundles, and has the script that is inside of them check them.</summary>
internal static partial class ABundle
{
    public const string For = """ "madeFor": "Dr. Amal Haddad أمل حداد, review panel 12", "purpose": "The rapid review asked for the agency's record." """;

    public static Task<Answer> MakeAsync(Someone by, AFamily family, string accept = "application/json", string? body = null) =>
        by.PostAsync(family.Path("bundles"), body ?? $"{{ {For} }}", ("Accept", accept));

    public static async Task<BundleDocument> OfAsync(Someone by, AFamily family, string? body = null)
    {
        var answer = await MakeAsync(by, family, body: body);
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Body);
        return BundleDocument.Read(answer.Body) ?? throw new InvalidDataException("This is no bundle as the service writes it.");
    }

    /// <summary>The entries as they were recorded, read from the bundle's own bytes.</summary>
    public static IReadOnlyList<JsonObject> Entries(BundleDocument bundle) =>
        [.. bundle.Entries.Select(e => JsonNode.Parse(Convert.FromBase64String(e.Entry))!.AsObject())];

    /// <summary>The data part of a page.</summary>
    public static string DataOf(string page) => Data().Match(page).Groups["data"].Value;

    /// <summary>What the bundle's own script says of it, run by node, whose WebCrypto is that of browsers.</summary>
    public static Task<JsonNode> CheckedAsync(string data) => NodeAsync("check.mjs", data);

    /// <summary>Everything that somebody could do to a bundle, tried.</summary>
    public static Task<JsonNode> TriedAsync(string data, string otherFamilys, string olderCheckpoint, string newerCheckpoint) =>
        NodeAsync("adversaries.mjs", data, otherFamilys, olderCheckpoint, newerCheckpoint);

    /// <summary>Bundles of a frozen record, of one that is not, and a larger one, made under a key of their own.</summary>
    public static Task<JsonNode> FrozenAsync() => NodeAsync("frozen.mjs");

    private static async Task<JsonNode> NodeAsync(string script, params IReadOnlyList<string> texts)
    {
        var folder = Directory.CreateTempSubdirectory("safeguard-bundle-").FullName;
        try
        {
            var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Repository.PathOf($"tests/Host.Tests/Bundles/{script}"));
            start.ArgumentList.Add(Repository.PathOf("src/Host/Bundles/verify.js"));
            for (var i = 0; i < texts.Count; i++)
            {
                var file = Path.Combine(folder, $"{i}");
                await File.WriteAllTextAsync(file, texts[i]);
                start.ArgumentList.Add(file);
            }

            using var node = Process.Start(start)!;
            var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, await complained);
            return JsonNode.Parse(await said)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"bundle\">(?<data>[^<]*)</script>")]
    private static partial Regex Data();
}
