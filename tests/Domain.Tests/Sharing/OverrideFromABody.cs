using System.Text.Json;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeOverride;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class OverrideFromABody
{
    [Fact]
    public void The_answers_are_one_body_with_what_the_edge_adds_left_out()
    {
        var command = JsonSerializer.Deserialize<DecideOverride>(
            """
            {
              "persons": [{ "adult": "019a0000-0000-7000-8000-0000000000a1", "child": "019a0000-0000-7000-8000-0000000000c1", "relation": "BirthParent" }],
              "items": [1, 2],
              "concern": [{ "words": "She was asleep at noon, the child alone.", "on": "2026-11-09", "basis": "Fact", "source": "Observed" }],
              "threshold": "SignificantHarmSuspected",
              "permission": { "state": "Refused" },
              "purpose": { "code": "ChildProtection", "text": "To keep the child safe at home." },
              "necessity": {
                "whyNeeded": "They decide today whether to visit, and know nothing of her use.",
                "optionsConsidered": ["To ask her to call them herself."]
              },
              "proportionality": {
                "harmIfShared": "She may stop coming to us.",
                "harmIfNotShared": "The child stays alone with nobody awake.",
                "conclusion": "The risk to the child weighs more."
              },
              "recipient": { "agency": "social-care", "role": "Duty social worker", "function": "Child protection enquiries" },
              "openness": [{ "person": "019a0000-0000-7000-8000-0000000000a1", "choice": "WillBeToldAfter", "reviewBy": "2026-11-14" }]
            }
            """, EventJson.Options)!;

        Family.Given(Household, Proposal)
            .When(SharingDecider.Decide, command with { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id })
            .Then(Decided, ByHarm);
    }
}
