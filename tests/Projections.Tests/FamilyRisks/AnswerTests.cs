using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>The answer as JSON: every line says what it rests on.</summary>
public sealed class AnswerTests
{
    private static readonly string[] NoLines =
        ["notKnown", "shown", "children", "adults", "threeTogether", "consents", "family", "on", "asOf", "reference", "jurisdiction", "area"];

    [Fact]
    public void Every_line_carries_its_entries_when_the_newest_was_recorded_who_recorded_it_and_when_it_happened()
    {
        var history = FoldTests.Everything();
        var known = history.Recorded.Select(e => e.Id.Value).ToHashSet();
        var answer = Answer(history.View(Worker));
        var lines = new List<JsonObject>();
        foreach (var (name, member) in answer)
            if (!NoLines.Contains(name)) Collect(member);
        foreach (var name in new[] { "children", "adults" })
            foreach (var person in answer[name]!.AsArray())
                foreach (var (_, member) in person!.AsObject())
                    Collect(member);
        foreach (var (_, kind) in answer["consents"]!.AsObject()) Collect(kind);

        Assert.True(lines.Count > 20, $"{lines.Count} lines");
        Assert.All(lines, line =>
        {
            Assert.NotEmpty(line["events"]!.AsArray());
            Assert.All(line["events"]!.AsArray(), e => Assert.Contains(e!.GetValue<Guid>(), known));
            Assert.Equal(
                line["events"]!.AsArray().Max(id => history.Recorded.Single(e => e.Id.Value == id!.GetValue<Guid>()).RecordedAt),
                line["recordedAt"]!.GetValue<DateTimeOffset>());
            Assert.False(string.IsNullOrEmpty((string?)line["agency"]));
            Assert.NotNull(line["happened"]!["precision"]);
            Assert.Null(line["source"]);
        });

        void Collect(JsonNode? node)
        {
            if (node is JsonObject line && line.ContainsKey("readAs")) lines.Add(line);
            else if (node is JsonArray list && list.Count > 0 && list[0] is JsonObject)
                foreach (var item in list) Collect(item);
        }
    }

    [Fact]
    public void No_number_has_a_fraction_and_there_is_no_score()
    {
        var json = Answer(FoldTests.Everything().View(Worker)).ToJsonString();

        Assert.DoesNotMatch(@"[:\[,]-?\d+\.\d", Regex.Replace(json, "\"[^\"]*\"", "\"\""));
        Assert.DoesNotContain("score", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_row_reader_and_day_give_the_same_bytes() =>
        Assert.Equal(Answer(FoldTests.Everything().View(Worker)).ToJsonString(), Answer(FoldTests.Everything().View(Worker)).ToJsonString());

    [Fact]
    public void Shown_is_exactly_the_entries_whose_words_are_in_the_answer()
    {
        var history = FoldTests.Everything();
        foreach (var reader in new[] { Worker, SocialWorker })
        {
            var view = history.ViewOf(new Dictionary<PersonId, Identity>(), reader);
            var answered = WordsIn(JsonSerializer.Serialize(view, EventJson.Answers));
            var shown = history.Recorded.Where(e => view.Shown.Contains(e.Id)).Select(e => WordsIn(JsonSerializer.Serialize(e.Event, e.Event.GetType(), EventJson.Options))).ToList();

            Assert.Equal(view.Shown.Count, shown.Count);
            Assert.All(shown, words => Assert.NotEmpty(words.Intersect(answered)));
            Assert.Empty(answered.Except(shown.SelectMany(w => w)));
        }

        static HashSet<string> WordsIn(string json) => [.. Regex.Matches(json, "\"sealed\":\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
    }

    private static JsonObject Answer(FamilyRiskView view) => JsonSerializer.SerializeToNode(view, EventJson.Answers)!.AsObject();
}
