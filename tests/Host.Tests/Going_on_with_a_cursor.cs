using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The pages after the first answer the question of the first, and no other.</summary>
public sealed class Going_on_with_a_cursor(RunningHost host)
{
    [Theory]
    [InlineData("/shares", "", "asOf={then}")]
    [InlineData("/shares", "asOf={now}", "")]
    [InlineData("/shares", "asOf={now}", "asOf={then}")]
    [InlineData("/shares", "kind=Share", "")]
    [InlineData("/shares", "kind=Share", "kind=DecisionNotToShare")]
    [InlineData("/overrides", "", "asOf={then}")]
    [InlineData("/ig/worklist", "", "asOf={then}")]
    [InlineData("/access-log", "", "asOf={then}")]
    [InlineData("/families/{family}/access-log", "", "asOf={then}")]
    [InlineData("/families/{family}/timeline", "", "category=Concern")]
    [InlineData("/families/{family}/timeline", "", "asOf={now}")]
    [InlineData("/families/{family}/audit-trail", "", "/families/{other}/audit-trail")]
    [InlineData("/shares", "", "/overrides")]
    public async Task It_belongs_to_the_address_the_moment_and_the_filters_of_the_page_before(string address, string asked, string instead)
    {
        var shares = await SomeShares.MadeAsync(host);
        var officer = host.As(shares.Manager.Agency, "officer", Role.Practitioner, Role.IgOfficer);
        var other = await officer.OpenFamilyAsync();
        var now = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture).Replace("+", "%2B", StringComparison.Ordinal);
        string In(string text) => text.Replace("{family}", shares.Family, StringComparison.Ordinal).Replace("{other}", other.Id, StringComparison.Ordinal)
            .Replace("{now}", now, StringComparison.Ordinal).Replace("{then}", "2026-01-05T09:00:00Z", StringComparison.Ordinal);

        for (var i = 0; i < 2; i++) await officer.GetAsync(In("/families/{family}/risk")); // lines of the access log
        var first = await officer.GetAsync(In($"{address}?limit=1&{asked}"), ("Safeguard-Wait-For", $"{await host.CountAsync("true")}"));
        Assert.True(first.Status == HttpStatusCode.OK && first.Json["next"] is not null, first.Body);
        var own = await officer.GetAsync(In($"{address}?limit=2&{asked}&cursor={first.Json["next"]}"));
        Assert.True(own.Status == HttpStatusCode.OK, own.Body);

        var before = await host.CountOfAsync(officer.Agency);
        var refused = await officer.GetAsync(In(instead.StartsWith('/') ? $"{instead}?limit=1&cursor={first.Json["next"]}" : $"{address}?limit=1&{instead}&cursor={first.Json["next"]}"));
        Assert.Equal((HttpStatusCode.BadRequest, "CURSOR_OF_ANOTHER_QUESTION", "cursor"), (refused.Status, refused.Code, refused.Pointer));
        Assert.Equal(before, await host.CountOfAsync(officer.Agency));
    }

    [Fact]
    public async Task A_question_about_the_past_is_answered_of_the_past_on_every_page()
    {
        var shares = await SomeShares.MadeAsync(host);
        var asOf = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture).Replace("+", "%2B", StringComparison.Ordinal);
        var first = await shares.Manager.GetAsync($"/shares?asOf={asOf}&limit=2", shares.Wait);
        await shares.Worker.PostAsync($"/families/{shares.Family}/shares/{shares.Ids["urgent"]}/recall", """{ "reason": "It went to the wrong team." }""");
        var second = await shares.Manager.GetAsync($"/shares?asOf={asOf}&limit=2&cursor={first.Json["next"]}");
        Assert.Equal(shares.Named("urgent refused plain decision"), string.Join(' ', $"{shares.Of(first)} {shares.Of(second)}".Split(' ').Order()));
    }
}
