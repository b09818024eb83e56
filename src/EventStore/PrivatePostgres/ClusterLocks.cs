namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>
/// Locks between processes on one cluster. The operating system drops them with the process that holds them, so
/// nothing has to be tidied after a <c>kill -9</c>. (On Unix these are <c>flock</c>s.)
/// </summary>
internal sealed class ClusterLocks(ClusterDirectory directory)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(5);

    public string TurnFile => Path.Combine(directory.Root, "turn.lock");

    public string UseFile => Path.Combine(directory.Root, "use.lock");

    /// <summary>One at a time may start or stop the server; the others wait.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellation)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(TurnFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (IsHeld(held) && waited.Elapsed < LongestTurn)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
            catch (IOException held) when (IsHeld(held))
            {
                throw new PrivateClusterException(
                    $"Another process has been starting or stopping the PostgreSQL in {directory.Root} for {LongestTurn.TotalMinutes:0} minutes. End it and try again.", held);
            }
        }
    }

    /// <summary>Held, with others, for as long as this process needs the server.</summary>
    public IDisposable Use()
    {
        if (!File.Exists(UseFile))
        {
            File.Create(UseFile).Dispose();
        }

        return new FileStream(UseFile, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Whether no process uses the server. Only certain while holding the turn.</summary>
    public bool NobodyUses()
    {
        try
        {
            using var alone = new FileStream(UseFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException held) when (IsHeld(held))
        {
            return false;
        }
    }

    /// <summary>A lock held elsewhere has no exception type of its own; a missing folder or file has.</summary>
    private static bool IsHeld(IOException exception) => exception.GetType() == typeof(IOException);
}
