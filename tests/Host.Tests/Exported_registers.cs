using System.Net;
using System.Text;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.Host.Http;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The registers as CSV: what is in the file, whose it is, and how anybody checks it.</summary>
public sealed class Exported_registers(RunningHost host)
{
    [Fact]
    public async Task It_says_what_it_is_under_which_filter_at_which_position_and_how_to_prove_it()
    {
        var shares = await SomeShares.MadeAsync(host);
        var answer = await shares.Manager.GetAsync("/shares.csv?kind=Share&permission=Refused", shares.Wait);
        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8; header=present"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal("attachment; filename=\"share-register.csv\"", answer.Header("Content-Disposition"));
        var (about, lines) = Read(answer.Body);

        Assert.Equal(("share-register", "kind=Share permission=Refused", shares.Manager.Agency.Value, "2"), (about["document"], about["filter"], about["agencies"], about["lines"]));
        Assert.Equal(answer.Header("Safeguard-Position"), about["position"]);
        Assert.Equal((about["position"], host.Database.Options.Origin), (about["logSize"], about["logOrigin"]));
        var proof = await shares.Manager.GetAsync($"/entries/1/proof?size={about["position"]}");
        var signed = await Receipts.CheckpointAsync(about["checkpoint"], shares.Manager);
        Assert.Equal((about["logOrigin"], about["logSize"], about["rootHash"]), (signed.Origin, $"{signed.Size}", Convert.ToHexStringLower(signed.Root.Bytes)));
        Assert.Equal(Text((string)proof.Json["checkpoint"]!), Text(about["checkpoint"])); // the service proves every line up to this very head

        Assert.Equal([shares.Ids["urgent"], shares.Ids["refused"]], lines.Select(l => l["share"]).OrderBy(s => s == shares.Ids["refused"]));
        foreach (var line in lines)
            Assert.Equal(1, await host.CountAsync($"e.seq_id = {line["position"]} and e.id = '{line["event"]}' and e.data->>'share' = '{line["share"]}'"));
        Assert.Equal("RefusedThenShared", lines.Single(l => l["share"] == shares.Ids["urgent"])["mark"]);
        Assert.DoesNotContain("drowsy", answer.Body, StringComparison.Ordinal);

        // A signature differs each time; what is signed does not.
        static string Text(string note) => note[..note.IndexOf("\n\n", StringComparison.Ordinal)];
    }

    [Fact]
    public async Task Overrides_have_a_column_for_every_test()
    {
        var shares = await SomeShares.MadeAsync(host);
        var (about, lines) = Read((await shares.Manager.GetAsync("/overrides.csv", shares.Wait)).Body);
        Assert.Equal(("override-register", "none", "2"), (about["document"], about["filter"], about["lines"]));
        var urgent = lines.Single(l => l["share"] == shares.Ids["urgent"]);
        Assert.Equal(("Answered", "Empty", "Pending", "Answered", "true", "false", "true", "Incomplete"),
            (urgent["J1"], urgent["J13"], urgent["J19"], urgent["J20"], urgent["urgent"], urgent["late"], urgent["refusedThenShared"], urgent["outcome"]));
        Assert.DoesNotContain(lines, l => l["share"] == shares.Ids["plain"]);
    }

    [Fact]
    public async Task A_name_that_a_spreadsheet_would_run_is_made_plain_text()
    {
        var shares = await SomeShares.MadeAsync(host, "=cmd|'/c'!A1,\"x\"");
        var answer = await shares.Manager.GetAsync("/shares.csv?kind=Share", shares.Wait);
        Assert.All(Read(answer.Body).Lines, l => Assert.Equal("'=cmd|'/c'!A1,\"x\"", l["proposedBy"]));
        Assert.Contains(",\"'=cmd|'/c'!A1,\"\"x\"\"\",", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("é😀", "é😀")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_cell_is_quoted_and_guarded(string? cell, string written) => Assert.Equal($"{written},x\r\n", Line(cell));

    [Fact]
    public async Task What_was_exported_is_recorded_part_by_part_with_its_families()
    {
        var shares = await SomeShares.MadeAsync(host);
        var exports = $"stream_id = 'access-{shares.Manager.Agency}' and type = 'searched' and data->>'what' = 'share-register-export'";
        await shares.Manager.GetAsync("/shares.csv?kind=Share", shares.Wait);
        await shares.Manager.GetAsync("/shares.csv?state=Declined", shares.Wait);
        Assert.Equal("2 1 0", await host.Database.ScalarAsync<string>($"select string_agg(data->>'count', ' ' order by seq_id) from safeguard.mt_events where {exports}"));
        Assert.Equal(2, await host.CountAsync($"{exports} and e.data->'families' ? '{shares.Family}' and e.data->'filter' ? 'kind=Share'"));
    }

    [Theory]
    [InlineData("/shares.csv")]
    [InlineData("/overrides.csv")]
    public async Task Whoever_asks_for_a_CSV_file_gets_one(string path)
    {
        var shares = await SomeShares.MadeAsync(host);
        var answer = await shares.Manager.GetAsync(path, ("Accept", "text/csv"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_past_moment_is_exported_as_it_stood()
    {
        var shares = await SomeShares.MadeAsync(host);
        await shares.Manager.GetAsync("/agencies", shares.Wait);
        var then = await shares.Manager.GetAsync("/shares.csv", shares.Wait);
        var moment = Read(then.Body).About["asOf"];
        await shares.Worker.PostAsync($"/families/{shares.Family}/shares/{shares.Ids["refused"]}/override/supplement", """{ "confidence": "OverridingPublicInterest" }""");
        var again = await shares.Manager.GetAsync($"/shares.csv?asOf={moment}");
        Assert.Equal(Read(then.Body).Lines.Select(l => string.Join('|', l.Values)), Read(again.Body).Lines.Select(l => string.Join('|', l.Values)));

        var before = Read((await shares.Manager.GetAsync("/shares.csv?asOf=1900-01-01T00:00:00Z")).Body);
        Assert.Equal(("0", "0", ""), (before.About["position"], before.About["lines"], before.About["checkpoint"]));
        Assert.Empty(before.Lines);
    }

    [Fact]
    public async Task A_recipient_exports_what_came_without_the_reasons()
    {
        var shares = await SomeShares.MadeAsync(host);
        var recipient = host.As(shares.Recipient, "duty", Role.Practitioner);
        var line = Assert.Single(Read((await recipient.GetAsync("/shares.csv?direction=Received", shares.Wait)).Body).Lines);
        Assert.Equal((shares.Ids["urgent"], "Sent", "Phone"), (line["share"], line["state"], line["channel"]));
        foreach (var hidden in (string[])["event", "ground", "route", "permission", "proposedBy", "urgency", "override", "missing", "mark", "openness"]) Assert.Equal("", line[hidden]);
        Assert.Equal("NOT_SAID_TO_RECIPIENTS", (await recipient.GetAsync("/shares.csv?direction=Received&mark=RefusedThenShared")).Code);
    }

    private static string Line(string? cell)
    {
        var file = new StringBuilder();
        file.AddRecord([cell, "x"]);
        return file.ToString();
    }

    /// <summary>The file read again, by the rules of RFC 4180 alone.</summary>
    private static (Dictionary<string, string> About, List<Dictionary<string, string>> Lines) Read(string file)
    {
        var records = new List<List<string>>();
        var (record, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var n = 0; n < file.Length; n++)
        {
            var c = file[n];
            if (quoted && c == '"' && n + 1 < file.Length && file[n + 1] == '"') cell.Append(file[n++]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == ',') End();
            else if (!quoted && c == '\r')
            {
                Assert.Equal('\n', file[++n]);
                End();
                records.Add(record);
                record = [];
            }
            else cell.Append(c);
        }

        Assert.Empty(record);
        Assert.Single(records.Select(r => r.Count).Distinct()); // as many cells in each
        var header = records.FindIndex(r => r[0] == "position" && r[1] == "event");
        return (records[..header].ToDictionary(r => r[0], r => r[1]),
            [.. records[(header + 1)..].Select(r => records[header].Zip(r).ToDictionary(p => p.First, p => p.Second))]);

        void End()
        {
            record.Add(cell.ToString());
            cell.Clear();
        }
    }
}
