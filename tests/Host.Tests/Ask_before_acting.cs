using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A proposed share is checked: which route, which tests, whom to tell. Nothing is recorded but that it was asked.</summary>
public sealed class Ask_before_acting(RunningHost host)
{
    [Fact]
    public async Task The_answer_names_the_route_what_is_missing_and_whom_to_tell_and_the_commands_do_the_same()
    {
        var (worker, family, concern, recipient) = await AShare.BegunAsync(host);
        var before = await host.CountAsync($"e.stream_id = '{family.Stream}'");
        var share = AShare.Share(family, concern, recipient);

        var unanswered = await worker.PostAsync(family.Path("shares/check"), $$"""{ "share": {{share}} }""");
        var answered = await worker.PostAsync(family.Path("shares/check"), $$"""{ "share": {{share}}, "override": {{AShare.Override(family, recipient)}} }""");

        Assert.Equal(HttpStatusCode.OK, unanswered.Status);
        Assert.False((bool)unanswered.Json["wouldBeRecorded"]!);
        Assert.Equal("OVERRIDE_INCOMPLETE", (string?)unanswered.Json["override"]!["code"]);
        Assert.Equal(20, unanswered.Json["tests"]!.AsArray().Count);
        Assert.Null(unanswered.Json["route"]);

        Assert.True((bool)answered.Json["wouldBeRecorded"]!, answered.Body);
        Assert.Equal("C", (string?)answered.Json["route"]);
        Assert.EndsWith("(draft, verify)", (string?)answered.Json["rulePack"], StringComparison.Ordinal);
        Assert.Equal(["A", "B", "C", "C2", "D", "E", "F"], answered.Json["routes"]!.AsArray().Select(r => (string?)r!["route"]));
        Assert.Contains(answered.Json["tell"]!.AsArray(), t => (string?)t!["person"] == family.Child && (string?)t["when"] == "AskFirst");
        Assert.Equal(before, await host.CountAsync($"e.stream_id = '{family.Stream}'"));

        var proposed = await worker.PostAsync(family.Path("shares"), share);
        Assert.Equal(HttpStatusCode.Created, proposed.Status);
        var decided = await worker.PostAsync(family.Path($"shares/{proposed.Json["id"]}/override"), AShare.Override(family, recipient));
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'lawful_basis_recorded' and e.data->>'route' = 'C'"));
        var risk = await worker.GetAsync(family.Path("risk"));
        Assert.Contains("\"route\":\"C\"", risk.Body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_names_its_reading_is_part_of_it_and_every_other_is_a_reading_of_its_own()
    {
        var (worker, family, concern, recipient) = await AShare.BegunAsync(host);
        var body = $$"""{ "share": {{AShare.Share(family, concern, recipient)}}, "read": "READING" }""";
        var reading = (await worker.GetAsync(family.Path("risk"))).Header("Safeguard-Read")!;
        Assert.Equal(1, await ReadingsAsync(family));

        var resting = await worker.PostAsync(family.Path("shares/check"), body.Replace("READING", reading, StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, (string?)null), (resting.Status, resting.Header("Safeguard-Read")));
        Assert.Equal(1, await ReadingsAsync(family));

        var begun = await worker.PostAsync(family.Path("shares/check"), body.Replace("READING", Guid.CreateVersion7().ToString(), StringComparison.Ordinal));
        Assert.Equal(2, await ReadingsAsync(family));
        var colleague = host.As(worker.Agency, "colleague", Role.Practitioner);
        await colleague.PostAsync(family.Path("shares/check"), body.Replace("READING", begun.Header("Safeguard-Read")!, StringComparison.Ordinal));
        Assert.Equal(3, await ReadingsAsync(family));
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.data->>'view' = 'share-check'"));
    }

    [Fact]
    public async Task Another_agencys_entry_and_an_unknown_agency_are_told_as_the_command_tells_them()
    {
        var (worker, family, concern, recipient) = await AShare.BegunAsync(host);
        foreach (var share in new[] { AShare.Share(family, Guid.CreateVersion7().ToString(), recipient), AShare.Share(family, concern, "nobody-here") })
        {
            var check = await worker.PostAsync(family.Path("shares/check"), $$"""{ "share": {{share}} }""");
            var command = await worker.PostAsync(family.Path("shares"), share);
            Assert.Equal(command.Code, (string?)check.Json["proposal"]!["code"]);
            Assert.Equal(command.Pointer, (string?)check.Json["proposal"]!["pointer"]);
            Assert.Equal((int)command.Status, (int)check.Json["proposal"]!["status"]!);
        }
    }

    [Fact]
    public async Task A_duty_is_declared_by_an_administrator_and_then_carries_a_share()
    {
        var (worker, family, concern, recipient) = await AShare.BegunAsync(host);
        var administrator = host.As(host.NewAgency(), Role.Administrator);
        await administrator.PostAsync("/agencies", $$"""{ "agency": "{{worker.Agency}}", "name": "Invented service", "kind": "Treatment", "area": "Bedford", "publicAuthority": false }""");
        var body = $$"""
            {
              "share": {{AShare.Share(family, concern, recipient)}},
              "override": {{AShare.Override(family, recipient, """ "statute": { "duty": "ChildrenAct2004Section16LA", "relevant": true, "limitedToFunction": true, "moreDetrimentalToChild": false }""")}}
            }
            """;
        var without = await worker.PostAsync(family.Path("shares/check"), body);
        Assert.Equal("OUT_OF_DUTY_SCOPE", (string?)without.Json["override"]!["code"]);

        var (council, provider) = (host.NewAgency(), host.NewAgency());
        foreach (var (agency, kind) in new[] { (council, "ChildrensSocialCare"), (provider, "Voluntary") })
            await administrator.PostAsync("/agencies", $$"""{ "agency": "{{agency}}", "name": "Invented", "kind": "{{kind}}", "area": "Bedford", "publicAuthority": true }""");
        static string ContractedBy(AgencyId agency, string from = "2026-10-01") => $$"""{ "scope": "Contracted", "from": "{{from}}", "contractedBy": "{{agency}}" }""";
        var contracted = ContractedBy(council);
        Assert.Equal("ADMINISTRATOR_ONLY", (await worker.PostAsync($"/agencies/{worker.Agency}/duties", contracted)).Code);
        Assert.Equal("AGENCY_NOT_FOUND", (await administrator.PostAsync("/agencies/nobody-here/duties", contracted)).Code);
        Assert.Equal("AGENCY_NOT_FOUND", (await administrator.PostAsync("/agencies/NO_CODE/duties", contracted)).Code);
        Assert.Equal("ARRANGEMENT_UNCLEAR", (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", """{ "scope": "Contracted", "from": "2026-10-01" }""")).Code);
        Assert.Equal("ENDS_BEFORE_IT_BEGINS", (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", """{ "scope": "Section11Body", "from": "2026-10-01", "to": "2026-09-01" }""")).Code);
        Assert.Equal("UNKNOWN_AGENCY", (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", ContractedBy(AgencyId.Of("nobody-here")))).Code);
        Assert.Equal("PRINCIPAL_OUT_OF_DUTY_SCOPE", (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", contracted)).Code);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{council}/duties", """{ "scope": "Section11Body", "from": "2005-10-01" }""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{provider}/duties", contracted)).Status);
        var chain = await administrator.PostAsync($"/agencies/{worker.Agency}/duties", ContractedBy(provider));
        Assert.Equal((HttpStatusCode.Conflict, "PRINCIPAL_OUT_OF_DUTY_SCOPE"), (chain.Status, chain.Code));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'agency-{worker.Agency}' and e.type = 'duty_scope_declared'"));
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", contracted)).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{recipient}/duties", """{ "scope": "Section11Body", "from": "2005-10-01" }""")).Status);
        Assert.Equal("DATES_OVERLAP", (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", ContractedBy(council, "2027-01-01"))).Code);

        var with = await worker.PostAsync(family.Path("shares/check"), body);
        Assert.Equal("B", (string?)with.Json["route"]);
        Assert.True((bool)with.Json["wouldBeRecorded"]!, with.Body);

        // A contract that ends early, and is made again.
        var ending = $$"""{ "scope": "Contracted", "contractedBy": "{{council}}", "from": "2026-10-01", "to": "2026-10-31" }""";
        var unknown = await administrator.PostAsync($"/agencies/{worker.Agency}/duties/ending", ending.Replace("10-01", "10-02", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "NO_SUCH_DUTY"), (unknown.Status, unknown.Code));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = 'agency-{worker.Agency}' and e.type = 'duty_scope_ended'"));
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{worker.Agency}/duties/ending", ending)).Status);
        Assert.Equal("OUT_OF_DUTY_SCOPE", (string?)(await worker.PostAsync(family.Path("shares/check"), body)).Json["override"]!["code"]);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{worker.Agency}/duties", ContractedBy(council, "2026-11-01"))).Status);
        Assert.Equal("B", (string?)(await worker.PostAsync(family.Path("shares/check"), body)).Json["route"]);

        // With the body that commissions it, the provider leaves the duty too.
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/agencies/{council}/closing", """{ "on": "2026-10-02" }""")).Status);
        Assert.Equal("OUT_OF_DUTY_SCOPE", (string?)(await worker.PostAsync(family.Path("shares/check"), body)).Json["override"]!["code"]);
    }

    private Task<long> ReadingsAsync(AFamily family) => host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'record_viewed'");
}
