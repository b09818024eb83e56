using System.Text.RegularExpressions;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>There is one way into the log: the appender, through one function of the database (design D2).</summary>
public sealed partial class WritingPath
{
    private const string AppendScript = "src/EventStore/Schema/002_append.sql";

    private static IEnumerable<RepositoryFile> Sources => Repository.Files(["src"], ".cs", ".sql");

    [Fact]
    public void Only_the_appender_calls_the_function_that_appends() => Assert.Equal(
        ["src/EventStore/Append/Appender.Statements.cs", AppendScript, "src/EventStore/Schema/005_rights.sql"],
        Sources.Where(f => f.Text.Contains("append_batch", StringComparison.Ordinal)).Select(f => f.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_else_writes_to_the_tables_of_the_log() => Assert.Equal(
        [AppendScript],
        Sources.Where(f => WritesToTheLog().IsMatch(f.Text)).Select(f => f.Name));

    // It loses facts and reports success. Beside the log, where the same row is the same fact, it may stand.
    [Fact]
    public void No_conflict_is_swallowed_on_the_way()
    {
        var function = AppendFunction().Match(File.ReadAllText(Repository.PathOf(AppendScript)));
        Assert.True(function.Success);
        Assert.DoesNotMatch(DoesNothing(), function.Value);
        Assert.All(Repository.Files(["src/EventStore/Append"], ".cs"), f => Assert.DoesNotMatch(DoesNothing(), f.Text));
    }

    [Fact]
    public void The_application_is_granted_no_writing_of_the_log()
    {
        var rights = Repository.Files(["src/EventStore/Schema"], ".sql").Where(f => f.Name.EndsWith("_rights.sql", StringComparison.Ordinal)).SelectMany(f => f.Text.Split(';'));
        Assert.DoesNotContain(rights, grant => TableOfTheLog().IsMatch(grant) && WritingRight().IsMatch(grant));
    }

    [GeneratedRegex(@"\b(insert\s+into|update|delete\s+from|truncate(\s+table)?|merge\s+into|copy)\s+(only\s+)?(safeguard\.)?(mt_streams|mt_events|log_head|log_leaves|log_nodes)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WritesToTheLog();

    [GeneratedRegex(@"create\s+(or\s+replace\s+)?function\s+safeguard\.append_batch.*?\bend\s*\$\$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AppendFunction();

    [GeneratedRegex(@"\bdo\s+nothing\b", RegexOptions.IgnoreCase)]
    private static partial Regex DoesNothing();

    [GeneratedRegex(@"\bsafeguard\.(mt_streams|mt_events|log_head|log_leaves|log_nodes)\b|\ball\s+tables\b", RegexOptions.IgnoreCase)]
    private static partial Regex TableOfTheLog();

    [GeneratedRegex(@"\bgrant\b[^;]*\b(insert|update|delete|truncate|all)\b[^;]*\bon\b", RegexOptions.IgnoreCase)]
    private static partial Regex WritingRight();
}
