using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Families;

/// <summary>A command about one family's record. The edge sets <see cref="Family"/> from the address.</summary>
public abstract record FamilyCommand : Command
{
    [SetByEdge]
    public FamilyId Family { get; init; }

    /// <summary>
    /// Which rules are in force in the record's nation, as published up to the entry before those that the command records:
    /// the append holds it against the log as it does the record. Null where nothing was ever published.
    /// </summary>
    [SetByEdge]
    public RuleBook? Rules { get; init; }

    /// <summary>The family's stream, to which almost every decision goes.</summary>
    public StreamKey Stream => StreamKey.Family(Family);

    /// <summary>Whose key seals narrative about the family as a whole.</summary>
    public DataSubject Narrative => DataSubject.Of(Family);
}
