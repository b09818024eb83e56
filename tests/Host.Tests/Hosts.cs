using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.Host.Access;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Identity;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>How a Host starts, what it says while it cannot serve, and what exists in Development only (design D12, D13).</summary>
public sealed class Hosts(RunningHost host)
{
    [Fact]
    public async Task Outside_Development_there_are_no_personas_and_no_tokens()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var production = host.Start(database, "Production");
        await RunningHost.ReadyAsync(production);
        var nobody = new Someone(production.CreateClient(), null);
        foreach (var answer in (Answer[])[await nobody.GetAsync("/dev/personas"), await nobody.PostAsync("/dev/tokens", """{ "persona": "p2r-worker" }""")])
        {
            Assert.Equal((HttpStatusCode.NotFound, "NO_SUCH_ADDRESS"), (answer.Status, answer.Code));
            Assert.Equal((await nobody.GetAsync("/nowhere")).WithoutTrace(), answer.WithoutTrace());
        }
    }

    [Fact]
    public async Task In_Development_a_persona_gets_a_token_that_works()
    {
        var nobody = host.Nobody();
        var personas = await nobody.GetAsync("/dev/personas");
        Assert.Contains("p2r-worker", personas.Json.AsArray().Select(p => (string)p!["persona"]!));
        foreach (var persona in personas.Json.AsArray())
        {
            var token = (string)(await nobody.PostAsync("/dev/tokens", $$"""{ "persona": "{{persona!["persona"]}}" }""")).Json["token"]!;
            Assert.Equal(HttpStatusCode.OK, (await new Someone(host.Factory.CreateClient(), token).GetAsync("/agencies")).Status);
        }

        Assert.Equal("NO_SUCH_PERSONA", (await nobody.PostAsync("/dev/tokens", """{ "persona": "god" }""")).Code);
    }

    [Fact]
    public async Task What_a_partnership_set_of_its_reviews_is_in_force_and_the_worklist_says_so()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var theirs = host.Start(database, configure: h =>
        {
            h.UseSetting("Review:SampleOneIn", "4");
            h.UseSetting("Review:DaysToAnswer", "3");
        });
        await RunningHost.ReadyAsync(theirs);
        var client = theirs.CreateClient();
        var token = await client.PostAsJsonAsync("/dev/tokens", new { persona = "ig-officer" });
        var officer = new Someone(client, (string)System.Text.Json.Nodes.JsonNode.Parse(await token.Content.ReadAsStringAsync())!["token"]!);
        Assert.Equal("""{"sampleOneIn":4,"daysToComplete":5,"daysToAnswer":3}""", (await officer.GetAsync("/ig/worklist")).Json["policy"]!.ToJsonString());
        Assert.Equal("""{"sampleOneIn":10,"daysToComplete":5,"daysToAnswer":5}""", (await host.As(host.NewAgency(), "officer", Role.IgOfficer).GetAsync("/ig/worklist")).Json["policy"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_partnership_set_of_broken_glass_and_alerts_is_in_force()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var theirs = host.Start(database, configure: h =>
        {
            h.UseSetting("Access:BreakGlassMinutes", "15");
            h.UseSetting("Access:FamiliesAnHour", "7");
        });
        await RunningHost.ReadyAsync(theirs);
        Someone As(string name, Role role) =>
            new(theirs.CreateClient(), theirs.Services.GetRequiredService<LocalIssuer>().TokenFor(new Persona(name, AgencyId.Of("theirs"), [role], "")));
        var family = await As("worker", Role.Practitioner).OpenFamilyAsync();
        await As("manager", Role.Manager).PostAsync(family.Path("restriction"), """{ "level": "Sealed", "reason": "A threat was made.", "reviewDate": "2099-01-01" }""");
        Task<Answer> BreakAsync(int minutes) => As("worker", Role.Practitioner).PostAsync(family.Path("break-glass"),
            $$"""{ "reason": "The mother telephoned: the child swallowed methadone.", "minutes": {{minutes}} }""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "MINUTES_OUT_OF_RANGE"), (await BreakAsync(16)) is var no ? (no.Status, no.Code) : default);
        Assert.Equal(HttpStatusCode.OK, (await BreakAsync(15)).Status);
        Assert.Equal(7, (int)(await As("officer", Role.IgOfficer).GetAsync("/ig/alerts")).Json["mostFamilies"]!);
    }

    [Theory]
    [InlineData("Access:BreakGlassMinutes", "61")]
    [InlineData("Access:BreakGlassMinutes", "0")]
    [InlineData("Access:FamiliesAnHour", "201")]
    [InlineData("Access:FamiliesAnHour", "many")]
    public void A_setting_of_access_out_of_its_bounds_stops_the_start_with_a_plain_word(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(name, value)]).Build();
        Assert.Contains($"{name} is not a whole number from 1 to", Assert.Throws<PlainException>(() => AccessSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Review:SampleOneIn", "0")]
    [InlineData("Review:SampleOneIn", "101")]
    [InlineData("Review:DaysToComplete", "-1")]
    [InlineData("Review:DaysToAnswer", "five")]
    [InlineData("Review:DaysToAnswer", "1.5")]
    public void A_setting_of_reviews_out_of_its_bounds_stops_the_start_with_a_plain_word(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(name, value)]).Build();
        Assert.Contains($"{name} is not a whole number from 1 to", Assert.Throws<PlainException>(() => ReviewSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_asks_for_too_much_is_told_to_wait_and_nobody_else_is()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var small = host.Start(database, configure: h => h.UseSetting("Limits:RequestsPerMinute", "5"));
        await RunningHost.ReadyAsync(small);
        var client = small.CreateClient();
        async Task<Someone> AsAsync(string persona)
        {
            var token = await client.PostAsJsonAsync("/dev/tokens", new { persona });
            return new Someone(client, (string)System.Text.Json.Nodes.JsonNode.Parse(await token.Content.ReadAsStringAsync())!["token"]!);
        }

        var (greedy, modest) = (await AsAsync("p2r-worker"), await AsAsync("nursery-lead"));
        var answers = new List<Answer>();
        for (var n = 0; n < 12; n++) answers.Add(await greedy.GetAsync("/agencies"));
        var refused = answers.First(a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("TOO_MANY_REQUESTS", refused.Code);
        Assert.True(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture) >= 1);
        Assert.Equal(HttpStatusCode.OK, (await modest.GetAsync("/agencies")).Status);
    }

    [Fact]
    public async Task A_database_that_nobody_migrated_is_waited_for_in_words()
    {
        await using var database = await host.CreateDatabaseAsync();
        await database.ExecuteAsync("delete from safeguard.schema_versions where version = (select max(version) from safeguard.schema_versions)");
        await using var waiting = host.Start(database);
        var nobody = new Someone(waiting.CreateClient(), null);
        var ready = await WaitAsync(() => nobody.GetAsync("/health/ready"), a => a.Body.Contains("schema", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.False((bool)ready.Json["ready"]!);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/health/live")).Status);
        var answer = await nobody.GetAsync("/agencies");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "STARTING", "2"), (answer.Status, answer.Code, answer.Header("Retry-After")));

        await database.ExecuteAsync($"insert into safeguard.schema_versions (version, name) values ({SchemaMigrations.Latest}, 'again')");
        await RunningHost.ReadyAsync(waiting);
    }

    [Fact]
    public async Task A_role_that_can_change_events_is_not_ready()
    {
        await using var database = await host.CreateDatabaseAsync();
        await database.ExecuteAsync("grant update on safeguard.mt_events to safeguard_app");
        await using var careless = host.Start(database);
        var ready = await WaitAsync(() => new Someone(careless.CreateClient(), null).GetAsync("/health/ready"), a => a.Body.Contains("role", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains("can change or delete events", ready.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("marten-reader reporting_team", 0, "create", null)]
    [InlineData("marten-reader Reporting;drop", 2, null, "A reader's name is")]
    [InlineData("marten-reader", 2, null, "Name the team")]
    [InlineData("help", 0, "safeguard verify", null)]
    [InlineData("rebuild", 2, null, "Name the register")]
    [InlineData("rebuild share_register:5 quickly", 2, null, "Name the register")]
    [InlineData("rebuild share_register:99", 2, null, "There is no register")]
    [InlineData("dance", 2, null, "There is no command")]
    [InlineData("verify --from 0", 2, null, "Positions count from 1")]
    [InlineData("verify --from 5 --to 4", 2, null, "safeguard verify")]
    [InlineData("verify --to ten", 2, null, "safeguard verify")]
    [InlineData("verify --family 12", 2, null, "safeguard verify")]
    [InlineData("verify --from 1 --family 019a0000-0000-7000-8000-000000000001", 2, null, "safeguard verify")]
    [InlineData("verify-bundle", 2, null, "verify-bundle FILE")]
    [InlineData("verify-bundle --key x", 2, null, "verify-bundle FILE")]
    [InlineData("verify-bundle nowhere.html", 2, null, "cannot be read")]
    [InlineData("verify-bundle appsettings.Development.json", 1, "This is no case bundle", null)]
    [InlineData("verify everything", 2, null, "safeguard verify")]
    public async Task The_command_line_answers_in_plain_sentences(string line, int code, string? says, string? complains)
    {
        var (exit, output, error) = await RunAsync(line.Split(' '), []);
        Assert.Equal(code, exit);
        if (says is not null) Assert.Contains(says, output, StringComparison.Ordinal);
        if (complains is not null) Assert.Contains(complains, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_without_TLS_is_no_issuer()
    {
        await using var database = await host.CreateDatabaseAsync();
        var ring = Directory.CreateTempSubdirectory("safeguard-issuer-");
        try
        {
            var (exit, _, error) = await RunAsync([],
            [
                ("ConnectionStrings__Safeguard", database.Options.ConnectionString), ("Log__Origin", database.Options.Origin),
                ("Log__SigningKey", database.Options.SigningKeyPem), ("Keys__Ring", ring.FullName), ("Data__Folder", ring.FullName),
                ("ASPNETCORE_ENVIRONMENT", "Production"), ("Identity__Authority", "http://issuer.example.org"),
            ]);
            Assert.Equal(1, exit);
            Assert.Contains("begins with https://", error, StringComparison.Ordinal);
        }
        finally
        {
            ring.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_log_whose_newest_entry_is_ahead_of_the_clock_is_not_ready_and_says_so()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var production = host.Start(database, "Production");
        await RunningHost.ReadyAsync(production);
        await database.ExecuteAsync("update safeguard.log_head set recorded_at = now() + interval '1 hour'");

        var ready = await new Someone(production.CreateClient(), null).GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains("ahead of the database's clock", (string)Assert.Single(ready.Json["missing"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_says_whether_the_log_holds_and_what_does_not()
    {
        await using var database = await host.CreateDatabaseAsync();
        var ring = Directory.CreateTempSubdirectory("safeguard-verify-");
        try
        {
            (string, string)[] settings =
            [
                ("ConnectionStrings__Safeguard", database.Options.ConnectionString), ("Log__Origin", database.Options.Origin),
                ("Log__SigningKey", database.Options.SigningKeyPem), ("Keys__Ring", ring.FullName), ("Data__Folder", ring.FullName),
                ("ASPNETCORE_ENVIRONMENT", "Development"),
            ];
            await using (var writer = host.Start(database))
            {
                await RunningHost.ReadyAsync(writer);
                var client = writer.CreateClient();
                var token = await client.PostAsJsonAsync("/dev/tokens", new { persona = "administrator" });
                var administrator = new Someone(client, (string)System.Text.Json.Nodes.JsonNode.Parse(await token.Content.ReadAsStringAsync())!["token"]!);
                await administrator.PostAsync("/agencies", """{ "agency": "p2r", "name": "Path to Recovery", "kind": "Treatment", "area": "Bedford", "publicAuthority": false }""");
            }

            var (exit, output, _) = await RunAsync(["verify"], settings);
            Assert.Equal((0, true), (exit, output.Contains("The log holds", StringComparison.Ordinal)));
            Assert.Contains("It was held against nothing outside the database", output, StringComparison.Ordinal);
            (exit, output, var lines) = await RunAsync(["verify", "--from", "1", "--to=2"], settings);
            Assert.Equal((0, true), (exit, output.Contains("The log holds from 1 to 2", StringComparison.Ordinal)));
            Assert.Contains("Checking: 2 of 2 entries.", lines, StringComparison.Ordinal);
            (exit, output) = await OnATerminalAsync(["verify"], settings);
            Assert.Equal(0, exit);
            Assert.Matches("Checking.*100%", output);
            Assert.Contains("The log holds", output, StringComparison.Ordinal);
            (exit, output, _) = await RunAsync(["verify", "--family", Guid.Empty.ToString()], settings);
            Assert.Equal((1, true), (exit, output.Contains("NO_STREAM", StringComparison.Ordinal)));

            // Whoever makes a whole log anew signs it with a key of their own.
            (exit, output, _) = await RunAsync(["verify"], [.. settings, ("Log__SigningKey", LogSigner.Create(database.Options.Origin).ToPem())]);
            Assert.Equal((1, true), (exit, output.Contains("KEY", StringComparison.Ordinal)));

            await database.ExecuteAsync("""
                set session_replication_role = replica;
                update safeguard.mt_events set data = jsonb_set(data, '{name}', '"Path to Ruin"') where type = 'agency_registered'
                """);
            (exit, output, _) = await RunAsync(["verify"], settings);
            Assert.Equal(1, exit);
            Assert.Contains("LEAF", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Path to Ruin", output, StringComparison.Ordinal);

            // Also where the log can no longer say whose it is.
            await database.ExecuteAsync("""
                set session_replication_role = replica;
                update safeguard.mt_events set type = 'something_else' where seq_id = 1; update safeguard.log_head set peaks = '\x00'
                """);
            (exit, output, _) = await RunAsync(["verify"], settings);
            Assert.Equal(1, exit);
            foreach (var code in (string[])["LOG_STREAM", "LEAF: The stored leaf of entry 1 ", "HEAD:"]) Assert.Contains(code, output, StringComparison.Ordinal);
        }
        finally
        {
            ring.Delete(recursive: true);
        }
    }

    /// <summary>The program as somebody sees it who sits before it: both streams go to a terminal.</summary>
    internal static async Task<(int Exit, string Output)> OnATerminalAsync(string[] arguments, (string Name, string Value)[] settings)
    {
        var command = string.Join(' ', ((string[])["dotnet", typeof(Program).Assembly.Location, .. arguments]).Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in ((string, string)[])[.. settings, ("TERM", "xterm")]) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    internal static async Task<Answer> WaitAsync(Func<Task<Answer>> ask, Func<Answer, bool> until)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await ask() is var answer && until(answer)) return answer;
            await Task.Delay(100);
        }

        return await ask();
    }

    /// <summary>The program as it is started from a shell, to its end.</summary>
    /// <param name="meanwhile">Done to the process while it runs.</param>
    internal static async Task<(int Exit, string Output, string Error)> RunAsync(
        string[] arguments, (string Name, string Value)[] settings, Func<Process, Task>? meanwhile = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location),
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (meanwhile is not null) await meanwhile(process);
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
