using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A review comes to look at more: at further records, at a longer period (domain §2.8).</summary>
public sealed class Widening_a_review(RunningHost host)
{
    [Fact]
    public async Task A_further_record_is_read_at_once_and_all_evidence_goes_up_to_one_position()
    {
        var review = await ACaseReview.FrozenAsync(host);
        var (elsewhere, theirs) = await AnotherAsync();
        await elsewhere.PostAsync(theirs.Path("concerns"), Said.Concern(theirs, "Seen there as well."));
        await review.Worker.PostAsync(review.Family.Path("concerns"), Said.Concern(review.Family, "Said meanwhile."));
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await review.Reviewer.GetAsync(theirs.Path("risk")));
        var pseudonyms = await PseudonymsAsync(review, review.Family);

        var widened = await WidenAsync(review, $$"""{ "records": ["{{theirs.Id}}"], "reason": "A half-sister lives there." }""");
        Assert.True(widened.Status == HttpStatusCode.OK, widened.Body);

        Assert.Contains("Seen there as well.", (await review.Reviewer.GetAsync(theirs.Path("risk"))).Body, StringComparison.Ordinal);
        Assert.Contains("Said meanwhile.", (await review.Reviewer.GetAsync(review.Family.Path("risk"))).Body, StringComparison.Ordinal);
        Assert.Equal(pseudonyms, await PseudonymsAsync(review, review.Family));
        Assert.Equal(["Person 3", "Person 4"], await PseudonymsAsync(review, theirs));
        var page = (await review.Chair.GetAsync(review.Path())).Json;
        Assert.Equal([review.Family.Id, theirs.Id], page["records"]!.AsArray().Select(r => (string?)r));
        Assert.Equal(("A half-sister lives there.", "chair"), ((string?)page["extensions"]![0]!["reason"], (string?)page["extensions"]![0]!["by"]));
        var chronology = await review.Reviewer.GetAsync(review.Path("/chronology"));
        Assert.Equal(2, chronology.Json["lines"]!.AsArray().Select(l => (string?)l!["family"]).Distinct().Count());
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{theirs.Id}' and e.type = 'evidence_frozen' and e.data->>'review' = '{review.Id}'"));
        Assert.Equal(0, await host.CountAsync("e.type = 'review_scope_extended' and e.data::text like '%half-sister%'"));
        var bundle = await review.Reviewer.PostAsync(theirs.Path("bundles"), """{ "madeFor": "The panel", "purpose": "Its meeting." }""", ("Accept", "application/json"));
        Assert.True(bundle.Status == HttpStatusCode.OK, bundle.Body);
        Assert.False((await WidenAsync(review, $$"""{ "records": ["{{theirs.Id}}"], "reason": "Again." }""")).Json["changed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_longer_period_shows_more_of_what_was_frozen_and_freezes_nothing()
    {
        var review = await ACaseReview.FrozenAsync(host);
        Is(HttpStatusCode.Conflict, "OUT_OF_SCOPE", await review.Reviewer.GetAsync(review.Family.Path("timeline?from=2025-01-01")));
        var frozen = (string?)(await review.Chair.GetAsync(review.Path())).Json["frozenAt"];

        Assert.Equal(HttpStatusCode.OK, (await WidenAsync(review, """{ "from": "2025-01-01", "reason": "The earlier pregnancy." }""")).Status);

        Assert.Equal(HttpStatusCode.OK, (await review.Reviewer.GetAsync(review.Family.Path("timeline?from=2025-01-01"))).Status);
        var page = (await review.Chair.GetAsync(review.Path())).Json;
        Assert.Equal((frozen, "2025-01-01", "2026-11-30"), ((string?)page["frozenAt"], (string?)page["from"], (string?)page["to"]));
        var listed = (await review.Chair.GetAsync("/case-reviews", ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"))).Json["rows"]![0]!;
        Assert.Equal(("2025-01-01", 1), ((string?)listed["from"], (int)listed["records"]!));
    }

    [Fact]
    public async Task What_is_no_widening_or_not_theirs_is_refused_and_nothing_is_written()
    {
        var review = await ACaseReview.FrozenAsync(host);
        var (_, theirs) = await AnotherAsync();
        var written = await host.CountAsync($"e.stream_id in ('review-{review.Id}', '{review.Family.Stream}', '{theirs.Stream}')");
        var more = $$"""{ "records": ["{{theirs.Id}}"], "reason": "A half-sister lives there." }""";

        Is(HttpStatusCode.UnprocessableEntity, "NOTHING_TO_EXTEND", await WidenAsync(review, """{ "reason": "?" }"""));
        Is(HttpStatusCode.UnprocessableEntity, "SCOPE_NARROWED", await WidenAsync(review, """{ "to": "2026-11-29", "reason": "Shorter." }"""));
        Is(HttpStatusCode.UnprocessableEntity, "TEXT_REQUIRED", await WidenAsync(review, $$"""{ "records": ["{{theirs.Id}}"] }"""));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_RECORD", await WidenAsync(review, $$"""{ "records": ["{{Guid.CreateVersion7()}}"], "reason": "?" }"""));
        Is(HttpStatusCode.Forbidden, "REVIEW_CHAIR_ONLY", await review.Reviewer.PostAsync(review.Path("/scope"), more));
        var other = host.As(host.NewAgency(), "chair", Role.ReviewChair);
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await other.PostAsync(review.Path("/scope"), more));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{other.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'ExtendReviewScope'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Reviewer.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'ExtendReviewScope'"));
        Assert.Equal(written, await host.CountAsync($"e.stream_id in ('review-{review.Id}', '{review.Family.Stream}', '{theirs.Stream}')"));

        await review.Chair.PostAsync(review.Path("/closing"), "{}");
        Is(HttpStatusCode.Conflict, "REVIEW_CLOSED", await WidenAsync(review, more));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{theirs.Stream}' and e.type = 'evidence_frozen'"));
    }

    [Fact]
    public async Task Nobody_who_recorded_in_the_further_record_reads_under_the_review()
    {
        var review = await ACaseReview.FrozenAsync(host);
        var there = host.As(host.NewAgency(), "reviewer", Role.Practitioner); // the id of somebody who reads under the review
        var theirs = await there.OpenFamilyAsync();
        Is(HttpStatusCode.Conflict, "REVIEWER_WORKED_THE_CASE", await WidenAsync(review, $$"""{ "records": ["{{theirs.Id}}"], "reason": "A half-sister lives there." }"""));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'review-{review.Id}' and e.type = 'review_scope_extended'"));

        await review.Chair.PostAsync(review.Path("/reviewers/withdrawal"), $$"""{ "reviewer": "reviewer", "agency": "{{review.Chair.Agency}}" }""");
        Assert.Equal(HttpStatusCode.OK, (await WidenAsync(review, $$"""{ "records": ["{{theirs.Id}}"], "reason": "A half-sister lives there." }""")).Status);
        Is(HttpStatusCode.Conflict, "REVIEWER_WORKED_THE_CASE", await review.GrantAsync("reviewer"));
    }

    [Fact]
    public async Task A_reader_named_at_the_same_instant_has_no_part_in_the_further_record()
    {
        for (var n = 0; n < 12; n++)
        {
            var review = await ACaseReview.FrozenAsync(host);
            var theirs = await host.As(host.NewAgency(), "worked-there", Role.Practitioner).OpenFamilyAsync();
            var answers = await Task.WhenAll(review.GrantAsync("worked-there"), WidenAsync(review, $$"""{ "records": ["{{theirs.Id}}"], "reason": "A half-sister lives there." }"""));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(a => a.Status).Order());
            Assert.Equal("REVIEWER_WORKED_THE_CASE", answers.Single(a => a.Status == HttpStatusCode.Conflict).Code);
        }
    }

    private async Task<(Someone Worker, AFamily Family)> AnotherAsync()
    {
        var worker = await host.WorkerAsync();
        return (worker, await worker.OpenFamilyAsync());
    }

    private static Task<Answer> WidenAsync(ACaseReview review, string body) => review.Chair.PostAsync(review.Path("/scope"), body);

    private static async Task<IReadOnlyList<string?>> PseudonymsAsync(ACaseReview review, AFamily family) =>
        [.. (await review.Reviewer.GetAsync(family.Path("risk"))).Json["members"]!.AsArray().Select(m => (string?)m!["pseudonym"]).Order()];

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
