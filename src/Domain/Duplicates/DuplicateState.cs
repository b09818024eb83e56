using System.Diagnostics;

namespace Safeguard.Domain.Duplicates;

/// <summary>Whether it was looked for others like one record: the fold of <c>duplicates-{family}</c>.</summary>
public sealed record DuplicateState(FamilyId Family)
{
    public bool LookedFor { get; init; }

    public DuplicateState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        DuplicatesLookedFor => this with { LookedFor = true },
        _ => throw new UnreachableException("An event about duplicates that nobody folds."),
    };
}
