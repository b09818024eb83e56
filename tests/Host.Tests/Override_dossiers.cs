using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>One document that justifies an override, from the record alone, each entry with its proof (V3).</summary>
public sealed class Override_dossiers(RunningHost host)
{
    private const string Hostile = "<script>alert(1)</script> & \\\"her\\\" <b>words</b>";

    [Fact]
    public async Task It_says_what_was_known_then_what_was_decided_and_what_came_after_and_every_entry_is_proved()
    {
        var (share, id) = await OverriddenAsync();
        await share.Worker.PostAsync(share.Family.Path("concerns"), Said.Concern(share.Family, "Seen again a week later."));
        var officer = host.As(share.Worker.Agency, "officer", Role.IgOfficer);

        var answer = await officer.GetAsync(Address(share, id));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var dossier = answer.Json["dossier"]!;
        Assert.Equal(("Incomplete", "C"), ((string?)dossier["state"], (string?)dossier["route"]!["route"]));
        Assert.Equal(20, dossier["tests"]!.AsArray().Count);
        Assert.Equal("They decide today whether to visit the home.", (string?)dossier["tests"]![7]!["answer"]!["whyNeeded"]);
        Assert.Contains("Seen again a week later.", dossier["afterwards"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Seen again a week later.", answer.Json["knownThen"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("The child was unusually drowsy.", answer.Json["knownThen"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(dossier["justified"]);

        var head = await Receipts.CheckpointAsync((string)answer.Json["checkpoint"]!, officer);
        var proofs = answer.Json["proofs"]!.AsArray();
        Assert.Equal(head.Root, RootOf(answer.Json, head.Size));
        foreach (var entry in new[] { dossier["proposal"]!, dossier["decision"]! }.Concat(dossier["restsOn"]!.AsArray()!).Concat(dossier["afterwards"]!.AsArray()!))
            Assert.Contains(proofs, p => (string?)p!["event"] == (string?)entry!["event"]);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{share.Family.Id}' and e.data->>'view' = 'override-dossier' and e.data->>'thing' = '{id}'"));
        // Having read it, the officer stands in it.
        Assert.Contains((await officer.GetAsync(Address(share, id))).Json["dossier"]!["accesses"]!.AsArray(), a => (string?)a!["view"] == "override-dossier");
    }

    [Fact]
    public async Task Every_entry_that_it_names_is_proved_once_what_was_known_then_and_the_readings_too()
    {
        var (share, id) = await OverriddenAsync();
        await share.Worker.PostAsync(share.Family.Path("concerns"), Said.Concern(share.Family, "Seen again a week later."));
        await share.Worker.GetAsync(share.Family.Path("risk"));

        var answer = await share.Worker.GetAsync(Address(share, id));

        var dossier = answer.Json["dossier"]!;
        List<string> proofs = [.. answer.Json["proofs"]!.AsArray().Select(p => (string)p!["event"]!)];
        Assert.Equal(proofs.Distinct(), proofs);
        var stored = await host.Database.ScalarAsync<string[]>("select array_agg(id::text) from safeguard.mt_events");
        var document = new JsonObject { ["dossier"] = dossier.DeepClone(), ["knownThen"] = answer.Json["knownThen"]!.DeepClone() };
        Assert.Equal(Texts(document).Where(stored.ToHashSet().Contains).Distinct().Order(), proofs.Order());

        Assert.Contains((string)dossier["route"]!["event"]!, proofs);
        Assert.Contains((string)answer.Json["knownThen"]!["members"]![0]!["events"]![0]!, proofs);
        var access = Assert.Single(dossier["accesses"]!.AsArray(), a => (string?)a!["view"] == "family-risk")!;
        Assert.Contains((string)access["event"]!, proofs);
        Assert.All([dossier["route"]!, access, .. dossier["tests"]!.AsArray().Where(t => t!["event"] is not null)], named =>
            Assert.Equal((long)named!["position"]!, (long)answer.Json["proofs"]!.AsArray().Single(p => (string?)p!["event"] == (string?)named["event"])!["position"]!));
        var head = await Receipts.CheckpointAsync((string)answer.Json["checkpoint"]!, share.Worker);
        Assert.Equal(head.Root, RootOf(answer.Json, head.Size));

        var page = await share.Worker.GetAsync(Address(share, id), ("Accept", "text/html"));
        Assert.Contains($"no. {dossier["route"]!["position"]}", page.Body, StringComparison.Ordinal);
        Assert.Contains($"<td>{access["position"]}</td>", page.Body, StringComparison.Ordinal);
        Assert.Contains("one inclusion proof of them all", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_page_it_says_the_same_loads_nothing_and_runs_nothing_that_somebody_wrote()
    {
        var (share, id) = await OverriddenAsync();
        await share.Worker.PostAsync(share.Family.Path("concerns"), Said.Concern(share.Family, Hostile));

        var page = await share.Worker.GetAsync(Address(share, id), ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.Message.Content.Headers.ContentType!.MediaType));
        Assert.Contains("Whether the override was justified is a person&#x27;s finding.", page.Body, StringComparison.Ordinal);
        Assert.Contains("They decide today whether to visit the home.", page.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page.Body, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'", page.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal(HttpStatusCode.NotAcceptable, (await share.Worker.GetAsync(share.Family.Path("risk"), ("Accept", "text/html"))).Status);
    }

    [Fact]
    public async Task Whoever_did_not_decide_it_learns_nothing_not_even_that_there_is_one()
    {
        var (share, id) = await OverriddenAsync();
        await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }""");
        var recipient = host.As(AgencyId.Of(share.Recipient), "duty", Role.Practitioner);
        var theirs = await recipient.GetAsync(Address(share, id));
        var absent = await recipient.GetAsync(Address(share, Guid.CreateVersion7().ToString()));

        Assert.Equal((HttpStatusCode.NotFound, absent.WithoutTrace()), (theirs.Status, theirs.WithoutTrace()));
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{share.Recipient}' and e.type = 'access_denied' and e.data->>'what' = 'GetOverrideDossier'"));
        foreach (var role in (Role[])[Role.PartnershipIgOfficer, Role.Administrator, Role.Reviewer])
            Assert.Equal("READS_NO_RECORDS", (await host.As(share.Worker.Agency, "other", role).GetAsync(Address(share, id))).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await share.Worker.GetAsync($"{Address(share, id)}?asOf=2026-01-01T00:00:00Z")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await share.Worker.GetAsync($"{Address(share, id)}?colour=red")).Status);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{share.Family.Id}' and e.data->>'view' = 'override-dossier'"));
    }

    private async Task<(AShare Share, string Id)> OverriddenAsync()
    {
        var share = await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        var decided = await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(""" "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }"""));
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        return (share, id);
    }

    /// <summary>The root that the document's own leaves and hashes lead to.</summary>
    private static Sha256Hash? RootOf(JsonNode answer, long size)
    {
        var proofs = answer["proofs"]!.AsArray();
        return SharedProof.RootOf(
            [.. proofs.Select(p => (long)p!["position"]! - 1)], [.. proofs.Select(p => Sha256Hash.FromBase64((string)p!["leafHash"]!))],
            size, [.. answer["nodes"]!.AsArray().Select(n => Sha256Hash.FromBase64((string)n!))]);
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Texts(m.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [(string)value!],
        _ => [],
    };

    private static string Address(AShare share, string id) => share.Family.Path($"overrides/{id}/dossier");
}
