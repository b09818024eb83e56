using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Host.Identity;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>
/// The worked replay of domain §4.1 by HTTP, on the demonstration's own telling of it, where Luton works with the family
/// only from Monday on. That Luton was late told as a key agency, and the urgent share's clock (D14), are in the
/// projection's own test; the clocks of a referral (D2, D4) are not folded anywhere yet.
/// </summary>
[Collection(RunningDemonstrationCollection.Name)]
public sealed class The_worked_replay(RunningDemonstration running, PostgresFixture postgres)
{
    private const string Family = "/families/01a10b81-8500-70be-8fa8-6c3f8a343dbc";
    private const string FridayAtFive = "2026-11-06T17:00:00Z", FridayAtSix = "2026-11-06T18:00:00Z", MondayAtNine = "2026-11-09T09:00:00Z", ThursdayNoon = "2026-11-05T12:00:00Z";

    [Fact]
    public async Task Who_knew_what_at_each_hour_of_that_week_and_a_later_correction_changes_none_of_it()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await running.StartAsync(database);
        using var treatment = As(host, "p2r-worker");
        using var nursery = As(host, "nursery-lead");
        using var luton = As(host, "luton-social-worker");
        var e1 = await FindAsync(treatment, "2026-11-02T09:00:00.000000Z");
        var e2 = await FindAsync(nursery, "2026-11-04T09:15:00.000000Z");
        var school = (string)(await GetAsync(nursery, ""))["knownTo"]!;
        string[] asked = [$"asOf={FridayAtFive}", $"asOf={FridayAtSix}", $"asOf={MondayAtNine}", $"asOf={ThursdayNoon}", $"asOf={ThursdayNoon}&knownTo={school}&unwritten=true"];

        Assert.Empty(Lines(await GetAsync(luton, $"asOf={FridayAtFive}")));

        var six = await GetAsync(luton, $"asOf={FridayAtSix}");
        Assert.Equal(("2026-11-06T17:42:00.000000Z", null), States(six, e1, "luton-csc"));
        Assert.Null(Line(six, e2));

        var nine = await GetAsync(luton, $"asOf={MondayAtNine}");
        Assert.Equal(("2026-11-06T17:42:00.000000Z", "2026-11-09T08:50:00.000000Z"), States(nine, e1, "luton-csc"));
        Assert.Null(Line(nine, e2));
        Assert.Equal(("2026-11-10T11:00:00.000000Z", "2026-11-10T11:05:00.000000Z"), States(await GetAsync(luton, "asOf=2026-11-10T11:06:00Z"), e2, "luton-csc"));

        Assert.Null(Line(await GetAsync(nursery, asked[3]), e2));
        var unwritten = Line(await GetAsync(nursery, asked[4]), e2)!;
        var known = unwritten["known"]!.AsArray().Single()!;
        Assert.True((bool)unwritten["unwritten"]!);
        Assert.Equal(("2026-11-04T09:15:00.000000Z", null), ((string?)known["learned"], (string?)known["onRecord"]));

        Assert.Null(Line(await GetAsync(treatment, ""), e2));

        var hindsight = await GetAsync(luton, "happenedBy=2026-11-04T23:59:59Z");
        Assert.Contains("not what any one agency knew", (string)hindsight["heading"]!, StringComparison.Ordinal);
        Assert.NotNull(Line(hindsight, e1));
        Assert.NotNull(Line(hindsight, e2));

        // e1: learned on Monday, shared on Friday; it was due on Tuesday.
        var shared = Line(await GetAsync(treatment, ""), e1)!["known"]!.AsArray().Single(k => (string)k!["agency"]! == "luton-csc")!["shared"]!;
        Assert.Equal((4, "2026-11-03T23:59:59.999999Z"), ((int)shared["workingDays"]!, (string)shared["due"]!));

        var before = await AllAsync();
        var corrected = await nursery.PostAsJsonAsync($"{Family}/corrections", new { corrects = e2, field = "Text", text = "Asleep after a bad night.", evidence = "The mother's diary." });
        Assert.True(corrected.IsSuccessStatusCode, await corrected.Content.ReadAsStringAsync());
        Assert.Equal(before, await AllAsync());
        var now = Line(await GetAsync(nursery, ""), e2)!;
        Assert.Equal("Asleep after a bad night.", (string)now["words"]![0]!["text"]!);
        Assert.Single(now["corrections"]!.AsArray());

        async Task<List<string>> AllAsync()
        {
            var answers = new List<string>();
            foreach (var query in asked) answers.Add((await GetAsync(query.Contains("knownTo", StringComparison.Ordinal) ? nursery : luton, query)).ToJsonString());
            foreach (var query in asked[..4]) answers.Add((await GetAsync(nursery, query)).ToJsonString());
            return answers;
        }
    }

    private static HttpClient As(WebApplicationFactory<Program> host, string persona)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer",
            host.Services.GetRequiredService<LocalIssuer>().TokenFor(Personas.All.Single(p => p.Name == persona)));
        return client;
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string query)
    {
        var answer = await client.GetAsync($"{Family}/timeline?limit=200{(query.Length == 0 ? "" : $"&{query}")}");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!;
    }

    private static async Task<string> FindAsync(HttpClient client, string learned) =>
        (string)Lines(await GetAsync(client, "category=Concern")).Single(l => (string?)l["learnedAt"] == learned && l["agency"]!.ToString() != "luton-csc" && (string)l["readAs"]! == "Own")["event"]!;

    private static IReadOnlyList<JsonNode> Lines(JsonNode answer) => [.. answer["lines"]!.AsArray().Select(l => l!)];

    private static JsonNode? Line(JsonNode answer, string entry) => Lines(answer).SingleOrDefault(l => (string?)l["event"] == entry);

    private static (string?, string?) States(JsonNode answer, string entry, string agency)
    {
        var known = Line(answer, entry)!["known"]!.AsArray().Single(k => (string)k!["agency"]! == agency)!;
        return ((string?)known["received"], (string?)known["opened"]);
    }
}
