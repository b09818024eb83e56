using System.Diagnostics;
using System.Globalization;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>
/// PostgreSQL's note of the running server (<c>postmaster.pid</c>). It outlives a crash, may have been copied with its
/// folder, and its pid may meanwhile be another process: it is a hint, never a proof.
/// </summary>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    /// <summary>Null when there is no note, or one too young to have a port, or one that speaks of another folder.</summary>
    public static PostmasterFile? Read(ClusterDirectory directory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(directory.Postmaster);
        }
        catch (IOException)
        {
            return null;
        }

        // Lines: pid, data directory, start time, port, socket directory, address, shared memory, state.
        return lines.Length >= 4
            && directory.IsData(lines[1])
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new PostmasterFile(pid, port)
            : null;
    }

    /// <summary>
    /// Whether the process is a server on our folder: by its command line where there is /proc (a zombie has none),
    /// elsewhere by its name, which may be another clone's.
    /// </summary>
    public bool MayBeRunning(ClusterDirectory directory)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                var arguments = File.ReadAllText($"/proc/{ProcessId}/cmdline").Split('\0');
                return Path.GetFileName(arguments[0]) == "postgres" && arguments.Any(directory.IsData);
            }
            catch (IOException)
            {
                return false;
            }
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName == "postgres";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
