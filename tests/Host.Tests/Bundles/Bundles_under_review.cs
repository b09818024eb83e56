using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests.Bundles;

/// <summary>The evidence of a review as one file: frozen, whole, and under pseudonyms unless names may be seen (design D3; domain §5 rule 6).</summary>
public sealed class Bundles_under_review(RunningHost host)
{
    [Fact]
    public async Task Every_stream_is_whole_up_to_its_freeze_and_holds_no_name()
    {
        var review = await ReviewAsync();
        var made = await ABundle.MakeAsync(review.Reviewer, review.Family);
        Assert.True(made.Status == HttpStatusCode.OK, made.Body);
        var check = await ABundle.CheckedAsync(made.Body);
        Assert.True((bool)check["holds"]!, check["findings"]!.ToJsonString());
        foreach (var stream in (string[])[review.Family.Stream, $"access-{review.Family.Id}", $"person-{review.Family.Mother}", $"person-{review.Family.Child}"])
        {
            var found = Assert.Single(check["streams"]!.AsArray(), s => (string?)s!["stream"] == stream)!;
            Assert.Equal((true, 0), ((bool)found["frozen"]!, found["missing"]!.AsArray().Count));
        }

        Assert.Contains("Before the freeze.", Opened(check));
        Assert.DoesNotContain("After the freeze.", Opened(check));
        Assert.DoesNotContain(check["entries"]!.AsArray(), e => e!["said"]?["name"]?["opened"] is not null || e["said"]?["dateOfBirth"]?["opened"] is not null || e["said"]?["postcode"]?["opened"] is not null);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.type = 'case_bundle_exported'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'case-bundle' and e.data->>'review' = '{review.Id}'"));
    }

    [Fact]
    public async Task Names_are_in_it_for_a_reviewer_who_may_see_them_and_asks()
    {
        var review = await ReviewAsync();
        var made = await review.Lifting.PostAsync(review.Family.Path("bundles?names=true"), Body(""), ("Accept", "application/json"));
        var check = await ABundle.CheckedAsync(made.Body);
        Assert.True((bool)check["holds"]!, check["findings"]!.ToJsonString());
        Assert.Contains(check["entries"]!.AsArray(), e => (string?)e!["said"]?["name"]?["opened"]?["family"] == review.Family.Name);
        var refused = await review.Reviewer.PostAsync(review.Family.Path("bundles?names=true"), Body(""));
        Assert.Equal((HttpStatusCode.Forbidden, "PSEUDONYMS_ONLY"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_position_behind_the_freeze_is_out_of_scope()
    {
        var review = await ReviewAsync();
        var head = await host.Database.ScalarAsync<long>("select position from safeguard.log_head");
        var refused = await review.Reviewer.PostAsync(review.Family.Path("bundles"), Body($", \"position\": {head}"));
        Assert.Equal((HttpStatusCode.Conflict, "OUT_OF_SCOPE"), (refused.Status, refused.Code));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{review.Reviewer.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'OUT_OF_SCOPE'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.type = 'case_bundle_exported'"));
    }

    private async Task<ACaseReview> ReviewAsync()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Before the freeze."));
        var review = await ACaseReview.FrozenAsync(host, family, worker);
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "After the freeze."));
        return review;
    }

    private static string Body(string more) => $$"""{ "madeFor": "The panel", "purpose": "The review of the case"{{more}} }""";

    private static List<string?> Opened(JsonNode check) => [.. check["entries"]!.AsArray().Select(e => (string?)e!["said"]?["text"]?["opened"])];
}
