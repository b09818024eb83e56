using System.Text.Json.Nodes;
using Safeguard.EventStore.Ledger;
using Safeguard.Host.Bundles;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests.Bundles;

/// <summary>Whatever somebody does to a bundle turns it red, and names what was done to it where that can be known.</summary>
public sealed class Bundle_adversaries(RunningHost host)
{
    // Codes by what was tried, for tries that begin with these words. More may be found with them.
    private static readonly (string Try, string Code)[] Expected =
    [
        ("drop all", "MAKING"), ("drop the last", "MAKING"), ("drop hash", "PROOF"), ("drop key", "MAKING"), ("drop ", "MAKING"), ("swap hash", "PROOF"), ("swap ", "ORDER"),
        ("exchange", "PROOF"), ("put another", "STREAM"), ("put ", "ORDER"), ("another family's", "PROOF"), ("change a word", "PROOF"), ("no entries", "MAKING"), ("a hash too many", "PROOF"),
        ("key ", "VALUE"), ("value ", "VALUE"), ("a value called erased", "VALUE"), ("an older checkpoint", "ORDER"), ("a newer checkpoint", "PROOF"),
        ("a tree of one leaf", "ORDER"), ("another family", "MAKING"), ("another position", "MAKING"), ("another form", "FORM"), ("a space", "FORM"), ("a member", "FORM"), ("a line feed", "FORM"), ("cut", "FORM"), ("not ours", "FORM"),
    ];

    [Fact]
    public async Task Every_byte_turned_over_and_everything_dropped_swapped_put_in_cut_off_or_signed_anew_is_noticed()
    {
        var worker = await host.WorkerAsync();
        var family = await SmallAsync(worker);
        var other = await SmallAsync(worker);
        var older = (await worker.GetAsync("/log/checkpoint")).Body;
        await worker.GetAsync(family.Path("risk"));
        var bundle = await ABundle.MakeAsync(worker, family);
        var others = await ABundle.MakeAsync(worker, other);
        var newer = (await worker.GetAsync("/log/checkpoint")).Body;

        var tried = await ABundle.TriedAsync(bundle.Body, others.Body, older, newer);

        Assert.True((bool)tried["intact"]!["holds"]!, tried["intact"]!.ToJsonString());
        Assert.True((int)tried["flips"]!["bytes"]! >= bundle.Body.Length);
        Assert.Empty(tried["flips"]!["unnoticed"]!.AsArray());
        Assert.Empty(tried["flips"]!["unnamed"]!.AsArray());
        foreach (var one in tried["tries"]!.AsArray())
        {
            var (name, codes) = ((string)one!["name"]!, one["codes"]!.AsArray().Select(c => (string)c!).ToList());
            if (name.StartsWith("signed by another", StringComparison.Ordinal)) continue;
            Assert.False((bool)one["holds"]!, name);
            var expected = Expected.First(e => name.StartsWith(e.Try, StringComparison.Ordinal)).Code;
            // An entry that is cut through is named; a checkpoint that is not the proof's is of another size or another root.
            Assert.True(codes.Contains(expected) || (expected is "FORM" && codes.Contains("ENTRY")) || (expected is "ORDER" && codes.Contains("PROOF")), $"{name}: {string.Join(' ', codes)}");
            Assert.All(one["sentences"]!.AsArray(), s => Assert.EndsWith(".", ((string)s!).TrimEnd('”'), StringComparison.Ordinal));
        }

        // Which entry was left out is said, even by a forger who mends the proof: its version is missing, or it was the last.
        Assert.Contains(tried["tries"]!.AsArray(), t => ((string)t!["name"]!).EndsWith("mend the proof", StringComparison.Ordinal) && t["sentences"]!.ToJsonString().Contains($"{family.Stream} version 2", StringComparison.Ordinal));
        Assert.Equal("CHECKPOINT", (string?)Try(tried, "signed by another key")["codes"]![0]);
        // A log that was made anew as a whole proves itself under its own key: only the fingerprint tells.
        var anew = Try(tried, "signed by another key, with that key");
        Assert.True((bool)anew["holds"]!);
        Assert.NotEqual((string?)tried["intact"]!["fingerprint"], (string?)anew["fingerprint"]);
    }

    [Fact]
    public async Task A_record_is_complete_where_its_last_entry_is_its_freeze_and_is_said_not_to_be_frozen_otherwise()
    {
        var said = await ABundle.FrozenAsync();
        Assert.True((bool)said["frozen"]!["holds"]!, said["frozen"]!.ToJsonString());
        Assert.All(said["frozen"]!["streams"]!.AsArray(), s => Assert.Equal((true, 0), ((bool)s!["frozen"]!, s["missing"]!.AsArray().Count)));
        Assert.True((bool)said["open"]!["holds"]!);
        Assert.All(said["open"]!["streams"]!.AsArray(), s => Assert.False((bool)s!["frozen"]!));
        Assert.True((bool)said["large"]!["holds"]!);
    }

    [Fact]
    public async Task A_second_look_without_a_browser_finds_the_same()
    {
        var worker = await host.WorkerAsync();
        var family = await SmallAsync(worker);
        var page = (await ABundle.MakeAsync(worker, family, "text/html")).Body;
        var data = ABundle.DataOf(page);
        var key = NoteVerifierKey.Parse((await worker.GetAsync("/log/key")).Body.Trim());
        using var another = LogSigner.Create(key.Name);

        Assert.Empty(BundleCheck.Of(page, key).Findings);
        Assert.Empty(BundleCheck.Of(data, null).Findings);
        Assert.Equal("KEY", Assert.Single(BundleCheck.Of(data, another.VerifierKey).Findings).Code);
        for (var at = 0; at < data.Length; at += 41)
            Assert.NotEmpty(BundleCheck.Of($"{data[..at]}{(char)(data[at] ^ 1)}{data[(at + 1)..]}", key).Findings);

        var bundle = BundleDocument.Read(data)!;
        for (var i = 0; i < bundle.Entries.Count; i++)
        {
            var without = bundle with { Entries = [.. bundle.Entries.Where((_, n) => n != i)] };
            Assert.Contains(BundleCheck.Of(without.Write(), key).Findings, f => f.Code is "PROOF" or "MAKING");
            var cut = BundleCheck.Of((bundle with { Entries = [.. bundle.Entries.Select((e, n) => n == i ? e with { Entry = Convert.ToBase64String(Convert.FromBase64String(e.Entry)[..^1]) } : e)] }).Write(), key);
            Assert.Contains(cut.Findings, f => f.Code == "ENTRY" && f.Position == bundle.Entries[i].Position);
        }

        Assert.Contains(BundleCheck.Of((bundle with { Keys = [.. bundle.Keys.Skip(1)] }).Write(), key).Findings, f => f.Code == "MAKING");
        Assert.Contains(BundleCheck.Of((bundle with { Keys = [.. bundle.Keys.Skip(1).Append(bundle.Keys[0] with { Key = bundle.Keys[1].Key })] }).Write(), key).Findings, f => f.Code == "VALUE");
        foreach (var foreign in (string[])["", "null", "{}", "%PDF-1.7", "<html>", data[..(data.Length / 2)]])
            Assert.Equal("FORM", Assert.Single(BundleCheck.Of(foreign, null).Findings).Code);
    }

    private static JsonNode Try(JsonNode tried, string name) => tried["tries"]!.AsArray().Single(t => (string?)t!["name"] == name)!;

    /// <summary>As small as a record can be: every byte of its bundle is turned over.</summary>
    private static async Task<AFamily> SmallAsync(Someone worker)
    {
        var answer = await worker.PostAsync("/families", $$"""
            { "jurisdiction": "England", "reason": "A parent is in treatment.", "area": "Luton", {{Said.Entry}} }
            """);
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Body);
        var id = (string)answer.Json["id"]!;
        var joined = await worker.PostAsync($"/families/{id}/members", $$"""
            { "member": { "name": { "given": "Mia", "family": "Larkspur" }, "role": "Adult", "residence": "FullTime", "sex": "Female" }, {{Said.Entry}} }
            """);
        Assert.True(joined.Status is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.Created, joined.Body);
        return new AFamily(id, "", "", "", "", "");
    }
}
