using Safeguard.Domain.Families;

namespace Safeguard.Domain.Duplicates;

/// <summary>What the timer of <see cref="DuplicateTimers.Check"/> asks for, once the record is open.</summary>
public sealed record LookForDuplicates : FamilyCommand
{
    /// <summary>What was found.</summary>
    [SetByEdge]
    public IReadOnlyList<SimilarRecord> Similar { get; init; } = [];
}

/// <summary>
/// Notes records that may be about the same child. They are linked, and one of them closed, by a person (design D4):
/// nothing here merges anything, and no command for it exists yet.
/// </summary>
public static class DuplicateDecider
{
    /// <summary>Not in the family's stream: there it would move the ETag, and so tell the opener (design §5).</summary>
    public static Decision Decide(DuplicateState looked, LookForDuplicates command)
    {
        if (!command.By.Has(Role.System)) return DuplicateRefusals.OnlyTheService;
        if (looked.LookedFor) return Decision.NoChange;
        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
            Decision.Record(StreamKey.Duplicates(command.Family), new DuplicatesLookedFor(command.Family, command.Similar) { Envelope = envelope }));
    }
}

/// <summary>What looking for duplicates can be refused for.</summary>
public static class DuplicateRefusals
{
    public static readonly Refusal OnlyTheService = Refusal.NotAllowed("SYSTEM_ONLY",
        "Only the service itself looks for records that you may not see.", "design §5",
        "There is nothing to do: it looks whenever a record is opened.");
}
