using System.Diagnostics;

namespace Safeguard.Drills;

/// <summary>PostgreSQL's own programs, run as somebody whom the server accepts: it refuses root.</summary>
internal sealed class PostgresTools(string bin)
{
    /// <summary>Where they are: the argument, else the newest that Debian installed.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static PostgresTools Find(string? named)
    {
        var bin = named ?? (Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderBy(d => int.TryParse(Path.GetFileName(d), out var major) ? major : 0).Select(d => Path.Combine(d, "bin")).LastOrDefault()
            : null);
        return bin is not null && File.Exists(Path.Combine(bin, "pg_basebackup"))
            ? new PostgresTools(bin)
            : throw new InvalidOperationException("The drill takes PostgreSQL's own tools (initdb, pg_basebackup, pg_ctl). Install them, or name their folder: --bin FOLDER.");
    }

    /// <summary>Gives a folder to whoever the programs run as.</summary>
    public static void Give(string folder)
    {
        if (Environment.IsPrivilegedProcess) Process.Start("chown", ["postgres", folder]).WaitForExit();
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; its own words are in the message.</exception>
    public void Run(string program, params string[] args)
    {
        string[] all = Environment.IsPrivilegedProcess
            ? ["-u", "postgres", "--", Path.Combine(bin, program), .. args]
            : args;
        using var process = Process.Start(new ProcessStartInfo(Environment.IsPrivilegedProcess ? "runuser" : Path.Combine(bin, program), all)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath(),
        })!;
        // A server that was started inherits the pipes and would hold them open: only what came by the end of the program counts.
        var said = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        while (!process.HasExited) process.WaitForExit(100);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }
}
