using static Safeguard.EventStore.Tests.PrivatePostgres.TemporaryCluster;

namespace Safeguard.EventStore.Tests.PrivatePostgres;

/// <summary>The variable belongs to the whole process, so nothing else may start a server meanwhile.</summary>
[CollectionDefinition(nameof(PostgresProgramsTests), DisableParallelization = true)]
[Collection(nameof(PostgresProgramsTests))]
public sealed class PostgresProgramsTests : IDisposable
{
    private const string Variable = "SAFEGUARD_PG_BIN";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _before);

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    public async Task A_variable_that_names_no_PostgreSQL_is_answered_with_a_sentence(string folder)
    {
        await using var place = new TemporaryCluster();
        var named = Path.Combine(place.Folder, folder);
        Environment.SetEnvironmentVariable(Variable, named);

        var sentence = await place.RefusalAsync();

        Assert.StartsWith($"SAFEGUARD_PG_BIN is {named}", sentence, StringComparison.Ordinal);
        Assert.EndsWith("or unset it.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_that_the_variable_names_is_used()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        await using var place = new TemporaryCluster();
        await using var first = await place.StartAsync();
        var programs = await ProgramsOfAsync(first.ConnectionString());
        Environment.SetEnvironmentVariable(Variable, programs);
        await using var other = new TemporaryCluster();

        var second = await other.StartAsync();

        Assert.Equal(programs, await ProgramsOfAsync(second.ConnectionString()));
    }

    private static async Task<string> ProgramsOfAsync(string connectionString) =>
        Path.GetDirectoryName(await AskAsync<string>(connectionString, "select setting from pg_config where name = 'BINDIR'") + "/")!;
}
