using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Records open to fewer than work with the family (domain §2.3, §5).</summary>
public sealed class Restricted_records(RunningHost host)
{
    private const string Team = """{ "level": "Team", "reason": "The father works next door.", "reviewDate": "2099-01-01" }""";

    private static string Sealed => """{ "level": "Sealed", "reason": "A threat was made.", "reviewDate": "2099-01-01" }""";

    private static string Named(string who) => $$"""{ "level": "Named", "reason": "The father works here.", "allowedActors": ["{{who}}"], "reviewDate": "2099-01-01" }""";

    [Fact]
    public async Task Named_opens_the_record_to_who_is_named_and_to_nobody_else()
    {
        var (worker, manager, family) = await OpenedAsync();
        var colleague = host.As(worker.Agency, "colleague", Role.Practitioner);
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync(family.Path("risk"))).Status);

        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(family.Path("restriction"), Named("worker"))).Status);

        var read = await worker.GetAsync(family.Path("risk"));
        Assert.Equal((HttpStatusCode.OK, "Named"), (read.Status, (string?)read.Json["restriction"]!["level"]));
        Assert.DoesNotContain("works here", read.Body, StringComparison.Ordinal);
        var shut = await colleague.GetAsync(family.Path("risk"));
        Assert.Equal((HttpStatusCode.Forbidden, "RECORD_RESTRICTED"), (shut.Status, shut.Code));
        Assert.Equal("RECORD_RESTRICTED", (await colleague.PostAsync(family.Path("concerns"), Said.Concern(family))).Code);
        Assert.Equal("RECORD_RESTRICTED", (await colleague.GetAsync($"/families/{family.Id}")).Code);
        Assert.Equal("RECORD_RESTRICTED", (await manager.GetAsync(family.Path("risk"))).Code);
        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.headers->>'actor' = 'colleague' and e.data->>'code' = 'RECORD_RESTRICTED' and e.data->>'asked' = '{family.Id}'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'concern_recorded'"));
    }

    [Fact]
    public async Task To_an_agency_that_does_not_work_with_the_family_a_restricted_record_is_not_there()
    {
        var (_, manager, family) = await OpenedAsync();
        var stranger = await host.WorkerAsync();
        await manager.PostAsync(family.Path("restriction"), Sealed);
        foreach (var (method, path) in ((string, string)[])
            [("GET", "risk"), ("POST", "restriction"), ("POST", "restriction/lifting"), ("POST", "break-glass"), ("POST", "conflicts"), ("GET", "restriction"), ("GET", "access-log")])
        {
            var (hidden, absent) = method == "GET"
                ? (await stranger.GetAsync(family.Path(path)), await stranger.GetAsync($"/families/{Guid.CreateVersion7()}/{path}"))
                : (await stranger.PostAsync(family.Path(path), "{}"), await stranger.PostAsync($"/families/{Guid.CreateVersion7()}/{path}", "{}"));
            Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (hidden.Status, hidden.Code));
            Assert.Equal(absent.WithoutTrace(), hidden.WithoutTrace());
        }

        Assert.Equal(14, await host.CountAsync($"e.stream_id = 'access-{stranger.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'NOT_FOUND'"));
    }

    [Fact]
    public async Task Team_shuts_out_the_other_agencies_on_the_record()
    {
        var (worker, manager, family) = await OpenedAsync();
        var other = await InvolvedAsync(worker, family);
        await manager.PostAsync(family.Path("restriction"), Team);
        Assert.Equal(HttpStatusCode.OK, (await worker.GetAsync(family.Path("risk"))).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "RECORD_RESTRICTED"), (await other.GetAsync(family.Path("risk"))) is var shut ? (shut.Status, shut.Code) : default);
        var officer = host.As(other.Agency, "officer", Role.IgOfficer);
        Assert.Equal("RESTRICTED_BY_ANOTHER", (await officer.PostAsync(family.Path("restriction/lifting"), """{ "reason": "Not needed." }""")).Code);
        Assert.Equal("NOT_FOUND", (await officer.GetAsync(family.Path("restriction"))).Code);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{other.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'RESTRICTED_BY_ANOTHER'"));
    }

    [Fact]
    public async Task Searches_do_not_tell_of_it_nor_of_a_duplicate()
    {
        var (worker, manager, family) = await OpenedAsync();
        var colleague = host.As(worker.Agency, "colleague", Role.Practitioner);
        var body = $$"""{ "name": "Noor {{family.Name}}", "dateOfBirth": "2021-07-08" }""";
        Assert.Single((await colleague.PostAsync("/families/search", body)).Json["families"]!.AsArray());
        await manager.PostAsync(family.Path("restriction"), Named("worker"));

        Assert.Single((await worker.PostAsync("/families/search", body)).Json["families"]!.AsArray());
        foreach (var search in (string[])[body, $$"""{ "reference": "{{family.Reference}}" }"""])
        {
            var found = await colleague.PostAsync("/families/search", search);
            Assert.Empty(found.Json["families"]!.AsArray());
            Assert.NotNull(found.Json["message"]);
        }

        var again = await colleague.PostAsync("/families", $$"""
            {
              "jurisdiction": "England", "reason": "Referred.", "area": "Luton",
              "members": [{ "name": { "given": "Noor", "family": "{{family.Name}}" }, "role": "Child", "residence": "FullTime", "dateOfBirth": "2021-07-08" }],
              "address": { "kind": "Home", "safeToWrite": true, "postcode": "LU1 2AB" }, {{Said.Entry}}
            }
            """);
        Assert.Equal(HttpStatusCode.Created, again.Status);
    }

    [Fact]
    public async Task The_share_register_leaves_its_lines_out_for_who_is_shut_out_and_not_for_who_audits()
    {
        var (worker, manager, family) = await OpenedAsync();
        var considered = await InvolvedAsync(worker, family);
        var share = await worker.PostAsync(family.Path("non-shares"), $$"""
            { "subjects": ["{{family.Child}}"], "considered": "{{considered.Agency}}", "reasons": "Nothing points to harm now.", "harmIfNotShared": "No harm is seen to follow.", "detrimentalToChild": false, "reviewBy": "{{DateTime.UtcNow.AddDays(10):yyyy-MM-dd}}", {{Said.Entry}} }
            """);
        Assert.Equal(HttpStatusCode.Created, share.Status);
        var restricted = await manager.PostAsync(family.Path("restriction"), Named("worker"));
        var wait = ("Safeguard-Wait-For", restricted.Header("Safeguard-Position")!);

        Assert.Single((await worker.GetAsync("/shares", wait)).Json["rows"]!.AsArray());
        Assert.Empty((await manager.GetAsync("/shares", wait)).Json["rows"]!.AsArray());
        Assert.Single((await host.As(worker.Agency, "officer", Role.IgOfficer).GetAsync("/shares", wait)).Json["rows"]!.AsArray());
    }

    [Fact]
    public async Task Who_restricts_gives_reason_and_a_day_and_nobody_else_restricts()
    {
        var (worker, manager, family) = await OpenedAsync();
        foreach (var (body, code, pointer) in ((string, string, string?)[])
        [
            ("""{ "level": "Sealed", "reviewDate": "2099-01-01" }""", "TEXT_REQUIRED", "/reason"),
            ("""{ "level": "Sealed", "reason": "A threat." }""", "REVIEW_DATE_REQUIRED", "/reviewDate"),
            ("""{ "level": "Sealed", "reason": "A threat.", "reviewDate": "2020-01-01" }""", "REVIEW_DATE_NOT_AHEAD", "/reviewDate"),
            ("""{ "level": "Named", "reason": "A threat.", "reviewDate": "2099-01-01" }""", "ALLOWED_ACTORS_UNCLEAR", "/allowedActors"),
        ])
        {
            var refused = await manager.PostAsync(family.Path("restriction"), body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, code, pointer), (refused.Status, refused.Code, refused.Pointer));
        }

        Assert.Equal((HttpStatusCode.Forbidden, "RESTRICTION_NOT_YOURS"), (await worker.PostAsync(family.Path("restriction"), Sealed)) is var no ? (no.Status, no.Code) : default);
        Assert.Equal((HttpStatusCode.Conflict, "NOT_RESTRICTED"), (await manager.PostAsync(family.Path("restriction/lifting"), """{ "reason": "Over." }""")) is var none ? (none.Status, none.Code) : default);
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'record_restricted'"));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'RESTRICTION_NOT_YOURS'"));
    }

    [Fact]
    public async Task Lifted_it_is_open_again_and_its_reasons_are_read_by_who_may_lift_it()
    {
        var (worker, manager, family) = await OpenedAsync();
        await manager.PostAsync(family.Path("restriction"), Sealed);
        Assert.Equal("RECORD_RESTRICTED", (await worker.GetAsync(family.Path("risk"))).Code);
        var why = await manager.GetAsync(family.Path("restriction"));
        Assert.Equal(("A threat was made.", "Sealed", false), ((string?)why.Json["reason"], (string?)why.Json["level"], (bool)why.Json["reviewDue"]!));
        Assert.Equal("RESTRICTION_NOT_YOURS", (await worker.GetAsync(family.Path("restriction"))).Code);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.data->>'view' = 'restriction'"));

        var lifted = await host.As(worker.Agency, "officer", Role.IgOfficer).PostAsync(family.Path("restriction/lifting"), """{ "reason": "The threat is over." }""");
        Assert.Equal(HttpStatusCode.OK, lifted.Status);
        var read = await worker.GetAsync(family.Path("risk"));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Null(read.Json["restriction"]);
        Assert.DoesNotContain("threat", await host.Database.ScalarAsync<string>($"select string_agg(data::text, ' ') from safeguard.mt_events where stream_id = '{family.Stream}'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restricted_person_has_no_name_for_who_is_shut_out_and_is_not_found_by_it()
    {
        var (worker, manager, family) = await OpenedAsync();
        var other = await InvolvedAsync(worker, family);
        var restricted = await manager.PostAsync(family.Path($"members/{family.Child}/restriction"), Team);
        Assert.Equal(HttpStatusCode.OK, restricted.Status);
        var body = $$"""{ "name": "Noor {{family.Name}}", "dateOfBirth": "2021-07-08" }""";

        Assert.Contains("Noor", (await worker.GetAsync(family.Path("risk"))).Body, StringComparison.Ordinal);
        Assert.Single((await worker.PostAsync("/families/search", body)).Json["families"]!.AsArray());

        var read = await other.GetAsync(family.Path("risk"));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        var child = read.Json["members"]!.AsArray().Single(m => (string?)m!["person"] == family.Child)!;
        Assert.Equal((null, null, true, true), (child["name"], child["dateOfBirth"], (bool)child["identityRestricted"]!, child["age"] is not null));
        Assert.DoesNotContain("Noor", read.Body, StringComparison.Ordinal);
        Assert.Contains("Mia", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Noor", (await other.GetAsync($"/families/{family.Id}?asOf={DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}")).Body, StringComparison.Ordinal);
        Assert.Empty((await other.PostAsync("/families/search", body)).Json["families"]!.AsArray());

        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(family.Path($"members/{family.Child}/restriction/lifting"), """{ "reason": "Over." }""")).Status);
        Assert.Contains("Noor", (await other.GetAsync(family.Path("risk"))).Body, StringComparison.Ordinal);
        Assert.Equal("PERSON_NOT_FOUND", (await manager.PostAsync(family.Path($"members/{Guid.CreateVersion7()}/restriction"), Team)).Code);
    }

    private async Task<(Someone Worker, Someone Manager, AFamily Family)> OpenedAsync()
    {
        var worker = await host.WorkerAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        return (worker, manager, await worker.OpenFamilyAsync());
    }

    /// <summary>A worker of another agency that works with the family too.</summary>
    private async Task<Someone> InvolvedAsync(Someone worker, AFamily family)
    {
        var other = await host.WorkerAsync();
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{other.Agency}}", "name": "Social care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }
            """);
        var called = await worker.PostAsync(family.Path("referrals"), $$"""{ "to": "{{other.Agency}}", "team": "Mash", "callAt": "{{DateTimeOffset.UtcNow.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}}", "takenBy": "Duty desk", "children": ["{{family.Child}}"], "summary": "Short" }""");
        Assert.Equal(HttpStatusCode.Created, called.Status);
        return other;
    }
}
