using System.Net;
using Microsoft.AspNetCore.Hosting;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Whoever runs the service sees whether a loss would be noticed, and begins no second log by a slip.</summary>
public sealed class What_was_signed(RunningHost host)
{
    [Theory]
    [InlineData(null, "Set Log:CheckpointFile")]
    [InlineData("/nowhere/at/all/newest-checkpoint", "cannot be written to Log:CheckpointFile")]
    public async Task Is_said_to_be_kept_nowhere_outside_while_the_service_goes_on(string? file, string sentence)
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var production = host.Start(database, "Production", h => h.UseSetting("Log:CheckpointFile", file));
        await RunningHost.ReadyAsync(production);

        var ready = await Hosts.WaitAsync(() => new Someone(production.CreateClient(), null).GetAsync("/health/ready"), a => a.Body.Contains("checkpointNotKept", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Contains(sentence, (string)ready.Json["checkpointNotKept"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_kept_in_the_file_that_the_settings_name()
    {
        await using var database = await host.CreateDatabaseAsync();
        var file = Path.Combine(Directory.CreateTempSubdirectory("safeguard-signed-").FullName, "newest-checkpoint");
        await using var production = host.Start(database, "Production", h => h.UseSetting("Log:CheckpointFile", file));
        await RunningHost.ReadyAsync(production);
        for (var n = 0; n < 100 && !File.Exists(file); n++) await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.StartsWith(database.Options.Origin, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("checkpointNotKept", (await new Someone(production.CreateClient(), null).GetAsync("/health/ready")).Body, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("rotate-master-key")]
    [InlineData("announce-key some.pem")]
    public async Task Is_not_begun_anew_by_a_command_on_a_database_that_holds_no_log(string line)
    {
        await using var database = await host.CreateDatabaseAsync();

        var (exit, _, error) = await Hosts.RunAsync(line.Split(' '),
        [
            ("ConnectionStrings__Safeguard", database.Options.ConnectionString), ("Log__Origin", database.Options.Origin), ("Log__SigningKey", database.Options.SigningKeyPem),
            ("Keys__Ring", database.RingFolder), ("ASPNETCORE_ENVIRONMENT", "Production"), ("Identity__Authority", "https://issuer.example.org"), ("Identity__Audience", "safeguard"),
        ]);

        Assert.Equal(1, exit);
        Assert.Contains("The database holds no log", error, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard_keys.master_keys"));
    }
}
