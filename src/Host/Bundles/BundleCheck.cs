using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Host.Bundles;

/// <summary>Something in a bundle that does not hold.</summary>
/// <param name="Position">Of the entry it is about; null where it is about no single one.</param>
public sealed record BundleFinding(string Code, string Sentence, long? Position = null);

/// <summary>
/// Checks a bundle with the service's own ledger code: a second look beside the script that is in the bundle, which shares
/// nothing with it. What is checked, and under which codes it is found, is the same.
/// </summary>
public sealed partial class BundleCheck
{
    private readonly List<BundleFinding> _findings = [];

    public IReadOnlyList<BundleFinding> Findings => _findings;

    /// <summary>What was read; null where it is no bundle.</summary>
    public BundleDocument? Bundle { get; private init; }

    /// <summary>The key in the bundle; null where it is none.</summary>
    public NoteVerifierKey? Key { get; private set; }

    /// <param name="text">A bundle as a page or as data.</param>
    /// <param name="trusted">The log's key as it was had from elsewhere; null to take the bundle's word for it.</param>
    public static BundleCheck Of(string text, NoteVerifierKey? trusted)
    {
        var data = Data().Match(text) is { Success: true } page ? page.Groups["data"].Value : text;
        var check = new BundleCheck { Bundle = BundleDocument.Read(data) };
        if (check.Bundle is null) check.Add("FORM", "This is no case bundle of Safeguard, or it was changed or copied only in part.");
        else check.Try(check.Bundle, trusted);
        return check;
    }

    private void Try(BundleDocument bundle, NoteVerifierKey? trusted)
    {
        try
        {
            Run(bundle, trusted);
        }
        catch (Exception odd) when (odd is ArgumentException or InvalidOperationException or JsonException or FormatException)
        {
            // JSON that no entry of ours can be: a name twice in one object, say. Its leaf may even hold.
            Add("FORM", "The bundle could not be read to its end: an entry in it is not in the form that is recorded.");
        }
    }

    private void Run(BundleDocument bundle, NoteVerifierKey? trusted)
    {
        var head = Head(bundle, trusted);
        var entries = bundle.Entries.Select(Read).OfType<(long Position, Sha256Hash Leaf, JsonObject Said)>().ToList();
        if (entries.Count != bundle.Entries.Count) return;
        if (head is not null) Tree(bundle, head, entries);
        Streams(bundle, entries);
        Making(bundle, entries);
        Values(bundle, entries);
    }

    private Checkpoint? Head(BundleDocument bundle, NoteVerifierKey? trusted)
    {
        if (!NoteVerifierKey.TryParse(bundle.VerifierKey, out var key)) return Fault("The public key in this file is not in its form.");
        Key = key;
        if (trusted is not null && trusted.ToString() != key.ToString()) Add("KEY", "The bundle is signed by another key than the one that was given.");
        return new CheckpointVerifier(key).TryVerify(bundle.Checkpoint, out var head, out var fault) ? head : Fault($"The signed checkpoint does not hold: {fault}.");

        Checkpoint? Fault(string sentence)
        {
            Add("CHECKPOINT", sentence);
            return null;
        }
    }

    private (long Position, Sha256Hash Leaf, JsonObject Said)? Read(BundleEntry entry)
    {
        try
        {
            var bytes = Convert.FromBase64String(entry.Entry);
            var leaf = MerkleHash.Leaf(bytes);
            if (entry.Leaf != leaf.ToBase64() || entry.Entry != Convert.ToBase64String(bytes)) Add("ENTRY", $"Entry {entry.Position} is not what was recorded: its bytes are not those of its leaf.", entry.Position);
            if (JsonNode.Parse(bytes) is JsonObject said && said["stream"] is JsonValue && said["type"] is JsonValue && said["version"] is JsonValue version && version.TryGetValue<long>(out _) && said["data"] is JsonObject)
                return (entry.Position, leaf, said);
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or ArgumentException)
        {
            // Said below.
        }

        Add("ENTRY", $"Entry {entry.Position} cannot be read as an entry of the log.", entry.Position);
        return null;
    }

    private void Tree(BundleDocument bundle, Checkpoint head, List<(long Position, Sha256Hash Leaf, JsonObject Said)> entries)
    {
        var between = bundle.Nodes.Select(n => Sha256Hash.TryParseBase64(n, out var hash) ? hash : (Sha256Hash?)null).ToList();
        var root = between.Contains(null) ? null : SharedProof.RootOf([.. entries.Select(e => e.Position - 1)], [.. entries.Select(e => e.Leaf)], head.Size, [.. between.Select(h => h!.Value)]);
        if (root != head.Root) Add("PROOF", "Entries and hashes do not lead to the root that was signed.");
    }

    private void Streams(BundleDocument bundle, List<(long Position, Sha256Hash Leaf, JsonObject Said)> entries)
    {
        var last = new Dictionary<string, long>();
        foreach (var (position, _, said) in entries)
        {
            var (stream, version) = (said["stream"]!.ToString(), said["version"]!.GetValue<long>());
            if (stream != $"family-{bundle.Family}" && stream != $"access-{bundle.Family}" && !stream.StartsWith("person-", StringComparison.Ordinal))
                Add("STREAM", $"Entry {position} is of another record than this bundle is about.", position);
            if (version <= last.GetValueOrDefault(stream)) Add("STREAM", $"Entry {position} stands twice or out of order in its stream.", position);
            last[stream] = version;
        }
    }

    private void Making(BundleDocument bundle, List<(long Position, Sha256Hash Leaf, JsonObject Said)> entries)
    {
        if (entries is not [.., var making] || making.Said["type"]!.ToString() != "case_bundle_exported" || making.Said["stream"]!.ToString() != $"access-{bundle.Family}")
        {
            Add("MAKING", "The entry that says how this bundle was made is not at its end: the bundle is not whole.");
            return;
        }

        var (said, rest) = (making.Said["data"]!, entries[..^1]);
        if (said["family"]?.ToString() != bundle.Family.ToString() || said["position"]?.ToString() != $"{bundle.Position}" || rest.Any(e => e.Position > bundle.Position) || making.Position <= bundle.Position)
            Add("MAKING", "This bundle is of another record or position than the log says of it.", making.Position);
        if (said["entries"]?.ToString() != $"{rest.Count}" || said["content"]?.ToString() != Frontier.Empty.Append([.. rest.Select(e => e.Leaf)]).After.Root.ToBase64())
            Add("MAKING", $"These are not the {said["entries"]} entries that were handed out, but {rest.Count}.", making.Position);
        if (said["values"]?.ToString() != $"{bundle.Keys.Count}") Add("MAKING", $"The log says that {said["values"]} values were opened to the holder; here are the keys of {bundle.Keys.Count}.", making.Position);
    }

    private void Values(BundleDocument bundle, List<(long Position, Sha256Hash Leaf, JsonObject Said)> entries)
    {
        var values = entries.SelectMany(e => SealedValues.In(JsonSerializer.SerializeToUtf8Bytes(e.Said)).Select(v => (v.Of, Value: v, e.Position))).ToLookup(v => v.Of);
        foreach (var key in bundle.Keys)
        {
            if (values[key.Of].ToList() is not [var found])
            {
                Add("VALUE", "A key names no value of an entry in this bundle, or more than one.");
                continue;
            }

            try
            {
                JsonNode.Parse(ValueCipher.OpenWithValueKey(Convert.FromBase64String(key.Key), found.Value));
            }
            catch (Exception wrong) when (wrong is CryptographicException or FormatException or JsonException or ArgumentException)
            {
                Add("VALUE", $"The key of a value of entry {found.Position} does not open it.", found.Position);
            }
        }

        if (bundle.Keys.Select(k => k.Of).Concat(bundle.Erased).GroupBy(of => of).Any(g => g.Count() > 1) || bundle.Erased.Any(of => !values[of].Any()))
            Add("VALUE", "A value has two keys, or the list of erased values names one that is not here.");
    }

    private void Add(string code, string sentence, long? position = null) => _findings.Add(new BundleFinding(code, sentence, position));

    [GeneratedRegex("<script type=\"application/json\" id=\"bundle\">(?<data>[^<]*)</script>")]
    private static partial Regex Data();
}
