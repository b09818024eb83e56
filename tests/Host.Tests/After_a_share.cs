using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>What asks for a share, and what follows it, by HTTP, as each side reads it.</summary>
public sealed class After_a_share(RunningHost host)
{
    [Fact]
    public async Task What_was_sent_is_corrected_recalled_and_answered_for()
    {
        var (share, id, recipient) = await SentAsync();
        Is(HttpStatusCode.NotFound, "SHARE_NOT_FOUND", await recipient.PostAsync(share.Path($"{id}/correction"), Correction));
        Is(HttpStatusCode.UnprocessableEntity, "NOT_A_RECIPIENT", await share.Worker.PostAsync(share.Path($"{id}/correction"), """
            { "items": [1], "whatWasWrong": "It was another day.", "correction": "It was on Tuesday.", "leaveOut": [{ "agency": "another", "reason": "Not told." }] }
            """));
        Is(HttpStatusCode.Conflict, "NOT_RECALLED", await recipient.PostAsync(share.Path($"{id}/recall/answer"), """{ "answer": "Destroyed" }"""));
        Is(HttpStatusCode.UnprocessableEntity, "REASONS_REQUIRED", await share.Worker.PostAsync(share.Path($"{id}/recall"), "{}"));
        Assert.Equal(0, await WrittenAsync(id));

        Done(await share.Worker.PostAsync(share.Path($"{id}/correction"), Correction));
        Done(await share.Worker.PostAsync(share.Path($"{id}/recall"), """{ "reason": "It went to the wrong team." }"""));
        Is(HttpStatusCode.UnprocessableEntity, "REASONS_REQUIRED", await recipient.PostAsync(share.Path($"{id}/recall/answer"), """{ "answer": "Kept" }"""));
        Done(await recipient.PostAsync(share.Path($"{id}/recall/answer"), """{ "answer": "Kept", "reason": "An enquiry rests on it." }"""));
        Assert.Equal(3, await WrittenAsync(id));

        var received = One((await recipient.GetAsync(share.Family.Path("risk"))).Json["received"]);
        Assert.Equal("It was on Tuesday.", (string?)One(received["corrections"])["text"]);
        Assert.Equal(("It went to the wrong team.", "Kept"), ((string?)received["recalled"]!["reason"], (string?)received["recalled"]!["answer"]));
        var view = await share.Worker.GetAsync(share.Family.Path("risk"));
        Assert.Equal("An enquiry rests on it.", (string?)One(view.Json["shares"])["recalled"]!["answerReason"]);
        var row = One((await share.Worker.GetAsync($"/shares?family={share.Family.Id}", ("Safeguard-Wait-For", view.Header("Safeguard-Position")!))).Json["rows"]);
        Assert.Equal("Kept", (string?)row["recallAnswer"]);
        Assert.NotNull(row["correctedAt"]);
    }

    [Fact]
    public async Task A_request_is_answered_by_deciding_not_to_share_and_who_asked_reads_what_it_is_told()
    {
        var (share, id, recipient) = await SentAsync();
        var path = share.Family.Path("requests");
        await host.As(share.Worker.Agency, "admin", Role.Administrator).PostAsync("/agencies",
            $$"""{ "agency": "{{share.Worker.Agency}}", "name": "Invented treatment", "kind": "Treatment", "area": "Luton", "publicAuthority": false }""");
        Is(HttpStatusCode.UnprocessableEntity, "QUESTIONS_REQUIRED", await recipient.PostAsync(path, Asked(share, "To", " ")));
        Is(HttpStatusCode.UnprocessableEntity, "REQUESTER_UNVERIFIED", await share.Worker.PostAsync(path, Asked(share, "From", "Is she in treatment?", share.Recipient)));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY", await recipient.PostAsync(path, Asked(share, "To", "Is she in treatment?", "nobody-here")));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{share.Family.Stream}' and e.type = 'information_requested'"));

        var request = await recipient.PostAsync(path, Asked(share, "To", "Is she in treatment?"));
        Assert.Equal(HttpStatusCode.Created, request.Status);
        Assert.Equal("Is she in treatment?", (string?)One((await share.Worker.GetAsync((string)request.Header("Location")!)).Json["requests"])["questions"]);

        Is(HttpStatusCode.UnprocessableEntity, "TO_REQUESTER_REQUIRED", await share.Worker.PostAsync(share.Family.Path("non-shares"), Refusal(share, request, null)));
        var decided = await share.Worker.PostAsync(share.Family.Path("non-shares"), Refusal(share, request, "She will tell you herself."));
        Assert.Equal(HttpStatusCode.Created, decided.Status);
        Is(HttpStatusCode.Conflict, "REQUEST_ANSWERED", await share.Worker.PostAsync(share.Family.Path("non-shares"), Refusal(share, request, "She told you, and I tell you again.")));

        var line = One((await recipient.GetAsync(share.Family.Path("risk"))).Json["requests"]);
        Assert.Equal(("NotShared", "She will tell you herself."), ((string?)line["state"], (string?)line["answer"]));
        Assert.DoesNotContain("Nothing points to harm.", line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_told_later_ends_the_decision_that_left_them_untold_and_a_child_is_told_once()
    {
        var (share, id, _) = await SentAsync();
        Done(await share.Worker.PostAsync(share.Family.Path("openness/informed"), $$"""{ "share": "{{id}}", "parent": "{{share.Family.Mother}}", "how": "InPerson", "what": "What went to whom." }"""));
        var child = $$"""{ "share": "{{id}}", "child": "{{share.Family.Child}}", "how": "InPerson", "what": "Who will hear of it." }""";
        Done(await share.Worker.PostAsync(share.Family.Path("openness/child-informed"), child));
        Done(await share.Worker.PostAsync(share.Family.Path("openness/child-informed"), child));
        Is(HttpStatusCode.UnprocessableEntity, "NOT_A_CHILD", await share.Worker.PostAsync(share.Family.Path("openness/child-informed"), child.Replace(share.Family.Child.ToString(), share.Family.Mother.ToString(), StringComparison.Ordinal)));
        Assert.Equal(
            (1L, 1L),
            (await host.CountAsync($"e.type = 'parent_informed_later' and e.data->>'share' = '{id}'"), await host.CountAsync($"e.type = 'child_informed' and e.data->>'share' = '{id}'")));
    }

    [Fact]
    public async Task It_is_opened_when_the_recipient_is_first_shown_the_words_and_the_register_of_both_says_so()
    {
        var (share, id, recipient) = await SentAsync();
        await share.Worker.GetAsync(share.Family.Path("risk")); // the sender's own reading opens nothing
        Assert.Equal((0, 1), (await LinesAsync(share.Worker, "&opened=true"), await LinesAsync(share.Worker, "&opened=false")));
        Assert.Equal(1, await LinesAsync(recipient, "&direction=Received&opened=false")); // nor does a list
        Assert.Equal(0, await OpenedAsync());

        var risk = await recipient.GetAsync(share.Family.Path("risk"));
        Assert.Equal(1, await OpenedAsync());
        var row = await RowAsync(share.Worker, "&opened=true");
        Assert.NotNull(row["openedAt"]);
        Assert.Equal((string?)row["openedAt"], (string?)(await RowAsync(recipient, "&direction=Received&opened=true"))["openedAt"]);
        Assert.DoesNotContain("duty", row.ToJsonString(), StringComparison.Ordinal); // when, and not by whom
        Assert.Contains(",openedAt,protocols\r\n", (await share.Worker.GetAsync($"/shares.csv?family={share.Family.Id}")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await LinesAsync(share.Worker, "&opened=false"));

        await recipient.GetAsync(share.Family.Path("risk"));
        Assert.Equal(1, await OpenedAsync()); // once
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_CODE", await share.Worker.GetAsync("/shares?opened=perhaps"));

        Task<long> OpenedAsync() => host.CountAsync($"e.stream_id = 'access-{share.Family.Id}' and e.type = 'disclosure_opened' and e.data->>'share' = '{id}' and e.headers->>'agency' = '{recipient.Agency}'");
        async Task<int> LinesAsync(Someone by, string filter) => (await ShareLinesAsync(by, filter)).Count;
        async Task<JsonNode> RowAsync(Someone by, string filter) => One(await ShareLinesAsync(by, filter));
        async Task<JsonArray> ShareLinesAsync(Someone by, string filter)
        {
            // A reading that came after what is asked about: its place is at least the log's head of then.
            var head = await host.CountAsync("true");
            return (await by.GetAsync($"/shares?family={share.Family.Id}{filter}", ("Safeguard-Wait-For", $"{head}"))).Json["rows"]!.AsArray();
        }
    }

    [Fact]
    public async Task What_left_has_a_keyed_hash_that_a_review_holds_its_words_against()
    {
        var review = await AReview.ReadyAsync(host);
        var hash = await host.Database.ScalarAsync<string>($"select data->'items'->0->>'contentHash' from safeguard.mt_events where type = 'information_disclosed' and data->>'share' = '{review.Id}'");
        Assert.Equal(64, hash.Length);

        var page = (await review.Officer.GetAsync(review.Path(await review.OpenedAsync(review.Officer)))).Json;
        Assert.Equal(("G3", "Pass"), ((string?)page["checks"]![2]!["check"], (string?)page["checks"]![2]!["state"]));
        Assert.Contains("agree with the hash", (string)page["checks"]![2]!["why"]!, StringComparison.Ordinal);
        // Nobody who reads the share is given the hash as proof of anything: it proves to who asks the service.
        Assert.DoesNotContain(hash, (await review.Share.Worker.GetAsync(review.Family.Path("risk"))).Body, StringComparison.Ordinal);
    }

    private const string Correction = """{ "items": [1], "whatWasWrong": "It was another day.", "correction": "It was on Tuesday." }""";

    /// <summary>A share that its recipient has, and a worker there.</summary>
    private async Task<(AShare Share, string Id, Someone Recipient)> SentAsync()
    {
        var share = await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        Done(await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(""" "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }""")));
        Done(await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));
        return (share, id, host.As(AgencyId.Of(share.Recipient), "duty", Role.Practitioner));
    }

    private static string Asked(AShare share, string side, string questions, string? agency = null) => $$"""
        { "{{side.ToLowerInvariant()}}": "{{agency ?? share.Worker.Agency.Value}}", "subjects": ["{{share.Family.Mother}}"], "purpose": "ChildProtection",
          "questions": "{{questions}}", "answerBy": "{{DateTime.UtcNow.AddDays(3):yyyy-MM-dd}}" }
        """;

    private static string Refusal(AShare share, Answer request, string? toRequester) => $$"""
        { "subjects": ["{{share.Family.Mother}}"], "considered": "{{share.Recipient}}", "reasons": "Nothing points to harm.", "harmIfNotShared": "No harm is seen to follow.", "detrimentalToChild": false,
          "reviewBy": "{{DateTime.UtcNow.AddDays(10):yyyy-MM-dd}}", "request": "{{request.Json["id"]}}", "toRequester": "{{toRequester}}" }
        """;

    private Task<long> WrittenAsync(string share) =>
        host.CountAsync($"e.data->>'share' = '{share}' and e.type in ('disclosure_corrected', 'disclosure_recalled', 'recall_answered')");

    private static JsonNode One(JsonNode? list) => Assert.Single(list!.AsArray())!;

    private static void Done(Answer answer) => Assert.Equal(HttpStatusCode.OK, answer.Status);

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
