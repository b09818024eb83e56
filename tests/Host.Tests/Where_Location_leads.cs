using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Whatever is created can be read at its Location, by whoever may see it and by nobody else (design D8, D10, D11).</summary>
public sealed class Where_Location_leads(RunningHost host)
{
    [Fact]
    public async Task The_Location_of_everything_that_can_be_created_answers_its_creator()
    {
        var (worker, family, bodies) = await ReadyToCreateAsync();
        var described = JsonNode.Parse((await host.Nobody().GetAsync("/openapi/v1.json")).Body)!["paths"]!.AsObject()
            .Where(p => p.Value!["post"]?["responses"]?["201"] is not null).Select(p => p.Key.Replace("/families/{family}/", "", StringComparison.Ordinal));
        var (administrator, directory) = await ReadyToPublishAsync();
        var (chair, reviews) = await ReadyToReviewAsync();
        Assert.Equal(described.Order(), bodies.Keys.Concat(directory.Keys).Concat(reviews.Keys).Order());

        foreach (var (path, body) in bodies) await LeadsToItAsync(worker, path.StartsWith('/') ? path : family.Path(path), body);
        foreach (var (path, body) in directory.Values) await LeadsToItAsync(administrator, path, body);
        foreach (var (path, body) in reviews.Values) await LeadsToItAsync(chair, path, body);
    }

    private static async Task LeadsToItAsync(Someone creator, string path, string body)
    {
        var created = await creator.PostAsync(path, body);
        Assert.True(created.Status == HttpStatusCode.Created, $"{path} answered {created.Status} {created.Body}");
        var read = await creator.GetAsync(created.Header("Location")!);
        Assert.True(read.Status == HttpStatusCode.OK, $"{created.Header("Location")} answered {read.Status} {read.Body}");
        Assert.Contains((string)created.Json["id"]!, read.Body, StringComparison.Ordinal);
        Assert.Equal(("no-store", created.Header("ETag")), (read.Header("Cache-Control"), read.Header("ETag")));
        Assert.NotNull(read.Header("Safeguard-Position"));
    }

    /// <summary>What an administrator creates, about no family: by the address as it is described, where and what to send.</summary>
    private async Task<(Someone Administrator, Dictionary<string, (string Path, string Body)> Bodies)> ReadyToPublishAsync()
    {
        var (administrator, agency) = (host.As(host.NewAgency(), Role.Administrator), host.NewAgency());
        await administrator.PostAsync("/agencies", $$"""{ "agency": "{{agency}}", "name": "Invented agency", "kind": "Health", "area": "Luton", "publicAuthority": true }""");
        return (administrator, new()
        {
            ["/agencies/{agency}/contact-points"] = ($"/agencies/{agency}/contact-points", """{ "channel": "SecureEmail", "value": "duty@invented.example" }"""),
            ["/rules/{nation}"] = ("/rules/england", $$"""{ "kind": "Protocol", "name": "Of {{agency}}", "version": "1", "from": "2026-01-05" }"""),
        });
    }

    /// <summary>What the chair of a review creates.</summary>
    private async Task<(Someone Chair, Dictionary<string, (string Path, string Body)> Bodies)> ReadyToReviewAsync()
    {
        var review = await ACaseReview.FrozenAsync(host);
        return (review.Chair, new()
        {
            ["/case-reviews"] = ("/case-reviews", $$"""{ "kind": "RapidReview", "nation": "England", "from": "2026-01-01", "to": "2026-02-01", "records": ["{{review.Family.Id}}"] }"""),
            ["/case-reviews/{review}/annotations"] = (review.Path("/annotations"), $$"""{ "record": "{{review.Family.Id}}", "note": "Nobody rang back." }"""),
        });
    }

    [Fact]
    public async Task A_family_answers_what_is_common_to_all_and_where_the_rest_is()
    {
        var (worker, family, _) = await ReadyToCreateAsync();
        var concern = await worker.PostAsync(family.Path("concerns"), Said.Concern(family));

        var page = await worker.GetAsync($"/families/{family.Id}");

        Assert.Equal((family.Reference, "England", "Luton"), ((string)page.Json["reference"]!, (string)page.Json["jurisdiction"]!, (string)page.Json["area"]!));
        Assert.Equal(family.Name, (string?)page.Json["members"]![0]!["name"]!["family"]);
        Assert.Equal("FullTime", (string?)page.Json["members"]![0]!["residence"]);
        Assert.DoesNotContain("drowsy", page.Body, StringComparison.Ordinal);
        var links = page.Json["links"]!.AsArray().ToLookup(l => (string)l!["rel"]!, l => (string)l!["href"]!);
        Assert.Equal([family.Path("risk")], links["risk"]);
        Assert.Contains(concern.Header("Location"), links["concern"]);
        foreach (var href in links.SelectMany(l => l)) Assert.Equal(HttpStatusCode.OK, (await worker.GetAsync(href)).Status);
    }

    [Fact]
    public async Task What_another_agency_may_not_see_answers_like_what_does_not_exist_and_leaves_the_same_trace()
    {
        var (worker, family, bodies) = await ReadyToCreateAsync();
        // A colleague of the record, to whom it is open: it is the thing that is hidden, not the family.
        var social = await host.WorkerAsync(AgencyId.Of((string)JsonNode.Parse(bodies["referrals"])!["to"]!));
        await worker.PostAsync(family.Path("referrals"), bodies["referrals"]);
        Assert.Equal(HttpStatusCode.OK, (await social.GetAsync($"/families/{family.Id}")).Status);

        foreach (var (path, body) in bodies.Where(b => !b.Key.StartsWith('/') && b.Key is not ("members" or "referrals" or "referrals/written")))
        {
            var location = (await worker.PostAsync(family.Path(path), body)).Header("Location")!;
            var before = await TracesAsync(social);
            await NothingTellsApartAsync(social, location, $"{location[..location.LastIndexOf('/')]}/{Guid.CreateVersion7()}");
            Assert.Equal(before + 2, await TracesAsync(social));
        }

        var stranger = await host.WorkerAsync();
        await NothingTellsApartAsync(stranger, $"/families/{family.Id}", $"/families/{Guid.CreateVersion7()}");
        await NothingTellsApartAsync(stranger, family.Path($"members/{family.Child}"), $"/families/{Guid.CreateVersion7()}/members/{family.Child}");
        Assert.Equal(4, await TracesAsync(stranger));
    }

    [Fact]
    public async Task Before_it_was_recorded_it_is_not_there_and_afterwards_the_past_stays()
    {
        var worker = await host.WorkerAsync();
        var early = await NowAsync();
        var family = await worker.OpenFamilyAsync();
        var between = await NowAsync();
        var consent = (await worker.PostAsync(family.Path("consents/given"), Said.Consent(family))).Header("Location")!;
        var given = await NowAsync();
        await worker.PostAsync($"{consent}/withdrawn", """{ "reason": "She changed her mind." }""");

        foreach (var address in (string[])[$"/families/{family.Id}?asOf={early}", $"{consent}?asOf={between}"])
        {
            var absent = await worker.GetAsync(address);
            Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (absent.Status, absent.Code));
        }

        var past = await worker.GetAsync($"{consent}?asOf={given}");
        Assert.Contains("\"Current\"", past.Body, StringComparison.Ordinal);
        Assert.Null(past.Header("ETag"));
        Assert.Contains("\"Withdrawn\"", (await worker.GetAsync(consent)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_writes_who_read_which_thing_and_nothing_else()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var before = await host.CountOfAsync(worker.Agency);

        Assert.Contains("drowsy", (await worker.GetAsync(concern.Header("Location")!)).Body, StringComparison.Ordinal);

        Assert.Equal(before + 1, await host.CountOfAsync(worker.Agency));
        var read = JsonNode.Parse(await host.Database.ScalarAsync<string>($"select data::text from safeguard.mt_events where stream_id = 'access-{family.Id}' and type = 'record_viewed'"))!;
        Assert.Equal(("concern", (string?)concern.Json["id"]), ((string)read["view"]!, (string)read["thing"]!));
        Assert.Equal((string?)concern.Json["entries"]![0]!["event"], (string?)Assert.Single(read["shown"]!.AsArray()));
        var log = await host.As(worker.Agency, "officer", Role.IgOfficer).GetAsync($"/access-log?family={family.Id}", ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"));
        Assert.Equal((string?)concern.Json["id"], (string?)Assert.Single(log.Json["rows"]!.AsArray())!["thing"]);
    }

    [Theory]
    [InlineData("asOf=2199-01-01T00:00:00Z", 422, "AS_OF_IN_FUTURE")]
    [InlineData("asOf=2026-01-01T00:00:00", 422, "ZONE_REQUIRED")]
    [InlineData("on=2026-01-01", 400, "QUERY_INVALID")]
    public async Task A_query_that_is_none_is_refused_and_nothing_is_written(string query, int status, string code)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var before = await host.CountOfAsync(worker.Agency);
        foreach (var path in (string[])[$"/families/{family.Id}", family.Path($"members/{family.Child}")])
        {
            var answer = await worker.GetAsync($"{path}?{query}");
            Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        }

        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task A_role_that_reads_no_records_is_told_so_of_any_address()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var analyst = host.As(worker.Agency, "analyst", Role.Analyst);
        foreach (var path in (string[])[$"/families/{family.Id}", family.Path($"members/{family.Child}"), $"/families/{Guid.CreateVersion7()}/members/{Guid.CreateVersion7()}"])
        {
            var answer = await analyst.GetAsync(path);
            Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_RECORDS"), (answer.Status, answer.Code));
        }
    }

    private async Task NothingTellsApartAsync(Someone reader, string hidden, string absent)
    {
        var (one, other) = (await reader.GetAsync(hidden), await reader.GetAsync(absent));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (one.Status, one.Code));
        Assert.Equal(other.WithoutTrace(), one.WithoutTrace());
        Assert.Equal(Headers(other), Headers(one));
        var traces = JsonNode.Parse(await host.Database.ScalarAsync<string>($"""
            select jsonb_agg(t.data - 'asked' - 'envelope')::text
              from (select data from safeguard.mt_events where stream_id = 'access-{reader.Agency}' and type = 'access_denied' order by seq_id desc limit 2) t
            """))!.AsArray();
        Assert.Equal(traces[0]!.ToJsonString(), traces[1]!.ToJsonString());
    }

    private Task<long> TracesAsync(Someone reader) => host.CountAsync($"e.stream_id = 'access-{reader.Agency}' and e.type = 'access_denied'");

    /// <summary>An instant after all that was recorded and before whatever comes next.</summary>
    private static async Task<string> NowAsync()
    {
        await Task.Delay(5);
        var now = $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffffZ}";
        await Task.Delay(5);
        return now;
    }

    private static string Headers(Answer answer) =>
        string.Join('\n', answer.Message.Headers.Concat(answer.Message.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order());

    /// <summary>A family, and for each address that creates something a body that it takes.</summary>
    private async Task<(Someone Worker, AFamily Family, Dictionary<string, string> Bodies)> ReadyToCreateAsync()
    {
        var (worker, social, school) = (await host.WorkerAsync(), host.NewAgency(), host.NewAgency());
        var administrator = host.As(host.NewAgency(), Role.Administrator);
        await administrator.PostAsync("/agencies", $$"""
            { "agency": "{{social}}", "name": "Children's social care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }
            """);
        await administrator.PostAsync("/agencies", $$"""{ "agency": "{{school}}", "name": "A school", "kind": "School", "area": "Luton", "publicAuthority": true }""");
        var family = await worker.OpenFamilyAsync();
        var use = await worker.PostAsync(family.Path("substance-use"), $$"""{ "adult": "{{family.Mother}}", "status": "NotKnown", {{Said.Entry}} }""");
        var assessed = await worker.PostAsync(family.Path("assessments"), $$"""{ "kind": "ChildInNeed", "children": ["{{family.Child}}"], "analysis": "Long", {{Said.Entry}} }""");
        var (cited, now) = ((string)use.Json["entries"]![0]!["event"]!, $"{DateTimeOffset.UtcNow.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}");
        string Scope(string purpose) => $$""" "person": "{{family.Mother}}", "kind": "ConfidentialityPermission", "purpose": "{{purpose}}" """;
        string Offered(string purpose) => $$"""{{Scope(purpose)}}, "items": ["SubstanceUse"], "recipients": ["{{social}}"]""";

        return (worker, family, new Dictionary<string, string>
        {
            ["/families"] = $$"""
                { "jurisdiction": "England", "reason": "A parent is in treatment.", "area": "Luton",
                  "members": [{ "name": { "given": "Mia", "family": "{{Guid.NewGuid():N}}" }, "role": "Adult", "residence": "FullTime" }], {{Said.Entry}} }
                """,
            ["members"] = $$"""{ "member": { "name": { "given": "Kim", "family": "{{family.Name}}" }, "role": "Child", "residence": "PartTime", "dateOfBirth": "2019-02-03" }, {{Said.Entry}} }""",
            ["vulnerabilities"] = $$"""{ "person": "{{family.Mother}}", "kind": "MentalHealth", "note": "Said so.", {{Said.Entry}} }""",
            ["consents/sought"] = $"{{ {Offered("EarlyHelp")} }}",
            ["consents/given"] = $$"""{ {{Offered("EarlySupport")}}, "givenBy": "{{family.Mother}}", "evidence": "Written", "capacity": "PresumedCapable", "howExplained": "We read the leaflet together." }""",
            ["consents/refused"] = $$"""{ {{Offered("FamilyAssessment")}}, "refusedBy": "{{family.Mother}}", "reasons": "She is afraid." }""",
            ["consents/not-sought"] = $$"""{ {{Scope("ChildProtection")}}, "reason": "RiskToChild", "text": "It would put the child at risk." }""",
            ["shares"] = $$"""
                { "subjects": ["{{family.Mother}}"], "recipient": { "agency": "{{social}}" }, "purpose": "ChildProtection", "purposeText": "To protect the child.", "ground": "Override",
                  "items": [{ "category": "SubstanceUse", "source": "{{cited}}", "text": "Use is not known.", "about": "{{family.Mother}}" }] }
                """,
            ["requests"] = $$"""
                { "to": "{{school}}", "subjects": ["{{family.Mother}}"], "purpose": "FamilyAssessment", "questions": "Is she known to you?", "answerBy": "{{DateTime.UtcNow.AddDays(10):yyyy-MM-dd}}" }
                """,
            ["non-shares"] = $$"""
                { "subjects": ["{{family.Child}}"], "considered": "{{social}}", "reasons": "Nothing points to harm.", "harmIfNotShared": "No harm is seen to follow.", "detrimentalToChild": false,
                  "reviewBy": "{{DateTime.UtcNow.AddDays(10):yyyy-MM-dd}}", {{Said.Entry}} }
                """,
            ["documents"] = ADocument.Body(family),
            ["concerns"] = Said.Concern(family),
            ["referrals"] = $$"""{ "to": "{{social}}", "team": "Mash", "callAt": "{{now}}", "takenBy": "Duty desk", "children": ["{{family.Child}}"], "summary": "What was said." }""",
            ["referrals/written"] = $$"""{ "to": "{{social}}", "sentAt": "{{now}}", "children": ["{{family.Child}}"], "summary": "What was written." }""",
            ["assessments"] = $$"""
                { "kind": "ParentingNeedsRisk", "children": ["{{family.Child}}"], "analysis": "Longer", "tiers": [{ "child": "{{family.Child}}", "scheme": "HARDIKER-WALES-2007", "tier": 2, "reason": "Because." }], {{Said.Entry}} }
                """,
            ["reassessments"] = $$"""{ "revises": "{{assessed.Json["id"]}}", "trigger": "NewInformation", "triggerDetail": "Something new.", "analysis": "Looked again.", {{Said.Entry}} }""",
        });
    }
}
