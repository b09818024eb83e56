using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.Host.Bundles;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests.Bundles;

/// <summary>A family's record as one file that proves itself without a server (design D3, D5, D8).</summary>
public sealed partial class Case_bundles(RunningHost host)
{
    [Fact]
    public async Task A_bundle_holds_every_entry_of_the_record_its_people_and_its_readers_and_checks_itself()
    {
        var (worker, family) = await RecordAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        await worker.GetAsync(family.Path("risk"));

        var answer = await ABundle.MakeAsync(manager, family);
        var check = await ABundle.CheckedAsync(answer.Body);

        Assert.True((bool)check["holds"]!, check["findings"]!.ToJsonString());
        Assert.All(check["streams"]!.AsArray(), s => Assert.Empty(s!["missing"]!.AsArray()));
        foreach (var stream in (string[])[family.Stream, $"access-{family.Id}", $"person-{family.Mother}", $"person-{family.Child}"])
        {
            var stored = await host.CountAsync($"e.stream_id = '{stream}' and e.seq_id <= {answer.Header("Safeguard-Position")}");
            Assert.Equal(stored, (long)Assert.Single(check["streams"]!.AsArray(), s => (string?)s!["stream"] == stream)!["entries"]!);
        }

        var last = check["entries"]!.AsArray()[^1]!;
        Assert.Equal("case_bundle_exported", (string?)last["type"]);
        Assert.Equal("Dr. Amal Haddad أمل حداد, review panel 12", (string?)last["said"]!["madeFor"]!["opened"]);
        Assert.Contains(check["entries"]!.AsArray(), e => (string?)e!["said"]?["text"]?["opened"] == "She said “no”. </script> Nguyễn, 雪.");
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Contains("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_page_it_holds_the_same_data_and_can_load_and_send_nothing()
    {
        var (worker, family) = await RecordAsync();

        foreach (var accept in (string[])["text/html", "*/*", "text/html,application/xhtml+xml;q=0.9"])
        {
            var page = await ABundle.MakeAsync(worker, family, accept);

            Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.Message.Content.Headers.ContentType!.MediaType));
            Assert.True((bool)(await ABundle.CheckedAsync(ABundle.DataOf(page.Body)))["holds"]!);
            Assert.NotNull(BundleDocument.Read(ABundle.DataOf(page.Body)));
        }

        var whole = (await ABundle.MakeAsync(worker, family, "text/html")).Body;
        Assert.DoesNotContain("http://", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", whole, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href|action)\\s*=", whole);
        var policy = Policy().Match(whole).Groups["policy"].Value;
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var inline in (Regex[])[Script(), Style()])
            Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline.Match(whole).Groups["text"].Value))), policy, StringComparison.Ordinal);
        // No text stands in it open: only keys, each of one value.
        Assert.DoesNotContain("She said", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restricted_identity_is_kept_back_until_the_glass_is_broken_and_then_the_answer_says_so()
    {
        var (worker, family) = await RecordAsync();
        await host.As(worker.Agency, "manager", Role.Manager).PostAsync(family.Path($"members/{family.Child}/restriction"), """{ "level": "Sealed", "reason": "A threat.", "reviewDate": "2099-01-01" }""");

        Assert.DoesNotContain("Noor", await NamesAsync(await ABundle.MakeAsync(worker, family)));
        Assert.DoesNotContain("Noor", (await worker.GetAsync(family.Path("timeline"))).Body, StringComparison.Ordinal);

        var broken = await worker.PostAsync(family.Path("break-glass"), """{ "reason": "She is missing since Friday and her name must go to the police.", "minutes": 30 }""");
        Assert.True(broken.Status == HttpStatusCode.OK, broken.Body);
        var made = await ABundle.MakeAsync(worker, family);
        Assert.Contains("Noor", await NamesAsync(made));
        Assert.NotNull(made.Header("Safeguard-Break-Glass"));
        Assert.NotEqual(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.data->>'view' = 'case-bundle' and e.data->>'glass' is not null"));
    }

    private static async Task<List<string?>> NamesAsync(Answer bundle) =>
        [.. (await ABundle.CheckedAsync(bundle.Body))["entries"]!.AsArray().Select(e => (string?)e!["said"]?["name"]?["opened"]?["given"])];

    [Fact]
    public async Task As_lines_it_names_the_positions_and_no_cell_is_a_formula()
    {
        var (worker, family) = await RecordAsync("=cmd|'/c calc'!A0");
        var answer = await ABundle.MakeAsync(worker, family, "text/csv");
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.Status, answer.Message.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("document,case-bundle", answer.Body, StringComparison.Ordinal);
        Assert.Contains("text: =cmd", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", answer.Body, StringComparison.Ordinal);
        Assert.Contains("concern_recorded", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_it_was_made_for_whom_and_of_what_stands_in_the_log_and_the_access_log_before_it_leaves()
    {
        var (worker, family) = await RecordAsync();

        var answer = await ABundle.MakeAsync(worker, family);

        var bundle = BundleDocument.Read(answer.Body)!;
        var made = $"e.stream_id = 'access-{family.Id}' and e.type = 'case_bundle_exported'";
        Assert.Equal(1, await host.CountAsync($"{made} and e.id = '{answer.Header("Safeguard-Read")}' and e.headers->>'actor' = 'worker'"));
        Assert.Equal(1, await host.CountAsync($"{made} and (e.data->>'entries')::int = {bundle.Entries.Count - 1} and (e.data->>'values')::int = {bundle.Keys.Count} and (e.data->>'position')::bigint = {bundle.Position}"));
        Assert.Equal(0, await host.CountAsync($"{made} and e.data::text like '%Haddad%'"));
        // What was opened in it counts as shown.
        var concern = Assert.Single(ABundle.Entries(bundle), e => (string?)e["type"] == "concern_recorded");
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.data->>'view' = 'case-bundle' and e.data->'shown' ? '{concern["id"]}'"));

        var position = await host.Database.ScalarAsync<long>("select position from safeguard.log_head");
        var log = await host.As(worker.Agency, "manager", Role.Manager).GetAsync($"/access-log?family={family.Id}", ("Safeguard-Wait-For", $"{position}"));
        var line = Assert.Single(log.Json["rows"]!.AsArray(), r => (string?)r!["access"] == answer.Header("Safeguard-Read"));
        Assert.Equal(("case-bundle", "worker", "Dr. Amal Haddad أمل حداد, review panel 12"), ((string?)line!["what"], (string?)line["who"], (string?)line["madeFor"]));
        var partnership = await host.As(host.NewAgency(), Role.PartnershipIgOfficer).GetAsync($"/access-log?family={family.Id}");
        Assert.Contains(answer.Header("Safeguard-Read")!, partnership.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Haddad", partnership.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_agency_gets_what_it_recorded_and_what_it_was_sent_and_no_key_of_anything_else()
    {
        var share = await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(""" "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }"""));
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }""")).Status);
        var social = await host.WorkerAsync(AgencyId.Of(share.Recipient));

        var bundle = await ABundle.OfAsync(social, share.Family);

        var (entries, check) = (ABundle.Entries(bundle), await ABundle.CheckedAsync(bundle.Write()));
        Assert.True((bool)check["holds"]!, check["findings"]!.ToJsonString());
        var others = entries.Where(e => (string?)e["headers"]!["agency"] != share.Recipient).ToList();
        Assert.All(others, e => Assert.Contains((string?)e["type"], (string[])["information_disclosed", "person_registered"]));
        Assert.Single(others, e => (string?)e["type"] == "information_disclosed");
        var opened = check["entries"]!.ToJsonString();
        Assert.DoesNotContain("unusually drowsy", opened, StringComparison.Ordinal);
        // Of the sender's own copy, and of who took the call, there is no key.
        Assert.All(bundle.Keys, k => Assert.Contains(entries, e => e.ToJsonString().Contains(k.Of, StringComparison.Ordinal)));
        Assert.All(bundle.Keys, k => Assert.True(others.All(e => (string?)e["id"] != k.Of.Split('#')[0]) || k.Of.Contains("/items/", StringComparison.Ordinal) || k.Of.EndsWith("#/name", StringComparison.Ordinal) || k.Of.EndsWith("#/dateOfBirth", StringComparison.Ordinal), k.Of));
        Assert.NotEmpty(bundle.Keys);
    }

    [Fact]
    public async Task A_practitioner_gets_of_the_readings_their_own_alone_and_a_manager_their_agencys()
    {
        var (worker, family) = await RecordAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        await manager.GetAsync(family.Path("risk"));
        var own = ABundle.Entries(await ABundle.OfAsync(worker, family)).Where(e => ((string)e["stream"]!).StartsWith("access-", StringComparison.Ordinal));
        Assert.All(own, e => Assert.Equal("worker", (string?)e["headers"]!["actor"]));
        var all = ABundle.Entries(await ABundle.OfAsync(manager, family)).Where(e => ((string)e["stream"]!).StartsWith("access-", StringComparison.Ordinal));
        Assert.Equal(["manager", "worker"], all.Select(e => (string)e["headers"]!["actor"]!).Distinct().Order());
    }

    [Fact]
    public async Task Of_an_earlier_position_it_holds_what_stood_in_the_log_by_then()
    {
        var (worker, family) = await RecordAsync();
        var position = await host.Database.ScalarAsync<long>($"select max(seq_id) from safeguard.mt_events where stream_id = '{family.Stream}'");
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Later."));

        var bundle = await ABundle.OfAsync(worker, family, $$"""{ {{ABundle.For}}, "position": {{position}} }""");

        Assert.Equal(position, bundle.Position);
        Assert.Single(ABundle.Entries(bundle), e => (string?)e["type"] == "concern_recorded");
        Assert.True((bool)(await ABundle.CheckedAsync(bundle.Write()))["holds"]!);
    }

    [Fact]
    public async Task What_was_erased_reads_erased_and_every_proof_still_holds()
    {
        var (worker, family) = await RecordAsync();
        var keys = host.Factory.Services.GetRequiredService<DataKeys>();
        foreach (var key in await keys.LivingAsync(DataSubject.Of(PersonId.From(Guid.Parse(family.Mother))), CancellationToken.None)) await keys.DestroyAsync(key, CancellationToken.None);

        var bundle = await ABundle.OfAsync(worker, family);

        var check = await ABundle.CheckedAsync(bundle.Write());
        Assert.True((bool)check["holds"]!, check["findings"]!.ToJsonString());
        var mother = Assert.Single(check["entries"]!.AsArray(), e => (string?)e!["stream"] == $"person-{family.Mother}" && (string?)e["type"] == "person_registered")!;
        Assert.Equal(true, (bool?)mother["said"]!["name"]!["erased"]);
        Assert.NotEmpty(bundle.Erased);
    }

    [Theory]
    [InlineData("""{ "madeFor": "Panel" }""", 400, "MEMBER_REQUIRED", "/purpose")]
    [InlineData("""{ "purpose": "Review" }""", 400, "MEMBER_REQUIRED", "/madeFor")]
    [InlineData("""{ "madeFor": " ", "purpose": "Review" }""", 422, "MADE_FOR_REQUIRED", "/madeFor")]
    [InlineData("""{ "madeFor": "Panel", "purpose": "\u200b" }""", 422, "PURPOSE_REQUIRED", "/purpose")]
    [InlineData("""{ "madeFor": "Panel\nand others", "purpose": "Review" }""", 422, "CHARACTER_NOT_ALLOWED", "/madeFor")]
    [InlineData("""{ "madeFor": "Panel", "purpose": "Review", "position": 999999999 }""", 422, "POSITION_BEYOND_HEAD", "/position")]
    [InlineData("""{ "madeFor": "Panel", "purpose": "Review", "position": 0 }""", 422, "POSITION_BEYOND_HEAD", "/position")]
    [InlineData("""{ "madeFor": "Panel", "purpose": "Review", "position": 1 }""", 422, "NOTHING_TO_BUNDLE", "/position")]
    [InlineData("""{ "madeFor": "Panel", "purpose": "Review", "position": "1" }""", 400, "WRONG_TYPE", "/position")]
    [InlineData("""{ "madeFor": "Panel", "purpose": "Review", "asOf": "2026-01-01" }""", 400, "UNKNOWN_MEMBER", "/asOf")]
    public async Task What_cannot_be_made_is_refused_and_nothing_is_written(string body, int status, string code, string pointer)
    {
        var (worker, family) = await RecordAsync();
        var answer = await ABundle.MakeAsync(worker, family, body: body);
        Assert.Equal((status, code, pointer), ((int)answer.Status, answer.Code, answer.Pointer));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}'"));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.PartnershipIgOfficer)]
    [InlineData(Role.DataSteward)]
    public async Task Roles_that_read_no_record_make_no_bundle_and_the_try_is_recorded(Role role)
    {
        var (worker, family) = await RecordAsync();
        var answer = await ABundle.MakeAsync(host.As(worker.Agency, "other", role), family);
        Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_RECORDS"), (answer.Status, answer.Code));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'MakeCaseBundle'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{family.Id}'"));
    }

    private async Task<(Someone Worker, AFamily Family)> RecordAsync(string text = "She said “no”. </script> Nguyễn, 雪.")
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        Assert.True((await worker.PostAsync(family.Path("concerns"), Said.Concern(family, text))).Status is HttpStatusCode.OK or HttpStatusCode.Created);
        return (worker, family);
    }

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
