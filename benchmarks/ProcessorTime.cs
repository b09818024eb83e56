using System.Globalization;

namespace Safeguard.Benchmarks;

/// <summary>
/// Processor time that client and server have used so far, in seconds. Unlike the time that passes it says the same
/// whatever else the machine does.
/// </summary>
internal sealed record ProcessorTime(double Client, double Server)
{
    private const double TicksASecond = 100; // USER_HZ, which is so on every Linux

    /// <param name="server">The server's first process, whose children the sessions are.</param>
    public static ProcessorTime Now(int server)
    {
        if (!OperatingSystem.IsLinux()) return new(Environment.CpuUsage.TotalTime.TotalSeconds, 0);
        var (postmaster, ticks) = (server.ToString(CultureInfo.InvariantCulture), 0L);
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                // The name of the program, in brackets, may have spaces: what is counted comes behind it.
                var stat = File.ReadAllText(Path.Combine(process, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (Path.GetFileName(process) == postmaster) ticks += Sum(fields, 4); // its own, and of its children that are gone
                else if (fields[1] == postmaster) ticks += Sum(fields, 2);
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return new(Environment.CpuUsage.TotalTime.TotalSeconds, ticks / TicksASecond);
    }

    public static ProcessorTime operator -(ProcessorTime one, ProcessorTime other) => new(one.Client - other.Client, one.Server - other.Server);

    public override string ToString() => $"{Client:0.00} s of the client and {Server:0.00} s of the server";

    private static long Sum(string[] fields, int count) => fields.Skip(11).Take(count).Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
}
