using Safeguard.Domain;
using Safeguard.Domain.Duplicates;

namespace Safeguard.Projections;

/// <summary>One record that was opened although others may be about the same child (design §5). Ids and codes only.</summary>
/// <param name="Family">The record that was opened later.</param>
public sealed record DuplicateRow(FamilyId Family, DateTimeOffset FoundAt, IReadOnlyList<SimilarRecord> Similar);

/// <summary>
/// The duty managers' list of possible duplicates. A line stays until records can be linked and closed as superseded
/// (domain §2.2): those events, once they exist, end it here.
/// </summary>
public static class DuplicateRegister
{
    /// <summary>A look that found nothing has no line.</summary>
    public static string? KeyOf(RecordedEvent recorded) =>
        recorded.Event is DuplicatesLookedFor { Similar.Count: > 0 } looked ? looked.Family.ToString() : null;

    public static DuplicateRow? Evolve(DuplicateRow? row, RecordedEvent recorded) =>
        recorded.Event is DuplicatesLookedFor looked ? new DuplicateRow(looked.Family, recorded.RecordedAt, looked.Similar) : row;
}
