using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Years later somebody holds a text and asks whether it is the one that was sent (docs/sharing.md).</summary>
public sealed class Is_it_what_was_sent(RunningHost host)
{
    private const string Sent = "The child was drowsy.";

    [Fact]
    public async Task Both_sides_are_answered_and_nothing_is_opened_by_asking()
    {
        var (review, recipient) = await SentAsync();
        foreach (var side in (Someone[])[review.Share.Worker, recipient])
        {
            var same = await CompareAsync(review, side, Sent);
            Assert.Equal((HttpStatusCode.OK, "Same"), (same.Status, (string?)same.Json["answer"]));
            Assert.Single(same.Json["sentIn"]!.AsArray());
            foreach (var other in (string[])["The child was drowsy", "The child was drowsy. ", "the child was drowsy.", "She slept."])
            {
                var different = await CompareAsync(review, side, other);
                Assert.Equal("Different", (string?)different.Json["answer"]);
                Assert.Empty(different.Json["sentIn"]!.AsArray());
            }

            Assert.Equal(5, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.headers->>'agency' = '{side.Agency}' and e.data->>'view' = 'sent-text-comparison' and e.data->>'thing' = '{review.Id}' and e.data->'shown' = '[]'"));
        }

        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.type = 'disclosure_opened'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data::text like '%drowsy%'"));
    }

    [Fact]
    public async Task An_officer_asks_while_the_review_is_theirs_and_nobody_else_does()
    {
        var (review, _) = await SentAsync();
        Assert.Equal(HttpStatusCode.OK, (await CompareAsync(review, review.Officer, Sent)).Status); // of the agency that sent it
        Is(HttpStatusCode.Forbidden, "READS_NO_RECORDS", await CompareAsync(review, review.OfPartnership, Sent));
        await review.OpenedAsync(review.OfPartnership);
        Assert.Equal("Same", (string?)(await CompareAsync(review, review.OfPartnership, Sent)).Json["answer"]);

        var stranger = await host.WorkerAsync();
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await CompareAsync(review, stranger, Sent));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{stranger.Agency}' and e.type = 'access_denied'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.headers->>'agency' = '{stranger.Agency}'"));
    }

    [Fact]
    public async Task An_agency_on_the_record_that_has_no_part_in_it_finds_no_such_share()
    {
        var (review, _) = await SentAsync();
        // Another share reaches a third agency: the record is open to it, and this share is not.
        var third = host.NewAgency();
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""{ "agency": "{{third}}", "name": "Invented care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }""");
        await AReview.ReadyAsync(host, review.Share with { Recipient = third.Value });
        var worker = host.As(third, "their-worker", Role.Practitioner);
        Assert.Equal(HttpStatusCode.OK, (await worker.GetAsync(review.Family.Path("risk"))).Status);
        var hidden = await CompareAsync(review, worker, Sent);
        Is(HttpStatusCode.NotFound, "NOT_FOUND", hidden);
        Assert.Equal((await CompareAsync(review with { Id = Guid.CreateVersion7().ToString() }, worker, Sent)).WithoutTrace(), hidden.WithoutTrace());
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{third}' and e.type = 'access_denied' and e.data->>'what' = 'CompareText'"));
    }

    [Fact]
    public async Task What_was_not_sent_what_is_no_item_and_what_is_no_text_are_refused_and_no_read_is_recorded()
    {
        var (review, recipient) = await SentAsync();
        var proposed = (string)(await review.Share.Worker.PostAsync(review.Family.Path("shares"), review.Share.Proposal)).Json["id"]!;
        Is(HttpStatusCode.Conflict, "NOT_SENT", await CompareAsync(review with { Id = proposed }, review.Share.Worker, Sent));
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await CompareAsync(review with { Id = proposed }, recipient, Sent));
        foreach (var item in (string[])["0", "2", "-1"])
            Is(HttpStatusCode.NotFound, "NOT_FOUND", await CompareAsync(review, review.Share.Worker, Sent, item));
        Is(HttpStatusCode.NotFound, "NO_SUCH_ADDRESS", await CompareAsync(review, review.Share.Worker, Sent, "99999999999"));
        foreach (var text in (string[])["", " ", new string('a', 20_001), "\u0000"])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CompareAsync(review, review.Share.Worker, text)).Status);
        Is(HttpStatusCode.UnprocessableEntity, "TEXT_REQUIRED", await review.Share.Worker.PostAsync(Path(review), "{}"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'sent-text-comparison'"));
    }

    [Fact]
    public async Task Once_the_recipients_copy_is_erased_it_cannot_be_said_any_more()
    {
        var (review, recipient) = await SentAsync();
        var keys = host.Factory.Services.GetRequiredService<DataKeys>();
        foreach (var key in await keys.LivingAsync(DataSubject.Of(PersonId.From(Guid.Parse(review.Family.Child))), CancellationToken.None)) await keys.DestroyAsync(key, CancellationToken.None);
        foreach (var side in (Someone[])[review.Share.Worker, recipient])
            foreach (var text in (string[])[Sent, "She slept."])
                Assert.Equal("CannotBeSaid", (string?)(await CompareAsync(review, side, text)).Json["answer"]);
    }

    [Fact]
    public async Task A_reader_under_a_review_of_the_case_asks_of_what_was_sent_by_the_freeze()
    {
        var (review, _) = await SentAsync();
        var later = await AReview.ReadyAsync(host, review.Share);
        var frozen = await ACaseReview.FrozenAsync(host, review.Family, review.Share.Worker);
        Assert.Equal("Same", (string?)(await CompareAsync(review, frozen.Reviewer, Sent)).Json["answer"]);
        Assert.Equal("Same", (string?)(await CompareAsync(later, frozen.Reviewer, Sent)).Json["answer"]);
        var after = await AReview.ReadyAsync(host, review.Share);
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await CompareAsync(after, frozen.Reviewer, Sent));
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{review.Family.Id}' and e.data->>'view' = 'sent-text-comparison' and e.data->>'review' = '{frozen.Id}'"));
    }

    private async Task<(AReview Review, Someone Recipient)> SentAsync()
    {
        var review = await AReview.ReadyAsync(host);
        return (review, host.As(AgencyId.Of(review.Share.Recipient), "duty", Role.Practitioner));
    }

    private static string Path(AReview review, string item = "1") => review.Share.Path($"{review.Id}/items/{item}/compare");

    private static Task<Answer> CompareAsync(AReview review, Someone by, string text, string item = "1") => by.PostAsync(Path(review, item), $$"""{ "text": {{JsonSerializer.Serialize(text)}} }""");

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
