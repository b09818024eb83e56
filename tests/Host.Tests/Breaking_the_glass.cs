using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Host.Identity;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>One record, a reason, an hour at most; told at once, reviewed by another (domain §5 rule 2; §6 row 79; V12).</summary>
public sealed class Breaking_the_glass(RunningHost host)
{
    private const string Header = "Safeguard-Break-Glass", Reason = "The mother telephoned: the child swallowed methadone.";
    private const string Break = $$"""{ "reason": "{{Reason}}", "minutes": 30 }""";

    [Fact]
    public async Task Broken_it_opens_the_record_to_one_person_and_every_answer_says_so()
    {
        var (worker, family) = await SealedAsync();
        var colleague = host.As(worker.Agency, "colleague", Role.Practitioner);

        var broken = await worker.PostAsync(family.Path("break-glass"), Break);

        Assert.Equal(HttpStatusCode.OK, broken.Status);
        var glass = (string)broken.Json["id"]!;
        var read = await worker.GetAsync(family.Path("risk"));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.StartsWith($"{glass}; until=", read.Header(Header), StringComparison.Ordinal);
        Assert.Equal("RECORD_RESTRICTED", (await colleague.GetAsync(family.Path("risk"))).Code);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'break_glass_used' and e.data->>'glass' = '{glass}' and e.data->'broke' ? 'Record'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'record_viewed' and e.data->>'glass' = '{glass}'"));
        Assert.Equal(0, await host.CountAsync($"e.data::text like '%methadone%'"));
        Assert.Equal((HttpStatusCode.Conflict, "GLASS_OPEN"), (await worker.PostAsync(family.Path("break-glass"), Break)) is var again ? (again.Status, again.Code) : default);
    }

    [Theory]
    [InlineData("""{ "reason": "need to look" }""", 422, "REASON_TOO_SHORT")]
    [InlineData("""{ }""", 422, "REASON_TOO_SHORT")]
    [InlineData("""{ "reason": "I need to look at this record please" }""", 422, "NOT_SPECIFIC")]
    [InlineData("""{ "reason": "The mother telephoned: the child swallowed methadone.", "minutes": 61 }""", 422, "MINUTES_OUT_OF_RANGE")]
    [InlineData("""{ "reason": "The mother telephoned: the child swallowed methadone.", "until": "2099-01-01" }""", 400, "UNKNOWN_MEMBER")]
    public async Task A_reason_that_is_none_opens_nothing_and_writes_nothing(string body, int status, string code)
    {
        var (worker, family) = await SealedAsync();
        var refused = await worker.PostAsync(family.Path("break-glass"), body);
        Assert.Equal((status, code), ((int)refused.Status, refused.Code));
        Assert.Equal("RECORD_RESTRICTED", (await worker.GetAsync(family.Path("risk"))).Code);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'break_glass_used'"));
    }

    [Fact]
    public async Task Where_nothing_is_in_the_way_there_is_nothing_to_break()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        Assert.Equal((HttpStatusCode.Conflict, "NOTHING_TO_BREAK"), (await worker.PostAsync(family.Path("break-glass"), Break)) is var none ? (none.Status, none.Code) : default);
        var administrator = host.As(worker.Agency, "administrator", Role.Administrator);
        Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_RECORDS"), (await administrator.PostAsync(family.Path("break-glass"), Break)) is var no ? (no.Status, no.Code) : default);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.headers->>'actor' = 'administrator' and e.data->>'code' = 'READS_NO_RECORDS'"));
    }

    [Fact]
    public async Task It_breaks_a_conflict_a_person_s_restriction_and_the_own_household_too()
    {
        var worker = await host.WorkerAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("conflicts"), """{ "kind": "Related" }""");
        await worker.PostAsync("/staff/own-household", $$"""{ "familyName": "{{family.Name}}" }""");
        await manager.PostAsync(family.Path($"members/{family.Child}/restriction"), """{ "level": "Sealed", "reason": "A threat.", "reviewDate": "2099-01-01" }""");
        var search = $$"""{ "name": "Mia {{family.Name}}", "dateOfBirth": "1994-05-06" }""";
        Assert.Equal("CONFLICT_DECLARED", (await worker.GetAsync(family.Path("risk"))).Code);
        Assert.Equal("OWN_HOUSEHOLD", (await worker.PostAsync("/families/search", search)).Code);

        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(family.Path("break-glass"), Break)).Status);

        Assert.Equal("[\"Person\", \"Conflict\", \"OwnHousehold\"]", await host.Database.ScalarAsync<string>($"select data->>'broke' from safeguard.mt_events where stream_id = 'access-{family.Id}' and type = 'break_glass_used'"));
        var read = await worker.GetAsync(family.Path("risk"));
        Assert.Contains("Noor", read.Body, StringComparison.Ordinal);
        Assert.NotNull(read.Header(Header));
        var found = await worker.PostAsync("/families/search", search);
        Assert.Equal(family.Id, (string?)Assert.Single(found.Json["families"]!.AsArray())!["family"]);
        Assert.NotNull(found.Header(Header));
        Assert.DoesNotContain("Noor", (await host.As(worker.Agency, "colleague", Role.Practitioner).GetAsync(family.Path("risk"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manager_and_officer_are_told_at_once_and_another_than_the_user_reviews()
    {
        var (worker, family) = await SealedAsync();
        var (manager, officer) = (host.As(worker.Agency, "manager", Role.Manager), host.As(worker.Agency, "officer", Role.IgOfficer));
        var broken = await worker.PostAsync(family.Path("break-glass"), Break);
        var (glass, wait) = ((string)broken.Json["id"]!, ("Safeguard-Wait-For", broken.Header("Safeguard-Position")!));

        foreach (var told in (Someone[])[manager, officer])
        {
            var line = Assert.Single((await told.GetAsync("/ig/break-glass", wait)).Json["rows"]!.AsArray())!;
            Assert.Equal((glass, "worker", Reason, false), ((string?)line["glass"], (string?)line["who"], (string?)line["reason"], (bool)line["overdue"]!));
        }

        Assert.Equal("READS_NO_REGISTER", (await worker.GetAsync("/ig/break-glass")).Code);
        var partnership = host.As(host.NewAgency(), "partnership-officer", Role.PartnershipIgOfficer);
        Assert.DoesNotContain("methadone", (await partnership.GetAsync($"/ig/break-glass?family={family.Id}", wait)).Body, StringComparison.Ordinal);
        Assert.Contains((await officer.GetAsync("/ig/alerts", wait)).Json["alerts"]!.AsArray(), a => (string?)a!["kind"] == "BreakGlass");

        var path = family.Path($"break-glass/{glass}/review");
        const string Fine = """{ "finding": "Justified", "reasons": "It could not wait." }""";
        Assert.Equal("IG_OFFICER_ONLY", (await manager.PostAsync(path, Fine)).Code);
        Assert.Equal("SEPARATION_OF_DUTIES", (await host.As(worker.Agency, "worker", Role.IgOfficer).PostAsync(path, Fine)).Code);
        Assert.Equal("NOT_FOUND", (await host.As(host.NewAgency(), "stranger", Role.IgOfficer).PostAsync(path, Fine)).Code);
        Assert.Equal("BREAK_GLASS_NOT_FOUND", (await officer.PostAsync(family.Path($"break-glass/{Guid.CreateVersion7()}/review"), Fine)).Code);
        Assert.Equal("TEXT_REQUIRED", (await officer.PostAsync(path, """{ "finding": "Justified" }""")).Code);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'break_glass_reviewed'"));
        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'ReviewBreakGlass'"));

        var reviewed = await officer.PostAsync(path, Fine);
        Assert.Equal(HttpStatusCode.OK, reviewed.Status);
        Assert.Equal("ALREADY_REVIEWED", (await officer.PostAsync(path, Fine)).Code);
        var after = Assert.Single((await manager.GetAsync("/ig/break-glass?reviewed=true", ("Safeguard-Wait-For", reviewed.Header("Safeguard-Position")!))).Json["rows"]!.AsArray())!;
        Assert.Equal(("Justified", "officer"), ((string?)after["finding"], (string?)after["reviewedBy"]));
    }

    [Fact]
    public async Task Misuse_takes_the_glass_away_until_another_gives_it_back()
    {
        var (worker, family) = await SealedAsync();
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        var glass = (string)(await worker.PostAsync(family.Path("break-glass"), Break)).Json["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await officer.PostAsync(family.Path($"break-glass/{glass}/review"), """{ "finding": "Misuse", "reasons": "Nobody telephoned." }""")).Status);

        Assert.Equal("RECORD_RESTRICTED", (await worker.GetAsync(family.Path("risk"))).Code);
        var refused = await worker.PostAsync(family.Path("break-glass"), Break);
        Assert.Equal((HttpStatusCode.Forbidden, "BREAK_GLASS_SUSPENDED"), (refused.Status, refused.Code));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'BREAK_GLASS_SUSPENDED'"));
        Assert.Equal("IG_OFFICER_ONLY", (await host.As(worker.Agency, "manager", Role.Manager).PostAsync("/staff/break-glass/restoration", """{ "who": "worker", "reason": "Trained." }""")).Code);
        Assert.Equal("NOT_SUSPENDED", (await officer.PostAsync("/staff/break-glass/restoration", """{ "who": "nobody", "reason": "Trained." }""")).Code);
        Assert.Equal(HttpStatusCode.OK, (await officer.PostAsync("/staff/break-glass/restoration", """{ "who": "worker", "reason": "Trained." }""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(family.Path("break-glass"), Break)).Status);
    }

    [Fact]
    public async Task The_access_log_has_it_with_reason_counts_it_and_finds_what_was_read_under_it()
    {
        var (worker, family) = await SealedAsync();
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        await worker.GetAsync(family.Path("risk"));
        await worker.PostAsync(family.Path("break-glass"), Break);
        await worker.GetAsync(family.Path("risk"));
        await worker.PostAsync("/families/search", """{ "reference": "F-2222222" }""");
        var wait = ("Safeguard-Wait-For", $"{await host.CountAsync("true")}");

        var log = (await officer.GetAsync(family.Path("access-log"), wait)).Json["rows"]!.AsArray();
        Assert.Equal(["Shown", "BrokeGlass", "Denied"], log.Select(r => (string?)r!["outcome"]));
        Assert.Equal(Reason, (string?)log[1]!["reason"]);
        Assert.Equal((string?)log[1]!["glass"], (string?)log[0]!["glass"]);
        Assert.Equal("RECORD_RESTRICTED", (string?)log[2]!["code"]);
        Assert.Equal(2, (await officer.GetAsync("/access-log?glass=true", wait)).Json["rows"]!.AsArray().Count);
        Assert.Single((await officer.GetAsync("/access-log?outcome=Nothing", wait)).Json["rows"]!.AsArray());
        Assert.DoesNotContain("methadone", (await host.As(host.NewAgency(), "partnership-officer", Role.PartnershipIgOfficer).GetAsync(family.Path("access-log"), wait)).Body, StringComparison.Ordinal);

        var counts = (await officer.GetAsync("/access-log/counts", wait)).Json["people"]!.AsArray().Single(p => (string?)p!["who"] == "worker")!;
        Assert.Equal((1, 1, 1, 1), ((int)counts["shown"]!, (int)counts["nothing"]!, (int)counts["denied"]!, (int)counts["brokeGlass"]!));
        Assert.Empty((await officer.GetAsync("/access-log?to=2020-01-01", wait)).Json["rows"]!.AsArray());
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'record_viewed' and e.data->>'view' = 'family-access-log' and e.headers->>'actor' = 'officer'"));
    }

    [Fact]
    public async Task When_its_time_is_over_the_record_is_shut_though_nothing_has_run()
    {
        var (worker, family) = await SealedAsync();
        // A second Host is two minutes behind: a minute that begins there is over here.
        var behind = new Behind();
        await using var other = host.Factory.WithWebHostBuilder(b => b.ConfigureServices(s => s.AddSingleton<TimeProvider>(behind)));
        await RunningHost.ReadyAsync(other);
        var token = host.Factory.Services.GetRequiredService<LocalIssuer>().TokenFor(new Persona("worker", worker.Agency, [Role.Practitioner], ""));
        var there = new Someone(other.CreateClient(), token);
        behind.By = TimeSpan.FromMinutes(2);

        Assert.Equal(HttpStatusCode.OK, (await there.PostAsync(family.Path("break-glass"), $$"""{ "reason": "{{Reason}}", "minutes": 1 }""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync(family.Path("risk"))).Status);
        Assert.Equal("RECORD_RESTRICTED", (await worker.GetAsync(family.Path("risk"))).Code);
        behind.By = TimeSpan.Zero;
        Assert.Equal("RECORD_RESTRICTED", (await there.GetAsync(family.Path("risk"))).Code);
    }

    private async Task<(Someone Worker, AFamily Family)> SealedAsync()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var restricted = await host.As(worker.Agency, "manager", Role.Manager).PostAsync(family.Path("restriction"), """{ "level": "Sealed", "reason": "A threat was made.", "reviewDate": "2099-01-01" }""");
        Assert.Equal(HttpStatusCode.OK, restricted.Status);
        return (worker, family);
    }

    private sealed class Behind : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - By;
    }
}
