using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Deny by default, and let nothing tell a hidden record from one that does not exist (domain §5; design D8, D11).</summary>
public sealed class Who_may_see(RunningHost host)
{
    public static TheoryData<string, string> Ways => new()
    {
        { "GET", "risk" }, { "GET", "risk?asOf=2026-01-01T00:00:00Z" }, { "POST", "concerns" }, { "POST", "consents/given" }, { "POST", "shares" },
        { "GET", "overrides/01a20132-c87b-7713-a6f8-8ee6332c3862/dossier" }, { "POST", "shares/check" }, { "POST", "requests" }, { "POST", "reviews/01a20132-c87b-7713-a6f8-8ee6332c3862/queries/01a20132-c87b-7713-a6f8-8ee6332c3862/answer" }, { "POST", "shares/01a20132-c87b-7713-a6f8-8ee6332c3862/recall/answer" }, { "POST", "members" }, { "POST", "referrals" }, { "POST", "assessments" },
        { "GET", "timeline" }, { "POST", "timeline/search" }, { "GET", "difference?from=2026-01-01T00:00:00Z" }, { "GET", "knowledge" }, { "POST", "corrections" }, { "POST", "children-seen" },
        { "POST", "shares/01a20132-c87b-7713-a6f8-8ee6332c3862/authorisation" },
        { "POST", "bundles" }, { "GET", "audit-trail" }, { "GET", "access-log" }, { "GET", "restriction" }, { "POST", "break-glass" }, { "POST", "restriction" }, { "POST", "restriction/lifting" }, { "POST", "conflicts" }, { "POST", "conflicts/lifting" },
        { "POST", "documents" }, { "POST", "documents/01a20132-c87b-7713-a6f8-8ee6332c3862/release" }, { "POST", "documents/01a20132-c87b-7713-a6f8-8ee6332c3862/release/withdrawal" },
        { "POST", "documents/01a20132-c87b-7713-a6f8-8ee6332c3862/compare" }, { "POST", "shares/01a20132-c87b-7713-a6f8-8ee6332c3862/items/1/compare" },
        { "POST", "members/01a20132-c87b-7713-a6f8-8ee6332c3862/restriction" }, { "POST", "break-glass/01a20132-c87b-7713-a6f8-8ee6332c3862/review" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_hidden_record_answers_like_an_absent_one_and_leaves_the_same_trace(string method, string path)
    {
        var family = await (await host.WorkerAsync()).OpenFamilyAsync();
        var stranger = await host.WorkerAsync();

        var hidden = await TryAsync(stranger, method, $"/families/{family.Id}/{path}");
        var absent = await TryAsync(stranger, method, $"/families/{Guid.CreateVersion7()}/{path}");

        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (hidden.Status, hidden.Code));
        Assert.Equal(absent.WithoutTrace(), hidden.WithoutTrace());
        Assert.Equal(Headers(absent), Headers(hidden));
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{stranger.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'NOT_FOUND'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}'"));
    }

    [Fact]
    public async Task A_forged_or_stale_tag_does_not_betray_a_hidden_record()
    {
        var family = await (await host.WorkerAsync()).OpenFamilyAsync();
        var stranger = await host.WorkerAsync();
        var answer = await stranger.PostAsync(family.Path("concerns"), "{}", ("If-Match", family.ETag));
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.PartnershipIgOfficer)]
    [InlineData(Role.DataSteward)]
    public async Task Some_roles_open_no_record_even_of_their_own_agency(Role role)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var other = host.As(worker.Agency, "other", role);
        var read = await other.GetAsync(family.Path("risk"));
        var absent = await other.GetAsync($"/families/{Guid.CreateVersion7()}/risk");
        var write = await other.PostAsync(family.Path("concerns"), Said.Concern(family));
        var search = await other.PostAsync("/families/search", $$"""{ "reference": "{{family.Reference}}" }""");
        Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_RECORDS"), (read.Status, read.Code));
        Assert.Equal(absent.WithoutTrace(), read.WithoutTrace());
        Assert.Equal((HttpStatusCode.Forbidden, "NOT_YOURS_TO_RECORD"), (write.Status, write.Code));
        Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_RECORDS"), (search.Status, search.Code));
        Assert.Equal(4, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied'"));
    }

    [Fact]
    public async Task An_information_governance_officer_reads_their_agencys_records_and_records_nothing()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var officer = host.As(worker.Agency, "officer", Role.IgOfficer);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(family.Path("risk"))).Status);
        Assert.Equal("NOT_YOURS_TO_RECORD", (await officer.PostAsync(family.Path("concerns"), Said.Concern(family))).Code);
    }

    [Fact]
    public async Task Reading_a_record_is_an_event_that_names_what_was_shown()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = await worker.PostAsync(family.Path("concerns"), Said.Concern(family));

        var read = await worker.GetAsync(family.Path("risk"));

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Contains("The child was unusually drowsy.", read.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", read.Header("Cache-Control"));
        Assert.Equal(concern.Header("ETag"), read.Header("ETag")); // a read does not move the record
        var shown = await host.Database.ScalarAsync<string>($"select data->>'shown' from safeguard.mt_events where stream_id = 'access-{family.Id}' and type = 'record_viewed'");
        Assert.Contains((string)concern.Json["entries"]![0]!["event"]!, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_moment_shows_what_was_recorded_by_then()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var between = DateTimeOffset.UtcNow;
        await Task.Delay(5);
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var past = await worker.GetAsync(family.Path($"risk?asOf={between:yyyy-MM-ddTHH:mm:ss.ffffffZ}"));
        Assert.Equal(HttpStatusCode.OK, past.Status);
        Assert.DoesNotContain("drowsy", past.Body, StringComparison.Ordinal);
        Assert.Null(past.Header("ETag"));
    }

    [Theory]
    [InlineData("asOf=2999-01-01T00:00:00Z", 422, "TIME_INVALID")]
    [InlineData("asOf=2199-01-01T00:00:00Z", 422, "AS_OF_IN_FUTURE")]
    [InlineData("asOf=2026-01-01T00:00:00", 422, "ZONE_REQUIRED")]
    [InlineData("asOf=2026-10-25T01:30:00", 422, "AMBIGUOUS_LOCAL_TIME")]
    [InlineData("on=03/04/2026", 422, "DATE_INVALID")]
    [InlineData("on=2026-02-30", 422, "DATE_INVALID")]
    [InlineData("on=2026-02-03&on=2026-02-04", 400, "QUERY_INVALID")]
    [InlineData("asof=2026-01-01T00:00:00Z", 400, "QUERY_INVALID")]
    public async Task A_cut_that_is_none_is_refused_and_shows_nothing(string query, int status, string code)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.GetAsync(family.Path($"risk?{query}"));
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}'"));
    }

    [Fact]
    public async Task What_was_shared_is_all_that_the_other_agency_reads()
    {
        var worker = await host.WorkerAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        var social = await host.WorkerAsync();
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{social.Agency}}", "name": "Children's social care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }
            """);
        var family = await worker.OpenFamilyAsync();
        var use = await worker.PostAsync(family.Path("substance-use"), $$"""
            { "adult": "{{family.Mother}}", "status": "Current", "substances": ["Opiate"], "pattern": "Dependent", "note": "She told her keyworker alone.", {{Said.Entry}} }
            """);
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Kept to ourselves."));
        var consent = await worker.PostAsync(family.Path("consents/given"), Said.Consent(family, social.Agency.Value));
        Assert.Equal("NOT_FOUND", (await social.GetAsync(family.Path("risk"))).Code);

        var share = await worker.PostAsync(family.Path("shares"), $$"""
            {
              "subjects": ["{{family.Mother}}"], "recipient": { "agency": "{{social.Agency}}" }, "purpose": "EarlySupport",
              "purposeText": "To plan support for the child together.", "ground": "Consent", "consent": "{{consent.Json["id"]}}",
              "items": [{ "category": "SubstanceUse", "source": "{{use.Json["entries"]![0]!["event"]}}", "text": "Dependent on opiates.", "about": "{{family.Mother}}" }]
            }
            """);
        Assert.Equal(HttpStatusCode.Created, share.Status);
        var itself = await worker.PostAsync(family.Path($"shares/{share.Json["id"]}/authorisation"), """{ "reason": "It fits." }""");
        Assert.Equal(HttpStatusCode.Forbidden, itself.Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(family.Path($"shares/{share.Json["id"]}/authorisation"), """{ "reason": "It fits." }""")).Status);
        var point = await AContact.CheckedAsync(host, social.Agency.Value);
        var sent = await worker.PostAsync(family.Path($"shares/{share.Json["id"]}/disclosure"), $$"""{ "channel": "SecureEmail", "contactPoint": "{{point}}", "receivedBy": "Duty desk" }""");
        Assert.Equal(HttpStatusCode.OK, sent.Status);

        var read = await social.GetAsync(family.Path("risk"));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Contains("Dependent on opiates.", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("keyworker alone", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept to ourselves", read.Body, StringComparison.Ordinal);

        var received = await social.GetAsync("/shares?direction=Received", ("Safeguard-Wait-For", sent.Header("Safeguard-Position")!));
        Assert.Equal("reached", received.Header("Safeguard-Waited"));
        var line = Assert.Single(received.Json["rows"]!.AsArray())!;
        Assert.Null(line["permission"]);
        Assert.Null(line["proposedBy"]);
        var own = await manager.GetAsync("/shares?state=Sent");
        Assert.Equal("worker", (string?)Assert.Single(own.Json["rows"]!.AsArray())!["proposedBy"]);
    }

    private static Task<Answer> TryAsync(Someone caller, string method, string path) =>
        method == "GET" ? caller.GetAsync(path) : caller.PostAsync(path, "{}");

    private static string Headers(Answer answer) =>
        string.Join('\n', answer.Message.Headers.Concat(answer.Message.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order());
}
