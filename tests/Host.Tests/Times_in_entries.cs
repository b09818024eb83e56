using System.Net;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Times without a zone are never guessed, and what is not known exactly is not made exact (domain §2.1, §6 rows 12 to 18).</summary>
public sealed class Times_in_entries(RunningHost host)
{
    [Theory]
    [InlineData("2026-10-25T01:30:00", "AMBIGUOUS_LOCAL_TIME")]
    [InlineData("2026-10-25T01:30:00[Europe/London]", "AMBIGUOUS_LOCAL_TIME")]
    [InlineData("2026-03-29T01:30:00", "LOCAL_TIME_DOES_NOT_EXIST")]
    [InlineData("2026-03-29T01:30:00[Europe/London]", "LOCAL_TIME_DOES_NOT_EXIST")]
    [InlineData("2026-11-06T17:42:00", "ZONE_REQUIRED")]
    [InlineData("2026-11-06T17:42:00[Europe/Paris]", "TIME_INVALID")]
    [InlineData("2026-11-06T17:42:00+01:00[Europe/London]", "TIME_INVALID")]
    [InlineData("2026-11-06T25:42:00Z", "TIME_INVALID")]
    [InlineData("2026-02-31T10:00:00Z", "TIME_INVALID")]
    [InlineData("2026-11-06T17:42:00+15:00", "TIME_INVALID")]
    [InlineData("yesterday at noon", "TIME_INVALID")]
    [InlineData("0001-01-01T00:00:00+14:00", "TIME_INVALID")]
    [InlineData("9999-12-31T23:59:59-14:00", "TIME_INVALID")]
    [InlineData("2026-11-06", "TIME_INVALID")]
    [InlineData("", "TIME_INVALID")]
    public async Task An_instant_that_is_none_is_refused_in_the_words_that_fit(string text, string code) =>
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code, "/entry/learnedAt"), await LearnedAtAsync(text));

    [Theory]
    [InlineData("2025-10-26T01:30:00+01:00")]
    [InlineData("2025-10-26T01:30:00+00:00[Europe/London]")]
    [InlineData("2025-10-25T12:00:00[Europe/London]")]
    [InlineData("2025-11-06T17:42:00.123456789Z")]
    [InlineData("2025-11-06t17:42z")]
    public async Task An_instant_with_its_zone_is_taken(string text) =>
        // It is weeks ago, and only that is asked about.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "LATE_REASON_REQUIRED", "/entry/lateEntryReason"), await LearnedAtAsync(text));

    [Theory]
    [InlineData("31/02/2019")]
    [InlineData("2019-02-31")]
    [InlineData("03/04/2026")]
    [InlineData("2026-4-3")]
    [InlineData("1799-12-31")]
    [InlineData("9999-12-31")]
    public async Task A_date_is_ISO_8601_or_refused(string text)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.PostAsync(family.Path("members"), $$"""
            { "member": { "name": { "given": "Kim" }, "role": "Child", "residence": "FullTime", "dateOfBirth": "{{text}}" }, {{Said.Entry}} }
            """);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "DATE_INVALID", "/member/dateOfBirth"), (answer.Status, answer.Code, answer.Pointer));
    }

    [Theory]
    [InlineData("\"happenedAt\": \"2026-01\", \"precision\": \"Exact\"", "/entry/precision")]
    [InlineData("\"happenedAt\": \"2026-01\", \"precision\": \"Between\"", "/entry/happenedTo")]
    [InlineData("\"happenedAt\": \"2026-02\", \"precision\": \"Between\", \"happenedTo\": \"2026-01\"", "/entry/happenedTo")]
    [InlineData("\"happenedAt\": \"2026-02\", \"happenedTo\": \"2026-03\"", "/entry/happenedTo")]
    [InlineData("\"happenedAt\": \"2026-02\", \"precision\": \"Unknown\"", "/entry/precision")]
    [InlineData("\"precision\": \"Before\"", "/entry/happenedAt")]
    public async Task A_precision_must_fit_its_times(string times, string pointer)
    {
        var answer = await ConcernAsync($"{times}, \"learnedAt\": \"2026-10-01T00:00:00Z\"");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "PRECISION_INVALID", pointer), (answer.Status, answer.Code, answer.Pointer));
    }

    [Theory]
    [InlineData("\"happenedAt\": \"2026-01\"", "2026-01-01T00:00:00.000000Z", "2026-01-31T23:59:59.999999Z", "Month")]
    [InlineData("\"happenedAt\": \"2025\"", "2025-01-01T00:00:00.000000Z", "2025-12-31T23:59:59.999999Z", "Year")]
    [InlineData("\"happenedAt\": \"2026-06-15\"", "2026-06-14T23:00:00.000000Z", "2026-06-15T22:59:59.999999Z", "Day")]
    [InlineData("\"happenedAt\": \"2026-06-15\", \"precision\": \"Before\"", null, "2026-06-14T22:59:59.999999Z", "Before")]
    [InlineData("\"happenedAt\": \"2026-01\", \"precision\": \"About\"", "2026-01-01T00:00:00.000000Z", "2026-01-31T23:59:59.999999Z", "About")]
    [InlineData("\"happenedAt\": \"2026-01-01\", \"happenedTo\": \"2026-01-03T12:00:00Z\", \"precision\": \"Between\"", "2026-01-01T00:00:00.000000Z", "2026-01-03T12:00:00.000000Z", "Between")]
    [InlineData("\"precision\": \"Unknown\"", null, null, "Unknown")]
    [InlineData("\"happenedAt\": \"2026-01-05T10:00:00Z\"", "2026-01-05T10:00:00.000000Z", "2026-01-05T10:00:00.000000Z", "Exact")]
    public async Task What_is_not_known_exactly_is_not_made_exact(string times, string? earliest, string? latest, string precision)
    {
        var answer = await ConcernAsync($"{times}, \"learnedAt\": \"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}\"");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var happened = await host.Database.ScalarAsync<string>(
            $"select data->'envelope'->>'happened' from safeguard.mt_events where id = '{answer.Json["entries"]![0]!["event"]}'");
        var json = System.Text.Json.Nodes.JsonNode.Parse(happened)!;
        Assert.Equal((earliest, latest, precision), ((string?)json["earliest"], (string?)json["latest"], (string?)json["precision"]));
    }

    [Fact]
    public async Task Tomorrow_is_refused()
    {
        var answer = await ConcernAsync($"\"happenedAt\": \"{DateTimeOffset.UtcNow.AddDays(2):yyyy-MM-dd}\", \"learnedAt\": \"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}\"");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "HAPPENED_IN_FUTURE"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task The_time_of_recording_is_the_services_own()
    {
        var answer = await ConcernAsync($"\"happenedAt\": \"2026-01-05\", \"learnedAt\": \"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}\", \"recordedAt\": \"2020-01-01T00:00:00Z\"");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("CLIENT_TIME_IGNORED", (string?)answer.Json["warnings"]![0]!["code"]);
        Assert.StartsWith($"{DateTimeOffset.UtcNow:yyyy-MM}", (string)answer.Json["entries"]![0]!["recordedAt"]!, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode, string?, string?)> LearnedAtAsync(string text)
    {
        var answer = await ConcernAsync($"\"happenedAt\": \"2020\", \"learnedAt\": \"{text}\"");
        return (answer.Status, answer.Code, answer.Pointer);
    }

    private async Task<Answer> ConcernAsync(string times)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        return await worker.PostAsync(family.Path("concerns"), $$"""
            { "children": ["{{family.Child}}"], "threshold": "Need", "source": "OwnWorker", "text": "Seen.", "entry": { {{times}}, "knownFrom": "Observed", "basis": "Fact" } }
            """);
    }
}
