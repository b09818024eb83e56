using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Host.Identity;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>The day of a restriction's review ends nothing, so somebody is shown what is due (domain §2.3).</summary>
public sealed class Restrictions_due(RunningHost host)
{
    [Fact]
    public async Task An_agency_that_restricts_nothing_reads_an_empty_list_and_that_is_a_read()
    {
        var manager = host.As(host.NewAgency(), "manager", Role.Manager);
        var list = await manager.GetAsync("/ig/restrictions?due=true");
        Assert.Equal((HttpStatusCode.OK, 0), (list.Status, list.Json["rows"]!.AsArray().Count));
        Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{manager.Agency}' and e.type = 'searched' and e.data->>'what' = 'restrictions' and e.data->'filter' ? 'due=true'"));
    }

    [Fact]
    public async Task What_is_due_is_told_apart_from_what_is_not_and_what_was_lifted_is_gone()
    {
        var worker = await host.WorkerAsync();
        var (manager, officer) = (host.As(worker.Agency, "manager", Role.Manager), host.As(worker.Agency, "officer", Role.IgOfficer));
        var (due, later, lifted) = (await worker.OpenFamilyAsync(), await worker.OpenFamilyAsync(), await worker.OpenFamilyAsync());
        await DaysAgoAsync(worker.Agency, due);
        foreach (var family in (AFamily[])[later, lifted]) await manager.PostAsync(family.Path("restriction"), Restriction("2099-01-01"));
        await manager.PostAsync(lifted.Path("restriction/lifting"), """{ "reason": "No longer." }""");
        await manager.PostAsync(later.Path($"members/{later.Child}/restriction"), Restriction("2099-02-01"));

        Assert.Equal([due.Id], (await RowsAsync(officer, "?due=true")).Select(Family));
        var all = await RowsAsync(manager, "");
        Assert.Equal([later.Id, later.Id, due.Id], all.Select(Family));
        Assert.Equal([(later.Child, "2099-02-01", false), (null, "2099-01-01", false), (null, Yesterday, true)], all.Select(r => ((string?)r!["person"], (string?)r["reviewDate"], (bool)r["due"]!)));
        Assert.Equal([later.Id, later.Id], (await RowsAsync(manager, "?due=false")).Select(Family));
        Assert.DoesNotContain("threat", all.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(later.Name, all.ToJsonString(), StringComparison.Ordinal);

        var first = (await manager.GetAsync("/ig/restrictions?limit=2", await WaitAsync())).Json;
        var second = (await manager.GetAsync($"/ig/restrictions?limit=2&cursor={first["next"]}")).Json;
        Assert.Equal([later.Id, later.Id, due.Id], first["rows"]!.AsArray().Concat(second["rows"]!.AsArray()).Select(Family));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task It_is_for_officers_and_managers_of_the_agency_that_restricted()
    {
        var worker = await host.WorkerAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        var family = await worker.OpenFamilyAsync();
        await manager.PostAsync(family.Path("restriction"), Restriction("2099-01-01"));
        Assert.Empty(await RowsAsync(host.As(host.NewAgency(), "officer", Role.IgOfficer), ""));
        foreach (var other in (Someone[])[worker, host.As(worker.Agency, "partnership-officer", Role.PartnershipIgOfficer)])
            Assert.Equal((HttpStatusCode.Forbidden, "RESTRICTION_NOT_YOURS"), (await other.GetAsync("/ig/restrictions")) is var no ? (no.Status, no.Code) : default);
        Assert.Equal(2, await host.CountAsync($"e.stream_id = 'access-{worker.Agency}' and e.type = 'access_denied' and e.data->>'what' = 'GetRestrictions'"));
        Assert.Equal((HttpStatusCode.BadRequest, "QUERY_INVALID"), (await manager.GetAsync("/ig/restrictions?agency=x")) is var bad ? (bad.Status, bad.Code) : default);

        await manager.PostAsync(family.Path("conflicts"), """{ "kind": "LivesNear" }""");
        Assert.Empty(await RowsAsync(manager, ""));
    }

    private static string Yesterday => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Restriction(string day) => $$"""{ "level": "Sealed", "reason": "A threat was made.", "reviewDate": "{{day}}" }""";

    private static string? Family(JsonNode? row) => (string?)Assert.Single(row!["families"]!.AsArray());

    private async Task<JsonArray> RowsAsync(Someone who, string query)
    {
        var list = await who.GetAsync($"/ig/restrictions{query}", await WaitAsync());
        Assert.True(list.Status == HttpStatusCode.OK, list.Body);
        return list.Json["rows"]!.AsArray();
    }

    private async Task<(string, string)> WaitAsync() => ("Safeguard-Wait-For", $"{await host.CountAsync("true")}");

    /// <summary>A restriction is said for a day that lies ahead: on a Host three days behind yesterday does.</summary>
    private async Task DaysAgoAsync(AgencyId agency, AFamily family)
    {
        var behind = new Behind();
        await using var other = host.Factory.WithWebHostBuilder(b => b.ConfigureServices(s => s.AddSingleton<TimeProvider>(behind)));
        await RunningHost.ReadyAsync(other);
        var token = host.Factory.Services.GetRequiredService<LocalIssuer>().TokenFor(new Persona("manager", agency, [Role.Manager], ""));
        behind.By = TimeSpan.FromDays(3);
        var said = await new Someone(other.CreateClient(), token).PostAsync(family.Path("restriction"), Restriction(Yesterday));
        Assert.True(said.Status == HttpStatusCode.OK, said.Body);
    }

    private sealed class Behind : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - By;
    }
}
