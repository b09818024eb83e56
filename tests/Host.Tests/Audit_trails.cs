using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Host.Identity;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Who did and read what in one record, in the order of the log, and that nothing is missing (V4).</summary>
public sealed class Audit_trails(RunningHost host)
{
    [Fact]
    public async Task It_has_every_entry_every_read_and_every_try_in_the_order_of_the_log()
    {
        var (worker, manager, family) = await OpenedAsync();
        var stranger = await host.WorkerAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        await worker.GetAsync(family.Path("risk"));
        await worker.PostAsync("/families/search", $$"""{ "reference": "{{family.Reference}}" }""");
        await stranger.GetAsync(family.Path("risk"));
        await host.As(worker.Agency, "administrator", Role.Administrator).GetAsync(family.Path("risk"));

        var lines = await LinesAsync(Partnership(), family);

        var positions = lines.Select(l => (long)l["line"]!["position"]!).ToList();
        Assert.Equal(positions.Order(), positions);
        Assert.Equal(
            await host.CountAsync($"e.stream_id in ('{family.Stream}', 'access-{family.Id}') or e.data->>'asked' = '{family.Id}' or e.data->'families' ? '{family.Id}'"),
            lines.Count + 1); // the reading of the trail itself came after it
        Assert.Equal("family_record_opened", (string?)lines[0]["line"]!["type"]);
        var last = lines.TakeLast(5).Select(l => ((string?)l["line"]!["kind"], (string?)l["line"]!["who"], (string?)l["line"]!["code"])).ToArray();
        Assert.Equal([("Recorded", "worker", null), ("Read", "worker", null), ("Listed", "worker", null), ("Refused", "worker", "NOT_FOUND"), ("Refused", "administrator", "READS_NO_RECORDS")], last);
        Assert.Equal(stranger.Agency.Value, (string?)lines[^2]["line"]!["agency"]);
        Assert.Equal(("Practitioner", worker.Agency.Value), ((string?)lines[0]["line"]!["role"], (string?)lines[0]["line"]!["agency"]));
        Assert.NotNull(lines[0]["line"]!["rulePack"]);
        Assert.DoesNotContain(lines, l => l.ToJsonString().Contains("drowsy", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync(family.Path("audit-trail"))).Status);
    }

    [Fact]
    public async Task Each_entry_has_its_leaf_and_its_proof_and_says_whether_a_checkpoint_covers_it()
    {
        var (_, _, family) = await OpenedAsync();
        var officer = Partnership();
        for (var tries = 0; ; tries++)
        {
            var page = (await officer.GetAsync(family.Path("audit-trail"))).Json;
            var first = page["lines"]!.AsArray().FirstOrDefault();
            if (tries < 100 && (first is null || !(bool)first["proof"]!["signed"]!))
            {
                await Task.Delay(100); // one checkpoint a second is kept; the trail goes as far as the access log has come
                continue;
            }

            Assert.NotNull(first);
            Assert.True((bool)first["proof"]!["signed"]!);
            Assert.InRange((long)first["line"]!["position"]!, 1, (long)page["signed"]!);
            var proof = (await officer.GetAsync((string)first["proof"]!["href"]!)).Json;
            Assert.Equal((string?)proof["leafHash"], (string?)first["proof"]!["leaf"]);
            Assert.Equal((long)proof["inclusionProof"]!["index"]!, (long)first["proof"]!["leafIndex"]!);
            return;
        }
    }

    [Fact]
    public async Task Everybody_reads_as_much_as_their_office_needs()
    {
        var (worker, manager, family) = await OpenedAsync();
        await manager.GetAsync(family.Path("risk"));
        await worker.GetAsync(family.Path("risk"));
        var stranger = await host.WorkerAsync();
        await stranger.GetAsync(family.Path("risk"));

        Assert.All(await LinesAsync(worker, family), l => Assert.Equal("worker", (string?)l["line"]!["who"]));
        foreach (var role in (Role[])[Role.Manager, Role.IgOfficer])
        {
            var lines = await LinesAsync(host.As(worker.Agency, "auditor", role), family);
            Assert.Contains(lines, l => (string?)l["line"]!["who"] == "manager");
            Assert.All(lines, l => Assert.Equal(worker.Agency.Value, (string?)l["line"]!["agency"]));
        }

        foreach (var all in (Someone[])[Partnership(), host.As(worker.Agency, "dpo", Role.DataProtectionOfficer)])
            Assert.Contains(await LinesAsync(all, family), l => (string?)l["line"]!["agency"] == stranger.Agency.Value);

        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (await stranger.GetAsync(family.Path("audit-trail"))) is var hidden ? (hidden.Status, hidden.Code) : default);
        Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_REGISTER"), (await host.As(worker.Agency, "administrator", Role.Administrator).GetAsync(family.Path("audit-trail"))) is var no ? (no.Status, no.Code) : default);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{stranger.Agency}' and e.data->>'what' = 'GetAuditTrail' and e.data->>'code' = 'NOT_FOUND'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.data->>'what' = 'GetAuditTrail' and e.data->>'code' = 'READS_NO_REGISTER'"));
    }

    [Fact]
    public async Task Pages_join_without_a_gap_while_more_is_read_and_written()
    {
        var (worker, _, family) = await OpenedAsync();
        for (var n = 0; n < 7; n++)
        {
            await worker.PostAsync(family.Path("concerns"), Said.Concern(family, $"Concern {n}."));
            await worker.GetAsync(family.Path("risk"));
            await worker.PostAsync("/families/search", $$"""{ "reference": "{{family.Reference}}" }""");
        }

        var officer = Partnership();
        var wait = ("Safeguard-Wait-For", $"{await host.CountAsync("true")}");
        var whole = (await officer.GetAsync(family.Path("audit-trail?limit=200"), wait)).Json;
        var expected = whole["lines"]!.AsArray().Select(l => (long)l!["line"]!["position"]!).ToList();
        var (paged, cursor) = (new List<long>(), "");
        do
        {
            var page = (await officer.GetAsync(family.Path($"audit-trail?limit=3{cursor}"), wait)).Json;
            Assert.InRange(page["lines"]!.AsArray().Count, 0, 3);
            paged.AddRange(page["lines"]!.AsArray().Select(l => (long)l!["line"]!["position"]!));
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : "";
            await worker.GetAsync(family.Path("risk")); // meanwhile
        }
        while (cursor.Length > 0);
        Assert.Equal(expected, paged.TakeWhile(p => p <= expected[^1]));
        Assert.Equal("QUERY_INVALID", (await officer.GetAsync(family.Path("audit-trail?cursor=MC4w"))).Code);
        Assert.Equal("QUERY_INVALID", (await officer.GetAsync(family.Path("audit-trail?cursor=%ff"))).Code);
    }

    [Fact]
    public async Task What_was_taken_away_is_an_alarm_wherever_it_stood()
    {
        await using var database = await host.CreateDatabaseAsync();
        await using var other = host.Start(database);
        await RunningHost.ReadyAsync(other);
        var (worker, officer) = (As("worker", Role.Practitioner), As("dpo", Role.DataProtectionOfficer));
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        await worker.GetAsync(family.Path("risk"));
        await worker.GetAsync(family.Path("risk"));
        var last = await database.ScalarAsync<long>($"select max(version) from safeguard.mt_events where stream_id = '{family.Stream}'");
        var position = $"{await database.ScalarAsync<long>("select count(*) from safeguard.mt_events")}";
        Assert.Equal("reached", (await officer.GetAsync("/access-log", ("Safeguard-Wait-For", position))).Header("Safeguard-Waited"));
        await database.ExecuteAsync($"""
            set session_replication_role = replica;
            delete from safeguard.mt_events where stream_id = '{family.Stream}' and version in (2, {last});
            delete from safeguard.mt_events where stream_id = 'access-{family.Id}' and version = 1
            """);

        var alarms = (await LinesAsync(officer, family, position)).Where(l => (string?)l["line"]!["kind"] == "Alarm").Select(l => l["line"]!["missing"]!).ToList();
        Assert.Equal(
            [(family.Stream, 2L, 2L), ($"access-{family.Id}", 1L, 1L), (family.Stream, last, last)],
            alarms.Select(m => ((string)m["stream"]!, (long)m["from"]!, (long)m["to"]!)));
        var told = (await LinesAsync(worker, family, position)).Where(l => (string?)l["line"]!["kind"] == "Alarm").Select(l => l["line"]!["missing"]!).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, m => Assert.Null(m["from"]));

        Someone As(string name, Role role) =>
            new(other.CreateClient(), other.Services.GetRequiredService<LocalIssuer>().TokenFor(new Persona(name, AgencyId.Of("some-agency"), [role], "")));
    }

    private Someone Partnership() => host.As(host.NewAgency(), "partnership-officer", Role.PartnershipIgOfficer);

    private async Task<(Someone Worker, Someone Manager, AFamily Family)> OpenedAsync()
    {
        var worker = await host.WorkerAsync();
        return (worker, host.As(worker.Agency, "manager", Role.Manager), await worker.OpenFamilyAsync());
    }

    private async Task<IReadOnlyList<JsonNode>> LinesAsync(Someone reader, AFamily family, string? position = null)
    {
        var answer = await reader.GetAsync(family.Path("audit-trail?limit=200"), ("Safeguard-Wait-For", position ?? $"{await host.CountAsync("true")}"));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Null((string?)answer.Json["next"]);
        return [.. answer.Json["lines"]!.AsArray().Select(l => l!)];
    }
}
