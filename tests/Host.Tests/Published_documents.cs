using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Documents in force by HTTP: published by one, approved by another, read by day and by what was recorded (V15).</summary>
public sealed class Published_documents(RunningHost host)
{
    private static int _names;

    /// <summary>The log of all tests is one: each has a document of its own.</summary>
    private readonly string _name = $"Invented protocol {Interlocked.Increment(ref _names)} of {Guid.NewGuid()}";

    private Someone Administrator => host.As(host.NewAgency(), "publisher", Role.Administrator);

    private Someone Officer => host.As(host.NewAgency(), "officer", Role.IgOfficer);

    [Fact]
    public async Task It_is_in_force_once_another_has_approved_it_and_a_past_moment_does_not_know_of_that()
    {
        var (administrator, officer) = (Administrator, Officer);
        var published = await administrator.PostAsync("/rules/england", Protocol("1.5", "2025-01-01"));
        Assert.Equal((HttpStatusCode.Created, "/rules"), (published.Status, published.Header("Location")));
        var id = (string)published.Json["id"]!;
        var before = (string)published.Json["entries"]![0]!["recordedAt"]!;
        Assert.Equal(id, (string?)(await FindAsync("", "awaitingApproval"))!["document"]);
        Assert.Null(await FindAsync("", "inForce"));

        var both = host.As(host.NewAgency(), "publisher", Role.Administrator, Role.IgOfficer);
        Is(HttpStatusCode.Forbidden, "SEPARATION_OF_DUTIES", await both.PostAsync($"/rules/england/{id}/approval", "{}"));
        Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await host.As(host.NewAgency(), "other", Role.Administrator).PostAsync($"/rules/england/{id}/approval", "{}"));
        Is(HttpStatusCode.NotFound, "DOCUMENT_NOT_FOUND", await officer.PostAsync($"/rules/wales/{id}/approval", "{}"));
        Is(HttpStatusCode.NotFound, "NATION_NOT_FOUND", await officer.PostAsync($"/rules/England/{id}/approval", "{}"));
        Assert.Equal(0, await CountAsync("document_approved", id));
        Assert.Equal(HttpStatusCode.OK, (await officer.PostAsync($"/rules/england/{id}/approval", "{}")).Status);

        var line = (await FindAsync("", "inForce"))!;
        Assert.Equal(("England", "1.5", false, "2026-01-01", "officer"), ((string)line["nation"]!, (string)line["version"]!, (bool)line["contentHeld"]!, (string)line["reviewDue"]!, (string)line["approvedBy"]!));
        Assert.True((bool)line["reviewOverdue"]!);
        Assert.Null(await FindAsync("?on=2024-12-31", "inForce"));
        Assert.NotNull(await FindAsync("?on=2025-01-01&nation=England", "inForce"));
        Assert.Null(await FindAsync("?on=2025-01-01&nation=Wales", "inForce"));
        Assert.Null(await FindAsync($"?on=2025-01-01&asOf={before}", "inForce"));
    }

    [Fact]
    public async Task Days_that_are_taken_are_refused_until_the_version_before_has_ended_and_nothing_is_written()
    {
        var (administrator, officer) = (Administrator, Officer);
        var first = (string)(await administrator.PostAsync("/rules/wales", Protocol("1", "2024-01-01"))).Json["id"]!;
        await officer.PostAsync($"/rules/wales/{first}/approval", "{}");

        Is(HttpStatusCode.Conflict, "DATES_OVERLAP", await administrator.PostAsync("/rules/wales", Protocol("2", "2026-01-01")));
        Is(HttpStatusCode.Forbidden, "ADMINISTRATOR_ONLY", await officer.PostAsync("/rules/wales", Protocol("2", "2026-01-01")));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY", await administrator.PostAsync("/rules/wales", Protocol("2", "2026-01-01", """ "parties": ["nobody-here"],""")));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_PACK", await administrator.PostAsync("/rules/wales", """{ "kind": "RulePack", "version": "ENG-2026.2", "from": "2026-09-30" }"""));
        Assert.Equal(1, await host.CountAsync($"e.type = 'document_published' and e.data->>'name' = '{_name}'"));

        Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await administrator.PostAsync($"/rules/wales/{first}/ending", """{ "lastDay": "2025-12-31" }"""));
        Assert.Equal(0, await CountAsync("document_ended", first));
        Assert.Equal(HttpStatusCode.OK, (await officer.PostAsync($"/rules/wales/{first}/ending", """{ "lastDay": "2025-12-31" }""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await administrator.PostAsync("/rules/wales", Protocol("2", "2026-01-01"))).Status);
    }

    [Fact]
    public async Task The_check_of_a_share_warns_where_no_policy_document_is_on_record_and_stops_when_one_is()
    {
        var share = await AShare.BegunAsync(host);
        var administrator = Administrator;
        await administrator.PostAsync("/agencies", $$"""{ "agency": "{{share.Worker.Agency}}", "name": "Invented service", "kind": "Treatment", "area": "Bedford", "publicAuthority": false }""");
        var body = $$"""{ "share": {{share.Proposal}}, "override": {{share.Answers(""" "dataProtection": { "article6": "PublicTask", "condition": "Paragraph18" }""")}} }""";

        var check = await share.Worker.PostAsync(share.Family.Path("shares/check"), body);
        Assert.Equal("POLICY_DOCUMENT_NOT_ON_RECORD", (string?)Assert.Single(check.Json["warnings"]!.AsArray())!["code"]);
        Assert.True((bool)check.Json["wouldBeRecorded"]!, check.Body);

        var published = await administrator.PostAsync("/rules/england", $$"""{ "kind": "PolicyDocument", "name": "{{_name}}", "version": "1", "from": "2025-01-01", "parties": ["{{share.Worker.Agency}}"] }""");
        await Officer.PostAsync($"/rules/england/{published.Json["id"]}/approval", "{}");
        Assert.Empty((await share.Worker.PostAsync(share.Family.Path("shares/check"), body)).Json["warnings"]!.AsArray());
    }

    private string Protocol(string version, string from, string more = "") =>
        $$"""{ "kind": "Protocol", "name": "{{_name}}", "version": "{{version}}",{{more}} "from": "{{from}}" }""";

    /// <summary>This test's document in one of the lists; null where it is not there.</summary>
    private async Task<JsonNode?> FindAsync(string query, string list)
    {
        var answer = await (await host.WorkerAsync()).GetAsync($"/rules{query}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Json[list]!.AsArray().SingleOrDefault(d => (string)d!["name"]! == _name);
    }

    private Task<long> CountAsync(string type, string document) => host.CountAsync($"e.type = '{type}' and e.data->>'document' = '{document}'");

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
