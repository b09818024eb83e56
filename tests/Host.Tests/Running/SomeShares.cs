using System.Net;
using System.Text.Json.Nodes;
using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>One agency's shares of today: one urgent and sent though refused, one refused and not sent, one proposed, and a decision of 5 January not to share.</summary>
public sealed record SomeShares(Someone Worker, Someone Manager, AgencyId Recipient, string Family, Dictionary<string, string> Ids, string Position)
{
    public (string, string) Wait => ("Safeguard-Wait-For", Position);

    /// <param name="by">Who proposes and decides them.</param>
    public static async Task<SomeShares> MadeAsync(RunningHost host, string by = "worker")
    {
        var share = await AShare.BegunAsync(host, by);
        var worker = share.Worker;
        var ids = new Dictionary<string, string>();
        foreach (var name in (string[])["urgent", "refused", "plain"])
            ids[name] = (string)(await worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        await Ok(worker.PostAsync(share.Path($"{ids["urgent"]}/override"), share.Answers(""" "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }""")));
        await Ok(worker.PostAsync(share.Path($"{ids["urgent"]}/disclosure"), """{ "channel": "Phone" }"""));
        await Ok(worker.PostAsync(share.Path($"{ids["refused"]}/override"), share.Answers()));
        var decision = await worker.PostAsync(share.Family.Path("non-shares"), $$"""
            { "subjects": ["{{share.Family.Child}}"], "considered": "{{share.Recipient}}", "reasons": "Nothing points to harm now.", "harmIfNotShared": "No harm is seen to follow.", "detrimentalToChild": false, "reviewBy": "{{Day(10)}}", {{Said.Entry}} }
            """);
        Assert.Equal(HttpStatusCode.Created, decision.Status);
        ids["decision"] = (string)decision.Json["id"]!;
        return new SomeShares(worker, host.As(worker.Agency, "manager", Role.Manager), AgencyId.Of(share.Recipient), share.Family.Id, ids, decision.Header("Safeguard-Position") ?? (string)decision.Json["entries"]![0]!["position"]!.ToString());

        static async Task Ok(Task<Answer> sent) => Assert.True((await sent).Status == HttpStatusCode.OK, (await sent).Body);
    }

    public string In(string query) => query.Replace("{to}", Recipient.Value, StringComparison.Ordinal).Replace("{today}", Day(0), StringComparison.Ordinal)
        .Replace("{yesterday}", Day(-1), StringComparison.Ordinal).Replace("{tomorrow}", Day(1), StringComparison.Ordinal);

    /// <summary>The names of the lines that an answer has, in no order.</summary>
    public string Of(Answer answer) => string.Join(' ', answer.Json["rows"]!.AsArray().Select(NameOf).Order());

    public string Named(string names) => string.Join(' ', names.Split(' ').Order());

    /// <summary>A London day, counted from today.</summary>
    public static string Day(int days) => Domain.Time.LondonTime.DateOf(DateTimeOffset.UtcNow).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string NameOf(JsonNode? row) => Ids.Single(i => i.Value == (string?)row!["share"]).Key;
}
