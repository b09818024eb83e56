using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain.Time;
using Safeguard.Host.Composition;
using Safeguard.Host.Demonstration;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>What somebody finds who starts the Host, and what those find who must find nothing of it.</summary>
[Collection(RunningDemonstrationCollection.Name)]
public sealed class A_started_Host(RunningDemonstration running, PostgresFixture postgres)
{
    private const string Somerset = "/reports/caseload-audit?from=2010-09-16&to=2010-09-23";

    [Fact]
    public async Task Somersets_audit_gives_the_printed_figures_and_the_same_for_that_moment_after_another_household_came()
    {
        using var analyst = running.As("analyst");
        var before = Now();
        AssertPrinted(await AuditAsync(analyst, $"{Somerset}&asOf={before}"));

        await OpenAnotherAsync();

        AssertPrinted(await AuditAsync(analyst, $"{Somerset}&asOf={before}"));
        var after = await AuditAsync(analyst, Somerset);
        Assert.Equal((243, 434), ((int)after["households"]!, (int)after["children"]!));
    }

    [Fact]
    public async Task Luton_reads_what_it_was_sent_and_nothing_of_it_before()
    {
        using var luton = running.As("luton-social-worker");
        var risk = $"/families/{BedfordshireCase.Family}/risk";
        Assert.Empty((await JsonAsync(luton, $"{risk}?asOf=2026-11-06T17:00:00Z"))["received"]!.AsArray());
        Assert.Single((await JsonAsync(luton, $"{risk}?asOf=2026-11-06T18:00:00Z"))["received"]!.AsArray());
        Assert.Equal(2, (await JsonAsync(luton, $"{risk}?asOf=2026-11-10T11:00:00Z"))["received"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_treatment_service_never_knows_what_the_nursery_saw()
    {
        using var treatment = running.As("p2r-worker");
        var view = (await JsonAsync(treatment, $"/families/{BedfordshireCase.Family}/risk")).ToJsonString();
        Assert.Contains("kitchen shelf", view, StringComparison.Ordinal);
        Assert.DoesNotContain("drowsy", view, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_finds_the_family_by_its_reference()
    {
        using var treatment = running.As("p2r-worker");
        var found = await treatment.PostAsJsonAsync("/families/search", new { reference = BedfordshireCase.Reference });
        Assert.Equal(BedfordshireCase.Family.ToString(), (string?)JsonNode.Parse(await found.Content.ReadAsStringAsync())!["families"]![0]!["family"]);
    }

    [Fact]
    public void What_is_recorded_from_now_on_has_todays_date() =>
        Assert.Equal(DateTimeOffset.UtcNow, running.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Development", false)]
    public async Task Outside_Development_and_where_it_is_switched_off_the_log_holds_nothing_but_its_opening(string environment, bool? demonstration)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await running.StartAsync(database, environment, demonstration);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
        Assert.Same(TimeProvider.System, host.Services.GetRequiredService<TimeProvider>());
        Assert.Empty(host.Services.GetServices<IStartupTask>());
    }

    /// <summary>A household of Somerset that nobody returned in time: it lived there in the audit's week, and is written down today.</summary>
    private async Task OpenAnotherAsync()
    {
        using var worker = running.As("bedford-social-worker");
        var entry = new { happenedAt = "2010-09-20", learnedAt = Now(), knownFrom = "Document", basis = "Fact" };
        var opened = await worker.PostAsJsonAsync("/families", new
        {
            jurisdiction = "England",
            reason = "Found in the archive.",
            area = "Somerset",
            members = new object[]
            {
                new { name = new { given = "Linnet" }, dateOfBirth = "1980-03-04", role = "Adult", residence = "FullTime" },
                new { name = new { given = "Wren" }, dateOfBirth = "2005-06-07", role = "Child", residence = "FullTime" },
            },
            entry,
        });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var answer = JsonNode.Parse(await opened.Content.ReadAsStringAsync())!;
        var adult = ((string)answer["entries"]!.AsArray().First(e => (string)e!["type"]! == "person_registered")!["stream"]!)["person-".Length..];
        var use = await worker.PostAsJsonAsync($"/families/{answer["id"]}/substance-use", new { adult, status = "Current", entry });
        Assert.True(use.IsSuccessStatusCode, await use.Content.ReadAsStringAsync());
        Position = (long)JsonNode.Parse(await use.Content.ReadAsStringAsync())!["entries"]![0]!["position"]!;
    }

    private long Position { get; set; }

    private async Task<JsonNode> AuditAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Safeguard-Wait-For", Position.ToString(CultureInfo.InvariantCulture));
        var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!;
    }

    private static void AssertPrinted(JsonNode audit)
    {
        (string Name, int Figure)[] printed =
        [
            ("households", 242), ("children", 433), ("adults", 360), ("oneAdultHouseholds", 134), ("singleChildHouseholds", 122),
            ("childrenUnder1", 26), ("mappablePostcodes", 231), ("mostDeprived", 38),
        ];
        foreach (var (name, figure) in printed) Assert.True(figure == (int)audit[name]!, $"{name} is {audit[name]} and not {figure}");
        Assert.Equal((155, 271), Class(audit["allMisusing"]!));
        Assert.Equal((62, 118), Class(audit["atLeastOneNot"]!));
        Assert.Equal((25, 44), Class(audit["uncertain"]!));

        static (int, int) Class(JsonNode one) => ((int)one["households"]!, (int)one["children"]!);
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string path)
    {
        var response = await client.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!;
    }

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
