namespace Safeguard.EventStore.PrivatePostgres;

public sealed partial class PrivateCluster
{
    /// <summary>Leaves the cluster. The last process to leave stops the server; data stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _left, 1) == 1)
        {
            return;
        }

        var locks = new ClusterLocks(_directory);
        using var turn = await locks.TakeTurnAsync(CancellationToken.None);
        _use.Dispose();
        if (locks.NobodyUses())
        {
            await StopServerAsync(_directory, _programs, _account, CancellationToken.None);
        }
    }

    /// <summary>Only ever a server that runs on our folder: pg_ctl itself would signal whatever has the pid now.</summary>
    private static async Task StopServerAsync(ClusterDirectory place, PostgresPrograms programs, ServerAccount account, CancellationToken cancellation)
    {
        if (PostmasterFile.Read(place) is { } server && server.MayBeRunning(place))
        {
            await account.RunAsync(programs.PgCtl, ["stop", "-D", place.Data, "-m", "fast", "-w", "-t", "60"], cancellation);
        }
    }
}
