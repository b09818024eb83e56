using System.Net;
using System.Text;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>What is no request of this API is told where it is not, and leaves nothing behind (domain §6 rows 89 and 92).</summary>
public sealed class Reading_bodies(RunningHost host)
{
    private const string Child = "00000000-0000-0000-0000-00000000000c";
    private const string Good = $$""" "threshold": "Need", "source": "OwnWorker", "text": "Seen." """;
    private const string Whole = $$""" "children": ["{{Child}}"], "threshold": "Need", "source": "OwnWorker", "text": """;

    public static TheoryData<string, string, int, string, string?> Faults => new()
    {
        { "nothing at all", "", 400, "BODY_REQUIRED", "" },
        { "no JSON", "threshold=Concern", 400, "UNREADABLE", "" },
        { "half of it", "{ \"text\": \"a", 400, "UNREADABLE", "/text" },
        { "a comment", "{ /* no */ }", 400, "UNREADABLE", "" },
        { "a comma too many", "{ \"text\": \"a\", }", 400, "UNREADABLE", "/text" },
        { "a list", "[]", 400, "WRONG_TYPE", "" },
        { "null", "null", 400, "WRONG_TYPE", "" },
        { "an unknown member", $"{{ {Good}, \"colour\": 1 }}", 400, "UNKNOWN_MEMBER", "/colour" },
        { "a member in another case", """{ "Threshold": "Concern", "source": "OwnWorker" }""", 400, "UNKNOWN_MEMBER", null },
        { "what only the edge may say", $"{{ {Good}, \"family\": \"01a20132-c87b-7713-a6f8-8ee6332c3862\" }}", 400, "UNKNOWN_MEMBER", "/family" },
        { "who acts", $"{{ {Good}, \"by\": {{ \"id\": \"manager\" }} }}", 400, "UNKNOWN_MEMBER", "/by" },
        { "what the command works out", $"{{ {Good}, \"stream\": \"family-1\" }}", 400, "UNKNOWN_MEMBER", "/stream" },
        { "a member twice", $"{{ {Good}, \"text\": \"Again.\" }}", 400, "DUPLICATE_MEMBER", "/text" },
        { "a member twice, deep down", $"{{ {Good}, \"entry\": {{ \"basis\": \"Fact\", \"basis\": \"Opinion\" }} }}", 400, "DUPLICATE_MEMBER", "/entry/basis" },
        { "a missing member", """{ "threshold": "Need" }""", 400, "MEMBER_REQUIRED", "/source" },
        { "a number as text", """{ "threshold": 3, "source": "OwnWorker" }""", 400, "WRONG_TYPE", "/threshold" },
        { "text as a number", $"{{ {Good}, \"children\": [ 7 ] }}", 400, "WRONG_TYPE", "/children/0" },
        { "nothing in a list", $"{{ {Good}, \"children\": [ null ] }}", 400, "WRONG_TYPE", "/children/0" },
        { "nothing instead of a list", $"{{ {Good}, \"children\": null }}", 400, "WRONG_TYPE", "/children" },
        { "no UUID", $"{{ {Good}, \"children\": [ \"Noor\" ] }}", 400, "WRONG_TYPE", "/children/0" },
        { "an unknown code", """{ "threshold": "Worse", "source": "OwnWorker" }""", 422, "UNKNOWN_CODE", "/threshold" },
        { "a code in another case", """{ "threshold": "need", "source": "OwnWorker" }""", 422, "UNKNOWN_CODE", "/threshold" },
        { "two codes in one", """{ "threshold": "Need, SignificantHarmSuspected", "source": "OwnWorker" }""", 422, "UNKNOWN_CODE", "/threshold" },
        { "half a character", $"{{ {Good[..^8]}\"\\ud800\" }}", 400, "LONE_SURROGATE", "/text" },
        { "half a character in a name", "{ \"\\udc00\": 1 }", 400, "LONE_SURROGATE", "" },
        { "the character U+0000", $"{{ {Good[..^8]}\"a\\u0000b\" }}", 422, "CHARACTER_NOT_ALLOWED", "/text" },
        { "text that turns round", $"{{ {Whole}\"a\\u202eb\", {Said.Entry} }}", 422, "CHARACTER_NOT_ALLOWED", "/text" },
        { "a long story", $"{{ {Whole}\"{new string('x', 5_001)}\", {Said.Entry} }}", 422, "TOO_LONG", "/text" },
        { "a statement without basis", $"{{ {Whole}\"Seen.\", \"entry\": {{ \"happenedAt\": \"2026-01-05\", \"learnedAt\": \"2026-01-05T23:59:59Z\", \"knownFrom\": \"Observed\" }} }}", 422, "BASIS_REQUIRED", "/entry/basis" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_refused_with_its_place_and_nothing_is_written(string what, string body, int status, string code, string? pointer)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var before = await host.CountOfAsync(worker.Agency);

        var answer = await worker.PostAsync(family.Path("concerns"), body.Replace(Child, family.Child, StringComparison.Ordinal));

        Assert.Equal((what, status, code), (what, (int)answer.Status, answer.Code));
        if (pointer is not null) Assert.Equal(pointer, answer.Pointer);
        Assert.NotNull((string?)answer.Json["next"]);
        Assert.Equal(before, await host.CountOfAsync(worker.Agency));
    }

    [Fact]
    public async Task All_faults_of_a_body_are_told_at_once()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.PostAsync(family.Path("concerns"), """{ "threshold": 3, "colour": 1, "entry": { "learnedAt": "2026-01-05T10:00:00" } }""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            ["/colour UNKNOWN_MEMBER", "/entry/learnedAt ZONE_REQUIRED", "/source MEMBER_REQUIRED", "/threshold WRONG_TYPE"],
            answer.Json["fields"]!.AsArray().Select(f => $"{f!["pointer"]} {f["code"]}").Order());
    }

    [Fact]
    public async Task A_number_too_large_for_any_double_is_a_wrong_type()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.PostAsync(family.Path("addresses"), """{ "address": { "kind": "Home", "safeToWrite": true, "deprivationDecile": 1e400 } }""");
        Assert.Equal((HttpStatusCode.BadRequest, "WRONG_TYPE", "/address/deprivationDecile"), (answer.Status, answer.Code, answer.Pointer));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(40)]
    [InlineData(5_000)]
    public async Task Forty_levels_are_too_deep(int levels)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.PostAsync(family.Path("concerns"), string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels));
        Assert.Equal((HttpStatusCode.BadRequest, "TOO_DEEP"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_unreadable()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.PostAsync(family.Path("concerns"), [.. "{ \"text\": \""u8, 0xC3, 0x28, .. "\" }"u8]);
        Assert.Equal((HttpStatusCode.BadRequest, "UNREADABLE"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(256 * 1024, 422)]
    [InlineData(256 * 1024 + 1, 413)]
    [InlineData(1024 * 1024, 413)]
    public async Task A_body_may_have_256_KiB(int length, int status)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var head = $$"""{ "children": ["{{family.Child}}"], "threshold": "Need", "source": "OwnWorker", "text": " """;
        var answer = await worker.PostAsync(family.Path("concerns"), head + new string('x', length - head.Length - 3) + "\" }");
        Assert.Equal((status, status == 413 ? "BODY_TOO_LARGE" : "TOO_LONG"), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/merge-patch+json")]
    [InlineData(null)]
    public async Task Only_JSON_in_UTF_8_is_read(string? type)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{ {Good} }}"));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await worker.SendAsync(HttpMethod.Post, family.Path("concerns"), content);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TYPE_NOT_SUPPORTED"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_compressed_body_is_not_read()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.SendAsync(HttpMethod.Post, family.Path("concerns"),
            new ByteArrayContent([1, 2, 3]) { Headers = { { "Content-Type", "application/json" }, { "Content-Encoding", "gzip" } } });
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TYPE_NOT_SUPPORTED"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task No_value_is_ever_repeated_in_the_answer()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        foreach (var body in (string[])["{ \"text\": \"Secret-Name", "{ \"threshold\": \"Secret-Name\", \"source\": \"OwnWorker\" }", "{ \"text\": 1, \"children\": [\"Secret-Name\"] }"])
            Assert.DoesNotContain("Secret-Name", (await worker.PostAsync(family.Path("concerns"), body)).Body, StringComparison.Ordinal);
    }
}
