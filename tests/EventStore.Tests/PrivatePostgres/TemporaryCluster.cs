using Npgsql;
using Safeguard.EventStore.PrivatePostgres;

namespace Safeguard.EventStore.Tests.PrivatePostgres;

/// <summary>A folder for one test's cluster. Gone afterwards, with any server a test left in it.</summary>
internal sealed class TemporaryCluster : IAsyncDisposable
{
    private readonly List<PrivateCluster> _started = [];

    public TemporaryCluster() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"safeguard-test-{Guid.NewGuid():N}");

    public string Location => Path.Combine(Folder, "cluster");

    public string File(params string[] parts) => Path.Combine([Location, .. parts]);

    public async Task<PrivateCluster> StartAsync(bool throwaway = false)
    {
        var cluster = await PrivateCluster.StartAsync(
            Location, new PrivateClusterOptions { Throwaway = throwaway }, cancellation: TestContext.Current.CancellationToken);
        _started.Add(cluster);
        return cluster;
    }

    public async Task<string> RefusalAsync() =>
        (await Assert.ThrowsAsync<PrivateClusterException>(() => StartAsync())).Message;

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _started)
        {
            await cluster.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    public static async Task<T> AskAsync<T>(string connectionString, string question)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(question, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static Task TellAsync(string connectionString, string statement) => AskAsync<object>(connectionString, statement + "; select 1");

    public static async Task<bool> AnswersAsync(PrivateCluster cluster)
    {
        try
        {
            return await AskAsync<int>(cluster.ConnectionString(), "select 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
