using Safeguard.Domain.Families;

namespace Safeguard.Domain.Persons;

/// <summary>Records a number for somebody of the family, such as an NHS number learned after they were added.</summary>
public sealed record AssignIdentifier : FamilyCommand
{
    public required PersonId Person { get; init; }
    public required IdentifierScheme Scheme { get; init; }
    public string? Value { get; init; }
    /// <summary>Everybody alive who has this identifier already, the person among them if it is so.</summary>
    [SetByEdge]
    public IReadOnlyList<IdentifierHolder> HeldBy { get; init; } = [];
}
