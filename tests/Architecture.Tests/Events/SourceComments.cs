using System.Text.RegularExpressions;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests.Events;

/// <summary>
/// The comments of the domain's types, as they stand above them. Read from the sources: compiled documentation would
/// be one more thing to build, and says nothing more.
/// </summary>
internal sealed partial class SourceComments
{
    private readonly List<string[]> _files = [.. Repository.Files(["src/Domain"], ".cs").Select(f => File.ReadAllLines(f.FullName))];

    /// <summary>What is said of a type, in one paragraph; empty where nothing is.</summary>
    public string Of(Type type) => Find(type) is { } found ? Plain(Part(Above(found.Lines, found.At), Summary())) : "";

    /// <summary>What is said of a member: of a positional one in the type's own comment, of another above it.</summary>
    public string Of(Type type, string member)
    {
        if (Find(type) is not var (lines, at)) return "";
        var param = Regex.Match(Above(lines, at), $"<param name=\"{member}\">(.*?)</param>", RegexOptions.Singleline);
        if (param.Success) return Plain(param.Groups[1].Value);
        var line = Array.FindIndex(lines, at, l => Regex.IsMatch(l, $@"^    public .*\b{member} {{ get;"));
        return line < 0 ? "" : Plain(Part(Above(lines, line), Summary()));
    }

    /// <summary>What is said of a code.</summary>
    public string OfCode(Type type, string code)
    {
        if (Find(type) is not var (lines, at)) return "";
        var line = Array.FindIndex(lines, at, l => l.Trim() == $"{code},");
        return line < 0 ? "" : Plain(Part(Above(lines, line), Summary()));
    }

    private (string[] Lines, int At)? Find(Type type)
    {
        var declared = new Regex($@"^public (sealed record|abstract record|record|enum|readonly record struct) {type.Name}\b");
        foreach (var lines in _files)
            if (Array.FindIndex(lines, declared.IsMatch) is >= 0 and var at) return (lines, at);
        return null;
    }

    private static string Above(string[] lines, int at) =>
        string.Join(' ', lines[..at].Reverse().TakeWhile(l => l.TrimStart().StartsWith("///", StringComparison.Ordinal)).Reverse().Select(l => l.TrimStart()[3..].Trim()));

    private static string Part(string comment, Regex part) => part.Match(comment).Groups[1].Value;

    private static string Plain(string xml) => Spaces().Replace(
        Tag().Replace(Reference().Replace(xml, m => m.Groups["cref"].Value.Split('.')[^1]), "")
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex("<summary>(.*?)</summary>", RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex("<(see|paramref|seealso) (cref|name|langword)=\"(?<cref>[^\"]+)\" ?/>")]
    private static partial Regex Reference();

    [GeneratedRegex("</?[a-z]+[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
