using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Safeguard.Host.Http;

namespace Safeguard.Host.Bundles;

/// <summary>A bundle's lines for a spreadsheet. It proves nothing by itself: it names the positions under which the log has the entries.</summary>
internal static class BundleCsv
{
    private static readonly string[] Columns =
        ["position", "stream", "version", "type", "happenedEarliest", "happenedLatest", "precision", "learnedAt", "recordedAt", "agency", "role", "recordedBy", "event", "leaf", "says"];

    public static string Of(BundleDocument bundle)
    {
        var file = new StringBuilder();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [
                ("document", "case-bundle"), ("family", bundle.Family.ToString()), ("position", bundle.Position.ToString(CultureInfo.InvariantCulture)),
                ("lines", bundle.Entries.Count.ToString(CultureInfo.InvariantCulture)), ("checkpoint", bundle.Checkpoint), ("verifierKey", bundle.VerifierKey),
            ])
            file.AddRecord([name, value, .. Enumerable.Repeat<string?>(null, Columns.Length - 2)]);
        file.AddRecord(Columns);
        var leaves = bundle.Entries.ToDictionary(e => e.Position, e => e.Leaf);
        foreach (var (position, entry, said) in BundleReading.Of(bundle))
        {
            var (envelope, headers) = (said["envelope"], entry["headers"]);
            file.AddRecord(
            [
                position.ToString(CultureInfo.InvariantCulture), Text(entry["stream"]), Text(entry["version"]), Text(entry["type"]),
                Text(envelope?["happened"]?["earliest"]), Text(envelope?["happened"]?["latest"]), Text(envelope?["happened"]?["precision"]), Text(envelope?["learnedAt"]), Text(entry["recordedAt"]),
                Text(headers?["agency"]), Text(headers?["role"]), Text(headers?["actor"]), Text(entry["id"]), leaves[position], Says(said),
            ]);
        }

        return file.ToString();
    }

    /// <summary>The members of an entry in one cell; the envelope's have columns of their own.</summary>
    private static string Says(JsonNode said) => string.Join("; ",
        said.AsObject().Where(m => m.Key != "envelope" && m.Value is not null).Select(m => $"{m.Key}: {Flat(m.Value!)}"));

    private static string Flat(JsonNode value) => value switch
    {
        JsonObject { Count: 1 } mark when mark.ContainsKey("sealed") => "(sealed)",
        JsonObject { Count: 1 } mark when mark.ContainsKey("erased") => "(erased)",
        JsonObject members => $"({string.Join(", ", members.Where(m => m.Value is not null).Select(m => $"{m.Key} {Flat(m.Value!)}"))})",
        JsonArray items => string.Join(", ", items.Select(i => i is null ? "" : Flat(i))),
        _ => value.ToString(),
    };

    private static string? Text(JsonNode? value) => value?.ToString();
}
