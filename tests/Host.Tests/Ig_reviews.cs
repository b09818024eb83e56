using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>An information governance review by HTTP, from the worklist to the finding (domain §3.4; V7).</summary>
public sealed class Ig_reviews(RunningHost host)
{
    private const string NotJustified = """{ "finding": "NotJustified", "reasons": "It could have waited until the morning." }""";

    [Fact]
    public async Task From_the_worklist_to_the_finding()
    {
        var review = await AReview.ReadyAsync(host);
        var line = await LineAsync(review, review.Officer);
        Assert.Equal(("NotOpened", null), ((string?)line["state"], (string?)line["reviewer"]));
        Assert.Equal(["Urgent", "RefusedThenShared"], line["sample"]!.AsArray().Select(s => (string)s!).Take(2));

        var id = await review.OpenedAsync(review.Officer);
        Assert.Equal("Open", (string?)(await LineAsync(review, review.Officer))["state"]);
        var page = (await review.Officer.GetAsync(review.Path(id))).Json;
        Assert.Equal((18, 20), (page["checks"]!.AsArray().Count, page["tests"]!.AsArray().Count));
        Assert.Equal(("G7", "Pass"), ((string?)page["checks"]![6]!["check"], (string?)page["checks"]![6]!["state"]));
        Assert.DoesNotContain("drowsy", page.ToJsonString(), StringComparison.Ordinal);

        var query = (string)(await review.Officer.PostAsync(review.Path(id, "/queries"), """{ "question": "Why was nobody asked before?" }""")).Json["id"]!;
        Assert.Equal("QueryWaiting", (string?)(await LineAsync(review, review.Officer))["state"]);
        var waiting = Assert.Single((await review.Share.Worker.GetAsync(review.Family.Path("risk"))).Json["queries"]!.AsArray())!;
        Assert.Equal((query, "Why was nobody asked before?", null), ((string?)waiting["query"], (string?)waiting["question"], (string?)waiting["answeredAt"]));
        Assert.Equal((string?)(await LineAsync(review, review.Officer))["answerBy"], (string?)waiting["answerBy"]);

        Is(HttpStatusCode.Conflict, "QUERY_OPEN", await review.Officer.PostAsync(review.Path(id, "/completion"), NotJustified));
        Assert.Equal(HttpStatusCode.OK, (await review.Share.Worker.PostAsync(review.Path(id, $"/queries/{query}/answer"), """{ "answer": "The phone was not answered." }""")).Status);
        Is(HttpStatusCode.Conflict, "QUERY_ANSWERED", await review.Manager.PostAsync(review.Path(id, $"/queries/{query}/answer"), """{ "answer": "Twice." }"""));

        var justified = await review.Officer.PostAsync(review.Path(id, "/completion"), NotJustified.Replace("NotJustified", "Justified", StringComparison.Ordinal));
        Is(HttpStatusCode.Conflict, "OVERRIDE_INCOMPLETE", justified);
        Assert.Contains("J13", justified.Json["fields"]!.AsArray().Select(f => (string)f!["code"]!));
        Is(HttpStatusCode.Conflict, "MISSING_TESTS_NOT_NAMED", await review.Officer.PostAsync(review.Path(id, "/completion"), NotJustified.Replace("NotJustified", "JustifiedWithLearning", StringComparison.Ordinal)));
        Is(HttpStatusCode.UnprocessableEntity, "REASONS_REQUIRED", await review.Officer.PostAsync(review.Path(id, "/completion"), """{ "finding": "CannotTell" }"""));
        var completed = await review.Officer.PostAsync(review.Path(id, "/completion"),
            """{ "finding": "NotJustified", "reasons": "It could have waited.", "checks": [{ "check": "G10", "state": "Fail", "note": "It reads as a fact." }] }""");
        Assert.True(completed.Status == HttpStatusCode.OK, completed.Body);
        Is(HttpStatusCode.Conflict, "REVIEW_COMPLETED", await review.Officer.PostAsync(review.Path(id, "/completion"), NotJustified));
        Is(HttpStatusCode.Conflict, "REVIEW_COMPLETED", await review.Officer.PostAsync(review.Path(id, "/queries"), """{ "question": "And?" }"""));

        line = await LineAsync(review, review.Officer);
        Assert.Equal(("Completed", "NotJustified", "officer"), ((string?)line["state"], (string?)line["finding"], (string?)line["reviewer"]));
        var last = (await review.Officer.GetAsync(review.Path(id))).Json;
        Assert.Equal("It could have waited.", (string?)last["reasons"]);
        Assert.Equal("The phone was not answered.", (string?)last["queries"]![0]!["answer"]);
        var found = last["found"]!.AsArray();
        Assert.Equal((18, "Fail", true, "It reads as a fact."), (found.Count, (string?)found[9]!["state"], (bool)found[9]!["byPerson"]!, (string?)found[9]!["note"]));
        Assert.Equal(("Pass", false), ((string?)found[6]!["state"], (bool)found[6]!["byPerson"]!));
        Assert.Equal(4, await host.CountAsync($"e.stream_id = '{review.Family.Stream}' and e.type like 'ig\\_%'"));
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'ig-review' and e.data->>'thing' = '{id}'"));
    }

    [Fact]
    public async Task A_second_look_is_another_review_with_a_reason()
    {
        var review = await AReview.ReadyAsync(host);
        var id = await review.OpenedAsync(review.Officer);
        Is(HttpStatusCode.Conflict, "REVIEW_OPEN", await review.OpenAsync(review.OfPartnership));
        await review.Officer.PostAsync(review.Path(id, "/completion"), NotJustified);
        Is(HttpStatusCode.UnprocessableEntity, "REVIEW_REASON_REQUIRED", await review.OpenAsync(review.OfPartnership));
        var again = await review.OpenedAsync(review.OfPartnership, """{ "reason": "The mother complained." }""");
        Assert.Equal(id, (string?)(await review.OfPartnership.GetAsync(review.Path(again))).Json["after"]);
    }

    [Fact]
    public async Task Nobody_reviews_what_they_had_a_hand_in_or_could_have_authorised()
    {
        var review = await AReview.ReadyAsync(host);
        var before = await review.EntriesAsync(host);
        foreach (var (name, roles) in ((string, Role[])[])[("worker", [Role.IgOfficer]), ("manager", [Role.IgOfficer]), ("guardian", [Role.IgOfficer, Role.CaldicottGuardian])])
        {
            var hand = host.As(review.Share.Worker.Agency, name, roles);
            Is(HttpStatusCode.Forbidden, "SEPARATION_OF_DUTIES", await review.OpenAsync(hand));
            Assert.Empty((await hand.GetAsync("/ig/worklist")).Json["rows"]!.AsArray());
        }

        Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await review.OpenAsync(review.Manager));
        Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await review.OpenAsync(review.Share.Worker));
        Assert.Equal(before, await review.EntriesAsync(host));
    }

    [Fact]
    public async Task Who_raised_a_query_does_not_answer_it_and_only_the_agency_that_decided_does()
    {
        var review = await AReview.ReadyAsync(host);
        var asker = host.As(review.Share.Worker.Agency, "both", Role.IgOfficer, Role.Practitioner);
        var id = await review.OpenedAsync(asker);
        var query = (string)(await asker.PostAsync(review.Path(id, "/queries"), """{ "question": "Why?" }""")).Json["id"]!;
        var before = await review.EntriesAsync(host);
        var (address, answer) = (review.Path(id, $"/queries/{query}/answer"), """{ "answer": "Because." }""");

        Is(HttpStatusCode.Forbidden, "SEPARATION_OF_DUTIES", await asker.PostAsync(address, answer));
        Is(HttpStatusCode.Forbidden, "NOT_YOURS_TO_RECORD", await review.Officer.PostAsync(address, answer));
        var recipient = host.As(AgencyId.Of(review.Share.Recipient), "duty", Role.Practitioner);
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await recipient.PostAsync(address, answer));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await review.Share.Worker.PostAsync(review.Path(Guid.CreateVersion7().ToString(), $"/queries/{query}/answer"), answer));
        Is(HttpStatusCode.NotFound, "QUERY_NOT_FOUND", await review.Share.Worker.PostAsync(review.Path(id, $"/queries/{Guid.CreateVersion7()}/answer"), answer));
        Is(HttpStatusCode.UnprocessableEntity, "TEXT_REQUIRED", await review.Share.Worker.PostAsync(address, "{}"));
        Is(HttpStatusCode.UnprocessableEntity, "TEXT_REQUIRED", await asker.PostAsync(review.Path(id, "/queries"), "{}"));
        Is(HttpStatusCode.Forbidden, "REVIEWER_ONLY", await review.Officer.PostAsync(review.Path(id, "/queries"), """{ "question": "Why?" }"""));
        Is(HttpStatusCode.Forbidden, "REVIEWER_ONLY", await review.OfPartnership.PostAsync(review.Path(id, "/completion"), NotJustified));
        Is(HttpStatusCode.UnprocessableEntity, "NOT_FOR_ANOTHER", await asker.PostAsync(review.Path(id, "/queries"), $$"""{ "question": "Why?", "entry": { "learnedAt": "{{DateTimeOffset.UtcNow:O}}", "knownFrom": "Observed", "decidedBy": "somebody" } }"""));
        Assert.Equal(before, await review.EntriesAsync(host));
        Assert.Empty((await recipient.GetAsync(review.Family.Path("risk"))).Json["queries"]!.AsArray());
    }

    [Fact]
    public async Task A_share_that_is_none_of_the_officer_s_business_answers_like_an_absent_one()
    {
        var review = await AReview.ReadyAsync(host);
        var id = await review.OpenedAsync(review.Officer);
        var absent = Guid.CreateVersion7().ToString();

        // The recipient's officer may open the record; a stranger's may not even that.
        var received = host.As(AgencyId.Of(review.Share.Recipient), "officer", Role.IgOfficer);
        var stranger = host.As(host.NewAgency(), "officer", Role.IgOfficer);
        foreach (var (officer, code) in ((Someone, string)[])[(received, "SHARE_NOT_FOUND"), (stranger, "NOT_FOUND")])
        {
            var hidden = await review.OpenAsync(officer);
            Assert.Equal((HttpStatusCode.NotFound, code), (hidden.Status, hidden.Code));
            Assert.Equal((await officer.PostAsync(review.Family.Path($"shares/{absent}/reviews"), "{}")).WithoutTrace(), hidden.WithoutTrace());
            Assert.Equal((await officer.GetAsync(review.Path(absent))).WithoutTrace(), (await officer.GetAsync(review.Path(id))).WithoutTrace());
            Assert.Equal((await officer.PostAsync(review.Path(absent, "/completion"), NotJustified)).WithoutTrace(), (await officer.PostAsync(review.Path(id, "/completion"), NotJustified)).WithoutTrace());
            Assert.Equal(6, await host.CountAsync($"e.stream_id = 'access-{officer.Agency}' and e.type = 'access_denied'"));
            Assert.Empty((await officer.GetAsync("/ig/worklist")).Json["rows"]!.AsArray());
        }

        Is(HttpStatusCode.NotFound, "NOT_FOUND", await stranger.PostAsync($"/families/{Guid.CreateVersion7()}/shares/{review.Id}/reviews", "{}"));
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await review.OfPartnership.PostAsync($"/families/{Guid.CreateVersion7()}/shares/{review.Id}/reviews", "{}"));
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await review.OfPartnership.GetAsync(review.Path(id)));
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await host.As(review.Share.Worker.Agency, "officer-2", Role.IgOfficer).GetAsync(review.Path(id)));
        foreach (var other in (Someone[])[review.Share.Worker, review.Manager])
        {
            Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await other.GetAsync(review.Path(id)));
            Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await other.GetAsync("/ig/worklist"));
        }

        Is(HttpStatusCode.UnprocessableEntity, "OTHER_AGENCY", await review.Officer.GetAsync($"/ig/worklist?agency={stranger.Agency}"));
        Assert.DoesNotContain(id, (await review.Share.Worker.GetAsync(review.Family.Path("risk"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_partnership_s_officer_opens_a_dossier_only_under_an_open_review_of_their_own()
    {
        var review = await AReview.ReadyAsync(host);
        var dossier = review.Family.Path($"overrides/{review.Id}/dossier");
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.OfPartnership.GetAsync(dossier));

        var id = await review.OpenedAsync(review.OfPartnership);
        var opened = await review.OfPartnership.GetAsync(dossier);
        Assert.True(opened.Status == HttpStatusCode.OK, opened.Body);
        Assert.Equal(review.Share.Worker.Agency.Value, (string?)opened.Json["dossier"]!["from"]);
        Assert.Contains("They decide today whether to visit the home.", opened.Body, StringComparison.Ordinal);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'override-dossier' and e.headers->>'agency' = '{review.OfPartnership.Agency}'"));
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.OfPartnership.GetAsync(review.Family.Path("risk")));
        Is(HttpStatusCode.Forbidden, "NOT_YOURS_TO_RECORD", await review.OfPartnership.PostAsync(review.Family.Path("concerns"), Said.Concern(review.Family)));
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await host.As(review.OfPartnership.Agency, "second", Role.PartnershipIgOfficer).GetAsync(dossier));
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.OfPartnership.GetAsync(review.Family.Path($"overrides/{Guid.CreateVersion7()}/dossier")));

        await review.OfPartnership.PostAsync(review.Path(id, "/completion"), NotJustified);
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.OfPartnership.GetAsync(dossier));
        Assert.DoesNotContain("waited until the morning", (await review.Share.Worker.GetAsync(dossier)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_partnership_s_officer_who_knows_the_family_says_so_and_is_shut_out_of_its_review_and_dossier()
    {
        var review = await AReview.ReadyAsync(host);
        var id = await review.OpenedAsync(review.OfPartnership);
        Assert.Equal(HttpStatusCode.OK, (await review.OfPartnership.PostAsync(review.Family.Path("conflicts"), """{ "kind": "Related" }""")).Status);
        foreach (var path in (string[])[review.Family.Path($"overrides/{review.Id}/dossier"), review.Path(id)])
        {
            var before = await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}'");
            Is(HttpStatusCode.Forbidden, "CONFLICT_DECLARED", await review.OfPartnership.GetAsync(path));
            Assert.Equal(before, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}'"));
        }
    }

    [Fact]
    public async Task A_decision_not_to_share_is_reviewed_too()
    {
        var share = await AShare.BegunAsync(host);
        var decision = (string)(await share.Worker.PostAsync(share.Family.Path("non-shares"),
            $$"""{ "subjects": ["{{share.Family.Child}}"], "considered": "{{share.Recipient}}", "reasons": "Nothing points to harm now.", "harmIfNotShared": "No harm is seen to follow.", "detrimentalToChild": true, "reviewBy": "{{DateTime.UtcNow.AddDays(7):yyyy-MM-dd}}" }""")).Json["id"]!;
        var officer = host.As(share.Worker.Agency, "officer", Role.IgOfficer);
        var opened = await officer.PostAsync(share.Family.Path($"non-shares/{decision}/reviews"), """{ "reason": "A complaint." }""");
        Assert.True(opened.Status == HttpStatusCode.OK, opened.Body);
        var page = (await officer.GetAsync(share.Family.Path($"reviews/{opened.Json["id"]}"))).Json;
        Assert.Equal((decision, null, "A complaint."), ((string?)page["nonShare"], (string?)page["share"], (string?)page["reason"]));
        Is(HttpStatusCode.NotFound, "SHARE_NOT_FOUND", await officer.PostAsync(share.Family.Path($"non-shares/{Guid.CreateVersion7()}/reviews"), "{}"));
        var justified = await officer.PostAsync(share.Family.Path($"reviews/{opened.Json["id"]}/completion"), """{ "finding": "Justified", "reasons": "Nothing was to be told." }""");
        Assert.Equal(HttpStatusCode.OK, justified.Status);
    }

    [Fact]
    public async Task The_registers_tell_officers_how_far_a_review_is_and_nobody_else()
    {
        var review = await AReview.ReadyAsync(host);
        var id = await review.OpenedAsync(review.Officer);
        await LineAsync(review, review.Officer); // the register has seen it
        Assert.Equal((0, 1, 0), (await RowsAsync("review=NotOpened"), await RowsAsync("review=Open"), await RowsAsync("review=Completed")));
        await review.Officer.PostAsync(review.Path(id, "/completion"), NotJustified);
        await LineAsync(review, review.Officer);
        Assert.Equal((0, 1, 1, 0), (await RowsAsync("review=Open"), await RowsAsync("review=Completed"), await RowsAsync("finding=NotJustified"), await RowsAsync("finding=Justified")));

        var row = (await review.Officer.GetAsync($"/overrides?family={review.Family.Id}")).Json["rows"]![0]!;
        Assert.Equal(("Completed", "NotJustified"), ((string?)row["review"], (string?)row["finding"]));
        Assert.Contains(",Completed,NotJustified", (await review.Officer.GetAsync($"/overrides.csv?family={review.Family.Id}")).Body, StringComparison.Ordinal);
        foreach (var path in (string[])["/shares", "/overrides", "/shares.csv", "/overrides.csv"])
        {
            Assert.DoesNotContain("NotJustified", (await review.Manager.GetAsync($"{path}?family={review.Family.Id}")).Body, StringComparison.Ordinal);
            Is(HttpStatusCode.Forbidden, "IG_OFFICER_ONLY", await review.Manager.GetAsync($"{path}?finding=NotJustified"));
        }

        async Task<int> RowsAsync(string filter) => (await review.Officer.GetAsync($"/overrides?family={review.Family.Id}&{filter}")).Json["rows"]!.AsArray().Count;
    }

    [Fact]
    public async Task What_nobody_sent_is_not_reviewed()
    {
        var share = await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        var officer = host.As(share.Worker.Agency, "officer", Role.IgOfficer);
        Is(HttpStatusCode.Conflict, "NOTHING_TO_REVIEW", await officer.PostAsync(share.Path($"{id}/reviews"), """{ "reason": "A complaint." }"""));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{share.Family.Stream}' and e.type = 'ig_review_opened'"));
    }

    [Fact]
    public async Task Texts_that_read_almost_the_same_are_pointed_out_by_the_other_s_id_alone()
    {
        var first = await AReview.ReadyAsync(host);
        var other = await first.Share.Worker.OpenFamilyAsync();
        var concern = (string)(await first.Share.Worker.PostAsync(other.Path("concerns"), Said.Concern(other))).Json["entries"]![0]!["event"]!;
        var second = await AReview.ReadyAsync(host, first.Share with { Family = other, Concern = concern });
        await LineAsync(second, second.Officer); // the register has seen both
        var id = await second.OpenedAsync(second.Officer);

        var answer = await second.Officer.GetAsync(second.Path(id));

        var near = answer.Json["nearTexts"]!;
        Assert.Equal((1, first.Id, 100), ((int)near["compared"]!, (string?)Assert.Single(near["near"]!.AsArray())!["share"], (int)near["near"]![0]!["likeness"]!));
        Assert.Equal("Fail", (string?)answer.Json["checks"]![8]!["state"]);
        Assert.DoesNotContain("stop coming", answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{second.Officer.Agency}' and e.data->>'what' = 'proportionality-texts'"));

        // The partnership's officer reads no other text than of what they review.
        await second.Officer.PostAsync(second.Path(id, "/completion"), NotJustified);
        var again = await second.OpenedAsync(second.OfPartnership, """{ "reason": "A second look." }""");
        var theirs = await second.OfPartnership.GetAsync(second.Path(again));
        Assert.Equal((0, "CannotTell"), ((int)theirs.Json["nearTexts"]!["compared"]!, (string?)theirs.Json["checks"]![8]!["state"]));
        Assert.DoesNotContain(first.Id, theirs.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worklist_is_paged_filtered_and_recorded()
    {
        var first = await AReview.ReadyAsync(host);
        var second = await AReview.ReadyAsync(host, first.Share);
        await LineAsync(second, second.Officer);
        var page = (await first.Officer.GetAsync("/ig/worklist?limit=1")).Json;
        Assert.Equal(second.Id, (string?)Assert.Single(page["rows"]!.AsArray())!["share"]);
        var next = (await first.Officer.GetAsync($"/ig/worklist?limit=1&cursor={page["next"]}")).Json;
        Assert.Equal(first.Id, (string?)Assert.Single(next["rows"]!.AsArray())!["share"]);

        Assert.Equal(2, await RowsAsync("reason=Urgent"));
        Assert.Equal(0, await RowsAsync("reason=Late"));
        Assert.Equal(0, await RowsAsync("review=Completed"));
        Assert.Equal(2, await RowsAsync("review=NotOpened"));
        Assert.Equal(0, await RowsAsync("finding=Justified"));
        Assert.Equal(0, await RowsAsync("month=2020-01"));
        Assert.Equal(2, await RowsAsync($"family={first.Family.Id}"));
        Assert.Equal((HttpStatusCode.BadRequest, "QUERY_INVALID"), await StatusAsync("month=2026"));
        Assert.Equal((HttpStatusCode.BadRequest, "QUERY_INVALID"), await StatusAsync("colour=red"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "UNKNOWN_CODE"), await StatusAsync("review=Done"));
        Assert.Equal(10, await host.CountAsync($"e.stream_id = 'access-{first.Officer.Agency}' and e.data->>'what' = 'ig-worklist'"));
        Assert.Equal(2, (await first.OfPartnership.GetAsync($"/ig/worklist?agency={first.Share.Worker.Agency}")).Json["rows"]!.AsArray().Count);

        async Task<int> RowsAsync(string query) => (await first.Officer.GetAsync($"/ig/worklist?{query}")).Json["rows"]!.AsArray().Count;
        async Task<(HttpStatusCode, string?)> StatusAsync(string query) => await first.Officer.GetAsync($"/ig/worklist?{query}") is var a ? (a.Status, a.Code) : default;
    }

    [Fact]
    public async Task Hostile_words_of_an_officer_are_answered_below_500()
    {
        var review = await AReview.ReadyAsync(host);
        var id = await review.OpenedAsync(review.Officer);
        string[] values = ["null", "1", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\"", "[]", "{}", "[null]", $"\"{new string('a', 30_000)}\"", "\"G19\"", "\"ForAPerson\""];
        foreach (var value in values)
            foreach (var (path, body) in ((string, string)[])
                     [
                         (review.Share.Path($"{review.Id}/reviews"), $$"""{ "reason": {{value}} }"""),
                         (review.Path(id, "/queries"), $$"""{ "question": {{value}}, "entry": null, "query": 1 }"""),
                         (review.Path(id, "/completion"), $$"""{ "finding": {{value}}, "reasons": "r" }"""),
                         (review.Path(id, "/completion"), $$"""{ "finding": "NotJustified", "reasons": {{value}}, "checks": {{value}} }"""),
                         (review.Path(id, "/completion"), $$"""{ "finding": "NotJustified", "reasons": "r", "checks": [{ "check": "G1", "state": {{value}}, "note": {{value}} }] }"""),
                     ])
                Assert.True((int)(await review.Officer.PostAsync(path, body)).Status is >= 400 and < 500, $"{path} {value[..Math.Min(20, value.Length)]}");
        Assert.Equal(1, await host.CountAsync($"e.stream_id = '{review.Family.Stream}' and e.type like 'ig\\_%'"));
    }

    private async Task<JsonNode> LineAsync(AReview review, Someone officer)
    {
        var head = await host.Database.ScalarAsync<long>("select position from safeguard.log_head");
        var answer = await officer.GetAsync($"/ig/worklist?family={review.Family.Id}", ("Safeguard-Wait-For", $"{head}"));
        Assert.Equal("reached", answer.Header("Safeguard-Waited"));
        return answer.Json["rows"]!.AsArray().Single(r => (string?)r!["share"] == review.Id)!;
    }

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
