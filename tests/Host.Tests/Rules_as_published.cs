using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Commands;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>
/// Decisions are judged by the rules as they were published when they were recorded (design D9). What is published here is in
/// force for everybody, so each test has a log of its own.
/// </summary>
public sealed class Rules_as_published
{
    private const string Statute = """
        "statute": { "duty": "ChildrenAct2004Section16LA", "relevant": true, "limitedToFunction": true, "moreDetrimentalToChild": false }
        """;

    private static readonly string Later = $"{DateTime.UtcNow.AddDays(60):yyyy-MM-dd}";

    [Fact]
    public async Task A_pack_held_back_to_a_later_day_judges_what_follows_and_nothing_that_was_recorded()
    {
        await using var host = await StartedAsync();
        var share = await BegunAsync(host);
        var allowed = await CheckAsync(share);
        Assert.Equal((true, "B"), ((bool)allowed["wouldBeRecorded"]!, (string?)allowed["route"]));
        var (id, first) = await ProposedAsync(share);
        Assert.Equal(HttpStatusCode.OK, (await first.PostAsync(share.Path($"{id}/override"), share.Answers(Statute))).Status);
        var before = (await DossierAsync(share, id))["dossier"]!["route"]!.ToJsonString();

        var published = await Administrator(host).PostAsync("/rules/england", $$"""{ "kind": "RulePack", "version": "ENG-2026.2", "from": "{{Later}}" }""");
        Assert.Equal("B", (string?)(await CheckAsync(share))["route"]); // a draft changes nothing
        var asOf = (string)published.Json["entries"]![0]!["recordedAt"]!;
        Assert.Equal(HttpStatusCode.OK, (await Officer(host).PostAsync($"/rules/england/{published.Json["id"]}/approval", "{}")).Status);

        var refused = await CheckAsync(share);
        Assert.Equal((false, "NOT_IN_FORCE"), ((bool)refused["wouldBeRecorded"]!, (string?)refused["override"]!["code"]));
        Assert.StartsWith("ENG-2026.1 ", (string?)refused["rulePack"], StringComparison.Ordinal);
        Assert.DoesNotContain(refused["routes"]!.AsArray(), r => (string?)r!["route"] == "B");
        var (second, worker) = await ProposedAsync(share);
        var entries = await EntriesAsync(host, share);
        Is(HttpStatusCode.Conflict, "NOT_IN_FORCE", await worker.PostAsync(share.Path($"{second}/override"), share.Answers(Statute)));
        Assert.Equal(entries, await EntriesAsync(host, share));
        Assert.Equal(1, await host.CountAsync($"e.data->>'share' = '{second}' and e.type = 'share_proposed' and e.headers->>'rulePack' = 'ENG-2026.1'"));

        // What was decided before stays as it was judged, for the dossier and for an officer's check.
        Assert.Equal(before, (await DossierAsync(share, id))["dossier"]!["route"]!.ToJsonString());
        Assert.StartsWith("ENG-2026.2 ", (string?)(await DossierAsync(share, id))["dossier"]!["rules"], StringComparison.Ordinal);
        Assert.Equal(("Pass", "ENG-2026.2 (draft, verify) was in force that day."), await CheckedAsync(host, share, id));

        var line = await PackAsync(worker, "");
        Assert.Equal(("ENG-2026.1", "Release", "ENG-2026.2"), ((string?)line["pack"], (string?)line["origin"], (string?)line["broughtByRelease"]));
        var then = await PackAsync(worker, $"?on={Later}");
        Assert.Equal(("ENG-2026.2", "Publication", (string?)published.Json["id"]), ((string?)then["pack"], (string?)then["origin"], (string?)then["publication"]));
        Assert.Equal(("ENG-2026.2", "Release"), ((string?)(await PackAsync(worker, $"?asOf={asOf}"))["pack"], (string?)(await PackAsync(worker, $"?asOf={asOf}"))["origin"]));
    }

    [Fact]
    public async Task A_decision_keeps_the_publication_by_which_its_rules_were_in_force_when_that_is_ended()
    {
        await using var host = await StartedAsync();
        var share = await BegunAsync(host);
        var (officer, published) = (Officer(host), await Administrator(host).PostAsync("/rules/england", """{ "kind": "RulePack", "version": "ENG-2026.2", "from": "2026-09-30" }"""));
        await officer.PostAsync($"/rules/england/{published.Json["id"]}/approval", "{}");
        Assert.Equal((string?)published.Json["id"], (string?)(await CheckAsync(share))["publication"]);
        var (id, worker) = await ProposedAsync(share);
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(share.Path($"{id}/override"), share.Answers(Statute))).Status);

        Assert.Equal(HttpStatusCode.OK, (await officer.PostAsync($"/rules/england/{published.Json["id"]}/ending", """{ "lastDay": "2026-09-30" }""")).Status);

        Assert.Equal("NOT_IN_FORCE", (string?)(await CheckAsync(share))["override"]!["code"]);
        var route = (await DossierAsync(share, id))["dossier"]!["route"]!;
        Assert.Equal(("B", (string?)published.Json["id"]), ((string?)route["route"], (string?)route["publication"]));
        // Who published and who approved it stands in it, proved like the rest; that it was ended since justifies nothing.
        var dossier = await DossierAsync(share, id);
        var ground = Assert.Single(dossier["dossier"]!["grounds"]!.AsArray())!;
        Assert.Equal(("RulePack", (string?)published.Json["id"]), ((string?)ground["kind"], (string?)ground["id"]));
        Assert.Equal(["document_published", "document_approved"], ground["entries"]!.AsArray().Select(e => (string?)e!["type"]));
        Assert.All(ground["entries"]!.AsArray(), e => Assert.Contains(dossier["proofs"]!.AsArray(), p => (string?)p!["event"] == (string?)e!["event"]));
        var page = await worker.GetAsync(share.Family.Path($"overrides/{id}/dossier"), ("Accept", "text/html"));
        Assert.Contains((string)published.Json["id"]!, page.Body, StringComparison.Ordinal);
        Assert.Equal(("Pass", "ENG-2026.2 (draft, verify) was published as in force that day when this was recorded."), await CheckedAsync(host, share, id));
    }

    [Fact]
    public async Task A_decision_cites_the_protocol_in_force_between_the_two_agencies_or_says_that_none_was()
    {
        await using var host = await StartedAsync();
        var share = await BegunAsync(host);
        var (id, worker) = await ProposedAsync(share);
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(share.Path($"{id}/override"), share.Answers(Statute))).Status);
        var without = (await DossierAsync(share, id))["dossier"]!;
        Assert.Empty(without["protocols"]!.AsArray());
        Assert.Equal("No local protocol between the two agencies was in force that day, as published by then.", (string?)without["noProtocol"]);

        foreach (var (version, dates) in ((string, string)[])[("1.4", """ "from": "2020-01-01", "to": "2024-12-31" """), ("1.5", """ "from": "2025-01-01" """)])
        {
            var published = await Administrator(host).PostAsync("/rules/england",
                $$"""{ "kind": "Protocol", "name": "Invented protocol", "version": "{{version}}", {{dates}}, "parties": ["{{worker.Agency}}", "{{share.Recipient}}"] }""");
            Assert.Equal(HttpStatusCode.OK, (await Officer(host).PostAsync($"/rules/england/{published.Json["id"]}/approval", "{}")).Status);
        }

        Assert.Equal("1.5", (string?)Assert.Single((await CheckAsync(share))["protocols"]!.AsArray())!["version"]);
        (id, _) = await ProposedAsync(share);
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(share.Path($"{id}/override"), share.Answers(Statute))).Status);

        var answer = await DossierAsync(share, id);
        var cited = Assert.Single(answer["dossier"]!["protocols"]!.AsArray())!;
        Assert.Equal(("Invented protocol", "1.5"), ((string?)cited["name"], (string?)cited["version"]));
        var ground = Assert.Single(answer["dossier"]!["grounds"]!.AsArray())!;
        Assert.Equal(("Protocol", (string?)cited["document"]), ((string?)ground["kind"], (string?)ground["id"]));
        Assert.All(ground["entries"]!.AsArray(), e => Assert.Contains(answer["proofs"]!.AsArray(), p => (string?)p!["event"] == (string?)e!["event"]));
        var page = await worker.GetAsync(share.Family.Path($"overrides/{id}/dossier"), ("Accept", "text/html"));
        Assert.Contains("Local protocol in force that day: Invented protocol, version 1.5.", page.Body, StringComparison.Ordinal);
        Assert.Equal("1.5", (string?)Read(await worker.GetAsync(share.Path(id)))["shares"]![0]!["protocols"]![0]!["version"]);

        // The registers, newest first: the second cites it, the first found none.
        var wait = ("Safeguard-Wait-For", $"{await host.CountAsync("true")}");
        foreach (var register in (string[])["/shares", "/overrides"])
        {
            var rows = Read(await worker.GetAsync($"{register}?family={share.Family.Id}", wait))["rows"]!.AsArray();
            Assert.Equal("1.5", (string?)rows[0]!["protocols"]![0]!["version"]);
            Assert.Empty(rows[1]!["protocols"]!.AsArray());
            Assert.Contains("Invented protocol 1.5\r\n", (await worker.GetAsync($"{register}.csv?family={share.Family.Id}", wait)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rules_that_this_release_does_not_carry_as_published_judge_nothing_and_readiness_says_so()
    {
        await using var host = await StartedAsync();
        var share = await BegunAsync(host);
        var (id, worker) = await ProposedAsync(share);
        Assert.Empty((await host.Nobody().GetAsync("/health/ready")).Json["rulesNotHeld"]!.AsArray());
        await PublishedElsewhereAsync(host);
        var (entries, readings) = (await EntriesAsync(host, share), await ReadingsAsync(host, share));

        var check = await worker.PostAsync(share.Family.Path("shares/check"), Asked(share));
        Is(HttpStatusCode.ServiceUnavailable, "RULES_NOT_HELD", check);
        Assert.Equal("300", check.Header("Retry-After"));
        Assert.Contains("ENG-2026.2", (string)check.Json["title"]!, StringComparison.Ordinal);
        Is(HttpStatusCode.ServiceUnavailable, "RULES_NOT_HELD", await worker.PostAsync(share.Path($"{id}/override"), share.Answers(Statute)));
        Assert.Equal((entries, readings), (await EntriesAsync(host, share), await ReadingsAsync(host, share)));
        // Who may not decide learns nothing more of it than before.
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await (await host.WorkerAsync()).PostAsync(share.Path($"{id}/override"), share.Answers(Statute)));

        // All else goes on, and names what was published.
        var concern = await worker.PostAsync(share.Family.Path("concerns"), Said.Concern(share.Family));
        Assert.Equal(HttpStatusCode.Created, concern.Status);
        var ready = await host.Nobody().GetAsync("/health/ready");
        Assert.Equal((HttpStatusCode.OK, true), (ready.Status, (bool)ready.Json["ready"]!));
        Assert.Contains("ENG-2026.2", (string)Assert.Single(ready.Json["rulesNotHeld"]!.AsArray())!, StringComparison.Ordinal);
        var line = await PackAsync(worker, "");
        Assert.Equal(("ENG-2026.2", false), ((string?)line["pack"], (bool)line["contentHeld"]!));
    }

    private static async Task<RunningHost> StartedAsync()
    {
        var host = new RunningHost();
        await host.InitializeAsync();
        return host;
    }

    private static Someone Administrator(RunningHost host) => host.As(AgencyId.Of("invented-partnership"), "publisher", Role.Administrator);

    private static Someone Officer(RunningHost host) => host.As(AgencyId.Of("invented-partnership"), "officer", Role.IgOfficer);

    /// <summary>A share between two agencies that stand in the duty of s.16LA.</summary>
    private static async Task<AShare> BegunAsync(RunningHost host)
    {
        var share = await AShare.BegunAsync(host);
        var administrator = Administrator(host);
        await administrator.PostAsync("/agencies", $$"""{ "agency": "{{share.Worker.Agency}}", "name": "Invented service", "kind": "Health", "area": "Luton", "publicAuthority": true }""");
        foreach (var agency in (string[])[share.Worker.Agency.Value, share.Recipient])
            Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{agency}/duties", """{ "scope": "Section11Body", "from": "2026-01-01" }""")).Status);
        return share;
    }

    private static string Asked(AShare share) => $$"""{ "share": {{share.Proposal}}, "override": {{share.Answers(Statute)}} }""";

    private static async Task<JsonNode> CheckAsync(AShare share) => Read(await share.Worker.PostAsync(share.Family.Path("shares/check"), Asked(share)));

    private static async Task<(string Id, Someone Worker)> ProposedAsync(AShare share) =>
        ((string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!, share.Worker);

    private static async Task<JsonNode> DossierAsync(AShare share, string id) => Read(await share.Worker.GetAsync(share.Family.Path($"overrides/{id}/dossier")));

    /// <summary>What the officer's check G2 says.</summary>
    private static async Task<(string?, string?)> CheckedAsync(RunningHost host, AShare share, string id)
    {
        var manager = host.As(share.Worker.Agency, "manager", Role.Manager);
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(share.Path($"{id}/authorisation"), "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }""")).Status);
        var officer = host.As(share.Worker.Agency, "ig", Role.IgOfficer);
        var review = (string)Read(await officer.PostAsync(share.Path($"{id}/reviews"), """{ "reason": "To see by which rules." }"""))["id"]!;
        var check = Read(await officer.GetAsync(share.Family.Path($"reviews/{review}")))["checks"]!.AsArray().Single(c => (string?)c!["check"] == "G2")!;
        return ((string?)check["state"], (string?)check["why"]);
    }

    private static async Task<JsonNode> PackAsync(Someone by, string query) =>
        Read(await by.GetAsync($"/rules{query}"))["packs"]!.AsArray().Single(p => (string?)p!["nation"] == "England")!;

    /// <summary>As a release that carries something else under that name would have published it.</summary>
    private static async Task PublishedElsewhereAsync(RunningHost host)
    {
        var (document, rules) = (new DocumentId(Guid.CreateVersion7()), StreamKey.Rules(Jurisdiction.England));
        var by = new Actor(ActorId.Of("publisher"), AgencyId.Of("invented-partnership"), [Role.Administrator]);
        await host.Factory.Services.GetRequiredService<CommandRunner>().RunAsync<RuleBook>(new CommandCall(by, rules), (_, now) => Decision.Record(rules,
            new DocumentPublished(document, DocumentKind.RulePack, "ENG-2026.2", "ENG-2026.2", new(2026, 9, 30), null) { Digest = new string('0', 64), Envelope = Envelope.JustNow(now) },
            new DocumentApproved(document) { Envelope = Envelope.JustNow(now) }), CancellationToken.None);
    }

    private static Task<long> EntriesAsync(RunningHost host, AShare share) => host.CountAsync($"e.stream_id = '{share.Family.Stream}'");

    private static Task<long> ReadingsAsync(RunningHost host, AShare share) => host.CountAsync($"e.stream_id = 'access-{share.Family.Id}'");

    private static JsonNode Read(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
