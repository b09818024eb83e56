using System.Net;
using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>A marked document of the agency that is about to share, and who there may release it.</summary>
public sealed record ADocument(AShare Share, Someone Manager, string Id, string Entry)
{
    /// <summary>The SHA-256 of the file, wherever that is.</summary>
    public const string Sha256 = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

    public static string Body(AFamily family, string marking = "DoNotShareOutsideService", string sha256 = Sha256) => $$"""
        { "title": "Summary of the mother's treatment", "handlingMarking": "{{marking}}", "mediaType": "application/pdf", "size": 48213, "sha256": "{{sha256}}", "about": ["{{family.Mother}}"] }
        """;

    public static async Task<ADocument> RegisteredAsync(RunningHost host, string marking = "DoNotShareOutsideService")
    {
        var share = await AShare.BegunAsync(host);
        var noted = await share.Worker.PostAsync(share.Family.Path("documents"), Body(share.Family, marking));
        Assert.True(noted.Status == HttpStatusCode.Created, noted.Body);
        return new ADocument(share, host.As(share.Worker.Agency, "manager", Role.Manager), (string)noted.Json["id"]!, (string)noted.Json["entries"]![0]!["event"]!);
    }

    public Someone Worker => Share.Worker;

    public AFamily Family => Share.Family;

    /// <summary>A share to the recipient of what is in it.</summary>
    public string Proposal => AShare.Share(Family, Entry, Share.Recipient);

    public string Path(string below = "") => Family.Path($"documents/{Id}{below}");

    public Task<Answer> ReleaseAsync(Someone? by = null) => (by ?? Manager).PostAsync(Path("/release"), $$"""{ "to": ["{{Share.Recipient}}"], "reason": "They need the doses." }""");

    public Task<Answer> TakeBackAsync() => Manager.PostAsync(Path("/release/withdrawal"), """{ "reason": "It is out of date." }""");

    public Task<Answer> CompareAsync(Someone by, string sha256 = Sha256) => by.PostAsync(Path("/compare"), $$"""{ "sha256": "{{sha256}}" }""");
}
