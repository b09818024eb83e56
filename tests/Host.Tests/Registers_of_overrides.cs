using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The register of overrides (V3), and what both registers count.</summary>
public sealed class Registers_of_overrides(RunningHost host)
{
    [Theory]
    [InlineData("", "urgent refused")]
    [InlineData("mark=RefusedThenShared", "urgent")]
    [InlineData("urgent=false&permission=Refused&missing=J20", "refused")]
    [InlineData("override=Complete", "")]
    [InlineData("ground=Consent", "")]
    [InlineData("from={tomorrow}", "")]
    public async Task Only_overrides_are_in_it_under_the_same_filters(string query, string expected)
    {
        var shares = await SomeShares.MadeAsync(host);
        var answer = await shares.Manager.GetAsync($"/overrides?{shares.In(query)}", shares.Wait);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(shares.Named(expected), shares.Of(answer));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{shares.Manager.Agency}' and e.data->>'what' = 'override-register'"));
    }

    [Fact]
    public async Task A_line_says_which_tests_are_answered_and_what_stands_out_and_no_narrative()
    {
        var shares = await SomeShares.MadeAsync(host);
        var answer = await shares.Manager.GetAsync("/overrides?urgent=true", shares.Wait);
        var line = Assert.Single(answer.Json["rows"]!.AsArray())!;
        Assert.Equal(("Incomplete", true, false, true), ((string?)line["outcome"], (bool)line["urgent"]!, (bool)line["late"]!, (bool)line["refusedThenShared"]!));
        var tests = line["tests"]!.AsArray().ToDictionary(t => (string)t!["test"]!, t => (string)t!["state"]!);
        Assert.Equal((20, "Answered", "Empty", "Pending", "Answered"), (tests.Count, tests["J1"], tests["J13"], tests["J19"], tests["J20"]));
        Assert.DoesNotContain("justified", answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("drowsy", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_stable_and_end()
    {
        var shares = await SomeShares.MadeAsync(host);
        var first = await shares.Manager.GetAsync("/overrides?limit=1", shares.Wait);
        await shares.Worker.PostAsync($"/families/{shares.Family}/shares/{shares.Ids["refused"]}/override/supplement", """{ "confidence": "OverridingPublicInterest" }""");
        var second = await shares.Manager.GetAsync($"/overrides?limit=1&cursor={first.Json["next"]}");
        Assert.Equal(shares.Named("urgent refused"), string.Join(' ', new[] { shares.Of(first), shares.Of(second) }.Order()));
    }

    [Fact]
    public async Task A_recipient_and_another_agency_find_nothing_in_it()
    {
        var shares = await SomeShares.MadeAsync(host);
        foreach (var other in (Someone[])[host.As(shares.Recipient, "duty", Role.Practitioner), await host.WorkerAsync()])
            Assert.Empty((await other.GetAsync("/overrides", shares.Wait)).Json["rows"]!.AsArray());
    }

    [Theory]
    [InlineData("/overrides")]
    [InlineData("/shares/totals")]
    [InlineData("/shares.csv")]
    [InlineData("/overrides.csv")]
    public async Task A_filter_or_a_role_that_is_none_is_refused_and_shows_nothing(string path)
    {
        var manager = host.As(host.NewAgency(), Role.Manager);
        await manager.GetAsync("/agencies");
        var before = await host.CountOfAsync(manager.Agency);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "DATE_INVALID"), Of(await manager.GetAsync($"{path}?from=soon")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "OTHER_AGENCY"), Of(await manager.GetAsync($"{path}?agency=somebody-else")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "UNKNOWN_CODE"), Of(await manager.GetAsync($"{path}?route=Z")));
        Assert.Equal((HttpStatusCode.BadRequest, "QUERY_INVALID"), Of(await manager.GetAsync($"{path}?colour=red")));
        Assert.Equal(before, await host.CountOfAsync(manager.Agency));

        Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_REGISTER"), Of(await host.As(manager.Agency, "admin", Role.Administrator).GetAsync(path)));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{manager.Agency}' and e.type = 'searched'"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Nobody().GetAsync(path)).Status);

        static (HttpStatusCode, string?) Of(Answer answer) => (answer.Status, answer.Code);
    }

    [Fact]
    public async Task Totals_by_month_are_for_all_readers_and_by_worker_for_their_own_managers_and_officer()
    {
        var shares = await SomeShares.MadeAsync(host);
        var months = (await shares.Worker.GetAsync("/shares/totals?by=Month", shares.Wait)).Json;
        var month = Assert.Single(months["breakdown"]!.AsArray())!;
        Assert.Equal((shares.Manager.Agency.Value, 4, 7), ((string)month["agency"]!, (int)month["lines"]!, ((string)month["month"]!).Length));
        Assert.Null(month["rates"]!["urgentDecidedInTime"]!["value"]);

        foreach (var reader in (Someone[])[shares.Manager, host.As(shares.Manager.Agency, "officer", Role.IgOfficer)])
        {
            var worker = Assert.Single((await reader.GetAsync("/shares/totals?by=Worker", shares.Wait)).Json["breakdown"]!.AsArray())!;
            Assert.Equal(("worker", 4, 1, 1), ((string)worker["worker"]!, (int)worker["lines"]!, (int)worker["rates"]!["overrides"]!["numerator"]!, (int)worker["rates"]!["overrides"]!["denominator"]!));
        }

        foreach (var other in (Someone[])[shares.Worker, host.As(host.NewAgency(), "auditor", Role.PartnershipIgOfficer)])
        {
            var before = await host.CountAsync($"e.stream_id = 'access-{other.Agency}' and e.type = 'searched' and e.data->'filter' ? 'by=Worker'");
            var refused = await other.GetAsync($"/shares/totals?by=Worker");
            Assert.Equal((HttpStatusCode.Forbidden, "WORKERS_NOT_YOURS"), (refused.Status, refused.Code));
            Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{other.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'WORKERS_NOT_YOURS'"));
            Assert.Equal(before, await host.CountAsync($"e.stream_id = 'access-{other.Agency}' and e.type = 'searched' and e.data->'filter' ? 'by=Worker'"));
        }

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "UNKNOWN_CODE"), await Of("/shares/totals?by=Team"));
        Assert.Equal((HttpStatusCode.BadRequest, "QUERY_INVALID"), await Of("/shares?by=Month"));

        async Task<(HttpStatusCode, string?)> Of(string path) => await shares.Manager.GetAsync(path) is var answer ? (answer.Status, answer.Code) : default;
    }

    [Fact]
    public async Task Totals_count_by_agency_and_show_both_sides_of_every_rate()
    {
        var shares = await SomeShares.MadeAsync(host);
        var answer = await shares.Manager.GetAsync("/shares/totals", shares.Wait);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var ours = Assert.Single(answer.Json["agencies"]!.AsArray())!;
        Assert.Equal((shares.Manager.Agency.Value, 4, 1, 1, 1), ((string)ours["agency"]!, (int)ours["lines"]!, (int)ours["sent"]!, (int)ours["decisionsNotToShare"]!, (int)ours["refusedThenShared"]!));
        Assert.Equal(2, (int)ours["overrides"]!.AsArray().Single(c => (string)c!["code"]! == "Incomplete")!["count"]!);
        Assert.Equal("""{"numerator":1,"denominator":1,"value":1}""", Plain(ours["rates"]!["overrides"]!));
        Assert.Equal("""{"numerator":0,"denominator":0}""", Plain(ours["rates"]!["urgentDecidedInTime"]!));
        Assert.Equal("""{"numerator":1,"denominator":2,"value":0.5}""", Plain(ours["rates"]!["decisionsNotToShare"]!));
        Assert.Equal(answer.Header("Safeguard-Position"), $"{answer.Json["position"]}");
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{shares.Manager.Agency}' and e.data->>'what' = 'share-totals'"));

        var none = await shares.Manager.GetAsync($"/shares/totals?from={SomeShares.Day(1)}");
        Assert.Equal((0, 0), (none.Json["agencies"]!.AsArray().Count, (int)none.Json["all"]!["lines"]!));
        var officer = host.As(host.NewAgency(), "officer", Role.PartnershipIgOfficer);
        Assert.True((await officer.GetAsync("/shares/totals")).Json["agencies"]!.AsArray().Count >= 1);
        Assert.Equal(4, (int)(await officer.GetAsync($"/shares/totals?agency={shares.Manager.Agency}")).Json["all"]!["lines"]!);

        static string Plain(JsonNode node) => node.ToJsonString();
    }
}
