using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>One request of a file.</summary>
/// <param name="Title">The sentence above it.</param>
/// <param name="Name">By which later requests cite its answer.</param>
/// <param name="Expects">The status of a request that is meant to be refused.</param>
public sealed record FileRequest(
    string Title, string? Name, int? Expects, string Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, string? Body);

/// <summary>What a request was answered, for the requests after it.</summary>
public sealed record FileAnswer(HttpResponseMessage Message, string Body);

/// <summary>Reads a file of requests as editors do, as far as ours uses it: names, variables, comments, headers, a body.</summary>
public static partial class RequestsFile
{
    public static IReadOnlyList<FileRequest> Read(string text) =>
        [.. text.ReplaceLineEndings("\n").Split("\n###")[1..].Select(ReadOne)];

    /// <summary>Puts in what is known: <c>{{host}}</c>, instants, and what earlier requests were answered.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, FileAnswer> answers, DateTimeOffset now) =>
        Variable().Replace(text, match => Value(match.Groups[1].Value.Trim(), answers, now));

    private static FileRequest ReadOne(string block)
    {
        var lines = block.Split('\n').ToList();
        var title = lines[0].Trim();
        var comments = lines.Skip(1).TakeWhile(l => l.StartsWith('#')).ToList();
        var rest = lines.Skip(1 + comments.Count).ToList();
        var first = rest[0].Split(' ', 2);
        var headers = rest.Skip(1).TakeWhile(l => l.Length > 0).Select(l => l.Split(':', 2)).Select(h => (h[0].Trim(), h[1].Trim())).ToList();
        var body = string.Join('\n', rest.Skip(2 + headers.Count)).Trim();
        return new FileRequest(
            title, Said(comments, "@name"), Said(comments, "expects") is { } status ? int.Parse(status, CultureInfo.InvariantCulture) : null,
            first[0], first[1].Trim(), headers, body.Length == 0 ? null : body);
    }

    private static string? Said(IEnumerable<string> comments, string word) =>
        comments.Select(c => c.TrimStart('#', ' ')).FirstOrDefault(c => c.StartsWith($"{word} ", StringComparison.Ordinal))?[(word.Length + 1)..].Trim();

    private static string Value(string variable, IReadOnlyDictionary<string, FileAnswer> answers, DateTimeOffset now)
    {
        if (variable == "host") return "";
        if (Instant().Match(variable) is { Success: true } instant)
        {
            var amount = int.Parse(instant.Groups[1].Value, CultureInfo.InvariantCulture);
            var at = instant.Groups[2].Value == "h" ? now.AddHours(amount) : now.AddMinutes(amount);
            return at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        }

        if (Day().Match(variable) is { Success: true } day)
            return now.AddDays(int.Parse(day.Groups[1].Value, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var (name, part, path) = Cited().Match(variable) is { Success: true } cited
            ? (cited.Groups[1].Value, cited.Groups[2].Value, cited.Groups[3].Value)
            : throw new FormatException($"What does {{{{{variable}}}}} mean?");
        var answer = answers.GetValueOrDefault(name) ?? throw new FormatException($"{variable} cites a request that was not sent before.");
        if (part == "headers") return string.Join(",", answer.Message.Headers.GetValues(path));

        var node = JsonNode.Parse(answer.Body);
        foreach (Match step in Step().Matches(path))
            node = step.Groups[1].Success ? node?[step.Groups[1].Value] : node?[int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture)];
        return node?.ToString() ?? throw new FormatException($"{variable} is not in the answer: {answer.Body}");
    }

    [GeneratedRegex(@"\{\{(.+?)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\$datetime iso8601 (-?\d+) (h|m)$", RegexOptions.CultureInvariant)]
    private static partial Regex Instant();

    [GeneratedRegex(@"^\$datetime 'YYYY-MM-DD' (-?\d+) d$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex(@"^(\w+)\.response\.(body|headers)\.(?:\$\.)?(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Cited();

    [GeneratedRegex(@"(\w+)|\[(\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
