using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.EventStore;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Sealing;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A hidden record of the same child refuses nothing and betrays nothing: the duty manager hears of the pair (design §5).</summary>
public sealed class Possible_duplicates(RunningHost host)
{
    private static int s_numbers = 700;

    [Fact]
    public async Task A_record_whose_twin_is_hidden_opens_and_the_pair_is_on_the_duty_managers_list()
    {
        var (number, name) = (NhsNumber(), Name());
        var first = await OpenAsync(await host.WorkerAsync(), number, name);
        var byNumber = await OpenAsync(await host.WorkerAsync(), number, Name());
        var byName = await OpenAsync(await host.WorkerAsync(), null, name);

        var duty = await DutyManagerAsync();
        await LookedAsync(byNumber, byName);
        Assert.Equal([("NhsNumber", first.Id)], await SimilarAsync(duty, byNumber));
        Assert.Equal([("NameBirthAndPostcode", first.Id)], await SimilarAsync(duty, byName));
        Assert.Empty(await SimilarAsync(duty, first));
    }

    [Fact]
    public async Task A_line_names_both_records_and_nobody()
    {
        var (number, name) = (NhsNumber(), Name());
        var (first, second) = (await OpenAsync(await host.WorkerAsync(), number, name), await OpenAsync(await host.WorkerAsync(), number, name));
        await LookedAsync(second);
        var page = await ListAsync(await DutyManagerAsync(), second);
        var line = page.Json["rows"]!.AsArray().Single()!;
        Assert.Equal(second.Reference, (string?)line["reference"]);
        Assert.Equal((first.Reference, "Luton"), ((string?)line["similar"]![0]!["reference"], (string?)line["similar"]![0]!["area"]));
        foreach (var hidden in (string[])[name, number, "2021-07-08", "LU1", "agency-"]) Assert.DoesNotContain(hidden, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_opener_is_answered_the_same_and_leaves_the_same_trace_with_a_hidden_twin_and_without()
    {
        var taken = NhsNumber();
        await OpenAsync(await host.WorkerAsync(), taken, Name());

        var (with, without) = (await OpenedAsync(taken), await OpenedAsync(NhsNumber()));

        Assert.Equal(without, with);
        Assert.Contains("duplicates_looked_for", with, StringComparison.Ordinal); // in both: the log grows by as much
    }

    [Fact]
    public async Task The_record_does_not_move_when_it_was_looked_for_others()
    {
        var number = NhsNumber();
        await OpenAsync(await host.WorkerAsync(), number, Name());
        var worker = await host.WorkerAsync();
        var second = await OpenAsync(worker, number, Name());
        await LookedAsync(second);
        Assert.Equal(second.ETag, (await worker.GetAsync($"/families/{second.Id}")).Header("ETag"));
        Assert.Equal(HttpStatusCode.Created, (await worker.PostAsync(second.Path("concerns"), Said.Concern(second), ("If-Match", second.ETag))).Status);
    }

    [Fact]
    public async Task What_the_opener_was_shown_and_checked_is_not_on_the_list()
    {
        var (worker, name) = (await host.WorkerAsync(), Name());
        await OpenAsync(worker, null, name);
        var second = await OpenAsync(worker, null, name, """ "duplicateChecked": true, "duplicateCheckedReason": "Cousins of one name.", """);
        await LookedAsync(second);
        Assert.Empty(await SimilarAsync(await DutyManagerAsync(), second));
    }

    [Fact]
    public async Task A_restricted_child_refuses_nothing_to_whom_it_is_restricted()
    {
        var (worker, number, name) = (await host.WorkerAsync(), NhsNumber(), Name());
        var first = await OpenAsync(worker, number, name);
        var restricted = await host.As(worker.Agency, "manager", Role.Manager).PostAsync(first.Path($"members/{first.Child}/restriction"),
            """{ "level": "Named", "reason": "The father works here.", "allowedActors": ["worker"], "reviewDate": "2099-01-01" }""");
        Assert.Equal(HttpStatusCode.OK, restricted.Status);
        Assert.Equal([first.Id], await RefusedForAsync(worker, number, name));

        var colleague = host.As(worker.Agency, "colleague", Role.Practitioner);
        var (byNumber, byName) = (await OpenAsync(colleague, number, Name()), await OpenAsync(colleague, null, name));

        await LookedAsync(byNumber, byName);
        var duty = await DutyManagerAsync();
        Assert.Equal([("NhsNumber", first.Id)], await SimilarAsync(duty, byNumber));
        Assert.Equal([("NameBirthAndPostcode", first.Id)], await SimilarAsync(duty, byName));
    }

    [Fact]
    public async Task Ones_own_household_refuses_nothing_unless_the_glass_is_broken()
    {
        var (worker, number, name) = (await host.WorkerAsync(), NhsNumber(), Name());
        var first = await OpenAsync(worker, number, name);
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync("/staff/own-household", $$"""{ "familyName": "{{name}}", "postcode": "LU1 2AB" }""")).Status);
        Assert.Equal([first.Id], await RefusedForAsync(host.As(worker.Agency, "colleague", Role.Practitioner), number, name));

        var (byNumber, byName) = (await OpenAsync(worker, number, Name()), await OpenAsync(worker, null, name));

        // The officer is told of each, once; the worker was told nothing.
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'code' = 'OWN_HOUSEHOLD' and e.data->>'what' = 'OpenFamily'"));
        var alerts = await host.As(worker.Agency, "officer", Role.IgOfficer).GetAsync("/ig/alerts", ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"));
        Assert.Equal(2, alerts.Json["alerts"]!.AsArray().Count(a => (string?)a!["kind"] == "OwnHousehold" && (string?)a["who"] == "worker"));
        await LookedAsync(byNumber, byName);
        Assert.Equal([("NhsNumber", first.Id)], await SimilarAsync(await DutyManagerAsync(), byNumber));
        var glass = await worker.PostAsync(first.Path("break-glass"), """{ "reason": "The mother telephoned: the child swallowed methadone.", "minutes": 30 }""");
        Assert.Equal(HttpStatusCode.OK, glass.Status);
        Assert.Equal([first.Id], await RefusedForAsync(worker, null, name));
    }

    [Fact]
    public async Task Of_two_records_opened_at_the_same_moment_the_pair_is_found_all_the_same()
    {
        var (number, name) = (NhsNumber(), Name());
        var workers = new[] { await host.WorkerAsync(), await host.WorkerAsync() };
        var opened = await Task.WhenAll(workers.Select(w => OpenAsync(w, number, name)));
        await LookedAsync(opened);
        var duty = await DutyManagerAsync();
        Assert.Equal(["NhsNumber", "NameBirthAndPostcode"], (await SimilarAsync(duty, opened[0])).Concat(await SimilarAsync(duty, opened[1])).Select(s => s.By));
    }

    [Fact]
    public async Task Handled_twice_it_is_recorded_once()
    {
        var family = await OpenAsync(await host.WorkerAsync(), NhsNumber(), Name());
        await LookedAsync(family);
        var check = host.Factory.Services.GetServices<IEnvelopeHandler>().Single(h => h.Kind == "duplicate-check");
        var (again, body) = (Guid.CreateVersion7(), new Dictionary<string, string> { ["family"] = family.Id, ["children"] = family.Child, ["checked"] = "" });
        for (var n = 0; n < 2; n++) await check.HandleAsync(again, body, CancellationToken.None);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'duplicates-{family.Id}'"));
    }

    [Fact]
    public async Task Nobody_else_reads_the_list_and_the_try_is_recorded()
    {
        var social = await SocialCareAsync();
        Someone[] others =
        [
            host.As(social, "social-worker", Role.Practitioner), host.As(social, "manager", Role.Manager), host.As(social, "officer", Role.IgOfficer),
            host.As(host.NewAgency(), "duty", Role.DutyManager), host.As(host.NewAgency(), "partnership", Role.PartnershipIgOfficer),
        ];
        foreach (var other in others)
        {
            var answer = await other.GetAsync("/possible-duplicates");
            Assert.Equal((HttpStatusCode.Forbidden, "READS_NO_REGISTER"), (answer.Status, answer.Code));
        }

        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{social}' and e.type = 'access_denied'"));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'access-{social}' and e.type = 'searched'"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Nobody().GetAsync("/possible-duplicates")).Status);
    }

    [Fact]
    public async Task A_page_of_it_is_a_read_of_both_records()
    {
        var (number, name) = (NhsNumber(), Name());
        var (first, second) = (await OpenAsync(await host.WorkerAsync(), number, name), await OpenAsync(await host.WorkerAsync(), number, name));
        await LookedAsync(second);
        var duty = await DutyManagerAsync();
        await ListAsync(duty, second);
        var read = JsonNode.Parse(await host.Database.ScalarAsync<string>($"select data::text from safeguard.mt_events where stream_id = 'access-{duty.Agency}' and type = 'searched'"))!;
        Assert.Equal(("possible-duplicates", 1), ((string)read["what"]!, (int)read["count"]!));
        Assert.Equal(new[] { first.Id, second.Id }.Order(), read["families"]!.AsArray().Select(f => (string)f!).Order());
        Assert.Equal("QUERY_INVALID", (await duty.GetAsync("/possible-duplicates?area=Luton")).Code);
    }

    [Fact]
    public async Task Nobody_registers_under_a_code_in_which_the_log_itself_acts()
    {
        var administrator = host.As(host.NewAgency(), Role.Administrator);
        foreach (var code in (string[])[DataKeys.Partnership.Value, EventLog.Itself.Agency.Value, EventLog.Itself.Id.Value])
        {
            var answer = await administrator.PostAsync("/agencies", $$"""{ "agency": "{{code}}", "name": "The log", "kind": "Partnership", "area": "Luton", "publicAuthority": true }""");
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "CODE_RESERVED", "/agency"), (answer.Status, answer.Code, answer.Pointer));
            Assert.Equal(0, await host.CountAsync($"e.stream_id = 'agency-{code}'"));
        }
    }

    /// <summary>Everything that one opener is told and may find out, with ids, hashes and moments taken out.</summary>
    private async Task<string> OpenedAsync(string number)
    {
        var worker = await host.WorkerAsync();
        var answer = await worker.PostAsync("/families", Body(number, Name(), ""));
        var family = Family(answer);
        await LookedAsync(family);
        var said = new JsonArray { Shape(answer) };
        foreach (var path in (string[])[$"/families/{family.Id}", family.Path("risk"), family.Path($"members/{family.Child}"), "/access-log"])
            said.Add(Shape(await worker.GetAsync(path, ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"))));
        var log = await host.Database.ScalarAsync<string>($"select string_agg(type || ' ' || split_part(stream_id, '-', 1), ',' order by seq_id) from safeguard.mt_events where data::text like '%{family.Id}%' or stream_id like '%{family.Id}'");
        return $"{said.ToJsonString()}\n{log}";
    }

    private static JsonArray Shape(Answer answer) => new JsonArray
    {
        (int)answer.Status, string.Join(',', answer.Message.Headers.Select(h => h.Key).Order()), Shape(answer.Json),
    };

    private static JsonNode? Shape(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => m.Key is not "path").Select(m => KeyValuePair.Create(m.Key, Shape(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Shape)]),
        // Codes, sentences and counts stay. What is long, has digits or differs by chance shows only what kind it is.
        JsonValue value when value.TryGetValue<string>(out var text) =>
            text.StartsWith("F-", StringComparison.Ordinal) ? "a reference"
            : Guid.TryParse(text, out _) ? "an id"
            : text.Any(char.IsDigit) || (text.Length > 20 && !text.Contains(' ', StringComparison.Ordinal)) ? "digits or a hash"
            : text.Length > 200 ? "long" : text,
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => "number",
        _ => node?.DeepClone(),
    };

    private async Task<IEnumerable<(string By, string Family)>> SimilarAsync(Someone duty, AFamily family) =>
        [.. (await ListAsync(duty, family)).Json["rows"]!.AsArray().SelectMany(r => r!["similar"]!.AsArray()).SelectMany(s => s!["by"]!.AsArray().Select(by => ((string)by!, (string)s["family"]!)))];

    private async Task<Answer> ListAsync(Someone duty, AFamily family)
    {
        var page = await duty.GetAsync($"/possible-duplicates?family={family.Id}", ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"));
        Assert.Equal((HttpStatusCode.OK, "reached"), (page.Status, page.Header("Safeguard-Waited")));
        return page;
    }

    private async Task LookedAsync(params AFamily[] families)
    {
        for (var n = 0; n < 100; n++)
        {
            if (await host.CountAsync($"e.type = 'duplicates_looked_for' and e.stream_id in ({string.Join(',', families.Select(f => $"'duplicates-{f.Id}'"))})") >= families.Length) return;
            await Task.Delay(100);
        }

        Assert.Fail("It was not looked for duplicates.");
    }

    private async Task<Someone> DutyManagerAsync() => host.As(await SocialCareAsync(), "duty", Role.DutyManager);

    private async Task<AgencyId> SocialCareAsync()
    {
        var agency = host.NewAgency();
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{agency}}", "name": "Children's social care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }
            """);
        return agency;
    }

    private static async Task<AFamily> OpenAsync(Someone worker, string? number, string name, string more = "") => Family(await worker.PostAsync("/families", Body(number, name, more)));

    /// <summary>The records for the sake of which another of the same child is refused.</summary>
    private static async Task<IEnumerable<string>> RefusedForAsync(Someone worker, string? number, string name)
    {
        var refused = await worker.PostAsync("/families", Body(number, name, ""));
        Assert.Equal((HttpStatusCode.Conflict, "POSSIBLE_DUPLICATE"), (refused.Status, refused.Code));
        return [.. refused.Json["records"]!.AsArray().Select(r => ((string)r!)["/families/".Length..])];
    }

    private static AFamily Family(Answer opened)
    {
        Assert.True(opened.Status == HttpStatusCode.Created, opened.Body);
        var child = opened.Json["entries"]!.AsArray().Select(e => (string)e!["stream"]!).First(s => s.StartsWith("person-", StringComparison.Ordinal))["person-".Length..];
        return new AFamily((string)opened.Json["id"]!, (string)opened.Json["reference"]!, child, child, "", opened.Header("ETag")!);
    }

    private static string Body(string? number, string name, string more) => $$"""
        {
          "jurisdiction": "England", "reason": "A referral came in.", "area": "Luton", {{more}}
          "members": [{ "name": { "given": "Noor", "family": "{{name}}" }, "role": "Child", "residence": "FullTime", "dateOfBirth": "2021-07-08"{{(number is null ? "" : $", \"nhsNumber\": \"{number}\"")}} }],
          "address": { "kind": "Home", "safeToWrite": true, "postcode": "LU1 2AB" }, {{Said.Entry}}
        }
        """;

    private static string Name() => Guid.NewGuid().ToString("N");

    /// <summary>A valid number of the range kept for tests, that no other test has.</summary>
    private static string NhsNumber()
    {
        while (true)
        {
            var digits = $"999000{Interlocked.Increment(ref s_numbers).ToString("000", CultureInfo.InvariantCulture)}";
            var check = 11 - (digits.Select((c, i) => (c - '0') * (10 - i)).Sum() % 11);
            if (check != 10) return $"{digits}{check % 11}";
        }
    }
}
