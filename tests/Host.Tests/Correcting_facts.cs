using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>What was wrong is put right beside it, and nothing is edited (domain §2.10 rule 1; §6 rows 19 and 83).</summary>
public sealed class Correcting_facts(RunningHost host)
{
    private static string Correction(string entry, string rest = """ "field": "Text", "text": "The child was asleep.", "evidence": "The note of the day." """) =>
        $$"""{ "corrects": "{{entry}}", {{rest}} }""";

    private static async Task<string> ConcernAsync(Someone worker, AFamily family, string basis = "Fact") =>
        (string)(await worker.PostAsync(family.Path("concerns"), Said.Concern(family).Replace("\"Fact\"", $"\"{basis}\"", StringComparison.Ordinal))).Json["entries"]![0]!["event"]!;

    [Fact]
    public async Task The_risk_view_shows_the_right_words_and_the_timeline_shows_the_entry_once_with_both()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var entry = await ConcernAsync(worker, family);
        var corrected = await worker.PostAsync(family.Path("corrections"), Correction(entry));

        Assert.Equal(HttpStatusCode.OK, corrected.Status);
        var risk = await worker.GetAsync(family.Path("risk"));
        Assert.Contains("The child was asleep.", risk.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("unusually drowsy", risk.Body, StringComparison.Ordinal);
        var lines = (await worker.GetAsync(family.Path("timeline?category=Concern"))).Json["lines"]!.AsArray();
        var line = Assert.Single(lines);
        Assert.Equal("The child was asleep.", (string)line!["words"]![0]!["text"]!);
        Assert.Equal(("The child was unusually drowsy.", "The child was asleep."), ((string)line["corrections"]![0]!["before"]!, (string)line["corrections"]![0]!["after"]!));
    }

    [Fact]
    public async Task An_opinions_words_are_kept_and_a_statement_beside_them_is_offered()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var entry = await ConcernAsync(worker, family, "Opinion");
        var before = await host.CountAsync($"e.stream_id = '{family.Stream}'");
        var answer = await worker.PostAsync(family.Path("corrections"), Correction(entry));
        Assert.Equal((HttpStatusCode.Conflict, "OPINION_IS_KEPT", "/corrects"), (answer.Status, answer.Code, answer.Pointer));
        Assert.Contains("supplementary statement", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, await host.CountAsync($"e.stream_id = '{family.Stream}'"));
    }

    [Fact]
    public async Task A_wrong_code_is_put_right_by_an_entry_of_its_own_and_the_note_says_so()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        string Kind(string kind) => $$"""{ "person": "{{family.Mother}}", "kind": "{{kind}}", "from": "2026-01-05", {{Said.Entry}} }""";
        var wrong = (string)(await worker.PostAsync(family.Path("vulnerabilities"), Kind("MentalHealth"))).Json["id"]!;
        Assert.Equal(HttpStatusCode.Created, (await worker.PostAsync(family.Path("vulnerabilities"), Kind("DrugMisuse"))).Status);
        var ended = await worker.PostAsync(family.Path($"vulnerabilities/{wrong}/ending"), $$"""{ "to": "2026-01-05", "note": "A mistake: it is drug misuse.", {{Said.Entry}} }""");
        Assert.True(ended.Status == HttpStatusCode.OK, ended.Body);
        foreach (var substance in (string[])["Alcohol", "Opiate"])
            await worker.PostAsync(family.Path("substance-use"), $$"""{ "adult": "{{family.Mother}}", "status": "Current", "from": "2026-01-05", "substances": ["{{substance}}"], {{Said.Entry}} }""");

        var mother = (await worker.GetAsync(family.Path("risk"))).Json["adults"]!.AsArray().Single(a => (string?)a!["person"] == family.Mother)!;
        Assert.Equal("DrugMisuse", (string?)Assert.Single(mother["current"]!.AsArray())!["kind"]);
        Assert.Equal("[\"Opiate\"]", mother["substanceUse"]!["substances"]!.ToJsonString());
    }

    [Fact]
    public async Task Another_agencys_entry_answers_like_an_absent_one()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var entry = await ConcernAsync(worker, family);
        var other = await host.WorkerAsync();
        var own = await other.OpenFamilyAsync();
        var theirs = await other.PostAsync(own.Path("corrections"), Correction(entry));
        var absent = await other.PostAsync(own.Path("corrections"), Correction(Guid.CreateVersion7().ToString()));
        Assert.Equal((HttpStatusCode.NotFound, "ENTRY_NOT_FOUND"), (theirs.Status, theirs.Code));
        Assert.Equal(absent.WithoutTrace(), theirs.WithoutTrace());
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{own.Stream}' and e.type = 'fact_corrected'"));
    }

    [Theory]
    [InlineData(""" "field": "Text", "evidence": "e" """, "TEXT_REQUIRED")]
    [InlineData(""" "field": "Text", "text": "t" """, "EVIDENCE_REQUIRED")]
    [InlineData(""" "field": "Happened", "evidence": "e" """, "MOMENT_REQUIRED")]
    [InlineData(""" "field": "Happened", "on": "2026-01-05", "text": "t", "evidence": "e" """, "ONE_THING_AT_A_TIME")]
    [InlineData(""" "field": "Happened", "on": "2199-01-05", "evidence": "e" """, "HAPPENED_IN_FUTURE")]
    [InlineData(""" "field": "Happened", "on": "05/01/2026", "evidence": "e" """, "DATE_INVALID")]
    [InlineData(""" "field": "Threshold", "text": "t", "evidence": "e" """, "UNKNOWN_CODE")]
    public async Task What_a_correction_must_say_is_told_and_nothing_is_written(string rest, string code)
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var entry = await ConcernAsync(worker, family);
        var answer = await worker.PostAsync(family.Path("corrections"), Correction(entry, rest));
        Assert.Equal((422, code), ((int)answer.Status, answer.Code));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'fact_corrected'"));
    }

    [Fact]
    public async Task That_a_child_was_seen_is_in_the_risk_view()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var seen = await worker.PostAsync(family.Path("children-seen"), $$"""
            { "child": "{{family.Child}}", "seenAlone": true, "where": "Home", "wishesAndFeelings": "Wants the dog back.", {{Said.Entry}} }
            """);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var child = (await worker.GetAsync(family.Path("risk"))).Json["children"]![0]!;
        Assert.Equal("Wants the dog back.", (string)child["lastSeenAlone"]!["wishesAndFeelings"]!);

        var adult = await worker.PostAsync(family.Path("children-seen"), $$"""{ "child": "{{family.Mother}}", "seenAlone": true, "where": "Home", {{Said.Entry}} }""");
        Assert.Equal((422, "NOT_A_CHILD_HERE"), ((int)adult.Status, adult.Code));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type = 'child_seen'"));
    }
}
