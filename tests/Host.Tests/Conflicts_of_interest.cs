using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Nobody reads or searches for their own (domain §5 rules 3 and 4; §6 row 78).</summary>
public sealed class Conflicts_of_interest(RunningHost host)
{
    [Fact]
    public async Task Who_declared_a_conflict_reads_no_more_until_another_takes_it_back()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(family.Path("conflicts"), """{ "kind": "LivesNear" }""")).Status);

        foreach (var path in (string[])["risk", "access-log", "members/" + family.Child])
            Assert.Equal((HttpStatusCode.Forbidden, "CONFLICT_DECLARED"), (await worker.GetAsync(family.Path(path))) is var shut ? (shut.Status, shut.Code) : default);
        Assert.Equal("CONFLICT_DECLARED", (await worker.PostAsync(family.Path("concerns"), Said.Concern(family))).Code);
        Assert.Empty((await worker.PostAsync("/families/search", $$"""{ "reference": "{{family.Reference}}" }""")).Json["families"]!.AsArray());
        Assert.Equal(4, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'CONFLICT_DECLARED' and e.data->>'asked' = '{family.Id}'"));
        Assert.Equal(HttpStatusCode.OK, (await host.As(worker.Agency, "colleague", Role.Practitioner).GetAsync(family.Path("risk"))).Status);

        var self = host.As(worker.Agency, "worker", Role.Manager);
        Assert.Equal((HttpStatusCode.Forbidden, "SEPARATION_OF_DUTIES"), (await self.PostAsync(family.Path("conflicts/lifting"), """{ "who": "worker", "reason": "I moved." }""")) is var no ? (no.Status, no.Code) : default);
        Assert.Equal("SEPARATION_OF_DUTIES", (await self.PostAsync(family.Path("restriction"), """{ "level": "Sealed", "reason": "Mine.", "reviewDate": "2099-01-01" }""")).Code);
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        Assert.Equal("NO_CONFLICT", (await manager.PostAsync(family.Path("conflicts/lifting"), """{ "who": "colleague", "reason": "Moved." }""")).Code);
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(family.Path("conflicts/lifting"), """{ "who": "worker", "reason": "They moved away." }""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await worker.GetAsync(family.Path("risk"))).Status);
    }

    [Fact]
    public async Task Who_searches_for_their_own_name_or_postcode_is_refused_and_the_officer_is_told()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var byName = $$"""{ "name": "Noor {{family.Name}}", "dateOfBirth": "2021-07-08" }""";
        var byReference = $$"""{ "reference": "{{family.Reference}}" }""";
        Assert.Single((await worker.PostAsync("/families/search", byName)).Json["families"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync("/staff/own-household", $$"""{ "familyName": "{{family.Name}}", "postcode": "LU1 2AB" }""")).Status);

        foreach (var search in (string[])[byName, """{ "postcode": "lu12ab" }""", $$"""{ "name": "Nobody {{family.Name.ToUpperInvariant()}}", "dateOfBirth": "1950-01-01" }"""])
            Assert.Equal((HttpStatusCode.Forbidden, "OWN_HOUSEHOLD"), (await worker.PostAsync("/families/search", search)) is var refused ? (refused.Status, refused.Code) : default);

        // By its reference, the answer is that of a record that is not there: a refusal would tell that there is one.
        var found = await worker.PostAsync("/families/search", byReference);
        Assert.Equal((HttpStatusCode.OK, 0), (found.Status, found.Json["families"]!.AsArray().Count));
        Assert.Equal(4, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'OWN_HOUSEHOLD'"));
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync("/families/search", """{ "postcode": "LU2 9ZZ" }""")).Status);

        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        var alerts = await officer.GetAsync("/ig/alerts", ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"));
        Assert.Equal(4, alerts.Json["alerts"]!.AsArray().Count(a => (string?)a!["kind"] == "OwnHousehold" && (string?)a["who"] == "worker"));
        Assert.Equal("READS_NO_REGISTER", (await worker.GetAsync("/ig/alerts")).Code);

        var stored = await host.Database.ScalarAsync<string>($"select string_agg(data::text, ' ') from safeguard.mt_events where stream_id = 'agency-{worker.Agency}'");
        Assert.DoesNotContain(family.Name, stored, StringComparison.OrdinalIgnoreCase);
        Assert.Single((await host.As(worker.Agency, "colleague", Role.Practitioner).PostAsync("/families/search", byName)).Json["families"]!.AsArray());
    }

    [Fact]
    public async Task A_declaration_answers_the_same_whether_or_not_there_is_such_a_household()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var there = await worker.PostAsync("/staff/own-household", $$"""{ "familyName": "{{family.Name}}", "postcode": "LU1 2AB" }""");
        var nowhere = await worker.PostAsync("/staff/own-household", """{ "familyName": "Nobody", "postcode": "LU2 9ZZ" }""");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (there.Status, nowhere.Status));
        Assert.Equal(Told(there), Told(nowhere));

        static (bool, string?, int) Told(Answer answer) => ((bool)answer.Json["changed"]!, (string?)answer.Json["entries"]![0]!["type"], answer.Json["warnings"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_declaration_that_says_nothing_or_no_postcode_is_refused_and_written_nowhere()
    {
        var worker = await host.WorkerAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "NAME_OR_POSTCODE_REQUIRED"), (await worker.PostAsync("/staff/own-household", "{}")) is var none ? (none.Status, none.Code) : default);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await worker.PostAsync("/staff/own-household", """{ "postcode": "here" }""")).Status);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'agency-{worker.Agency}'"));
    }

    [Fact]
    public async Task More_than_thirty_families_within_an_hour_are_an_alert()
    {
        var worker = await host.WorkerAsync();
        var opened = new List<AFamily>();
        for (var n = 0; n < 31; n++) opened.Add(await worker.OpenFamilyAsync());
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        foreach (var family in opened.Take(30)) await worker.GetAsync(family.Path("risk"));
        Assert.DoesNotContain(await AlertsAsync(), a => (string?)a!["kind"] == "ManyFamilies");
        await worker.GetAsync(opened[30].Path("risk"));
        var alert = Assert.Single(await AlertsAsync(), a => (string?)a!["kind"] == "ManyFamilies")!;
        Assert.Equal(("worker", 31), ((string?)alert["who"], (int)alert["families"]!));

        async Task<System.Text.Json.Nodes.JsonArray> AlertsAsync() =>
            (await officer.GetAsync("/ig/alerts", ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"))).Json["alerts"]!.AsArray();
    }
}
