using System.Text.RegularExpressions;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests;

/// <summary>There is one way into the log: the appender, through one function of the database (design D2).</summary>
public sealed partial class WritingPath
{
    /// <summary>The function, and how it was improved: migrations go forward only.</summary>
    private static readonly string[] AppendScripts = ["src/EventStore/Schema/002_append.sql", "src/EventStore/Schema/007_lean_append.sql", "src/EventStore/Schema/015_one_clock.sql"];

    /// <summary>Gives a log that lost entries another name, for its owner alone.</summary>
    private const string RenameScript = "src/EventStore/Schema/008_restore.sql";

    private static IEnumerable<RepositoryFile> Sources => Repository.Files(["src"], ".cs", ".sql");

    [Fact]
    public void Only_the_appender_calls_the_function_that_appends() => Assert.Equal(
        ["src/EventStore/Append/Appender.Statements.cs", AppendScripts[0], "src/EventStore/Schema/005_rights.sql", AppendScripts[1], AppendScripts[2]],
        Sources.Where(f => f.Text.Contains("append_batch", StringComparison.Ordinal)).Select(f => f.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_else_writes_to_the_tables_of_the_log() => Assert.Equal(
        [AppendScripts[0], AppendScripts[1], RenameScript, AppendScripts[2]],
        Sources.Where(f => WritesToTheLog().IsMatch(f.Text)).Select(f => f.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Renaming_a_log_changes_nothing_but_its_name() => Assert.Equal(
        ["update safeguard.log_head set origin = new_origin where origin = old_origin and position = at_position"],
        File.ReadAllText(Repository.PathOf(RenameScript)).Split(';')
            .Select(statement => WritesToTheLog().Match(statement) is { Success: true } found ? statement[found.Index..] : "")
            .Where(statement => statement.Length > 0));

    // It loses facts and reports success. Beside the log, where the same row is the same fact, it may stand.
    [Fact]
    public void No_conflict_is_swallowed_on_the_way()
    {
        Assert.All(AppendScripts, script =>
        {
            var function = AppendFunction().Match(File.ReadAllText(Repository.PathOf(script)));
            Assert.True(function.Success);
            Assert.DoesNotMatch(DoesNothing(), function.Value);
        });
        Assert.All(Repository.Files(["src/EventStore/Append"], ".cs"), f => Assert.DoesNotMatch(DoesNothing(), f.Text));
    }

    [Fact]
    public void The_application_is_granted_no_writing_of_the_log()
    {
        var rights = Repository.Files(["src/EventStore/Schema"], ".sql").SelectMany(f => f.Text.Split(';'));
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
