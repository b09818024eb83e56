using System.Text.RegularExpressions;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>What the logs may say is a closed list of methods, each with an id: nothing personal slips into a free line (design D13).</summary>
public sealed partial class LogLines
{
    private static IEnumerable<RepositoryFile> Sources => Repository.Files(["src"], ".cs");

    [Fact]
    public void No_line_is_written_freely() => Assert.Empty(Sources.Where(f => FreeLine().IsMatch(f.Text)).Select(f => f.Name));

    [Fact]
    public void Every_line_has_an_id_of_its_own()
    {
        var ids = Sources.SelectMany(f => Attribute().Matches(f.Text)).Select(m => m.Groups["id"].Value).ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Matches("^[0-9]+$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\s*\(\s*(LogLevel\.|\$?@?""|[a-z]+,\s*\$?"")")]
    private static partial Regex FreeLine();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?<id>[^,)]*)")]
    private static partial Regex Attribute();
}
