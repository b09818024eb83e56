using System.Diagnostics;
using System.Globalization;
using Safeguard.EventStore.PrivatePostgres;
using static Safeguard.EventStore.Tests.PrivatePostgres.TemporaryCluster;

namespace Safeguard.EventStore.Tests.PrivatePostgres;

/// <summary>What is left behind by a user that was killed, a server that was killed, or a folder that was copied.</summary>
public class PrivateClusterCrashTests
{
    private const string HoldVariable = "SAFEGUARD_TEST_HOLD_CLUSTER";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_whose_only_user_was_killed_goes_on_and_is_found_again()
    {
        await using var place = new TemporaryCluster();
        var held = await StartAndKillAUserOfAsync(place);

        var found = await place.StartAsync();
        Assert.Equal(held, found.ProcessId);

        await found.DisposeAsync();
        Assert.False(await AnswersAsync(found));
    }

    [Fact]
    public async Task A_server_that_was_killed_is_started_again_on_its_port_with_what_it_had_committed()
    {
        await using var place = new TemporaryCluster();
        var killed = await place.StartAsync();
        await TellAsync(killed.ConnectionString(), "create table kept as select 7 as number");
        await KillAsync(killed.ProcessId);

        var again = await place.StartAsync();

        Assert.Equal(killed.Port, again.Port);
        Assert.Equal(7, await AskAsync<int>(killed.ConnectionString(), "select number from kept"));
    }

    [Fact]
    public async Task A_stale_note_whose_pid_is_somebody_elses_by_now_keeps_nobody_out()
    {
        await using var place = new TemporaryCluster();
        await using var neighbour = new TemporaryCluster();
        var note = await StopButKeepNoteAsync(place);
        var stranger = await neighbour.StartAsync();
        note[0] = stranger.ProcessId.ToString(CultureInfo.InvariantCulture);
        note[3] = stranger.Port.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(place.File("data", "postmaster.pid"), note, Cancellation);

        var cluster = await place.StartAsync();

        Assert.NotEqual(stranger.ProcessId, cluster.ProcessId);
        Assert.NotEqual(stranger.Port, cluster.Port);
        Assert.True(await AnswersAsync(cluster));
        Assert.True(await AnswersAsync(stranger));
    }

    [Fact]
    public async Task A_copied_folder_never_meets_the_server_of_the_original()
    {
        await using var original = new TemporaryCluster();
        await using var copy = new TemporaryCluster();
        await (await original.StartAsync()).DisposeAsync();
        Copy(original.Location, copy.Location);
        var first = await original.StartAsync();
        File.Copy(original.File("data", "postmaster.pid"), copy.File("data", "postmaster.pid"));

        var second = await copy.StartAsync();

        Assert.NotEqual(first.ProcessId, second.ProcessId);
        Assert.Equal(copy.File("data"), await AskAsync<string>(second.ConnectionString(), "show data_directory"));
        Assert.True(await AnswersAsync(first));
    }

    [Fact]
    public async Task A_making_that_was_cut_short_is_begun_again()
    {
        await using var place = new TemporaryCluster();
        Directory.CreateDirectory(place.File("data.unfinished", "base"));
        await File.WriteAllTextAsync(place.File("data.unfinished", "PG_VERSION"), "", Cancellation);
        await File.WriteAllTextAsync(place.File("password"), "", Cancellation);

        Assert.True(await AnswersAsync(await place.StartAsync()));
    }

    /// <summary>Not a test: the other process of the one above. Runs only when asked for by name.</summary>
    [Fact(Explicit = true)]
    public async Task Hold_a_cluster_until_killed()
    {
        var directory = Environment.GetEnvironmentVariable(HoldVariable);
        Assert.SkipWhen(directory is null, $"{HoldVariable} names no directory.");
        var cluster = await PrivateCluster.StartAsync(directory, cancellation: Cancellation);
        await File.WriteAllTextAsync(directory + ".held", cluster.ProcessId.ToString(CultureInfo.InvariantCulture), Cancellation);
        await Task.Delay(TimeSpan.FromMinutes(2), Cancellation);
    }

    private static async Task<int> StartAndKillAUserOfAsync(TemporaryCluster place)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(PrivateClusterCrashTests).Assembly.Location,
            "-explicit", "only", "-method", $"{typeof(PrivateClusterCrashTests).FullName}.{nameof(Hold_a_cluster_until_killed)}",
        ])
        {
            RedirectStandardOutput = true,
            Environment = { [HoldVariable] = place.Location },
        };

        using var user = Process.Start(start)!;
        var said = user.StandardOutput.ReadToEndAsync(Cancellation);
        var held = place.Location + ".held";
        while (!File.Exists(held) || (await File.ReadAllTextAsync(held, Cancellation)).Length == 0)
        {
            Assert.False(user.HasExited, user.HasExited ? await said : "");
            await Task.Delay(50, Cancellation);
        }

        user.Kill();
        await user.WaitForExitAsync(Cancellation);

        // The server holds nothing of its dead parent: the pipe has come to its end.
        await said.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        return int.Parse(await File.ReadAllTextAsync(held, Cancellation), CultureInfo.InvariantCulture);
    }

    private static async Task<string[]> StopButKeepNoteAsync(TemporaryCluster place)
    {
        var cluster = await place.StartAsync();
        var note = await File.ReadAllLinesAsync(place.File("data", "postmaster.pid"), Cancellation);
        await cluster.DisposeAsync();
        return note;
    }

    private static async Task KillAsync(int pid)
    {
        using var server = Process.GetProcessById(pid);
        server.Kill();

        await server.WaitForExitAsync(Cancellation);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            var made = Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
            if (!OperatingSystem.IsWindows())
            {
                made.UnixFileMode = File.GetUnixFileMode(folder);
            }
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
