using System.Diagnostics;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>One run of a program, and what it said.</summary>
internal sealed record ChildProcess(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>A program that cannot be started at all answers like one that failed (127, as a shell says).</summary>
    public static async Task<ChildProcess> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            // An unprivileged child may not stand in our own working directory.
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/",
        };
        Sanitise(start.Environment);

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new ChildProcess(127, missing.Message);
        }

        using (process)
        {
            process.StandardInput.Close();
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }

            // On Windows the server inherits pg_ctl's pipes and keeps them open: do not wait for their end.
            await Task.WhenAny(said, Task.Delay(TimeSpan.FromSeconds(2), cancellation));
            return new ChildProcess(process.ExitCode, said.IsCompletedSuccessfully ? string.Join('\n', said.Result).Trim() : "");
        }
    }

    /// <summary>PGDATA, PGOPTIONS and the like belong to somebody's other server; messages are wanted in one language.</summary>
    private static void Sanitise(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            environment.Remove(name);
        }

        environment["LC_ALL"] = "C";
    }
}
