using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Access;

namespace Safeguard.Projections;

/// <summary>What of a restriction the risk view's row keeps.</summary>
public sealed record RestrictionEntry(Origin Origin, RestrictionLevel Level, DateOnly ReviewDate);

/// <summary>One record, or one person's identity, that is or was restricted: few are. Lists leave out records that shut their reader out.</summary>
/// <param name="Family">The record; null for a person.</param>
/// <param name="Person">The person; null for a record.</param>
public sealed record RestrictedRow(FamilyId? Family, PersonId? Person)
{
    /// <summary>Null once it was lifted, like all that follows.</summary>
    public RestrictionLevel? Level { get; init; }
    public AgencyId? By { get; init; }
    public ImmutableArray<ActorId> Allowed { get; init; } = [];
    public DateOnly? ReviewDate { get; init; }
    /// <summary>When it was said last.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The restriction as it stands; null for none.</summary>
    public Restriction? Standing() => this is { Level: { } level, By: { } by, ReviewDate: { } review } ? new Restriction(level, by, Allowed, review) : null;
}

/// <summary>Which records and which people's identities are restricted.</summary>
public static class RestrictedRegister
{
    public static string? KeyOf(RecordedEvent recorded) =>
        recorded.Event is RestrictionEvent or PersonRestricted or PersonRestrictionLifted ? recorded.Stream.Value : null;

    public static RestrictedRow? Evolve(RestrictedRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        RecordRestricted e => Said(OfRecord(recorded), recorded, e.Level, e.AllowedActors, e.ReviewDate),
        PersonRestricted e => Said(new RestrictedRow(null, e.Person), recorded, e.Level, e.AllowedActors, e.ReviewDate),
        RestrictionLifted => OfRecord(recorded),
        PersonRestrictionLifted e => new RestrictedRow(null, e.Person),
        _ => row,
    };

    private static RestrictedRow OfRecord(RecordedEvent recorded) => new(FamilyId.From(Guid.Parse(recorded.Stream.Id)), null);

    private static RestrictedRow Said(RestrictedRow row, RecordedEvent recorded, RestrictionLevel level, IReadOnlyList<ActorId> allowed, DateOnly review) =>
        row with { Level = level, By = recorded.Agency, Allowed = [.. allowed], ReviewDate = review, Since = recorded.RecordedAt };
}
