using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The register of shares as an agency and the partnership's officer ask for it (V2).</summary>
public sealed class Registers_of_shares(RunningHost host)
{
    [Theory]
    [InlineData("recipient={to}", "urgent refused plain decision")]
    [InlineData("recipient={to}&kind=Share", "urgent refused plain")]
    [InlineData("recipient=somebody-else", "")]
    [InlineData("permission=Refused", "urgent refused")]
    [InlineData("permission=NotRecorded", "plain")]
    [InlineData("missing=J19", "urgent refused")]
    [InlineData("missing=J4", "")]
    [InlineData("openness=NotTold", "urgent refused")]
    [InlineData("openness=NotRecorded&kind=Share", "plain")]
    [InlineData("urgent=true", "urgent")]
    [InlineData("urgent=false", "refused plain decision")]
    [InlineData("late=true", "")]
    [InlineData("late=false&urgency=Undecided", "urgent")]
    [InlineData("mark=RefusedThenShared", "urgent")]
    [InlineData("from={today}&to={today}", "urgent refused plain")]
    [InlineData("from=2026-01-05&to=2026-01-05", "decision")]
    [InlineData("to=2026-01-04", "")]
    [InlineData("to={yesterday}", "decision")]
    [InlineData("from={tomorrow}", "")]
    [InlineData("recipient={to}&permission=Refused&override=Incomplete&missing=J13&openness=NotTold&urgent=true&from={today}", "urgent")]
    public async Task Every_filter_narrows_and_all_must_match(string query, string expected)
    {
        var shares = await SomeShares.MadeAsync(host);
        var answer = await shares.Manager.GetAsync($"/shares?{shares.In(query)}", shares.Wait);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(shares.Named(expected), shares.Of(answer));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{shares.Manager.Agency}' and e.data->>'what' = 'share-register' and (e.data->>'count')::int = {answer.Json["rows"]!.AsArray().Count}"));
    }

    [Fact]
    public async Task A_recipient_reads_what_came_and_cannot_ask_why()
    {
        var shares = await SomeShares.MadeAsync(host);
        var recipient = host.As(shares.Recipient, "duty", Role.Practitioner);
        var received = await recipient.GetAsync($"/shares?direction=Received&from={SomeShares.Day(0)}&state=Sent", shares.Wait);
        Assert.Equal(shares.Named("urgent"), shares.Of(received));
        var line = Assert.Single(received.Json["rows"]!.AsArray())!; // what was proposed and not sent is not told
        Assert.Null(line["permission"]);

        var before = await host.CountOfAsync(shares.Recipient);
        foreach (var asked in (string[])["ground=Override", "permission=Refused", "route=C", "override=Incomplete", "missing=J19", "urgency=Undecided", "urgent=true", "late=true", "mark=RefusedThenShared", "openness=NotTold"])
        {
            var answer = await recipient.GetAsync($"/shares?direction=Received&{asked}");
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "NOT_SAID_TO_RECIPIENTS", asked.Split('=')[0]), (answer.Status, answer.Code, answer.Pointer));
        }

        Assert.Equal(before, await host.CountOfAsync(shares.Recipient));
    }

    [Theory]
    [InlineData("from=2026-02-30", "DATE_INVALID", "from")]
    [InlineData("to=1/2/2026", "DATE_INVALID", "to")]
    [InlineData("from=2026-02-02&to=2026-02-01", "FROM_AFTER_TO", "from")]
    [InlineData("recipient=No such", "CODE_INVALID", "recipient")]
    [InlineData("permission=Maybe", "UNKNOWN_CODE", "permission")]
    [InlineData("missing=J21", "UNKNOWN_CODE", "missing")]
    [InlineData("openness=Open", "UNKNOWN_CODE", "openness")]
    [InlineData("urgent=yes", "UNKNOWN_CODE", "urgent")]
    [InlineData("late=1", "UNKNOWN_CODE", "late")]
    [InlineData("agency=somebody-else", "OTHER_AGENCY", "agency")]
    public async Task A_filter_that_is_none_is_refused_and_nothing_is_written(string query, string code, string pointer)
    {
        var manager = host.As(host.NewAgency(), Role.Manager);
        await manager.GetAsync("/agencies");
        var before = await host.CountOfAsync(manager.Agency);
        var answer = await manager.GetAsync($"/shares?{query}");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code, pointer), (answer.Status, answer.Code, answer.Pointer));
        Assert.Equal(before, await host.CountOfAsync(manager.Agency));
    }

    [Fact]
    public async Task The_partnerships_officer_reads_all_agencies_and_may_name_one()
    {
        var shares = await SomeShares.MadeAsync(host);
        var officer = host.As(host.NewAgency(), "officer", Role.PartnershipIgOfficer);
        Assert.Equal(shares.Named("urgent refused plain decision"), shares.Of(await officer.GetAsync($"/shares?agency={shares.Manager.Agency}", shares.Wait)));
        Assert.Equal(shares.Named("urgent"), shares.Of(await officer.GetAsync($"/shares?family={shares.Family}&mark=RefusedThenShared", shares.Wait)));
        Assert.Equal(shares.Named("urgent"), shares.Of(await officer.GetAsync($"/shares?direction=Received&agency={shares.Recipient}&urgent=true", shares.Wait)));
    }
}
