using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The timeline and what is worked out of it, by HTTP: who may ask what, what is refused, and what the access log then says.</summary>
public sealed class Timelines(RunningHost host)
{
    private static string Event(Answer recorded) => (string)recorded.Json["entries"]![0]!["event"]!;

    private static IReadOnlyList<string?> Concerns(Answer answer) =>
        [.. answer.Json["lines"]!.AsArray().Where(l => (string)l!["category"]! == "Concern").Select(l => (string?)l!["event"])];

    private Task<long> ReadsOf(AFamily family) => host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'record_viewed'");

    [Fact]
    public async Task It_shows_what_was_said_in_order_with_its_words_and_that_is_a_read()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = Event(await worker.PostAsync(family.Path("concerns"), Said.Concern(family)));

        var answer = await worker.GetAsync(family.Path("timeline"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var line = answer.Json["lines"]!.AsArray().Single(l => (string?)l!["event"] == concern)!;
        Assert.Equal("The child was unusually drowsy.", (string)line["words"]![0]!["text"]!);
        Assert.Equal("Day", (string)line["happened"]!["precision"]!);
        Assert.Equal(worker.Agency.Value, (string)answer.Json["knownTo"]!);
        Assert.Contains(family.Child, answer.Json["people"]!.AsArray().Select(p => (string)p!["person"]!));
        Assert.Contains(family.Name, answer.Body, StringComparison.Ordinal);
        Assert.NotNull(answer.Header("Safeguard-Read"));
        var shown = await host.Database.ScalarAsync<string>($"select data->>'shown' from safeguard.mt_events where stream_id = 'access-{family.Id}' and data->>'view' = 'timeline'");
        Assert.Contains(concern, shown, StringComparison.Ordinal);
        // It was opened by that very read: the next answer says so.
        var known = (await worker.GetAsync(family.Path("timeline?category=Concern"))).Json["lines"]![0]!["known"]![0]!;
        Assert.NotNull((string?)known["opened"]);
    }

    [Fact]
    public async Task What_was_sent_reaches_the_other_agency_and_no_more()
    {
        var share = await AShare.BegunAsync(host);
        var kept = Event(await share.Worker.PostAsync(share.Family.Path("concerns"), Said.Concern(share.Family, "Kept to ourselves.")));
        var proposed = await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal);
        var id = (string)proposed.Json["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers())).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.As(share.Worker.Agency, "manager", Role.Manager).PostAsync(share.Path($"{id}/authorisation"), """{ "reason": "It fits." }""")).Status);
        var social = await host.WorkerAsync(AgencyId.Of(share.Recipient));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), ((await social.GetAsync(share.Family.Path("timeline"))).Status, (await social.GetAsync(share.Family.Path("timeline"))).Code));
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "ThisRecord" }""")).Status);

        var read = await social.GetAsync(share.Family.Path("timeline"));

        Assert.Equal([share.Concern], Concerns(read));
        Assert.Contains("The child was drowsy.", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept to ourselves.", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(kept, read.Body, StringComparison.Ordinal);
        var known = read.Json["lines"]!.AsArray().Single(l => (string?)l!["event"] == share.Concern)!["known"]!.AsArray().Single(k => (string)k!["agency"]! == share.Recipient)!;
        Assert.NotNull((string?)known["received"]);
        Assert.Null((string?)known["onRecord"]);

        // The sender's own: to whom it was sent, and not whether it was opened there.
        var sent = await share.Worker.GetAsync(share.Family.Path("timeline"));
        var there = sent.Json["lines"]!.AsArray().Single(l => (string?)l!["event"] == share.Concern)!["known"]!.AsArray().Single(k => (string)k!["agency"]! == share.Recipient)!;
        Assert.NotNull((string?)there["received"]);
        Assert.Null((string?)there["opened"]);
    }

    [Theory]
    [InlineData("asOf=2199-01-01T00:00:00Z", 422, "AS_OF_IN_FUTURE", "asOf")]
    [InlineData("asOf=2026-01-01T00:00:00", 422, "ZONE_REQUIRED", "asOf")]
    [InlineData("happenedBy=2026-01-01T00:00:00", 422, "ZONE_REQUIRED", "happenedBy")]
    [InlineData("knownTo=nobody-we-know", 422, "UNKNOWN_AGENCY", "knownTo")]
    [InlineData("knownTo=%00", 422, "CODE_INVALID", "knownTo")]
    [InlineData("unwritten=true", 422, "UNWRITTEN_NEEDS_KNOWN_TO", "unwritten")]
    [InlineData("unwritten=yes", 422, "UNKNOWN_CODE", "unwritten")]
    [InlineData("from=2026-02-02&to=2026-02-01", 422, "FROM_AFTER_TO", "from")]
    [InlineData("from=03/04/2026", 422, "DATE_INVALID", "from")]
    [InlineData("category=Everything", 422, "UNKNOWN_CODE", "category")]
    [InlineData("child=Noor", 400, "QUERY_INVALID", "child")]
    [InlineData("gap=1", 400, "QUERY_INVALID", "gap")]
    [InlineData("cursor=abc", 400, "QUERY_INVALID", "cursor")]
    [InlineData("text=Noor", 400, "QUERY_INVALID", "text")]
    public async Task A_cut_that_makes_no_sense_is_refused_shows_nothing_and_leaves_no_read(string query, int status, string code, string pointer)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var before = await host.CountOfAsync(worker.Agency);
        foreach (var view in (string[])["timeline", "knowledge"])
        {
            var answer = await worker.GetAsync(family.Path($"{view}?{query}"));
            Assert.Equal((status, code, pointer), ((int)answer.Status, answer.Code, answer.Pointer));
        }

        Assert.Equal(0, await ReadsOf(family));
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task A_worker_is_not_told_what_another_agency_knew_whether_or_not_it_works_with_the_family()
    {
        var share = await AShare.BegunAsync(host);
        foreach (var view in (string[])["timeline", "knowledge", "difference"])
        {
            var answer = await share.Worker.GetAsync(share.Family.Path($"{view}?knownTo={share.Recipient}{(view == "difference" ? "&from=2026-01-01T00:00:00Z" : "")}"));
            Assert.Equal((HttpStatusCode.Forbidden, "KNOWN_TO_NOT_YOURS"), (answer.Status, answer.Code));
        }

        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{share.Worker.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'KNOWN_TO_NOT_YOURS'"));
        Assert.Equal(0, await ReadsOf(share.Family));
        // An officer of the agency may ask: and is told what their own agency's entries say of it.
        var officer = host.As(share.Worker.Agency, "officer", Role.IgOfficer);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(share.Family.Path($"timeline?knownTo={share.Recipient}"))).Status);
    }

    [Fact]
    public async Task Pages_are_stable_while_others_append()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        for (var n = 0; n < 5; n++) await worker.PostAsync(family.Path("concerns"), Said.Concern(family, $"Number {n}."));
        var whole = Concerns(await worker.GetAsync(family.Path("timeline?category=Concern")));

        var seen = new List<string?>();
        var answer = await worker.GetAsync(family.Path("timeline?category=Concern&limit=2"));
        while (true)
        {
            seen.AddRange(Concerns(answer));
            await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Meanwhile.").Replace("2026-01-05", "2025-01-05", StringComparison.Ordinal));
            if ((string?)answer.Json["next"] is not { } next) break;
            answer = await worker.GetAsync(family.Path($"timeline?category=Concern&limit=2&cursor={next}"));
        }

        Assert.Equal(whole, seen);
        Assert.Equal(8, Concerns(await worker.GetAsync(family.Path("timeline?category=Concern"))).Count);
    }

    [Fact]
    public async Task A_text_is_looked_for_in_a_body_and_that_is_recorded_with_what_was_typed_sealed()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var wanted = Event(await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Methadone stood on the shelf.")));

        var found = await worker.PostAsync(family.Path("timeline/search?category=Concern"), """{ "text": "METHADONE" }""");

        Assert.Equal([wanted], Concerns(found));
        Assert.Equal(1, (int)found.Json["total"]!);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'searched' and e.data->>'what' = 'timeline' and e.data::text not ilike '%methadone%'"));
        foreach (var (body, code) in ((string, string)[])[("{}", "TEXT_REQUIRED"), ("""{ "text": "a" }""", "TEXT_REQUIRED"), ("""{ "text": "a\nb" }""", "CHARACTER_NOT_ALLOWED")])
            Assert.Equal((422, code), await CodeAsync(body));

        async Task<(int, string?)> CodeAsync(string body)
        {
            var answer = await worker.PostAsync(family.Path("timeline/search"), body);
            return ((int)answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task The_difference_between_two_instants_is_told_in_plain_english()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var first = Event(await worker.PostAsync(family.Path("concerns"), Said.Concern(family)));
        await Task.Delay(5);
        var from = Instant();
        await Task.Delay(5);
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Another."));
        await worker.PostAsync(family.Path("corrections"), $$"""{ "corrects": "{{first}}", "field": "Text", "text": "Asleep.", "evidence": "The note." }""");
        await Task.Delay(5);

        var answer = await worker.GetAsync(family.Path($"difference?from={from}&to={Instant()}"));

        Assert.Equal("Between these two instants 1 entry was added, 1 entry was put right.", (string)answer.Json["sentence"]!);
        Assert.Equal(["Added", "Corrected"], answer.Json["changes"]!.AsArray().Select(c => (string)c!["kind"]!).Order());
        Assert.Equal(1, await ReadsOf(family));
        Assert.Equal((422, "FROM_AFTER_TO"), await CodeAsync($"difference?from={Instant()}&to={from}"));
        Assert.Equal((422, "AS_OF_IN_FUTURE"), await CodeAsync($"difference?from={from}&to=2199-01-01T00:00:00Z"));
        Assert.Equal((422, "ZONE_REQUIRED"), await CodeAsync("difference?from=2026-01-01T00:00:00"));
        Assert.Equal((400, "QUERY_INVALID"), await CodeAsync("difference"));
        Assert.Equal(1, await ReadsOf(family));

        async Task<(int, string?)> CodeAsync(string path)
        {
            var refused = await worker.GetAsync(family.Path(path));
            return ((int)refused.Status, refused.Code);
        }
    }

    [Fact]
    public async Task Who_knew_what_shows_no_words_and_opens_nothing()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = Event(await worker.PostAsync(family.Path("concerns"), Said.Concern(family)));
        for (var n = 0; n < 2; n++)
        {
            var answer = await worker.GetAsync(family.Path("knowledge?category=Concern"));
            var fact = answer.Json["facts"]!.AsArray().Single()!;
            Assert.Equal(concern, (string)fact["event"]!);
            Assert.Equal(worker.Agency.Value, (string)fact["known"]![0]!["agency"]!);
            Assert.NotNull((string?)fact["known"]![0]!["learned"]);
            Assert.Null((string?)fact["known"]![0]!["opened"]);
            Assert.DoesNotContain("drowsy", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(2, await ReadsOf(family));
    }

    [Fact]
    public async Task Whether_somebody_could_have_seen_an_entry_is_answered_by_the_policy_and_the_reads_of_then()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var before = Instant();
        await Task.Delay(5);
        var concern = Event(await worker.PostAsync(family.Path("concerns"), Said.Concern(family)));
        await Task.Delay(5);
        var recorded = Instant();
        await Task.Delay(5);
        await worker.GetAsync(family.Path("timeline"));
        await Task.Delay(5);
        var read = Instant();
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);

        Assert.Equal((false, false), await AskAsync("worker", before));
        Assert.Equal((true, false), await AskAsync("worker", recorded));
        Assert.Equal((true, true), await AskAsync("worker", read));
        // Nothing is known of somebody whose token never came; an entry that was not there yet was there for nobody.
        Assert.Equal((null, false), await AskAsync("nobody-here", read));
        Assert.Equal((false, false), await AskAsync("nobody-here", before));

        var refused = await worker.GetAsync(Path("worker", read));
        Assert.Equal((HttpStatusCode.Forbidden, "IG_OFFICER_ONLY"), (refused.Status, refused.Code));
        var stranger = await host.As(host.NewAgency(), "officer", Role.IgOfficer).GetAsync(Path("worker", read));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (stranger.Status, stranger.Code));
        var absent = await officer.GetAsync(family.Path($"entries/{Guid.CreateVersion7()}/visibility?actor=worker&at={read}"));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (absent.Status, absent.Code));
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied'"));
        Assert.Equal((400, "QUERY_INVALID"), await CodeAsync($"entries/{concern}/visibility?at={read}"));
        Assert.Equal((422, "AS_OF_IN_FUTURE"), await CodeAsync($"entries/{concern}/visibility?actor=worker&at=2199-01-01T00:00:00Z"));

        string Path(string actor, string at) => family.Path($"entries/{concern}/visibility?actor={actor}&at={at}");

        async Task<(bool?, bool)> AskAsync(string actor, string at)
        {
            var answer = await officer.GetAsync(Path(actor, at));
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
            Assert.NotEmpty(answer.Json["sentences"]!.AsArray());
            Assert.True(answer.Json.AsObject().ContainsKey("could"));
            return ((bool?)answer.Json["could"], (bool)answer.Json["did"]!);
        }

        async Task<(int, string?)> CodeAsync(string path)
        {
            var answer = await officer.GetAsync(family.Path(path));
            return ((int)answer.Status, answer.Code);
        }
    }

    private static string Instant() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_access_log_and_the_trail_say_by_what_each_answer_was_cut()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        string[] asked =
        [
            "timeline", $"timeline?happenedBy=2026-11-04T23:59:59Z&knownTo={worker.Agency}&unwritten=true&from=2026-01-01&to=2099-01-01&category=Concern&child={family.Child}&gap=90",
            "difference?from=2026-01-01T00:00:00Z", $"knowledge?child={family.Child}", "access-log?who=worker",
        ];
        foreach (var path in asked) Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(family.Path(path))).Status);
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(family.Path("timeline/search?category=Concern"), """{ "text": "Larkspur" }""")).Status);

        var wait = ("Safeguard-Wait-For", $"{await host.CountAsync("true")}");
        var rows = (await officer.GetAsync(family.Path("access-log"), wait)).Json["rows"]!.AsArray();
        string[] filters = [.. rows.Reverse().Where(r => r!["family"] is not null).Select(r => string.Join(' ', r!["filter"]!.AsArray().Select(f => (string?)f)))];
        Assert.Equal("gap=28", filters[0]);
        Assert.Equal($"category=Concern child={family.Child} from=2026-01-01 gap=90 happenedBy=2026-11-04T23:59:59Z knownTo={worker.Agency} to=2099-01-01 unwritten=true", filters[1]);
        Assert.StartsWith("from=2026-01-01T00:00:00Z to=20", filters[2], StringComparison.Ordinal);
        Assert.Equal([$"child={family.Child} gap=28", "who=worker", $"category=Concern gap=28 knownTo={worker.Agency}"], filters[3..]);

        var trail = (await host.As(worker.Agency, "dpo", Role.DataProtectionOfficer).GetAsync(family.Path("audit-trail"), wait)).Json["lines"]!.AsArray();
        Assert.Equal(filters, trail.Select(l => l!["line"]!).Where(l => (string?)l["kind"] == "Read").Select(l => string.Join(' ', (l["filter"]?.AsArray() ?? []).Select(f => (string?)f))).Take(filters.Length));
        // What was typed is there, sealed, for nobody who reads the log.
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.data->'typed' ? 'sealed'"));
        Assert.Equal(0, await host.CountAsync("e.data::text like '%Larkspur%'"));
    }
}
