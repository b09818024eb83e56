using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>What a reviewer replays: timelines of the frozen record, and all of a review in one order (domain §4, §5 rule 6).</summary>
public sealed class Chronologies_of_reviews(RunningHost host)
{
    private const string Rows = "date,event,document\n2026-01-04,The nursery noticed it first.,register\n2026-01-06,The nursery rang.,register\n2019-01-01,Long before the period.,register\n";

    [Fact]
    public async Task Records_rows_and_notes_stand_in_one_order_under_pseudonyms()
    {
        var (review, concern) = await FrozenWithAConcernAsync();
        Assert.Equal(HttpStatusCode.OK, (await HandInAsync(review)).Status);
        await review.Reviewer.PostAsync(review.Path("/annotations"), $$"""{ "record": "{{review.Family.Id}}", "about": "{{concern}}", "note": "Two days late." }""");

        var read = await review.Reviewer.GetAsync(review.Path("/chronology"));
        Assert.True(read.Status == HttpStatusCode.OK, read.Body);
        var lines = read.Json["lines"]!.AsArray();
        var told = lines.Where(l => l!["imported"] is not null || (string?)l["entry"]?["event"] == concern).Select(l => (string?)l!["imported"]?["text"] ?? (string?)l["entry"]!["words"]![0]!["text"]).ToList();
        Assert.Equal(["The nursery noticed it first.", "The child was unusually drowsy.", "The nursery rang."], told);
        Assert.Equal("Two days late.", (string?)lines.Single(l => (string?)l!["entry"]?["event"] == concern)!["notes"]![0]!["note"]);
        Assert.DoesNotContain(review.Family.Name, read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("LU1 2AB", read.Body, StringComparison.Ordinal);
        Assert.Contains("Person 1", read.Body, StringComparison.Ordinal);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.type = 'record_viewed' and e.data->>'view' = 'chronology' and e.data->>'review' = '{review.Id}' and e.data->'shown' ? '{concern}'"));
    }

    [Fact]
    public async Task The_audit_trail_goes_to_the_freeze_and_misses_nothing()
    {
        var (review, concern) = await FrozenWithAConcernAsync();
        var later = (string)(await review.Worker.PostAsync(review.Family.Path("concerns"), Said.Concern(review.Family))).Json["entries"]![0]!["event"]!;
        await review.Worker.GetAsync(review.Family.Path("risk"));
        var head = (await host.Database.ScalarAsync<long>("select position from safeguard.log_head")).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var trail = await review.Reviewer.GetAsync(review.Family.Path("audit-trail?limit=200"), ("Safeguard-Wait-For", head));
        Assert.True(trail.Status == HttpStatusCode.OK, trail.Body);
        var lines = trail.Json["lines"]!.AsArray().Select(l => l!["line"]!).ToList();
        Assert.Contains(concern, lines.Select(l => (string?)l["entry"]));
        Assert.DoesNotContain(later, lines.Select(l => (string?)l["entry"]));
        Assert.DoesNotContain("Alarm", lines.Select(l => (string?)l["kind"]));
        Assert.Equal("evidence_frozen", (string?)lines[^1]["type"]);
    }

    [Fact]
    public async Task The_access_log_goes_to_the_freeze_and_has_every_agency()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.GetAsync(family.Path("timeline?category=Concern"));
        var stranger = await host.WorkerAsync();
        await stranger.GetAsync(family.Path("risk"));
        var review = await ACaseReview.FrozenAsync(host, family, worker);
        await worker.GetAsync(family.Path("risk"));
        var wait = ("Safeguard-Wait-For", $"{await host.CountAsync("true")}");

        var read = await review.Reviewer.GetAsync(family.Path("access-log"), wait);
        Assert.True(read.Status == HttpStatusCode.OK, read.Body);
        var rows = read.Json["rows"]!.AsArray();
        Assert.Equal([("Denied", stranger.Agency.Value), ("Shown", worker.Agency.Value)], rows.Select(r => ((string?)r!["outcome"], (string?)r["agency"])));
        Assert.Contains("category=Concern", rows[1]!["filter"]!.AsArray().Select(f => (string?)f));
        Assert.Single((await review.Reviewer.GetAsync(family.Path($"access-log?agency={stranger.Agency}"), wait)).Json["rows"]!.AsArray());
        var first = (await review.Reviewer.GetAsync(family.Path("access-log?limit=1"), wait)).Json;
        Assert.Equal("Shown", (string?)Assert.Single((await review.Reviewer.GetAsync(family.Path($"access-log?limit=1&cursor={first["next"]}"))).Json["rows"]!.AsArray())!["outcome"]);
        // A cursor of somebody who reaches further reaches no further here.
        var further = (await host.As(worker.Agency, "dpo", Role.DataProtectionOfficer).GetAsync(family.Path("access-log?limit=1"), wait)).Json["next"];
        Assert.DoesNotContain("family-risk", (await review.Reviewer.GetAsync(family.Path($"access-log?cursor={further}"))).Json["rows"]!.AsArray().Select(r => (string?)r!["what"]));
        Is(HttpStatusCode.Conflict, "OUT_OF_SCOPE", await review.Reviewer.GetAsync(family.Path($"access-log?asOf={After}")));
        Assert.Equal(5, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.data->>'view' = 'family-access-log' and e.data->>'review' = '{review.Id}'"));

        await review.Chair.PostAsync(review.Path("/closing"), "{}");
        Is(HttpStatusCode.Forbidden, "REVIEW_CLOSED", await review.Reviewer.GetAsync(family.Path("access-log")));
    }

    [Fact]
    public async Task A_row_that_was_withdrawn_is_out_of_the_order_and_readable_with_its_reason()
    {
        var (review, _) = await FrozenWithAConcernAsync();
        await HandInAsync(review);
        var wrong = (await ImportedAsync(review)).Single(l => (string?)l["text"] == "The nursery rang.");
        var body = $$"""{ "entries": ["{{wrong["event"]}}"], "reason": "Another child's row." }""";

        Assert.Equal(HttpStatusCode.OK, (await review.Reviewer.PostAsync(review.Path("/chronologies/withdrawal"), body)).Status);

        Assert.Equal(["The nursery noticed it first."], (await ImportedAsync(review)).Select(l => (string?)l["text"]));
        var all = await ImportedAsync(review, "?withdrawn=true");
        Assert.Equal(["The nursery noticed it first.", "The nursery rang."], all.Select(l => (string?)l["text"]));
        Assert.Null(all[0]["withdrawn"]);
        Assert.Equal(("Another child's row.", "reviewer"), ((string?)all[1]["withdrawn"]!["reason"], (string?)all[1]["withdrawn"]!["by"]));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'chronology' and e.data->'filter' ? 'withdrawn=true'"));
        Assert.Equal(0, await host.CountAsync("e.data::text like '%Another child%'"));

        // The same row again stays withdrawn; a corrected one is another.
        Assert.Equal(0, (int)(await HandInAsync(review)).Json["imported"]!);
        Assert.Equal(1, (int)(await HandInAsync(review, Rows.Replace("The nursery rang.", "The nursery wrote.", StringComparison.Ordinal))).Json["imported"]!);
        Assert.Equal(["The nursery noticed it first.", "The nursery wrote."], (await ImportedAsync(review)).Select(l => (string?)l["text"]));
        Assert.False((bool)(await review.Chair.PostAsync(review.Path("/chronologies/withdrawal"), body)).Json["changed"]!);
    }

    [Fact]
    public async Task Only_rows_of_this_review_are_withdrawn_by_those_who_may_hand_in_while_it_is_open()
    {
        var (review, concern) = await FrozenWithAConcernAsync();
        await HandInAsync(review);
        var row = $"{(await ImportedAsync(review))[0]["event"]}";
        string Body(string entry, string reason = "Wrong.") => $$"""{ "entries": ["{{entry}}"], "reason": "{{reason}}" }""";
        Task<Answer> WithdrawAsync(Someone by, string body) => by.PostAsync(review.Path("/chronologies/withdrawal"), body);

        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_ENTRY", await WithdrawAsync(review.Chair, Body(concern)));
        Is(HttpStatusCode.UnprocessableEntity, "ENTRIES_REQUIRED", await WithdrawAsync(review.Chair, """{ "reason": "Wrong." }"""));
        Is(HttpStatusCode.UnprocessableEntity, "TEXT_REQUIRED", await WithdrawAsync(review.Chair, Body(row, " ")));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await WithdrawAsync(review.Worker, Body(row)));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Worker.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'WithdrawChronologyEntries'"));
        await review.Chair.PostAsync(review.Path("/closing"), "{}");
        Is(HttpStatusCode.Conflict, "REVIEW_CLOSED", await WithdrawAsync(review.Chair, Body(row)));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'import-{review.Id}' and e.type = 'chronology_entry_withdrawn'"));
    }

    private static async Task<IReadOnlyList<JsonNode>> ImportedAsync(ACaseReview review, string query = "") =>
        [.. (await review.Reviewer.GetAsync(review.Path($"/chronology{query}"))).Json["lines"]!.AsArray().Select(l => l!["imported"]).OfType<JsonNode>()];

    [Fact]
    public async Task Its_pages_hold_together_while_more_is_handed_in()
    {
        var (review, _) = await FrozenWithAConcernAsync();
        await HandInAsync(review);
        var whole = (await review.Reviewer.GetAsync(review.Path("/chronology"))).Json;
        var lines = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await review.Reviewer.GetAsync(review.Path($"/chronology?limit=2{(next.Length == 0 ? "" : $"&cursor={next}")}"));
            Assert.True(page.Status == HttpStatusCode.OK, page.Body);
            lines.AddRange(page.Json["lines"]!.AsArray().Select(l => l!["happened"]!.ToJsonString()));
            next = (string?)page.Json["next"];
            if (lines.Count == 2) await HandInAsync(review, $"date,event\n2026-01-0{lines.Count + 1},Handed in meanwhile.\n");
        }

        Assert.Equal(whole["lines"]!.AsArray().Select(l => l!["happened"]!.ToJsonString()), lines);
        Assert.Equal((int)whole["total"]!, lines.Count);
    }

    [Fact]
    public async Task Only_those_who_were_named_read_it_and_only_while_it_is_open()
    {
        var (review, _) = await FrozenWithAConcernAsync();
        Is(HttpStatusCode.Forbidden, "REVIEW_READERS_ONLY", await review.Chair.GetAsync(review.Path("/chronology")));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await review.Worker.GetAsync(review.Path("/chronology")));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await review.Worker.GetAsync($"/case-reviews/{Guid.CreateVersion7()}/chronology"));
        await review.Chair.PostAsync(review.Path("/closing"), "{}");
        Is(HttpStatusCode.Forbidden, "REVIEW_CLOSED", await review.Reviewer.GetAsync(review.Path("/chronology")));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Reviewer.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'REVIEW_CLOSED'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'chronology'"));
    }

    [Fact]
    public async Task A_reviewer_asks_what_each_agency_knew_within_the_period_and_before_the_freeze()
    {
        var (review, concern) = await FrozenWithAConcernAsync();
        var family = review.Family;
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{review.Worker.Agency}}", "name": "Invented service", "kind": "Treatment", "area": "Luton", "publicAuthority": true }
            """);
        var all = (await review.Reviewer.GetAsync(family.Path("timeline"))).Json;
        Assert.Contains(concern, Entries(all));
        Assert.DoesNotContain("LU1 2AB", all.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("LU1 2AB", (await review.Lifting.GetAsync(family.Path("timeline?names=true"))).Body, StringComparison.Ordinal);
        Assert.Contains("Review", all["lines"]!.AsArray().Select(l => (string?)l!["category"]));
        Assert.Contains(concern, Entries((await review.Reviewer.GetAsync(family.Path($"timeline?knownTo={review.Worker.Agency}"))).Json));
        Assert.DoesNotContain(concern, Entries((await review.Reviewer.GetAsync(family.Path($"timeline?knownTo={review.Chair.Agency}"))).Json));

        foreach (var beyond in (string[])["timeline?from=2020-01-01", "timeline?to=2026-12-31", $"timeline?asOf={After}", $"difference?from=2026-01-01T00:00:00Z&to={After}", $"entries/{concern}/visibility?actor=worker&agency={review.Worker.Agency}&at={After}"])
            Is(HttpStatusCode.Conflict, "OUT_OF_SCOPE", await review.Reviewer.GetAsync(family.Path(beyond)));
        Assert.Equal(5, await host.CountAsync($"e.stream_id = 'access-{review.Reviewer.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'OUT_OF_SCOPE'"));

        var frozen = Uri.EscapeDataString((string)(await review.Chair.GetAsync(review.Path())).Json["frozenAt"]!);
        var could = await review.Reviewer.GetAsync(family.Path($"entries/{concern}/visibility?actor=worker&agency={review.Worker.Agency}&at={frozen}"));
        Assert.True(could.Status == HttpStatusCode.OK, could.Body);
        Assert.Equal((true, false), ((bool)could.Json["could"]!, (bool)could.Json["did"]!));
        Assert.Equal(HttpStatusCode.OK, (await review.Reviewer.GetAsync(family.Path("knowledge"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await review.Reviewer.GetAsync(family.Path("difference?from=2026-01-01T00:00:00Z"))).Status);
    }

    private static string After => Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));

    private static IEnumerable<string?> Entries(JsonNode timeline) => timeline["lines"]!.AsArray().Select(l => (string?)l!["event"]);

    private async Task<(ACaseReview Review, string Concern)> FrozenWithAConcernAsync()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = (string)(await worker.PostAsync(family.Path("concerns"), Said.Concern(family))).Json["entries"]![0]!["event"]!;
        return (await ACaseReview.FrozenAsync(host, family, worker), concern);
    }

    private static Task<Answer> HandInAsync(ACaseReview review, string rows = Rows) =>
        review.Chair.SendAsync(HttpMethod.Post, review.Path($"/chronologies?source={review.Chair.Agency}"),
            new ByteArrayContent(Encoding.UTF8.GetBytes(rows)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } });

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
