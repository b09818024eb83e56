namespace Safeguard.EventStore.PrivatePostgres;

public sealed partial class PrivateCluster
{
    /// <summary>
    /// The server that an earlier process left running; null when there is none, and then no note of one is left either: a pid
    /// that now belongs to somebody else would keep PostgreSQL from starting.
    /// </summary>
    private static async Task<PostmasterFile?> FindRunningAsync(ClusterDirectory place, string password, Action<string> say, CancellationToken cancellation)
    {
        if (!place.HasCluster)
        {
            return null;
        }

        var waiting = System.Diagnostics.Stopwatch.StartNew();
        var said = false;
        while (true)
        {
            var note = PostmasterFile.Read(place);
            if (note is null || !note.MayBeRunning(place))
            {
                File.Delete(place.Postmaster);
                return null;
            }

            switch (await ServerProof.AskAsync(place, ConnectionString(note.Port, Superuser, Superuser, password), cancellation))
            {
                case ServerAnswer.Ours:
                    return note;
                case ServerAnswer.Strangers when OperatingSystem.IsLinux():
                    throw new PrivateClusterException(
                        $"The PostgreSQL that runs in {place.Root} (process {note.ProcessId}) does not take the password in {place.Password}. Put the right file back, or end that process and remove the folder to start with an empty one.");
                case ServerAnswer.Strangers:
                    // Without /proc a name is all we know of the process; this answer says that it is another clone's server.
                    File.Delete(place.Postmaster);
                    return null;
                default:
                    break;
            }

            if (waiting.Elapsed > LongestStart)
            {
                throw new PrivateClusterException(
                    $"Process {note.ProcessId} holds the folder {place.Data} and has not answered on port {note.Port} for {LongestStart.TotalMinutes:0} minutes. End it and try again.");
            }

            if (!said)
            {
                say($"Waiting for the PostgreSQL in {place.Root}, which is starting or stopping.");
                said = true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }
}
