using System.Net;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A request may be sent twice and is done once; a record that changed meanwhile is not written over (design D2, D10).</summary>
public sealed class Sending_twice(RunningHost host)
{
    [Fact]
    public async Task The_same_key_with_the_same_body_gets_the_first_answer_and_one_event()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var body = Said.Concern(family);
        var first = await worker.PostAsync(family.Path("concerns"), body, ("Idempotency-Key", "k-1"));
        var before = await host.CountOfAsync(worker.Agency);

        var second = await worker.PostAsync(family.Path("concerns"), body, ("Idempotency-Key", "k-1"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Json["entries"]!.ToJsonString(), second.Json["entries"]!.ToJsonString());
        Assert.Equal((string?)first.Json["id"], (string?)second.Json["id"]);
        Assert.Equal((first.Header("Location"), first.Header("ETag")), (second.Header("Location"), second.Header("ETag")));
        Assert.True((bool)second.Json["repeated"]!);
        Assert.Null(first.Json["repeated"]);
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task A_family_is_opened_once_and_keeps_its_reference()
    {
        var worker = await host.WorkerAsync();
        const string body = """{ "jurisdiction": "Wales", "reason": "A referral came in.", "area": "Cardiff" }""";
        var first = await worker.PostAsync("/families", body, ("Idempotency-Key", "open"));
        var second = await worker.PostAsync("/families", body, ("Idempotency-Key", "open"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(((string?)first.Json["id"], (string?)first.Json["reference"]), ((string?)second.Json["id"], (string?)second.Json["reference"]));
        Assert.Equal((first.Header("Location"), first.Header("ETag")), (second.Header("Location"), second.Header("ETag")));
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_address_is_refused()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family), ("Idempotency-Key", "k-2"));
        var before = await host.CountOfAsync(worker.Agency);
        var other = await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Something else."), ("Idempotency-Key", "k-2"));
        var elsewhere = await worker.PostAsync(family.Path("consents/given"), Said.Consent(family), ("Idempotency-Key", "k-2"));
        Assert.Equal((HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT"), (other.Status, other.Code));
        Assert.Equal((HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT"), (elsewhere.Status, elsewhere.Code));
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task A_key_belongs_to_whoever_made_it_up()
    {
        var worker = await host.WorkerAsync();
        var colleague = await host.WorkerAsync(worker.Agency, "colleague");
        var family = await worker.OpenFamilyAsync();
        var one = await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Mine."), ("Idempotency-Key", "k"));
        var two = await colleague.PostAsync(family.Path("concerns"), Said.Concern(family, "Hers."), ("Idempotency-Key", "k"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.Status, two.Status));
        Assert.NotEqual((string?)one.Json["id"], (string?)two.Json["id"]);
    }

    [Fact]
    public async Task Doubles_at_the_same_moment_make_one_event()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var body = Said.Concern(family);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => worker.PostAsync(family.Path("concerns"), body, ("Idempotency-Key", "double"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Json["entries"]!.ToJsonString()).Distinct());
        Assert.Equal(1, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'concern_recorded'"));
    }

    [Fact]
    public async Task Twelve_colleagues_at_once_lose_nothing()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => worker.PostAsync(family.Path("concerns"), Said.Concern(family, $"Number {n}."))));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created || a is { Status: HttpStatusCode.Conflict, Code: "CONCURRENT_CHANGE" }, a.Body));
        Assert.Equal(answers.Count(a => a.Status == HttpStatusCode.Created), await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'concern_recorded'"));
    }

    [Fact]
    public async Task A_record_that_changed_is_not_written_over_and_the_caller_sees_their_own_agencys_new_entries()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var meanwhile = await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var before = await host.CountOfAsync(worker.Agency);

        var stale = await worker.PostAsync(family.Path("consents/given"), Said.Consent(family), ("If-Match", family.ETag));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "CONCURRENT_CHANGE"), (stale.Status, stale.Code));
        var entry = Assert.Single(stale.Json["entries"]!.AsArray())!;
        Assert.Equal(((string?)meanwhile.Json["entries"]![0]!["event"], "concern_recorded"), ((string?)entry["event"], (string?)entry["type"]));
        Assert.Equal(["event", "recordedAt", "type"], entry.AsObject().Select(m => m.Key).Order());
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));

        var fresh = await worker.PostAsync(family.Path("consents/given"), Said.Consent(family), ("If-Match", meanwhile.Header("ETag")!));
        Assert.Equal(HttpStatusCode.Created, fresh.Status);
    }

    [Fact]
    public async Task A_retry_with_its_key_is_answered_although_the_record_has_changed_by_it()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var headers = new[] { ("If-Match", family.ETag), ("Idempotency-Key", "retry") };
        var body = Said.Concern(family, "Once.");
        var first = await worker.PostAsync(family.Path("concerns"), body, headers);
        var second = await worker.PostAsync(family.Path("concerns"), body, headers);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal((string?)first.Json["id"], (string?)second.Json["id"]);
    }

    [Fact]
    public async Task The_tag_of_another_record_never_matches()
    {
        var worker = await host.WorkerAsync();
        var (one, two) = (await worker.OpenFamilyAsync(), await worker.OpenFamilyAsync());
        var answer = await worker.PostAsync(one.Path("concerns"), Said.Concern(one), ("If-Match", two.ETag));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "CONCURRENT_CHANGE"), (answer.Status, answer.Code));
        Assert.Empty(answer.Json["entries"]!.AsArray());
    }

    [Theory]
    [InlineData("Idempotency-Key", "12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("Idempotency-Key", "ké")]
    [InlineData("Idempotency-Key", "a\tb")]
    [InlineData("If-Match", "*")]
    [InlineData("If-Match", "7")]
    [InlineData("If-Match", "\"7\"")]
    [InlineData("If-Match", "W/\"AAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("If-Match", "\"AAAAAAAAAAAAAAAAAAAAAA\", \"BBBBBBBBBBBBBBBBBBBBBB\"")]
    [InlineData("If-Match", "AAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_header_that_is_not_in_its_form_is_refused(string name, string value)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var before = await host.CountOfAsync(worker.Agency);
        var answer = await worker.PostAsync(family.Path("concerns"), Said.Concern(family), (name, value));
        Assert.Equal((HttpStatusCode.BadRequest, "HEADER_INVALID", name), (answer.Status, answer.Code, answer.Pointer));
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task A_tag_tells_nobody_how_many_entries_there_are()
    {
        var worker = await host.WorkerAsync();
        var tags = new List<string>();
        var family = await worker.OpenFamilyAsync();
        for (var n = 0; n < 5; n++) tags.Add((await worker.PostAsync(family.Path("concerns"), Said.Concern(family, $"{n}"))).Header("ETag")!);
        Assert.Equal(5, tags.Distinct().Count());
        Assert.All(tags, t => Assert.Matches("^\"[A-Za-z0-9_-]{22}\"$", t));
    }
}
