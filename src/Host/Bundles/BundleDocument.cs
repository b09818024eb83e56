using System.Globalization;
using System.Text;
using System.Text.Json;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;

namespace Safeguard.Host.Bundles;

/// <summary>One entry as it stands in a bundle.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Leaf">SHA-256(0x00 ‖ entry), base 64.</param>
/// <param name="Entry">The canonical bytes, base 64.</param>
public sealed record BundleEntry(long Position, string Leaf, string Entry);

/// <summary>The key of one value.</summary>
/// <param name="Of">The entry's id, a number sign, and the value's JSON pointer in its data.</param>
/// <param name="Key">32 bytes, base 64.</param>
public sealed record BundleValueKey(string Of, string Key);

/// <summary>
/// The data part of a case bundle: everything in it is proven, or proves. What was handed out to whom stands in its last
/// entry, which is in the log itself, so no member says it again.
/// </summary>
/// <param name="Bundle">The form: <c>safeguard-case-bundle/1</c>.</param>
/// <param name="Position">It is of everything up to here that its maker may read.</param>
/// <param name="Checkpoint">The signed tree head that all entries lead to (C2SP tlog-checkpoint).</param>
/// <param name="VerifierKey">The key that signed it.</param>
/// <param name="Entries">In the order of the log; the last says that the bundle was made.</param>
/// <param name="Nodes">The hashes between the entries, each once, left to right (<see cref="SharedProof"/>); base 64.</param>
/// <param name="Keys">Of the values that the reader may see.</param>
/// <param name="Erased">Values whose keys were destroyed.</param>
public sealed record BundleDocument(
    string Bundle, FamilyId Family, long Position, string Checkpoint, string VerifierKey,
    IReadOnlyList<BundleEntry> Entries, IReadOnlyList<string> Nodes, IReadOnlyList<BundleValueKey> Keys, IReadOnlyList<string> Erased)
{
    public const string Form = "safeguard-case-bundle/1";

    /// <summary>The bundle of what was gathered, with the entry of its making, under a signed tree that holds both.</summary>
    /// <param name="between">The shared proof of the entries and the making, in this order.</param>
    public static BundleDocument Of(BundleContent content, StoredEntry making, SignedNote checkpoint, NoteVerifierKey key, IReadOnlyList<Sha256Hash> between) => new(
        Form, content.Family, content.Position, checkpoint.ToString(), key.ToString(),
        [.. content.Entries.Append(making).Select(e => new BundleEntry(e.Recorded.Position, e.Leaf().ToBase64(), Convert.ToBase64String(e.Canonical)))],
        [.. between.Select(h => h.ToBase64())],
        [.. content.Keys.Select(k => new BundleValueKey(k.Of, Convert.ToBase64String(k.Key)))],
        content.Erased);

    /// <summary>
    /// The document as JSON in its one spelling: members in this order, one entry, hash or key a line, and no <c>&lt;</c>, so
    /// that it can stand in a page. Whoever checks a bundle writes it again and compares, so that no byte can change unseen.
    /// </summary>
    public string Write()
    {
        var json = new StringBuilder(Entries.Sum(e => e.Entry.Length + 100) + Nodes.Count * 48 + Keys.Count * 150 + 1_000);
        json.Append("{\n\"bundle\":").Append(Quoted(Bundle)).Append(",\n\"family\":").Append(Quoted(Family.ToString()))
            .Append(",\n\"position\":").Append(Number(Position)).Append(",\n\"checkpoint\":").Append(Quoted(Checkpoint))
            .Append(",\n\"verifierKey\":").Append(Quoted(VerifierKey));
        Lines("entries", Entries, e => json.Append("{\"position\":").Append(Number(e.Position)).Append(",\"leaf\":").Append(Quoted(e.Leaf)).Append(",\"entry\":").Append(Quoted(e.Entry)).Append('}'));
        Lines("nodes", Nodes, n => json.Append(Quoted(n)));
        Lines("keys", Keys, k => json.Append("{\"of\":").Append(Quoted(k.Of)).Append(",\"key\":").Append(Quoted(k.Key)).Append('}'));
        Lines("erased", Erased, o => json.Append(Quoted(o)));
        return json.Append("\n}").ToString();

        void Lines<T>(string name, IReadOnlyList<T> items, Action<T> write)
        {
            json.Append(",\n\"").Append(name).Append("\":[\n");
            for (var i = 0; i < items.Count; i++)
            {
                write(items[i]);
                json.Append(i < items.Count - 1 ? ",\n" : "\n");
            }

            json.Append(']');
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else, be it one space more.</summary>
    public static BundleDocument? Read(string text)
    {
        try
        {
            var read = JsonSerializer.Deserialize<BundleDocument>(text, Http.WireJson.Options);
            return read is { Bundle: Form, Checkpoint: not null, VerifierKey: not null, Entries: { } entries, Nodes: { } nodes, Keys: { } keys, Erased: { } erased }
                && entries.All(e => e is { Leaf: not null, Entry: not null }) && nodes.All(n => n is not null) && keys.All(k => k is { Of: not null, Key: not null }) && erased.All(e => e is not null)
                && read.Write() == text
                ? read
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>As JSON.stringify writes a text, and &lt; escaped: a serialiser of .NET escapes more, and not the same in every release.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                < ' ' or '<' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }
}
