using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;
using Safeguard.Domain;
using Safeguard.Host.Composition;
using Safeguard.Host.Telemetry;
using Safeguard.Host.Tests.Running;
using Safeguard.Support;

namespace Safeguard.Host.Tests;

/// <summary>How far registers are behind the log can be seen, and none answers from half of it (design D6, D13).</summary>
public sealed class Registers_behind_the_log(RunningHost host)
{
    [Fact]
    public async Task An_administrator_sees_of_each_where_it_stands_and_nothing_of_any_family()
    {
        var administrator = host.As(host.NewAgency(), Role.Administrator);
        var family = await (await host.WorkerAsync()).OpenFamilyAsync();

        var answer = await administrator.GetAsync("/admin/projections");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var projections = answer.Json["projections"]!.AsArray();
        Assert.Equal(LogViews.Registers.Select(r => r.Name), projections.Select(p => $"{p!["name"]}:{p["generation"]}"));
        Assert.All(projections, p =>
        {
            Assert.InRange((long)p!["position"]!, 1, (long)answer.Json["head"]!);
            Assert.True((double)p["lagSeconds"]! >= 0 && (bool)p["followed"]!);
        });
        Assert.DoesNotContain(family.Id, answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{administrator.Agency}' and e.type <> 'role_asserted'")); // of no family's data
    }

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.Manager)]
    [InlineData(Role.IgOfficer)]
    [InlineData(Role.PartnershipIgOfficer)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.DataSteward)]
    [InlineData(Role.Reviewer)]
    public async Task Whoever_is_no_administrator_is_refused_and_the_try_is_recorded(Role role)
    {
        var somebody = host.As(host.NewAgency(), role);
        var answer = await somebody.GetAsync("/admin/projections");
        Assert.Equal((HttpStatusCode.Forbidden, "NOT_ALLOWED"), (answer.Status, answer.Code));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{somebody.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'GetProjections'"));
    }

    [Fact]
    public async Task Without_a_token_there_is_401_and_below_the_address_there_is_nothing()
    {
        Assert.Equal("TOKEN_REQUIRED", (await host.Nobody().GetAsync("/admin/projections")).Code);
        Assert.Equal("NO_SUCH_ADDRESS", (await host.As(host.NewAgency(), Role.Administrator).GetAsync("/admin/projections/share_register:5")).Code);
    }

    [Fact]
    public async Task A_register_that_is_still_being_filled_answers_nobody_and_readiness_says_so()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var one = host.Start(database);
        await RunningHost.ReadyAsync(one);
        var manager = await AsAsync(one, "p2r-manager");
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/shares")).Status);

        await database.ExecuteAsync("update safeguard.projection_builds set state = 'filling' where view = 'share_register:5'");

        var shares = await manager.GetAsync("/shares");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "REGISTER_FILLING", "10"), (shares.Status, shares.Code, shares.Header("Retry-After")));
        Assert.Null(shares.Header("Safeguard-Position"));
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/agencies")).Status);
        var ready = await manager.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains("share_register:5 is being filled", (string)Assert.Single(ready.Json["missing"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lag_and_the_progress_of_a_build_are_measured_by_register()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var one = host.Start(database);
        await RunningHost.ReadyAsync(one);
        await database.ExecuteAsync("insert into safeguard.projection_builds (view, build, position) values ('share_register:5', 77, 0)");
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Measures.Name && instrument.Name.StartsWith("safeguard.projection.", StringComparison.Ordinal)) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen[$"{i.Name} {tags[0].Value}"] = value);
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => seen[$"{i.Name} {tags[0].Value}"] = value);
        listener.Start();

        string[] expected = ["safeguard.projection.lag access_log:4", "safeguard.projection.lag.time access_log:4", "safeguard.projection.build share_register:5"];
        for (var n = 0; n < 200 && expected.Any(e => !seen.ContainsKey(e)); n++)
        {
            await Task.Delay(100);
            listener.RecordObservableInstruments();
        }

        Assert.All(expected, e => Assert.Contains(e, seen.Keys));
        Assert.All(seen.Values, v => Assert.True(v >= 0));
    }

    [Fact]
    public async Task The_command_line_rebuilds_beside_a_running_host_and_says_what_it_found()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var one = host.Start(database);
        await RunningHost.ReadyAsync(one);
        var administrator = await AsAsync(one, "administrator");
        var recorded = await administrator.PostAsync("/agencies", """{ "agency": "p2r", "name": "Path to Recovery", "kind": "Treatment", "area": "Bedford", "publicAuthority": false }""");
        await administrator.GetAsync("/agencies", ("Safeguard-Wait-For", recorded.Header("Safeguard-Position") ?? "3"));
        var folder = Directory.CreateTempSubdirectory("safeguard-rebuild-");
        try
        {
            var settings = Settings(database, folder);
            var (exit, output, error) = await Hosts.RunAsync(["rebuild", "all"], settings);
            Assert.Equal((0, LogViews.Registers.Count), (exit, output.Split("byte for byte").Length - 1));
            Assert.Contains("entries.", error, StringComparison.Ordinal);

            await database.ExecuteAsync("update safeguard.projected_rows set data = data || '{\"name\": \"Path to Ruin\"}' where view = 'agency_directory:4'");
            (exit, output, _) = await Hosts.RunAsync(["rebuild", "agency_directory:4"], settings);
            Assert.Equal(1, exit);
            Assert.Contains("1 rows were not those that the log gives", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Path to", output, StringComparison.Ordinal);
            Assert.Contains("Path to Recovery", (await administrator.GetAsync("/agencies")).Body, StringComparison.Ordinal);

            (exit, output) = await Hosts.OnATerminalAsync(["rebuild", "agency_directory:4"], settings);
            Assert.Equal(0, exit);
            Assert.Matches("agency_directory:4.*100%", output);
            Assert.Contains("byte for byte", output, StringComparison.Ordinal);

            (exit, output, _) = await Hosts.RunAsync(["projections"], settings);
            Assert.Equal((0, LogViews.Registers.Count), (exit, output.Split("entry").Length - 1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Ctrl_C_stops_a_rebuild_half_way_readers_notice_nothing_and_the_same_words_go_on_with_it()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var one = host.Start(database);
        await RunningHost.ReadyAsync(one);
        var administrator = await AsAsync(one, "administrator");
        var recorded = await administrator.PostAsync("/agencies", """{ "agency": "p2r", "name": "Path to Recovery", "kind": "Treatment", "area": "Bedford", "publicAuthority": false }""");
        await administrator.GetAsync("/agencies", ("Safeguard-Wait-For", recorded.Header("Safeguard-Position") ?? "3"));
        var folder = Directory.CreateTempSubdirectory("safeguard-rebuild-");
        try
        {
            // Whoever writes rows waits, so that the rebuild is half-way for as long as it takes.
            await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
            await owner.OpenAsync();
            await using (var held = await owner.BeginTransactionAsync())
            {
                await using (var hold = new NpgsqlCommand("lock table safeguard.projected_rows in exclusive mode", owner, held)) await hold.ExecuteNonQueryAsync();
                var (stopped, said, _) = await Hosts.RunAsync(["rebuild", "agency_directory:4"], Settings(database, folder), async process =>
                {
                    const string waiting = "select count(*) from pg_locks where relation = 'safeguard.projected_rows'::regclass and not granted";
                    while (!process.HasExited && await database.ScalarAsync<long>(waiting) == 0) await Task.Delay(20);
                    using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
                    await interrupt.WaitForExitAsync();
                });
                Assert.Equal(1, stopped);
                Assert.Contains("stopped half-way. Readers noticed nothing.", said, StringComparison.Ordinal);
                Assert.Contains("Path to Recovery", (await administrator.GetAsync("/agencies")).Body, StringComparison.Ordinal);
            }

            Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard.projection_builds where view = 'agency_directory:4' and state = 'filling'"));
            var (exit, output, _) = await Hosts.RunAsync(["rebuild", "agency_directory:4"], Settings(database, folder));
            Assert.Equal(0, exit);
            Assert.Contains("byte for byte", output, StringComparison.Ordinal);
            Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard.projection_builds where view = 'agency_directory:4'"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (string, string)[] Settings(StoreDatabase database, DirectoryInfo folder) =>
    [
        ("ConnectionStrings__Safeguard", database.Options.ConnectionString), ("Log__Origin", database.Options.Origin),
        ("Log__SigningKey", database.Options.SigningKeyPem), ("Keys__Ring", folder.FullName), ("Data__Folder", folder.FullName),
        ("ASPNETCORE_ENVIRONMENT", "Development"),
    ];

    private static async Task<Someone> AsAsync(WebApplicationFactory<Program> factory, string persona)
    {
        var client = factory.CreateClient();
        var token = await new Someone(client, null).PostAsync("/dev/tokens", $$"""{ "persona": "{{persona}}" }""");
        return new Someone(client, (string)token.Json["token"]!);
    }
}
