using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Documents are noted, files stay where they are, and what is marked goes nowhere before its owner lets it (TH-1; domain §6 row 60).</summary>
public sealed class Documents_and_markings(RunningHost host)
{
    private const string Urgently = """ "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }""";

    [Fact]
    public async Task It_is_noted_with_a_keyed_hash_and_neither_title_nor_digest_stands_in_the_log()
    {
        var document = await ADocument.RegisteredAsync(host);
        var stored = await host.Database.ScalarAsync<string>($"select data::text from safeguard.mt_events where type = 'document_registered' and data->>'document' = '{document.Id}'");
        Assert.DoesNotContain("treatment\"", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Summary", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(ADocument.Sha256, stored, StringComparison.Ordinal);
        Assert.Equal(64, ((string)JsonNode.Parse(stored)!["hash"]!).Length);

        var line = One((await document.Worker.GetAsync(document.Path())).Json["documents"]);
        Assert.Equal(("Summary of the mother's treatment", "DoNotShareOutsideService", document.Worker.Agency.Value), ((string?)line["title"], (string?)line["handlingMarking"], (string?)line["owner"]));
        Assert.DoesNotContain((string)JsonNode.Parse(stored)!["hash"]!, line.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(line.ToJsonString(), One((await document.Worker.GetAsync(document.Family.Path("risk"))).Json["documents"]).ToJsonString());
        Assert.Contains("do not share outside service", (await document.Worker.GetAsync(document.Family.Path("timeline?category=Document"))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"handlingMarking\": \"DoNotShareOutsideService\", ", "", HttpStatusCode.UnprocessableEntity, "MARKING_REQUIRED")]
    [InlineData("application/pdf", "application/x-msdownload", HttpStatusCode.UnprocessableEntity, "MEDIA_TYPE_NOT_TAKEN")]
    [InlineData("48213", "0", HttpStatusCode.UnprocessableEntity, "SIZE_NOT_POSSIBLE")]
    [InlineData(ADocument.Sha256, "5feceb66", HttpStatusCode.UnprocessableEntity, "SHA256_REQUIRED")]
    [InlineData("\"title\": \"Summary of the mother's treatment\"", "\"title\": \" \"", HttpStatusCode.UnprocessableEntity, "TITLE_REQUIRED")]
    [InlineData("\"size\"", "\"owner\": \"nobody-here\", \"size\"", HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY")]
    [InlineData("\"size\"", "\"hash\": \"00\", \"size\"", HttpStatusCode.BadRequest, "UNKNOWN_MEMBER")]
    [InlineData("48213", "48213", HttpStatusCode.Conflict, "DOCUMENT_REGISTERED")]
    public async Task What_is_not_as_it_must_be_is_refused_and_nothing_is_written(string part, string instead, HttpStatusCode status, string code)
    {
        var document = await ADocument.RegisteredAsync(host);
        Is(status, code, await document.Worker.PostAsync(document.Family.Path("documents"), ADocument.Body(document.Family).Replace(part, instead, StringComparison.Ordinal)));
        Assert.Equal(1, await WrittenAsync(document, "document_registered"));
    }

    [Fact]
    public async Task What_is_marked_is_neither_proposed_nor_sent_before_its_owner_released_it_and_the_check_says_so()
    {
        var document = await ADocument.RegisteredAsync(host);
        Is(HttpStatusCode.Conflict, "HANDLING_MARKING", await document.Worker.PostAsync(document.Family.Path("shares"), document.Proposal));
        var check = (await document.Worker.PostAsync(document.Share.Path("check"), $$"""{ "share": {{document.Proposal}}, "override": {{document.Share.Answers(Urgently)}} }""")).Json;
        Assert.Equal((false, "HANDLING_MARKING", "/items/0/source"), ((bool)check["wouldBeRecorded"]!, (string?)check["proposal"]!["code"], (string?)check["proposal"]!["pointer"]));
        Assert.Equal(0, await WrittenAsync(document, "share_proposed"));

        Is(HttpStatusCode.Forbidden, "RELEASER_ONLY", await document.ReleaseAsync(document.Worker));
        Is(HttpStatusCode.UnprocessableEntity, "RECIPIENTS_REQUIRED", await document.Manager.PostAsync(document.Path("/release"), """{ "reason": "They need it." }"""));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY", await document.Manager.PostAsync(document.Path("/release"), """{ "to": ["nobody-here"], "reason": "They need it." }"""));
        Is(HttpStatusCode.UnprocessableEntity, "REASONS_REQUIRED", await document.Manager.PostAsync(document.Path("/release"), $$"""{ "to": ["{{document.Share.Recipient}}"] }"""));
        Is(HttpStatusCode.Conflict, "NOT_RELEASED", await document.TakeBackAsync());
        Assert.Equal(0, await WrittenAsync(document, "document_released") + await WrittenAsync(document, "document_release_withdrawn"));

        Done(await document.ReleaseAsync());
        Done(await document.ReleaseAsync());
        Assert.Equal(1, await WrittenAsync(document, "document_released"));
        var (id, recipient) = await ProposedAsync(document);

        Done(await document.TakeBackAsync());
        Is(HttpStatusCode.Conflict, "HANDLING_MARKING", await document.Worker.PostAsync(document.Share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));
        Assert.Equal(0, await WrittenAsync(document, "information_disclosed"));
        Assert.True((bool)One(One((await document.Worker.GetAsync(document.Share.Path(id))).Json["shares"])["documents"])["heldBack"]!);

        Done(await document.ReleaseAsync());
        Done(await document.Worker.PostAsync(document.Share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));
        var view = (await recipient.GetAsync(document.Family.Path("risk"))).Json;
        Assert.Equal("DoNotShareOutsideService", (string?)One(One(view["received"])["documents"])["handlingMarking"]);
        var received = One(view["documents"]);
        Assert.Equal(("The child was drowsy.", "Received"), ((string?)received["title"], (string?)received["readAs"])); // what was sent, and no title
        Assert.Empty(received["releases"]!.AsArray());
    }

    [Fact]
    public async Task An_authorisation_waits_for_the_owners_release_too()
    {
        var document = await ADocument.RegisteredAsync(host);
        Done(await document.ReleaseAsync());
        var (id, _) = await ProposedAsync(document, urgent: false);
        Done(await document.TakeBackAsync());
        Is(HttpStatusCode.Conflict, "HANDLING_MARKING", await document.Manager.PostAsync(document.Share.Path($"{id}/authorisation"), "{}"));
        Assert.Equal(0, await WrittenAsync(document, "share_authorised"));
        Done(await document.ReleaseAsync());
        Done(await document.Manager.PostAsync(document.Share.Path($"{id}/authorisation"), "{}"));
    }

    [Fact]
    public async Task Who_received_it_passes_it_on_only_by_the_owners_word_which_they_read()
    {
        var (document, recipient, third) = (await ADocument.RegisteredAsync(host), default(Someone)!, host.NewAgency());
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""{ "agency": "{{third}}", "name": "Invented school", "kind": "School", "area": "Luton", "publicAuthority": true }""");
        Done(await document.ReleaseAsync());
        (var id, recipient) = await ProposedAsync(document);
        Done(await document.Worker.PostAsync(document.Share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));

        var passedOn = AShare.Share(document.Family, document.Entry, third.Value);
        Is(HttpStatusCode.Conflict, "HANDLING_MARKING", await recipient.PostAsync(document.Family.Path("shares"), passedOn));
        Is(HttpStatusCode.Forbidden, "OWNER_RELEASES", await host.As(recipient.Agency, "their-manager", Role.Manager).PostAsync(document.Path("/release"), $$"""{ "to": ["{{third}}"], "reason": "They ask." }"""));
        Done(await document.Manager.PostAsync(document.Path("/release"), $$"""{ "to": ["{{third}}"], "sender": "{{recipient.Agency}}", "reason": "The school asked us." }"""));
        var release = One(One((await recipient.GetAsync(document.Path())).Json["documents"])["releases"]);
        Assert.Equal((third.Value, null), ((string?)release["to"], (string?)release["reason"]));
        Assert.Equal(HttpStatusCode.Created, (await recipient.PostAsync(document.Family.Path("shares"), passedOn)).Status);
    }

    [Fact]
    public async Task A_document_that_is_not_theirs_to_see_answers_like_none_and_is_out_of_the_case()
    {
        var (document, other) = (await ADocument.RegisteredAsync(host), await ADocument.RegisteredAsync(host));
        Is(HttpStatusCode.Conflict, "ITEM_OUT_OF_CASE", await other.Worker.PostAsync(other.Family.Path("shares"), AShare.Share(other.Family, document.Entry, other.Share.Recipient)));
        Assert.Equal(0, await WrittenAsync(other, "share_proposed"));

        // A colleague of the record: it was told of a concern, and not of the document.
        var id = (string)(await document.Worker.PostAsync(document.Family.Path("shares"), document.Share.Proposal)).Json["id"]!;
        Done(await document.Worker.PostAsync(document.Share.Path($"{id}/override"), document.Share.Answers(Urgently)));
        Done(await document.Worker.PostAsync(document.Share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));
        var colleague = host.As(AgencyId.Of(document.Share.Recipient), "duty", Role.Manager);
        var absent = document with { Id = Guid.CreateVersion7().ToString() };
        Is(HttpStatusCode.NotFound, "DOCUMENT_NOT_FOUND", await document.ReleaseAsync(colleague));
        Assert.Equal((await absent.ReleaseAsync(colleague)).WithoutTrace(), (await document.ReleaseAsync(colleague)).WithoutTrace());
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await document.CompareAsync(colleague));
        Assert.Equal((await absent.CompareAsync(colleague, "x")).WithoutTrace(), (await document.CompareAsync(colleague, "x")).WithoutTrace());
        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{colleague.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'NOT_FOUND' and e.data->>'what' = 'CompareFile'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{document.Family.Id}' and e.data->>'view' = 'document-comparison'"));
    }

    [Fact]
    public async Task Whether_a_file_is_the_registered_one_is_answered_recorded_and_cannot_be_said_once_the_key_is_gone()
    {
        var document = await ADocument.RegisteredAsync(host);
        Assert.Equal(("Same", document.Entry), (await document.CompareAsync(document.Worker)) is var same ? ((string?)same.Json["answer"], (string?)same.Json["registeredIn"]) : default);
        Assert.Equal("Same", (string?)(await document.CompareAsync(document.Worker, ADocument.Sha256.ToUpperInvariant())).Json["answer"]);
        Assert.Equal("Different", (string?)(await document.CompareAsync(document.Worker, new string('0', 64))).Json["answer"]);
        Is(HttpStatusCode.UnprocessableEntity, "SHA256_REQUIRED", await document.CompareAsync(document.Worker, "5feceb66"));
        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{document.Family.Id}' and e.data->>'view' = 'document-comparison' and e.data->>'thing' = '{document.Id}' and e.data->'shown' = '[]'"));
        // The same file in another family's record: no hash tells that it is one.
        var other = await ADocument.RegisteredAsync(host);
        Assert.Equal(2, await host.Database.ScalarAsync<long>($"select count(distinct data->>'hash') from safeguard.mt_events where type = 'document_registered' and data->>'document' in ('{document.Id}', '{other.Id}')"));

        var keys = host.Factory.Services.GetRequiredService<DataKeys>();
        foreach (var key in await keys.LivingAsync(DataSubject.Of(FamilyId.From(Guid.Parse(document.Family.Id))), CancellationToken.None)) await keys.DestroyAsync(key, CancellationToken.None);
        Assert.Equal("CannotBeSaid", (string?)(await document.CompareAsync(document.Worker)).Json["answer"]);
    }

    [Fact]
    public async Task A_reader_under_a_review_compares_what_was_frozen()
    {
        var document = await ADocument.RegisteredAsync(host);
        var review = await ACaseReview.FrozenAsync(host, document.Family, document.Worker);
        Assert.Equal("Same", (string?)(await document.CompareAsync(review.Reviewer)).Json["answer"]);
    }

    private async Task<(string Id, Someone Recipient)> ProposedAsync(ADocument document, bool urgent = true)
    {
        var proposed = await document.Worker.PostAsync(document.Family.Path("shares"), document.Proposal);
        Assert.True(proposed.Status == HttpStatusCode.Created, proposed.Body);
        var id = (string)proposed.Json["id"]!;
        Done(await document.Worker.PostAsync(document.Share.Path($"{id}/override"), document.Share.Answers(urgent ? Urgently : null)));
        return (id, host.As(AgencyId.Of(document.Share.Recipient), "duty", Role.Practitioner));
    }

    private Task<long> WrittenAsync(ADocument document, string type) => host.CountAsync($"e.stream_id = '{document.Family.Stream}' and e.type = '{type}'");

    private static JsonNode One(JsonNode? list) => Assert.Single(list!.AsArray())!;

    private static void Done(Answer answer) => Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
