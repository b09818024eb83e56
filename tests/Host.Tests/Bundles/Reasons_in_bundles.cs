using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests.Bundles;

/// <summary>What is sealed about access opens in a bundle to whom the pages answer it, and to nobody else (design D8; domain §5).</summary>
public sealed class Reasons_in_bundles(RunningHost host)
{
    private const string Glass = "Larchglass", Restricted = "Larchrestricted", Identity = "Larchidentity", Typed = "Larchtyped", Panel = "Larchpanel", Purpose = "Larchpurpose";
    private static readonly string[] Marks = [Glass, Restricted, Identity, Typed, Panel, Purpose];

    [Fact]
    public async Task Each_reads_of_them_what_the_pages_answer_and_every_proof_holds()
    {
        var (worker, family) = await RecordAsync();

        await ReadsAsync(worker, family, Glass, Panel, Purpose);
        await ReadsAsync(host.As(worker.Agency, "colleague", Role.Practitioner), family);
        await ReadsAsync(host.As(worker.Agency, "guardian", Role.CaldicottGuardian), family);
        await ReadsAsync(host.As(worker.Agency, "officer", Role.IgOfficer), family, Glass, Restricted, Panel, Purpose);
        await ReadsAsync(host.As(worker.Agency, "manager", Role.Manager), family, Glass, Restricted, Panel, Purpose);
    }

    [Fact]
    public async Task Under_a_review_none_of_them_is_read_with_names_or_without_and_their_entries_are_all_there()
    {
        var (worker, family) = await RecordAsync();
        var review = await ACaseReview.FrozenAsync(host, family, worker);

        await ReadsAsync(review.Reviewer, family);
        await ReadsAsync(review.Lifting, family.Path("bundles?names=true"), []);
        var types = ABundle.Entries(await ABundle.OfAsync(review.Reviewer, family)).Select(e => (string?)e["type"]).ToList();
        Assert.All((string[])["break_glass_used", "record_restricted", "person_restricted", "case_bundle_exported", "record_viewed"], type => Assert.Contains(type, types));
    }

    private static Task ReadsAsync(Someone by, AFamily family, params string[] marks) => ReadsAsync(by, family.Path("bundles"), marks);

    private static async Task ReadsAsync(Someone by, string path, string[] marks)
    {
        var made = await by.PostAsync(path, $"{{ {ABundle.For} }}", ("Accept", "application/json"));
        Assert.True(made.Status == HttpStatusCode.OK, made.Body);
        var check = await ABundle.CheckedAsync(made.Body);
        Assert.True((bool)check["holds"]!, check["findings"]!.ToJsonString());
        var opened = check["entries"]!.ToJsonString();
        Assert.Equal(marks.Order(), Marks.Where(m => opened.Contains(m, StringComparison.Ordinal)).Order());
    }

    /// <summary>A record with each of these in it: of the worker, whose glass and bundle they are, of a colleague and of the manager.</summary>
    private async Task<(Someone Worker, AFamily Family)> RecordAsync()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        await DoneAsync(host.As(worker.Agency, "colleague", Role.Practitioner), "timeline/search", $$"""{ "text": "{{Typed}}" }""");
        await DoneAsync(manager, "restriction", $$"""{ "level": "Team", "reason": "{{Restricted}}", "reviewDate": "2099-01-01" }""");
        await DoneAsync(manager, $"members/{family.Child}/restriction", $$"""{ "level": "Sealed", "reason": "{{Identity}}", "reviewDate": "2099-01-01" }""");
        await DoneAsync(worker, "break-glass", $$"""{ "reason": "She is missing since Friday and her name must go to the police. {{Glass}}", "minutes": 30 }""");
        await DoneAsync(worker, "bundles", $$"""{ "madeFor": "{{Panel}}", "purpose": "{{Purpose}}" }""");
        return (worker, family);

        async Task DoneAsync(Someone by, string path, string body)
        {
            var answer = await by.PostAsync(family.Path(path), body);
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent, $"{path}: {answer.Body}");
        }
    }
}
