using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>A share about to be made: who would send it, of which family, from which entry, to whom.</summary>
public sealed record AShare(Someone Worker, AFamily Family, string Concern, string Recipient)
{
    /// <summary>A family with a concern, and a registered agency that might be told.</summary>
    public static async Task<AShare> BegunAsync(RunningHost host, string name = "worker")
    {
        var worker = await host.WorkerAsync(name: name);
        var family = await worker.OpenFamilyAsync();
        var concern = await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var recipient = host.NewAgency();
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies",
            $$"""{ "agency": "{{recipient}}", "name": "Invented social care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }""");
        return new AShare(worker, family, (string)concern.Json["entries"]![0]!["event"]!, recipient.Value);
    }

    /// <summary>By when the mother is told, who is not told before.</summary>
    private static string ReviewBy => DateTimeOffset.UtcNow.AddDays(5).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public string Proposal => Share(Family, Concern, Recipient);

    /// <summary>Its answers, with whatever else is said.</summary>
    public string Answers(string? more = null) => Override(Family, Recipient, more);

    public string Path(string below) => Family.Path($"shares/{below}");

    public static string Share(AFamily family, string source, string recipient) => $$"""
        {
          "subjects": ["{{family.Mother}}", "{{family.Child}}"], "recipient": { "agency": "{{recipient}}" }, "purpose": "ChildProtection", "ground": "Override",
          "items": [{ "category": "Concern", "source": "{{source}}", "text": "The child was drowsy.", "about": "{{family.Child}}" }]
        }
        """;

    public static string Override(AFamily family, string recipient, string? more = null) => $$"""
        {
          "persons": [{ "adult": "{{family.Mother}}", "child": "{{family.Child}}", "relation": "BirthParent" }], "items": [1],
          "concern": [{ "words": "The child was drowsy on arrival.", "on": "2026-01-05", "basis": "Fact", "source": "Observed" }],
          "threshold": "SignificantHarmSuspected", "permission": { "state": "Refused" },
          "purpose": { "code": "ChildProtection", "text": "To keep the child safe." },
          "necessity": { "whyNeeded": "They decide today whether to visit the home.", "optionsConsidered": ["To ask her to call them."] },
          "proportionality": { "harmIfShared": "She may stop coming to us.", "harmIfNotShared": "The child stays with nobody awake.", "conclusion": "The risk to the child weighs more." },
          "recipient": { "agency": "{{recipient}}", "role": "Duty social worker", "function": "Child protection enquiries" },
          {{(more is null ? "" : $"{more},")}}
          "openness": [{ "person": "{{family.Mother}}", "choice": "WillBeToldAfter", "reviewBy": "{{ReviewBy}}" }]
        }
        """;
}
