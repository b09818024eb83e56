using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Sharing;

/// <summary>
/// The dossier as one page, fit to be read and printed: the same answer as the JSON, its values opened. It loads nothing and
/// runs nothing. Every statement carries the number under which its entry stands in the log.
/// </summary>
internal sealed partial class DossierPage
{
    private const string Style = """
        body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #111; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #111; padding-bottom: .2rem; }
        h3 { font-size: 1rem; margin: 1rem 0 .2rem; } p { margin: .3rem 0; } .quiet { color: #444; font-size: .9em; }
        dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .15rem .8rem; margin: .3rem 0; } dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; font-size: .95em; } th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #bbb; padding: .3rem .4rem; }
        section.entry { border-left: 3px solid #bbb; padding-left: .8rem; margin: .8rem 0; break-inside: avoid; } code { font-size: .8em; overflow-wrap: anywhere; }
        .state { font-weight: bold; } .banner { border: 2px solid #111; padding: .5rem .8rem; margin: 1rem 0; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem; }
        @media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
        """;

    /// <summary>What the page may do: show itself.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>What every entry says beside its content, which its heading says already, and what is said in words below a line.</summary>
    private static readonly HashSet<string> Unseen = ["envelope", "events", "readAs", "share", "shown"];

    private readonly StringBuilder _page = new();
    private readonly Dictionary<string, string> _positions = [];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Whether the caller asked for a page rather than data.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1).FirstOrDefault()?.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) == true;

    public static string Of(JsonNode answer)
    {
        var page = new DossierPage();
        page.Write(answer);
        return page._page.ToString();
    }

    private void Write(JsonNode answer)
    {
        var dossier = answer["dossier"]!;
        foreach (var proof in answer["proofs"]!.AsArray()) _positions[(string)proof!["event"]!] = proof["position"]!.ToString();
        foreach (var member in answer["knownThen"]!["members"]?.AsArray() ?? [])
            if (member!["name"] is JsonObject name && name["given"] is not null) _names[(string)member["person"]!] = $"{name["given"]} {name["family"]}";

        _page.Append("<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Override dossier</title><style>").Append(Style).Append("</style></head><body>");
        _page.Append("<h1>Override dossier</h1>");
        Quiet($"Share {dossier["share"]} of {dossier["from"]} to {dossier["to"]}, as recorded by {Instant(dossier["asOf"])}.");
        _page.Append("<div class=\"banner\"><p>Record: <span class=\"state\">").Append(E(dossier["state"])).Append("</span></p>");
        Quiet("The service says only whether the record is complete. Whether the override was justified is a person's finding.");
        _page.Append("</div>");

        Heading("By which route, under which rules");
        Members(new JsonObject
        {
            ["Rules of the day"] = Copy(dossier["rules"]),
            ["In force by publication"] = dossier["route"] is { } found ? Copy(found["publication"]) ?? "none: the release brought them" : null,
            ["Found in"] = Copy(dossier["route"]?["event"]),
            ["Nation"] = Copy(dossier["jurisdiction"]), ["Route"] = Copy(dossier["route"]?["route"]),
            ["In words"] = Copy(dossier["route"]?["words"]), ["Source"] = Copy(dossier["route"]?["source"]),
            ["Status of the source"] = dossier["route"] is { } route ? (bool)route["draft"]! ? "draft, verify" : "confirmed" : null, ["To be decided on by"] = Copy(dossier["decideBy"]),
        }, asTheyAre: true);

        foreach (var protocol in dossier["protocols"]?.AsArray() ?? []) Quiet($"Local protocol in force that day: {protocol!["name"]}, version {protocol["version"]}.");
        if ((string?)dossier["noProtocol"] is { } none) Quiet(none);
        Grounds(dossier["grounds"]?.AsArray() ?? []);

        Heading("The twenty tests");
        foreach (var test in dossier["tests"]!.AsArray()) Test(test!);

        One("What was proposed", dossier["proposal"]!);
        Entries("What it rests on", dossier["restsOn"]!.AsArray(), "No entry is cited.");
        if (dossier["documents"] is JsonArray { Count: > 0 } documents)
        {
            Heading("Items from documents, and how these are marked");
            Value(documents);
        }

        Entries("Permission, before the decision", dossier["permissionBefore"]!.AsArray(), "Nothing of permission was recorded by then.");
        KnownThen(answer["knownThen"]!);
        One("The decision", dossier["decision"]!);
        Entries("Authorisation", dossier["authorisation"]!.AsArray(), "Nobody else has decided on it.");
        Entries("Openness", dossier["openness"]!.AsArray(), "Nothing was recorded of telling anybody, beyond the decision itself.");
        Entries("What was sent", dossier["sent"]!.AsArray(), "Nothing was sent.");
        Entries("Whether it arrived", dossier["arrival"]!.AsArray(), "Nobody has said so.");
        Entries("What happened afterwards", dossier["afterwards"]!.AsArray(), "Nothing more was recorded by this agency.",
            "Recorded after the decision. None of it was known when it was made, unless an entry says that it was learned earlier.");
        Accesses(dossier["accesses"]!.AsArray());
        Proofs(answer);
        _page.Append("</body></html>");
    }

    /// <summary>What the share rests on beside the record, by the entries that say so.</summary>
    private void Grounds(JsonArray grounds)
    {
        foreach (var ground in grounds)
        {
            _page.Append("<h3>").Append(E(Words((string)ground!["kind"]!))).Append("</h3>");
            foreach (var entry in ground["entries"]!.AsArray()) Entry(entry!);
        }
    }

    private void Test(JsonNode test)
    {
        _page.Append("<section class=\"entry\"><h3>").Append(E(test["test"])).Append(": <span class=\"state\">").Append(E(test["state"])).Append("</span>")
            .Append((bool)test["addedLater"]! ? $", added later, {E(Instant(test["recordedAt"]))}" : "").Append(Number(test["event"])).Append("</h3>");
        Quiet((string)test["asks"]!);
        if (test["answer"] is { } answer) Value(answer);
        _page.Append("</section>");
    }

    private void KnownThen(JsonNode view)
    {
        Heading("What this agency had on record then");
        Quiet($"The family's risk view on {view["on"]}, with nothing that was recorded later.");
        foreach (var part in (string[])["notKnown", "members", "relations", "address", "children", "adults", "concerns", "referrals", "consents", "shares", "received", "openness", "documents"])
        {
            if (view[part] is not { } lines || lines is JsonArray { Count: 0 }) continue;
            _page.Append("<h3>").Append(E(Words(part))).Append("</h3>");
            Value(lines);
        }
    }

    private void Entries(string heading, JsonArray entries, string none, string? about = null)
    {
        Heading(heading);
        if (about is not null) Quiet(about);
        if (entries.Count == 0) Quiet(none);
        foreach (var entry in entries) Entry(entry!);
    }

    private void One(string heading, JsonNode entry)
    {
        Heading(heading);
        Entry(entry);
    }

    private void Entry(JsonNode entry)
    {
        _page.Append("<section class=\"entry\"><h3>").Append(E(Words(((string)entry["type"]!).Replace('_', ' ')))).Append(Number(entry["event"])).Append("</h3>");
        Quiet($"Recorded {Instant(entry["recordedAt"])} by {entry["recordedBy"]} ({entry["role"]}, {entry["agency"]}){(entry["decidedBy"] is { } decided ? $"; decided by {decided}" : "")}. "
            + $"Happened {Happened(entry["happened"])}; learned {Instant(entry["learnedAt"])}.");
        if (entry["data"] is JsonObject data) Members(data);
        _page.Append("</section>");
    }

    private void Accesses(JsonArray accesses)
    {
        Heading("Who has seen these entries");
        if (accesses.Count == 0)
        {
            Quiet("Nobody has opened any of them.");
            return;
        }

        _page.Append("<table><thead><tr><th>No.</th><th>When</th><th>Who</th><th>Where</th><th>Entries</th></tr></thead><tbody>");
        foreach (var access in accesses)
            _page.Append("<tr><td>").Append(E(access!["position"])).Append("</td><td>").Append(E(Instant(access["at"]))).Append("</td><td>").Append(E($"{access["who"]} ({access["role"]}, {access["agency"]})")).Append("</td><td>")
                .Append(E(access["view"])).Append("</td><td>").Append(E(string.Join(", ", access["shown"]!.AsArray().Select(s => $"no. {_positions.GetValueOrDefault((string)s!, "?")}")))).Append("</td></tr>");
        _page.Append("</tbody></table>");
    }

    private void Proofs(JsonNode answer)
    {
        Heading("Proof");
        Quiet("Each entry that this document names stands in the signed log under its number. The leaf hashes lead to the signed head by one inclusion proof of them all, which the data form of this document holds (“nodes”).");
        _page.Append("<table><thead><tr><th>No.</th><th>Entry</th><th>Leaf</th></tr></thead><tbody>");
        foreach (var proof in answer["proofs"]!.AsArray())
            _page.Append("<tr><td>").Append(E(proof!["position"])).Append("</td><td><code>").Append(E(proof["event"])).Append("</code></td><td><code>").Append(E(proof["leafHash"])).Append("</code></td></tr>");
        _page.Append("</tbody></table><h3>Signed head</h3><pre>").Append(E(answer["checkpoint"])).Append("</pre>");
    }

    /// <param name="asTheyAre">True where the names are words already.</param>
    private void Members(JsonObject data, bool asTheyAre = false)
    {
        _page.Append("<dl>");
        foreach (var (name, value) in data)
        {
            if (value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 } || Unseen.Contains(name)) continue;
            _page.Append("<dt>").Append(E(asTheyAre ? name : Words(name))).Append("</dt><dd>");
            Value(value);
            _page.Append("</dd>");
        }

        _page.Append("</dl>");
        // A line of the risk view names the entries that it rests on.
        if (data["events"] is JsonArray events) Quiet($"Rests on {string.Join(", ", events.Select(e => _positions.TryGetValue((string)e!, out var at) ? $"no. {at}" : $"entry {e}"))}.");
    }

    private void Value(JsonNode value)
    {
        switch (value)
        {
            case JsonObject erased when erased.Count == 1 && erased.ContainsKey("erased"):
                _page.Append("<em>erased</em>");
                break;
            case JsonObject missing when missing.Count == 1 && missing.ContainsKey("unavailable"):
                _page.Append("<em>its key is not available at this moment</em>");
                break;
            case JsonObject { Count: 2 } name when name.ContainsKey("given") && name.ContainsKey("family"):
                _page.Append(E($"{name["given"]} {name["family"]}"));
                break;
            case JsonObject members:
                Members(members);
                break;
            case JsonArray list when list.All(i => i is JsonValue):
                _page.Append(E(string.Join("; ", list.Select(i => Plain(i!)))));
                break;
            case JsonArray list:
                foreach (var item in list) Value(item!);
                break;
            default:
                _page.Append(E(Plain(value)));
                break;
        }
    }

    /// <summary>Persons by name where the view of then knows it, entries by number, instants as a London clock showed them.</summary>
    private string Plain(JsonNode value)
    {
        var text = value.ToString();
        return value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => "yes",
            System.Text.Json.JsonValueKind.False => "no",
            _ => _names.TryGetValue(text, out var name) ? name
                : _positions.TryGetValue(text, out var position) ? $"no. {position}"
                : text.Contains('T', StringComparison.Ordinal) && text.EndsWith('Z') ? Instant(value)
                : Code.IsMatch(text) ? Words(text)
                : text,
        };
    }

    /// <summary>A code of a list, as <c>SignificantHarmSuspected</c>; no sentence and no name is written so.</summary>
    [GeneratedRegex("^(?:[A-Z][a-z]+){2,}$")]
    private static partial Regex Code { get; }

    private void Heading(string text) => _page.Append("<h2>").Append(E(text)).Append("</h2>");

    private void Quiet(string text) => _page.Append("<p class=\"quiet\">").Append(E(text)).Append("</p>");

    private string Number(JsonNode? entry) =>
        entry is not null && _positions.TryGetValue((string)entry!, out var position) ? $" <span class=\"quiet\">no. {position}</span>" : "";

    private static string Happened(JsonNode? happened) => happened switch
    {
        null => "at a time not known",
        JsonObject span when span["earliest"] is { } earliest => (string?)span["precision"] is "Exact" or null
            ? Instant(earliest)
            : $"{Instant(earliest)} to {Instant(span["latest"])} ({Words((string)span["precision"]!).ToLowerInvariant()})",
        JsonObject => "at a time not known",
        _ => Instant(happened),
    };

    /// <summary>London time, said so; a date stays a date.</summary>
    private static string Instant(JsonNode? value)
    {
        if (value is null || !DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || !value.ToString().Contains('T', StringComparison.Ordinal))
            return value?.ToString() ?? "";
        return string.Create(CultureInfo.InvariantCulture, $"{LondonTime.LocalOf(at):d MMMM yyyy HH:mm:ss} (London)");
    }

    /// <summary><c>harmIfShared</c> as “Harm if shared”.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(words.Length == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static string E(JsonNode? value) => E(value?.ToString() ?? "");

    private static string E(string text) => HtmlEncoder.Default.Encode(text);
}
