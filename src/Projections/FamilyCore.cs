using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

/// <summary>
/// What is common to all agencies on a record: its reference and place, members with residence, relations (design
/// D11). Beside it the things of the record that the reader may see, by their ids alone.
/// </summary>
public sealed record FamilyCore(FamilyId Family, string Reference, Jurisdiction Jurisdiction, string Area)
{
    public IReadOnlyList<MemberLine> Members { get; init; } = [];
    public IReadOnlyList<RelationLine> Relations { get; init; } = [];
    public IReadOnlyList<ThingKey> Things { get; init; } = [];

    /// <summary>The entries whose text is in this answer: words about a relation, for the agency that wrote them.</summary>
    public IReadOnlyList<EventId> Shown { get; init; } = [];

    /// <summary>The answer for one reader; null before the record was opened, and for a reader who reads no record.</summary>
    /// <inheritdoc cref="FamilyRiskView.Of"/>
    public static FamilyCore? Of(
        FamilyRisk row, IReadOnlyDictionary<PersonId, Identity> people, Reader reader, DateOnly on, DateTimeOffset asOf) =>
        new RiskReading(row.CorrectedFor(reader), people, new Sight(reader, row), on, asOf).Core();
}
