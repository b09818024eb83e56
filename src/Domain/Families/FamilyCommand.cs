namespace Safeguard.Domain.Families;

/// <summary>A command about one family's record. The edge sets <see cref="Family"/> from the address.</summary>
public abstract record FamilyCommand : Command
{
    [SetByEdge]
    public FamilyId Family { get; init; }

    /// <summary>The family's stream, to which almost every decision goes.</summary>
    public StreamKey Stream => StreamKey.Family(Family);

    /// <summary>Whose key seals narrative about the family as a whole.</summary>
    public DataSubject Narrative => DataSubject.Of(Family);
}
