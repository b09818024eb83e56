using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Whatever ends a request, it ends it as a problem document with a stable code (design D10, D11, D13).</summary>
public sealed class The_edge(RunningHost host)
{
    [Fact]
    public async Task Without_a_token_there_is_401_and_no_trace()
    {
        var answer = await host.Nobody().GetAsync("/shares");
        Assert.Equal((HttpStatusCode.Unauthorized, "TOKEN_REQUIRED"), (answer.Status, answer.Code));
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwiYWdlbmN5IjoicDJyIiwicm9sZXMiOlsiTWFuYWdlciJdfQ.")]
    public async Task A_forged_token_is_no_token(string token)
    {
        var answer = await new Someone(host.Factory.CreateClient(), token).GetAsync("/shares");
        Assert.Equal((HttpStatusCode.Unauthorized, "TOKEN_REQUIRED"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Who_asks_is_asked_before_how_the_body_is_written()
    {
        var family = await (await host.WorkerAsync()).OpenFamilyAsync();
        static StringContent Text() => new("x", System.Text.Encoding.UTF8, "text/plain");
        foreach (var path in (string[])["/agencies", "/families", "/families/search", family.Path("concerns")])
        {
            var answer = await host.Nobody().SendAsync(HttpMethod.Post, path, Text());
            Assert.Equal((HttpStatusCode.Unauthorized, "TOKEN_REQUIRED", "Bearer"), (answer.Status, answer.Code, answer.Header("WWW-Authenticate")));
        }

        var stranger = await host.WorkerAsync();
        var before = await host.CountOfAsync(stranger.Agency);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TYPE_NOT_SUPPORTED"), await CodeAsync(stranger.SendAsync(HttpMethod.Post, "/families", Text())));
        Assert.Equal(before, await host.CountOfAsync(stranger.Agency));
        // Nor does the type of the body tell a hidden record from an absent one.
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), await CodeAsync(stranger.SendAsync(HttpMethod.Post, family.Path("concerns"), Text())));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TYPE_NOT_SUPPORTED"), await CodeAsync(host.Nobody().SendAsync(HttpMethod.Post, "/dev/tokens", Text())));
    }

    [Fact]
    public async Task A_token_without_a_role_that_we_know_is_refused()
    {
        var answer = await host.As(host.NewAgency(), Role.System).GetAsync("/agencies");
        Assert.Equal((HttpStatusCode.Forbidden, "CLAIMS_UNUSABLE"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_new_set_of_roles_is_noted_once()
    {
        var agency = host.NewAgency();
        foreach (var roles in (Role[][])[[Role.Practitioner], [Role.Practitioner], [Role.Practitioner, Role.Manager], [Role.Manager, Role.Practitioner], [Role.Practitioner]])
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.As(agency, roles).GetAsync("/agencies")));
        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{agency}' and e.type = 'role_asserted'"));
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404, "NO_SUCH_ADDRESS")]
    [InlineData("GET", "/families/not-a-uuid/risk", 404, "NO_SUCH_ADDRESS")]
    [InlineData("GET", "/entries/x/proof", 404, "NO_SUCH_ADDRESS")]
    [InlineData("DELETE", "/entries/7/proof", 405, "NEVER_CHANGED")]
    [InlineData("PATCH", "/families", 405, "NEVER_CHANGED")]
    [InlineData("PUT", "/agencies", 405, "NEVER_CHANGED")]
    [InlineData("POST", "/shares", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("TRACE", "/agencies", 405, "METHOD_NOT_ALLOWED")]
    public async Task What_is_not_there_is_a_problem_too(string method, string path, int status, string code)
    {
        var answer = await (await host.WorkerAsync()).SendAsync(new HttpMethod(method), path, null);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        if (status == 405) Assert.NotNull(answer.Header("Allow"));
        if (code == "NEVER_CHANGED") Assert.Contains("FactCorrected", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_an_event_points_to_the_correction()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.SendAsync(HttpMethod.Delete, family.Path("concerns"), null);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "NEVER_CHANGED"), (answer.Status, answer.Code));
        Assert.Contains("FactCorrected", (string)answer.Json["next"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_takes_no_JSON_is_told()
    {
        var answer = await (await host.WorkerAsync()).GetAsync("/agencies", ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.NotAcceptable, "NOT_ACCEPTABLE"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Headers_have_16_KiB_together()
    {
        var answer = await (await host.WorkerAsync()).GetAsync("/agencies", ("X-Long", new string('x', 17_000)));
        Assert.Equal((431, "HEADERS_TOO_LARGE"), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task The_trace_that_was_sent_is_kept()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var answer = await worker.PostAsync(family.Path("concerns"), Said.Concern(family), ("traceparent", $"00-{trace}-b7ad6b7169203331-01"));
        var stored = await host.Database.ScalarAsync<string>($"select correlation_id from safeguard.mt_events where id = '{answer.Json["entries"]![0]!["event"]}'");
        Assert.Equal(trace, stored);
        Assert.Equal(trace, (string?)(await worker.GetAsync("/nowhere", ("traceparent", $"00-{trace}-b7ad6b7169203331-01"))).Json["traceId"]);
    }

    [Fact]
    public async Task Every_answer_forbids_storing_framing_and_guessing()
    {
        var worker = await host.WorkerAsync();
        foreach (var path in (string[])["/agencies", "/nowhere", "/health/live"])
        {
            var answer = await worker.GetAsync(path);
            Assert.Equal(("no-store", "nosniff", "DENY", "no-referrer"),
                (answer.Header("Cache-Control"), answer.Header("X-Content-Type-Options"), answer.Header("X-Frame-Options"), answer.Header("Referrer-Policy")));
            Assert.Null(answer.Header("Server"));
        }
    }

    [Fact]
    public async Task A_conditional_read_gets_the_whole_answer()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var read = await worker.GetAsync(family.Path("risk"), ("If-None-Match", family.ETag));
        Assert.Equal(HttpStatusCode.OK, read.Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_position_to_wait_for_is_a_number(string value)
    {
        var answer = await (await host.WorkerAsync()).GetAsync("/agencies", ("Safeguard-Wait-For", value));
        Assert.Equal((HttpStatusCode.BadRequest, "HEADER_INVALID", "Safeguard-Wait-For"), (answer.Status, answer.Code, answer.Pointer));
    }

    [Fact]
    public async Task A_wait_for_what_never_comes_ends_after_two_seconds_and_says_so()
    {
        var answer = await (await host.WorkerAsync()).GetAsync("/agencies", ("Safeguard-Wait-For", "999999999"));
        Assert.Equal((HttpStatusCode.OK, "timed-out"), (answer.Status, answer.Header("Safeguard-Waited")));
    }

    [Fact]
    public void Every_address_needs_a_token_or_says_that_it_does_not()
    {
        var open = host.Factory.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null)
            .ToList();
        Assert.All(open, e => Assert.NotNull(e.Metadata.GetMetadata<IAllowAnonymous>()));
        Assert.Equal(
            ["/dev/personas", "/dev/tokens", "/health/live", "/health/ready", "/openapi/{documentName}.json"],
            open.Select(e => e.RoutePattern.RawText!).Distinct().Order());
    }

    [Fact]
    public async Task Agencies_are_registered_by_an_administrator()
    {
        var agency = host.NewAgency();
        var body = $$"""{ "agency": "{{agency}}", "name": "Path to Recovery", "kind": "Treatment", "area": "Bedford", "publicAuthority": false }""";
        var worker = await host.WorkerAsync();
        Assert.Equal((HttpStatusCode.Forbidden, "ADMINISTRATOR_ONLY"), await CodeAsync(worker.PostAsync("/agencies", body)));
        var administrator = host.As(host.NewAgency(), Role.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync("/agencies", body)).Status);
        Assert.False((bool)(await administrator.PostAsync("/agencies", body)).Json["changed"]!);
        Assert.Equal((HttpStatusCode.Conflict, "ALREADY_REGISTERED"), await CodeAsync(administrator.PostAsync("/agencies", body.Replace("Bedford", "Luton", StringComparison.Ordinal))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CODE_INVALID"), await CodeAsync(administrator.PostAsync("/agencies", body.Replace(agency.Value, "Luton CSC", StringComparison.Ordinal))));
    }

    private static async Task<(HttpStatusCode, string?)> CodeAsync(Task<Answer> sent) => (await sent) is var answer ? (answer.Status, answer.Code) : default;
}
