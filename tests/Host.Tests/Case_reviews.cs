using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A review of a serious case by HTTP: scope, freeze, notes, end (domain §2.8, §5 rule 6).</summary>
public sealed class Case_reviews(RunningHost host)
{
    [Fact]
    public async Task A_reviewer_reads_what_every_agency_recorded_up_to_the_freeze_and_nothing_later()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Before the freeze."));
        var review = await ACaseReview.FrozenAsync(host, family, worker);
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "After the freeze."));

        var read = await review.Reviewer.GetAsync(family.Path("risk"));
        Assert.True(read.Status == HttpStatusCode.OK, read.Body);
        Assert.Contains("Before the freeze.", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("After the freeze.", read.Body, StringComparison.Ordinal);
        Assert.Null(read.Header("ETag"));
        Assert.Equal((worker.Agency.Value, "Granted"), ((string?)read.Json["children"]![0]!["concerns"]![0]!["agency"], (string?)read.Json["children"]![0]!["concerns"]![0]!["readAs"]));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'record_viewed' and e.data->>'review' = '{review.Id}'"));
        Assert.Contains("After the freeze.", (await worker.GetAsync(family.Path("risk"))).Body, StringComparison.Ordinal);

        await review.FreezeAsync();
        Assert.Contains("After the freeze.", (await review.Reviewer.GetAsync(family.Path("risk"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_after_the_freeze_is_out_of_scope_and_the_try_is_recorded()
    {
        var review = await ACaseReview.FrozenAsync(host);
        var after = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));
        Is(HttpStatusCode.Conflict, "OUT_OF_SCOPE", await review.Reviewer.GetAsync(review.Family.Path($"risk?asOf={after}")));
        Assert.Equal(1, await DeniedAsync(review.Reviewer, "OUT_OF_SCOPE"));
        Assert.Equal(HttpStatusCode.OK, (await review.Reviewer.GetAsync(review.Family.Path($"risk?asOf={FrozenAt((await review.Chair.GetAsync(review.Path())).Json)}"))).Status);
    }

    [Fact]
    public async Task Pseudonyms_stand_for_names_unless_somebody_who_may_asks_for_them()
    {
        var review = await ACaseReview.FrozenAsync(host);
        var read = await review.Reviewer.GetAsync(review.Family.Path("risk"));
        Assert.DoesNotContain(review.Family.Name, read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("1994-05-06", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("LU1 2AB", read.Body, StringComparison.Ordinal);
        Assert.Equal(["Person 1", "Person 2"], read.Json["members"]!.AsArray().Select(m => (string?)m!["pseudonym"]).Order());
        Assert.NotNull(read.Json["members"]![0]!["age"]);
        await review.FreezeAsync();
        Assert.Equal(read.Json["members"]![0]!["pseudonym"]!.ToString(), (string?)(await review.Lifting.GetAsync(review.Family.Path("risk"))).Json["members"]![0]!["pseudonym"]);

        Is(HttpStatusCode.Forbidden, "PSEUDONYMS_ONLY", await review.Reviewer.GetAsync(review.Family.Path("risk?names=true")));
        Assert.Equal(1, await DeniedAsync(review.Reviewer, "PSEUDONYMS_ONLY"));
        var lifted = await review.Lifting.GetAsync(review.Family.Path("risk?names=true"));
        Assert.Contains(review.Family.Name, lifted.Body, StringComparison.Ordinal);
        Assert.Null(lifted.Json["members"]![0]!["pseudonym"]);
        Is(HttpStatusCode.BadRequest, "QUERY_INVALID", await review.Worker.GetAsync(review.Family.Path("risk?names=true")));
    }

    [Fact]
    public async Task Freezing_is_one_entry_in_every_stream_that_is_evidence()
    {
        var review = await ACaseReview.FrozenAsync(host);
        string[] streams = [$"access-{review.Family.Id}", review.Family.Stream, $"person-{review.Family.Child}", $"person-{review.Family.Mother}", $"review-{review.Id}"];
        var frozen = await host.Database.ScalarAsync<string>($"""
            select string_agg(stream_id, ' ' order by stream_id) from safeguard.mt_events e
             where type = 'evidence_frozen' and data->>'review' = '{review.Id}' and version = (select version from safeguard.mt_streams where id = e.stream_id)
            """);
        Assert.Equal(streams.Order(StringComparer.Ordinal), frozen.Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal(1, await host.Database.ScalarAsync<long>($"select count(distinct headers->>'commandId') from safeguard.mt_events where type = 'evidence_frozen' and data->>'review' = '{review.Id}'"));
    }

    [Fact]
    public async Task Notes_stand_beside_the_record_and_never_in_it()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = (string)(await worker.PostAsync(family.Path("concerns"), Said.Concern(family))).Json["entries"]![0]!["event"]!;
        var review = await ACaseReview.FrozenAsync(host, family, worker);
        var later = (string)(await worker.PostAsync(family.Path("concerns"), Said.Concern(family))).Json["entries"]![0]!["event"]!;
        var before = await host.CountAsync($"e.stream_id = '{family.Stream}'");

        string Note(string about, string text = "Nobody rang back.") => $$"""{ "record": "{{family.Id}}", "about": "{{about}}", "note": "{{text}}" }""";
        Assert.Equal(HttpStatusCode.Created, (await review.Reviewer.PostAsync(review.Path("/annotations"), Note(concern))).Status);
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_ENTRY", await review.Reviewer.PostAsync(review.Path("/annotations"), Note(later)));
        Is(HttpStatusCode.UnprocessableEntity, "NOTE_REQUIRED", await review.Reviewer.PostAsync(review.Path("/annotations"), Note(concern, " ")));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_RECORD", await review.Reviewer.PostAsync(review.Path("/annotations"), $$"""{ "record": "{{Guid.CreateVersion7()}}", "note": "?" }"""));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await worker.PostAsync(review.Path("/annotations"), Note(concern)));

        Assert.Equal(before, await host.CountAsync($"e.stream_id = '{family.Stream}'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'review-{review.Id}' and e.type = 'review_annotation_added'"));
        var page = (await review.Reviewer.GetAsync(review.Path())).Json;
        Assert.Equal(("Nobody rang back.", concern, "reviewer"), ((string?)page["annotations"]![0]!["note"], (string?)page["annotations"]![0]!["about"], (string?)page["annotations"]![0]!["by"]));
        Assert.Equal("What was known, by whom, when.", (string?)page["terms"]);
    }

    [Fact]
    public async Task Access_ends_with_the_review_and_with_the_scope()
    {
        var review = await ACaseReview.FrozenAsync(host);
        await review.Chair.PostAsync(review.Path("/reviewers/withdrawal"), $$"""{ "reviewer": "lifting", "agency": "{{review.Chair.Agency}}" }""");
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.Lifting.GetAsync(review.Family.Path("risk")));

        Assert.Equal(HttpStatusCode.OK, (await review.Chair.PostAsync(review.Path("/closing"), """{ "outcome": "Published." }""")).Status);
        Is(HttpStatusCode.Forbidden, "REVIEW_CLOSED", await review.Reviewer.GetAsync(review.Family.Path("risk")));
        Is(HttpStatusCode.Forbidden, "REVIEW_CLOSED", await review.Reviewer.GetAsync(review.Path()));
        Assert.Equal(2, await DeniedAsync(review.Reviewer, "REVIEW_CLOSED"));
        Assert.Equal("Published.", (string?)(await review.Chair.GetAsync(review.Path())).Json["outcome"]);

        var written = await host.CountAsync($"e.stream_id = 'review-{review.Id}'");
        Is(HttpStatusCode.Conflict, "REVIEW_CLOSED", await review.GrantAsync("another"));
        Is(HttpStatusCode.Conflict, "REVIEW_CLOSED", await review.FreezeAsync());
        Is(HttpStatusCode.Conflict, "REVIEW_CLOSED", await review.Reviewer.PostAsync(review.Path("/annotations"), $$"""{ "record": "{{review.Family.Id}}", "note": "Too late." }"""));
        Assert.Equal(written, await host.CountAsync($"e.stream_id = 'review-{review.Id}'"));
    }

    [Fact]
    public async Task Nobody_reads_before_the_freeze_or_without_a_scope()
    {
        var review = await ACaseReview.OpenedAsync(host);
        await review.GrantAsync("reviewer");
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.Reviewer.GetAsync(review.Family.Path("risk")));
        await review.FreezeAsync();
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.Lifting.GetAsync(review.Family.Path("risk")));
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await host.As(host.NewAgency(), "reviewer", Role.Reviewer).GetAsync(review.Family.Path("risk")));
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.Chair.GetAsync(review.Family.Path("risk")));
        Is(HttpStatusCode.Forbidden, "NOT_YOURS_TO_RECORD", await review.Reviewer.PostAsync(review.Family.Path("concerns"), Said.Concern(review.Family)));
    }

    [Fact]
    public async Task Who_worked_the_case_does_not_review_it_and_nobody_lets_themselves_in()
    {
        var review = await ACaseReview.OpenedAsync(host);
        var written = await host.CountAsync($"e.stream_id = 'review-{review.Id}'");
        Is(HttpStatusCode.Conflict, "REVIEWER_WORKED_THE_CASE", await review.GrantAsync("worker"));
        Is(HttpStatusCode.Forbidden, "SEPARATION_OF_DUTIES", await review.GrantAsync("chair"));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY", await review.Chair.PostAsync(review.Path("/reviewers"), """{ "reviewer": "reviewer", "agency": "nowhere-at-all" }"""));
        Assert.Equal(written, await host.CountAsync($"e.stream_id = 'review-{review.Id}'"));
    }

    [Fact]
    public async Task A_declared_conflict_shuts_a_reviewer_out_too()
    {
        var review = await ACaseReview.OpenedAsync(host);
        var agency = review.Worker.Agency;
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{agency}}", "name": "Invented service", "kind": "Treatment", "area": "Luton", "publicAuthority": true }
            """);
        var colleague = host.As(agency, "colleague", Role.Practitioner, Role.Reviewer);
        var granted = await review.Chair.PostAsync(review.Path("/reviewers"), $$"""{ "reviewer": "colleague", "agency": "{{agency}}" }""");
        Assert.True(granted.Status == HttpStatusCode.OK, granted.Body);
        await review.FreezeAsync();
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync(review.Path("/chronology"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await colleague.PostAsync(review.Family.Path("conflicts"), """{ "kind": "LivesNear" }""")).Status);
        foreach (var path in (string[])[review.Family.Path("risk"), review.Family.Path("timeline"), review.Path("/chronology")])
            Is(HttpStatusCode.Forbidden, "CONFLICT_DECLARED", await colleague.GetAsync(path));
        Assert.Equal(3, await DeniedAsync(colleague, "CONFLICT_DECLARED"));
    }

    [Fact]
    public async Task Whoever_reads_for_their_agency_as_well_goes_on_when_the_review_is_closed()
    {
        var review = await ACaseReview.OpenedAsync(host);
        var agency = review.Worker.Agency;
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{agency}}", "name": "Invented service", "kind": "Treatment", "area": "Luton", "publicAuthority": true }
            """);
        var both = host.As(agency, "both", Role.Practitioner, Role.Reviewer);
        await review.Chair.PostAsync(review.Path("/reviewers"), $$"""{ "reviewer": "both", "agency": "{{agency}}" }""");
        await review.FreezeAsync();
        Assert.DoesNotContain(review.Family.Name, (await both.GetAsync(review.Family.Path("risk"))).Body, StringComparison.Ordinal);
        await review.Chair.PostAsync(review.Path("/closing"), "{}");
        Assert.Contains(review.Family.Name, (await both.GetAsync(review.Family.Path("risk"))).Body, StringComparison.Ordinal);
        Is(HttpStatusCode.Forbidden, "REVIEW_CLOSED", await both.GetAsync(review.Path("/chronology")));
    }

    [Fact]
    public async Task A_review_of_others_is_not_there()
    {
        var review = await ACaseReview.FrozenAsync(host);
        var other = host.As(host.NewAgency(), "chair", Role.ReviewChair);
        var absent = $"/case-reviews/{Guid.CreateVersion7()}";
        Assert.Equal((await other.GetAsync(absent)).WithoutTrace(), (await other.GetAsync(review.Path())).WithoutTrace());
        foreach (var (path, body) in ((string, string)[])[("/freeze", "{}"), ("/closing", "{}"), ("/reviewers", """{ "reviewer": "x", "agency": "nowhere" }""")])
            Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await other.PostAsync(review.Path(path), body));
        Assert.Equal(5, await DeniedAsync(other, "REVIEW_NOT_FOUND"));
        Is(HttpStatusCode.Forbidden, "REVIEW_CHAIR_ONLY", await review.Reviewer.PostAsync(review.Path("/freeze"), "{}"));
        Assert.Equal(2, (await ListedAsync(review.Reviewer)).Count + (await ListedAsync(review.Chair)).Count);
        Assert.Empty(await ListedAsync(other));
        Is(HttpStatusCode.Forbidden, "READS_NO_REGISTER", await review.Worker.GetAsync("/case-reviews"));
    }

    [Theory]
    [InlineData(""" "from": "2026-11-02", "to": "2026-11-01" """, "ENDS_BEFORE_IT_BEGINS")]
    [InlineData(""" "from": "2199-11-01", "to": "2199-11-02" """, "PERIOD_NOT_BEGUN")]
    [InlineData(""" "from": "2026-11-01", "to": "2026-11-01", "kind": "SingleUnifiedSafeguardingReview" """, "KIND_OF_OTHER_NATION")]
    [InlineData(""" "from": "2026-11-01", "to": "2026-11-01", "records": [] """, "RECORDS_REQUIRED")]
    [InlineData(""" "from": "2026-11-01", "to": "2026-11-01", "records": ["01a20132-c87b-7713-a6f8-8ee6332c3862"] """, "UNKNOWN_RECORD")]
    public async Task A_scope_that_cannot_be_is_refused(string said, string code)
    {
        var chair = host.As(host.NewAgency(), "chair", Role.ReviewChair);
        var family = await (await host.WorkerAsync()).OpenFamilyAsync();
        var body = JsonNode.Parse($$"""{ "kind": "RapidReview", "nation": "England", "records": ["{{family.Id}}"] }""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{said}}}")!.AsObject()) body[name] = value!.DeepClone();
        Is(HttpStatusCode.UnprocessableEntity, code, await chair.PostAsync("/case-reviews", body.ToJsonString()));
        Assert.Equal(0, await host.CountAsync($"e.type = 'case_review_opened' and e.headers->>'agency' = '{chair.Agency}'"));
    }

    [Fact]
    public async Task A_reviewer_reads_an_override_as_the_agency_that_decided_it_did()
    {
        var reviewed = await AReview.ReadyAsync(host);
        var (family, share) = (reviewed.Family, reviewed.Share);
        var review = await ACaseReview.FrozenAsync(host, family, share.Worker);
        var dossier = await review.Reviewer.GetAsync(family.Path($"overrides/{reviewed.Id}/dossier"));
        Assert.True(dossier.Status == HttpStatusCode.OK, dossier.Body);
        Assert.Equal(share.Worker.Agency.Value, (string?)dossier.Json["dossier"]!["from"]);
        Assert.Contains(reviewed.Id, (await review.Reviewer.GetAsync(family.Path("risk"))).Json["shares"]!.AsArray().Select(s => (string?)s!["share"]));
        Assert.DoesNotContain(family.Name, dossier.Json["knownThen"]!["members"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<JsonArray> ListedAsync(Someone reader)
    {
        var list = await reader.GetAsync("/case-reviews", ("Safeguard-Wait-For", (await host.Database.ScalarAsync<long>("select position from safeguard.log_head")).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(list.Status == HttpStatusCode.OK, list.Body);
        return list.Json["rows"]!.AsArray();
    }

    private Task<long> DeniedAsync(Someone who, string code) =>
        host.CountAsync($"e.stream_id = 'access-{who.Agency}' and e.type = 'access_denied' and e.data->>'code' = '{code}'");

    private static string FrozenAt(JsonNode page) => Uri.EscapeDataString((string)page["frozenAt"]!);

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
