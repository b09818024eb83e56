using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Who can decide for themselves is judged by the age on record, which no caller may say (R3.1.8).</summary>
public sealed class Who_decides(RunningHost host)
{
    [Fact]
    public async Task A_young_child_is_judged_by_a_manager_and_then_no_parent_permits_in_their_place()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync(); // the child is five
        await worker.PostAsync(family.Path("relations"), $$"""{ "from": "{{family.Mother}}", "to": "{{family.Child}}", "kind": "BirthParent", "parentalResponsibility": "Yes", "evidence": "Birth certificate", {{Said.Entry}} }""");
        var manager = host.As(worker.Agency, "manager", Role.Manager);
        var judged = Judged(family.Child, "Gillick");
        var permitted = Said.Consent(family).Replace($"\"person\": \"{family.Mother}\"", $"\"person\": \"{family.Child}\"", StringComparison.Ordinal)
            .Replace("PresumedCapable", "ParentalResponsibility", StringComparison.Ordinal);

        Is(HttpStatusCode.Forbidden, "MANAGER_JUDGES", await worker.PostAsync(family.Path("competence"), judged));
        var answer = await manager.PostAsync(family.Path("competence"), judged);
        Assert.Equal("RARELY_COMPETENT", (string?)Assert.Single(answer.Json["warnings"]!.AsArray())!["code"]);
        var before = await host.CountAsync($"e.stream_id = '{family.Stream}'");
        Is(HttpStatusCode.Conflict, "CHILD_DECIDES", await worker.PostAsync(family.Path("consents/given"), permitted));
        Assert.Equal(before, await host.CountAsync($"e.stream_id = '{family.Stream}'"));
        Assert.Equal(family.Child, (string?)Assert.Single((await worker.GetAsync(family.Path("risk"))).Json["competences"]!.AsArray())!["person"]);
    }

    [Fact]
    public async Task An_adult_is_judged_by_the_capacity_act_and_a_child_by_Gillick()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        Is(HttpStatusCode.UnprocessableEntity, "USE_CAPACITY_ACT", await worker.PostAsync(family.Path("competence"), Judged(family.Mother, "Gillick")));
        Is(HttpStatusCode.UnprocessableEntity, "USE_GILLICK", await worker.PostAsync(family.Path("competence"), Judged(family.Child, "MentalCapacityAct")));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_PERSON", await worker.PostAsync(family.Path("competence"), Judged(Guid.CreateVersion7().ToString(), "Gillick")));
        Is(HttpStatusCode.UnprocessableEntity, "USE_CAPACITY_ACT", await worker.PostAsync(family.Path("consents/given"), Said.Consent(family).Replace("PresumedCapable", "GillickCompetent", StringComparison.Ordinal)));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type in ('competence_assessed', 'consent_given')"));
    }

    [Fact]
    public async Task A_child_whom_nobody_judged_does_not_permit_and_nobody_refuses_without_authority()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var byChild = Said.Consent(family).Replace(family.Mother, family.Child, StringComparison.Ordinal).Replace("PresumedCapable", "GillickCompetent", StringComparison.Ordinal);
        Is(HttpStatusCode.UnprocessableEntity, "NOT_COMPETENT", await worker.PostAsync(family.Path("consents/given"), byChild));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_PERSON", await worker.PostAsync(family.Path("consents/refused"), Refused(family, Guid.CreateVersion7().ToString())));
        Is(HttpStatusCode.UnprocessableEntity, "NO_AUTHORITY", await worker.PostAsync(family.Path("consents/refused"), Refused(family, family.Mother)));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{family.Stream}' and e.type in ('consent_given', 'consent_refused')"));
    }

    private static string Refused(AFamily family, string by) => $$"""
        { "person": "{{family.Child}}", "kind": "ConfidentialityPermission", "purpose": "EarlySupport", "items": ["SubstanceUse"], "recipients": ["luton-csc"], "refusedBy": "{{by}}" }
        """;

    private static string Judged(string person, string framework) => $$"""
        { "person": "{{person}}", "framework": "{{framework}}", "competent": true, "about": "Whether social care is told.", "reasons": "Understands what is told, and to whom." }
        """;

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
