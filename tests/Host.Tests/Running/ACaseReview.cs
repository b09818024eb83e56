using System.Net;
using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>A review of one family, with people of an agency that no other test knows.</summary>
public sealed record ACaseReview(string Id, AFamily Family, Someone Worker, Someone Chair, Someone Reviewer, Someone Lifting)
{
    public string Path(string below = "") => $"/case-reviews/{Id}{below}";

    /// <summary>Opened by a chair; nobody reads yet.</summary>
    public static async Task<ACaseReview> OpenedAsync(RunningHost host, AFamily? of = null, Someone? by = null)
    {
        var worker = by ?? await host.WorkerAsync();
        var family = of ?? await worker.OpenFamilyAsync();
        var partnership = host.NewAgency();
        await host.As(partnership, Role.Administrator).PostAsync("/agencies", $$"""
            { "agency": "{{partnership}}", "name": "Invented partnership", "kind": "Partnership", "area": "Luton", "publicAuthority": true }
            """);
        var chair = host.As(partnership, "chair", Role.ReviewChair);
        var opened = await chair.PostAsync("/case-reviews", $$"""
            { "kind": "ChildSafeguardingPracticeReview", "nation": "England", "from": "2025-11-01", "to": "2026-11-30", "records": ["{{family.Id}}"], "terms": "What was known, by whom, when." }
            """);
        Assert.True(opened.Status == HttpStatusCode.Created, opened.Body);
        return new ACaseReview((string)opened.Json["id"]!, family, worker, chair,
            host.As(partnership, "reviewer", Role.Reviewer), host.As(partnership, "lifting", Role.Reviewer));
    }

    /// <summary>Two reviewers, one of whom may see names, and the evidence frozen.</summary>
    public static async Task<ACaseReview> FrozenAsync(RunningHost host, AFamily? of = null, Someone? by = null)
    {
        var review = await OpenedAsync(host, of, by);
        foreach (var (name, lifts) in ((string, string)[])[("reviewer", "false"), ("lifting", "true")])
            Assert.Equal(HttpStatusCode.OK, (await review.GrantAsync(name, lifts)).Status);
        Assert.Equal(HttpStatusCode.OK, (await review.FreezeAsync()).Status);
        return review;
    }

    public Task<Answer> GrantAsync(string name, string lifts = "false") =>
        Chair.PostAsync(Path("/reviewers"), $$"""{ "reviewer": "{{name}}", "agency": "{{Chair.Agency}}", "liftsPseudonyms": {{lifts}} }""");

    public Task<Answer> FreezeAsync() => Chair.PostAsync(Path("/freeze"), "{}");
}
