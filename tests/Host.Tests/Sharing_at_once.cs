using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>An urgent share by HTTP, from the decision that cannot wait to the answer that came later.</summary>
public sealed class Sharing_at_once(RunningHost host)
{
    private const string Urgently = """ "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }""";

    [Fact]
    public async Task What_cannot_wait_is_sent_decided_on_and_completed_afterwards()
    {
        var share = await AShare.BegunAsync(host);
        var worker = share.Worker;
        var id = (string)(await worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        var manager = host.As(worker.Agency, "manager", Role.Manager);

        Is(HttpStatusCode.Conflict, "NOT_AUTHORISED", await AfterOrdinaryOverrideAsync(share));
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(share.Path($"{id}/override"), share.Answers(Urgently))).Status);
        Is(HttpStatusCode.Forbidden, "SEPARATION_OF_DUTIES", await worker.PostAsync(share.Path($"{id}/authorisation"), "{}"));
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }""")).Status);

        var recipient = host.As(AgencyId.Of(share.Recipient), "duty", Role.Practitioner);
        Is(HttpStatusCode.UnprocessableEntity, "RECEIVED_BEFORE_SENT", await recipient.PostAsync(share.Path($"{id}/receipt"), """{ "receivedAt": "2026-01-01T00:00:00Z" }"""));
        Assert.Equal(HttpStatusCode.OK, (await recipient.PostAsync(share.Path($"{id}/receipt"), "{}")).Status);

        Is(HttpStatusCode.UnprocessableEntity, "URGENT_IS_WHOLE", await manager.PostAsync(share.Path($"{id}/authorisation"), """{ "items": [1] }"""));
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync(share.Path($"{id}/authorisation"), """{ "reason": "It could not wait." }""")).Status);
        Is(HttpStatusCode.Conflict, "ANSWERED_ALREADY", await worker.PostAsync(share.Path($"{id}/override/supplement"), """{ "threshold": "LifeAtRisk" }"""));
        Is(HttpStatusCode.Forbidden, "DECIDER_ONLY", await manager.PostAsync(share.Path($"{id}/override/supplement"), """{ "confidence": "OverridingPublicInterest" }"""));
        Assert.Equal(HttpStatusCode.OK, (await worker.PostAsync(share.Path($"{id}/override/supplement"), """{ "confidence": "OverridingPublicInterest", "statute": {} }""")).Status);

        Assert.Equal(
            "share_proposed override_decided lawful_basis_recorded urgent_share_made information_disclosed disclosure_received retrospective_authorised override_supplemented",
            await host.Database.ScalarAsync<string>($"select string_agg(type, ' ' order by seq_id) from safeguard.mt_events where data->>'share' = '{id}'"));
        var last = await worker.GetAsync(share.Family.Path("risk"));
        var line = last.Json["overrides"]!.AsArray().Single(o => (string?)o!["share"] == id)!;
        Assert.True((bool)line["urgent"]!);
        Assert.Equal("Authorised", (string?)line["afterwards"]);
        var row = (await manager.GetAsync($"/shares?family={share.Family.Id}&urgency=DecidedInTime", ("Safeguard-Wait-For", last.Header("Safeguard-Position")!))).Json["rows"]!.AsArray();
        Assert.Equal(id, (string?)Assert.Single(row)!["share"]);
    }

    [Fact]
    public async Task A_Caldicott_guardian_of_the_sending_agency_authorises_it_and_records_nothing_else()
    {
        var share = await AShare.BegunAsync(host);
        var guardian = host.As(share.Worker.Agency, "guardian", Role.CaldicottGuardian);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers())).Status);

        Is(HttpStatusCode.Forbidden, "NOT_YOURS_TO_RECORD", await guardian.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }"""));
        Is(HttpStatusCode.Forbidden, "NOT_YOURS_TO_RECORD", await guardian.PostAsync(share.Family.Path("concerns"), Said.Concern(share.Family)));
        Is(HttpStatusCode.NotFound, "NOT_FOUND", await host.As(host.NewAgency(), "other-guardian", Role.CaldicottGuardian).PostAsync(share.Path($"{id}/authorisation"), "{}"));
        Assert.Equal(0, await host.CountAsync($"e.type = 'share_authorised' and e.data->>'share' = '{id}'"));
        Assert.Equal(HttpStatusCode.OK, (await guardian.PostAsync(share.Path($"{id}/authorisation"), """{ "reason": "The risk to the child weighs more." }""")).Status);
        Assert.Equal(1, await host.CountAsync($"e.type = 'share_authorised' and e.data->>'share' = '{id}' and e.headers->>'role' = 'CaldicottGuardian'"));
    }

    [Fact]
    public async Task A_timer_watches_it_and_says_nothing_before_its_time()
    {
        var share = await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(Urgently))).Status);
        var waiting = $"select count(*) from safeguard.outbox where kind = 'deadline-lapse' and body->>'about' = '{id}'";
        Assert.Equal(1, await host.Database.ScalarAsync<long>($"{waiting} and due > now()"));

        await host.Database.ExecuteAsync($"update safeguard.outbox set due = now() where body->>'about' = '{id}'");
        while (await host.Database.ScalarAsync<long>(waiting) > 0) await Task.Delay(50, TestContext.Current.CancellationToken);

        Assert.Equal(0, await host.Database.ScalarAsync<long>($"select count(*) from safeguard.dead_letters where body->>'about' = '{id}'"));
        Assert.Equal(0, await host.CountAsync("e.type = 'deadline_lapsed'"));
    }

    [Fact]
    public async Task What_failed_to_arrive_is_said_by_the_sender_alone()
    {
        var share = await AShare.BegunAsync(host);
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        Is(HttpStatusCode.Conflict, "NOT_SENT", await share.Worker.PostAsync(share.Path($"{id}/failure"), """{ "error": "Returned." }"""));
        await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers(Urgently));
        var point = await AContact.CheckedAsync(host, share.Recipient);
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/disclosure"), $$"""{ "channel": "SecureEmail", "contactPoint": "{{point}}" }""")).Status);
        Is(HttpStatusCode.NotFound, "SHARE_NOT_FOUND", await host.As(AgencyId.Of(share.Recipient), "duty", Role.Practitioner).PostAsync(share.Path($"{id}/failure"), """{ "error": "Returned." }"""));
        Assert.Equal(HttpStatusCode.OK, (await share.Worker.PostAsync(share.Path($"{id}/failure"), """{ "error": "Returned." }""")).Status);
        Assert.Equal(1, await host.CountAsync($"e.stream_id = '{share.Family.Stream}' and e.type = 'disclosure_failed'"));
    }

    /// <summary>The same without urgency: it waits for somebody's authorisation.</summary>
    private static async Task<Answer> AfterOrdinaryOverrideAsync(AShare share)
    {
        var id = (string)(await share.Worker.PostAsync(share.Family.Path("shares"), share.Proposal)).Json["id"]!;
        await share.Worker.PostAsync(share.Path($"{id}/override"), share.Answers());
        return await share.Worker.PostAsync(share.Path($"{id}/disclosure"), """{ "channel": "Phone" }""");
    }

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
