using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A search shows what the caller may open, says nothing of the rest, and is recorded either way (domain §5 rule 8).</summary>
public sealed class Finding_families(RunningHost host)
{
    [Fact]
    public async Task A_family_is_found_by_reference_name_and_postcode()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        foreach (var search in (string[])[$$"""{ "reference": "{{family.Reference.ToLowerInvariant()}}" }""", $$"""{ "name": "{{family.Name.ToUpperInvariant()}} mia", "dateOfBirth": "1994-05-06" }""", """{ "postcode": "lu12ab" }"""])
        {
            var answer = await worker.PostAsync("/families/search", search);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal((family.Id, family.Reference), ((string?)Assert.Single(answer.Json["families"]!.AsArray())!["family"], (string?)answer.Json["families"]![0]!["reference"]));
            Assert.DoesNotContain("Mia", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hidden_family_and_none_give_the_same_answer_and_the_same_trace()
    {
        var family = await (await host.WorkerAsync()).OpenFamilyAsync();
        var stranger = await host.WorkerAsync();
        var hidden = await stranger.PostAsync("/families/search", $$"""{ "reference": "{{family.Reference}}" }""");
        var none = await stranger.PostAsync("/families/search", """{ "reference": "F-0000000" }""");
        Assert.Equal(none.Body, hidden.Body);
        Assert.Equal("No record that you may open matches. This does not mean that none exists.", (string?)hidden.Json["message"]);
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{stranger.Agency}' and e.type = 'searched' and (e.data->>'count')::int = 0"));
    }

    [Fact]
    public async Task What_was_typed_is_kept_sealed()
    {
        var worker = await host.WorkerAsync();
        await worker.PostAsync("/families/search", """{ "name": "Somebody Unheardof", "dateOfBirth": "1990-01-02" }""");
        var data = await host.Database.ScalarAsync<string>($"select data::text from safeguard.mt_events where stream_id = 'access-{worker.Agency}' and type = 'searched'");
        Assert.DoesNotContain("Unheardof", data, StringComparison.Ordinal);
        Assert.DoesNotContain("1990", data, StringComparison.Ordinal);
        Assert.Contains("\"sealed\"", data, StringComparison.Ordinal);
        Assert.Contains("by=name", data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "SEARCH_ONE_KIND")]
    [InlineData("""{ "name": "Mia" }""", "SEARCH_ONE_KIND")]
    [InlineData("""{ "dateOfBirth": "1994-05-06" }""", "SEARCH_ONE_KIND")]
    [InlineData("""{ "reference": "F-0000000", "postcode": "LU1 2AB" }""", "SEARCH_ONE_KIND")]
    [InlineData("""{ "reference": "0000000" }""", "REFERENCE_INVALID")]
    [InlineData("""{ "nhsNumber": "987 654 4321" }""", "NHS_CHECK_DIGIT")]
    [InlineData("""{ "nhsNumber": "9999999999" }""", "NHS_REPEATED_DIGITS")]
    [InlineData("""{ "nhsNumber": "94347659" }""", "NHS_FORMAT")]
    [InlineData("""{ "postcode": "SO1 ABC" }""", "POSTCODE_INVALID")]
    [InlineData("""{ "name": "Mia", "dateOfBirth": "31/02/2019" }""", "DATE_INVALID")]
    public async Task A_search_for_nothing_in_particular_is_refused_and_not_recorded(string body, string code)
    {
        var worker = await host.WorkerAsync();
        var before = await host.CountOfAsync(worker.Agency);
        var answer = await worker.PostAsync("/families/search", body);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.Status, answer.Code));
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task A_second_record_of_a_child_is_refused_only_when_the_first_may_be_seen()
    {
        var worker = await host.WorkerAsync();
        var stranger = await host.WorkerAsync();
        var number = "9990000026";
        string Body(string more) => $$"""
            {
              "jurisdiction": "England", "reason": "A referral came in.", "area": "Luton", {{more}}
              "members": [{ "name": { "given": "Ola" }, "role": "Child", "residence": "FullTime", "nhsNumber": "{{number}}" }], {{Said.Entry}}
            }
            """;
        var first = await worker.PostAsync("/families", Body(""));
        var second = await worker.PostAsync("/families", Body(""));
        Assert.Equal((HttpStatusCode.Conflict, "POSSIBLE_DUPLICATE"), (second.Status, second.Code));
        Assert.Equal($"/families/{first.Json["id"]}", (string?)second.Json["records"]![0]);

        // Whoever may not see the first must not learn of it, neither by the refusal nor by the number's being taken.
        Assert.Equal(HttpStatusCode.Created, (await stranger.PostAsync("/families", Body(""))).Status);
    }

    [Fact]
    public async Task The_access_log_shows_an_agencys_own_reads_in_stable_pages()
    {
        var worker = await host.WorkerAsync();
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        for (var n = 0; n < 5; n++) await worker.PostAsync("/families/search", """{ "reference": "F-0000000" }""");
        var last = await worker.PostAsync("/families/search", """{ "reference": "F-0000000" }""");
        var position = await host.CountAsync("true");

        var first = await officer.GetAsync("/access-log?limit=4&what=families", ("Safeguard-Wait-For", $"{position}"));
        await worker.PostAsync("/families/search", """{ "reference": "F-0000000" }"""); // meanwhile
        var second = await officer.GetAsync($"/access-log?limit=4&what=families&cursor={first.Json["next"]}");

        var seen = first.Json["rows"]!.AsArray().Concat(second.Json["rows"]!.AsArray()).Select(r => (string)r!["access"]!).ToList();
        Assert.Equal((4, 6, 6), (first.Json["rows"]!.AsArray().Count, seen.Count, seen.Distinct().Count()));
        Assert.Null(second.Json["next"]);
        Assert.All(first.Json["rows"]!.AsArray(), r => Assert.Equal("Nothing", (string?)r!["outcome"]));
        Assert.Equal(HttpStatusCode.OK, last.Status);
        Assert.Equal("OTHER_AGENCY", (await officer.GetAsync("/access-log?agency=somebody-else")).Code);
        Assert.Equal("READS_NO_REGISTER", (await host.As(worker.Agency, "admin", Role.Administrator).GetAsync("/access-log")).Code);
    }

    [Theory]
    [InlineData("/shares?limit=0", 400)]
    [InlineData("/shares?limit=201", 400)]
    [InlineData("/shares?cursor=x", 400)]
    [InlineData("/shares?cursor=MS4y.", 400)]
    [InlineData("/shares?state=Nowhere", 422)]
    [InlineData("/shares?direction=Up", 422)]
    [InlineData("/shares?family=x", 400)]
    [InlineData("/shares?colour=red", 400)]
    [InlineData("/reports/caseload-audit?from=2026-02-01&to=2026-01-01", 422)]
    [InlineData("/reports/caseload-audit?from=2026-02-01", 400)]
    [InlineData("/reports/caseload-audit?from=01/02/2026&to=2026-03-01", 422)]
    [InlineData("/reports/caseload-audit?from=2026-01-01&to=2026-03-01&asOf=2199-01-01T00:00:00Z", 422)]
    public async Task A_filter_that_is_none_is_refused_and_not_recorded(string path, int status)
    {
        var manager = host.As(host.NewAgency(), Role.Manager);
        await manager.GetAsync("/agencies");
        var before = await host.CountOfAsync(manager.Agency);
        var answer = await manager.GetAsync(path);
        Assert.Equal(status, (int)answer.Status);
        Assert.NotNull(answer.Code);
        Assert.Equal(before, await host.CountOfAsync(manager.Agency));
    }

    [Fact]
    public async Task The_caseload_audit_counts_an_agencys_own_households()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var use = await worker.PostAsync(family.Path("substance-use"), $$"""{ "adult": "{{family.Mother}}", "status": "Current", "substances": ["Alcohol"], {{Said.Entry}} }""");
        var report = await host.As(worker.Agency, "manager", Role.Manager)
            .GetAsync("/reports/caseload-audit?from=2026-01-01&to=2026-12-31", ("Safeguard-Wait-For", use.Header("Safeguard-Position")!));
        Assert.Equal((HttpStatusCode.OK, 1, 1), (report.Status, (int)report.Json["households"]!, (int)report.Json["children"]!));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'searched' and e.data->>'what' = 'caseload-audit'"));
    }
}
