using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The directory by HTTP: what ends, and that nothing is shared with it (domain §2.9, §6 rows 56 to 61).</summary>
public sealed class The_directory(RunningHost host)
{
    private Someone Administrator => host.As(host.NewAgency(), Role.Administrator);

    [Fact]
    public async Task An_agency_that_was_merged_gets_nothing_more_and_the_answer_names_its_successor()
    {
        var share = await AShare.BegunAsync(host);
        var (administrator, successor) = (Administrator, await RegisteredAsync());
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        var decided = await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(""" "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }"""));
        Assert.Equal(HttpStatusCode.OK, decided.Status);

        var merging = $$"""{ "into": "{{successor}}", "on": "2026-01-01" }""";
        Is(HttpStatusCode.Forbidden, "ADMINISTRATOR_ONLY", await share.Worker.PostAsync($"/agencies/{share.Recipient}/merging", merging));
        Is(HttpStatusCode.NotFound, "AGENCY_NOT_FOUND", await administrator.PostAsync("/agencies/nobody-here/merging", merging));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY", await administrator.PostAsync($"/agencies/{share.Recipient}/merging", """{ "into": "nobody-here", "on": "2026-01-01" }"""));
        Is(HttpStatusCode.UnprocessableEntity, "OWN_SUCCESSOR", await administrator.PostAsync($"/agencies/{share.Recipient}/closing", $$"""{ "successor": "{{share.Recipient}}", "on": "2026-01-01" }"""));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'agency-{share.Recipient}'"));

        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{share.Recipient}/merging", merging)).Status);
        var repeated = await administrator.PostAsync($"/agencies/{share.Recipient}/merging", merging);
        Assert.False((bool)repeated.Json["changed"]!);
        Is(HttpStatusCode.Conflict, "ALREADY_ENDED", await administrator.PostAsync($"/agencies/{share.Recipient}/closing", """{ "on": "2026-01-01" }"""));

        var before = await host.CountAsync($"e.stream_id = '{share.Family.Stream}'");
        var proposed = await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal);
        Is(HttpStatusCode.Conflict, "RECIPIENT_INACTIVE", proposed);
        Assert.Contains(successor.Value, (string)proposed.Json["next"]!, StringComparison.Ordinal);
        var check = await share.Worker.PostAsync(share.Family.Path("shares/check"), $$"""{ "share": {{share.Proposal}} }""");
        Assert.Equal("RECIPIENT_INACTIVE", (string?)check.Json["proposal"]!["code"]);
        Is(HttpStatusCode.Conflict, "RECIPIENT_INACTIVE", await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));
        Assert.Equal(before, await host.CountAsync($"e.stream_id = '{share.Family.Stream}'"));
    }

    [Fact]
    public async Task The_directory_shows_when_an_agency_ends_and_who_took_over()
    {
        var (administrator, agency, successor) = (Administrator, await RegisteredAsync(), await RegisteredAsync());
        var closed = await administrator.PostAsync($"/agencies/{agency}/closing", $$"""{ "on": "2030-04-01", "successor": "{{successor}}" }""");
        Assert.Equal(HttpStatusCode.OK, closed.Status);
        Is(HttpStatusCode.Conflict, "SUCCESSOR_INACTIVE", await administrator.PostAsync($"/agencies/{successor}/closing", $$"""{ "on": "2030-04-01", "successor": "{{agency}}" }"""));

        var end = (await LineAsync(agency, closed))["end"]!;
        Assert.Equal(("2030-04-01", false, successor.Value), ((string)end["on"]!, (bool)end["merged"]!, (string)end["successor"]!));
        Assert.Null((await LineAsync(successor, closed))["end"]);
    }

    [Fact]
    public async Task A_contact_point_is_shown_with_its_check_and_its_address_to_whoever_asks_for_that_agency()
    {
        var (administrator, agency) = (Administrator, await RegisteredAsync());
        var created = await administrator.PostAsync($"/agencies/{agency}/contact-points", """{ "channel": "SecureEmail", "value": "duty.desk@invented.example", "scheme": "DCB1596" }""");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal($"/agencies/{agency}", created.Header("Location"));
        var point = (string)created.Json["id"]!;

        var line = Assert.Single((await LineAsync(agency, created))["contactPoints"]!.AsArray())!;
        Assert.Equal((point, "Verified", true), ((string)line["point"]!, (string)line["standing"]!, (bool)line["sendable"]!));
        Assert.Null(line["value"]);

        var worker = await host.WorkerAsync();
        var shown = await worker.GetAsync($"/agencies/{agency}");
        Assert.Equal("duty.desk@invented.example", (string?)Assert.Single(shown.Json["contactPoints"]!.AsArray())!["value"]);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'searched' and e.data->>'what' = 'agency'"));
        Assert.Equal(0, await host.CountAsync("e.data::text like '%duty.desk@%'"));
        Is(HttpStatusCode.NotFound, "AGENCY_NOT_FOUND", await worker.GetAsync("/agencies/nobody-here"));

        var retired = await administrator.PostAsync($"/agencies/{agency}/contact-points/{point}/retirement", "{}");
        Assert.Equal(HttpStatusCode.OK, retired.Status);
        line = Assert.Single((await LineAsync(agency, retired))["contactPoints"]!.AsArray())!;
        Assert.Equal(("Retired", false), ((string)line["standing"]!, (bool)line["sendable"]!));
        Is(HttpStatusCode.NotFound, "CONTACT_POINT_NOT_FOUND", await administrator.PostAsync($"/agencies/{agency}/contact-points/{Guid.CreateVersion7()}/retirement", "{}"));
    }

    [Theory]
    [InlineData("RETIRED_SECURE_DOMAIN", "SecureEmail", "mash@", "bedford.gcsx.gov.uk")]
    [InlineData("NOT_AN_EMAIL", "SecureEmail", "www.resolutions4luton.org", "")]
    [InlineData("NOT_AN_EMAIL", "SecureEmail", "@towerhamle ts.gov.uk", "")]
    [InlineData("INSECURE_CHANNEL", "SecureEmail", "mash@", "gmail.com")]
    [InlineData("VALUE_REQUIRED", "Phone", "", "")]
    public async Task An_address_that_must_not_be_used_is_refused_and_nothing_is_written(string code, string channel, string value, string end)
    {
        var (administrator, agency) = (Administrator, await RegisteredAsync());
        var answer = await administrator.PostAsync($"/agencies/{agency}/contact-points", $$"""{ "channel": "{{channel}}", "value": "{{value}}{{end}}" }""");
        Is(HttpStatusCode.UnprocessableEntity, code, answer);
        if (value.Length > 0) Assert.DoesNotContain(value, answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'agency-{agency}'"));
    }

    [Fact]
    public async Task Mail_goes_to_a_checked_address_of_the_recipient_and_to_no_other()
    {
        var share = await AShare.BegunAsync(host);
        var (mail, gone, other) = (await AContact.CheckedAsync(host, share.Recipient), await AContact.CheckedAsync(host, share.Recipient), await AContact.CheckedAsync(host, (await RegisteredAsync()).Value));
        await Administrator.PostAsync($"/agencies/{share.Recipient}/contact-points/{gone}/retirement", """{ "reason": "The team has moved." }""");
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(""" "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }"""));
        var before = await host.CountAsync($"e.stream_id = '{share.Family.Stream}'");

        Task<Answer> SendAsync(string body) => share.Worker.PostAsync(share.Path($"{id}/disclosure"), body);
        Is(HttpStatusCode.UnprocessableEntity, "CONTACT_POINT_REQUIRED", await SendAsync("""{ "channel": "SecureEmail" }"""));
        Is(HttpStatusCode.UnprocessableEntity, "CONTACT_POINT_UNKNOWN", await SendAsync($$"""{ "channel": "SecureEmail", "contactPoint": "{{other}}" }"""));
        Is(HttpStatusCode.UnprocessableEntity, "CONTACT_POINT_OF_OTHER_CHANNEL", await SendAsync($$"""{ "channel": "Post", "contactPoint": "{{mail}}" }"""));
        Is(HttpStatusCode.Conflict, "CONTACT_POINT_RETIRED", await SendAsync($$"""{ "channel": "SecureEmail", "contactPoint": "{{gone}}" }"""));
        Assert.Equal(before, await host.CountAsync($"e.stream_id = '{share.Family.Stream}'"));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync($$"""{ "channel": "SecureEmail", "contactPoint": "{{mail}}" }""")).Status);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = '{share.Family.Stream}' and e.type = 'information_disclosed' and e.data->>'contactPoint' = '{mail}'"));
    }

    private async Task<AgencyId> RegisteredAsync()
    {
        var agency = host.NewAgency();
        await Administrator.PostAsync("/agencies", $$"""{ "agency": "{{agency}}", "name": "Invented agency", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }""");
        return agency;
    }

    /// <summary>The agency's line of the directory, once it includes what was recorded.</summary>
    private async Task<JsonNode> LineAsync(AgencyId agency, Answer after)
    {
        var list = await (await host.WorkerAsync()).GetAsync("/agencies", ("Safeguard-Wait-For", after.Header("Safeguard-Position")!));
        return list.Json["agencies"]!.AsArray().Single(a => (string)a!["agency"]! == agency.Value)!;
    }

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
