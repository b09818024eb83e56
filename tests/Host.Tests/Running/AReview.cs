using System.Net;
using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>A share that was sent urgently, and the officers who may look at it.</summary>
public sealed record AReview(AShare Share, string Id, Someone Officer, Someone OfPartnership, Someone Manager)
{
    private const string Urgently = """ "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }""";

    public static async Task<AReview> ReadyAsync(RunningHost host, AShare? of = null)
    {
        var share = of ?? await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(Urgently))).Status);
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }""")).Status);
        var manager = host.As(share.Worker.Agency, "manager", Role.Manager);
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(share.Path($"{id}/authorisation"), "{}")).Status);
        // Each with an officer of the partnership's own: what one has open elsewhere is theirs to read beside it.
        var partnership = host.NewAgency();
        return new AReview(
            share, id, host.As(share.Worker.Agency, "officer", Role.IgOfficer), host.As(partnership, $"officer-of-{partnership}", Role.PartnershipIgOfficer), manager);
    }

    public AFamily Family => Share.Family;

    public Task<Answer> OpenAsync(Someone by, string body = "{}") => by.PostAsync(Share.Path($"{Id}/reviews"), body);

    /// <summary>The review's id, opened by somebody who may.</summary>
    public async Task<string> OpenedAsync(Someone by, string body = "{}")
    {
        var opened = await OpenAsync(by, body);
        Assert.True(opened.Status == HttpStatusCode.OK, opened.Body);
        return (string)opened.Json["id"]!;
    }

    public string Path(string review, string below = "") => Family.Path($"reviews/{review}{below}");

    /// <summary>How many entries the record has.</summary>
    public Task<long> EntriesAsync(RunningHost host) => host.CountAsync($"e.stream_id = '{Family.Stream}'");
}
