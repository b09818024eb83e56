using Safeguard.Domain;
using Safeguard.Domain.Access;

namespace Safeguard.Projections;

/// <summary>What of a restriction the risk view's row keeps.</summary>
public sealed record RestrictionEntry(Origin Origin, RestrictionLevel Level, DateOnly ReviewDate);

/// <summary>One record that is or was restricted: few are, and lists leave out those that shut their reader out.</summary>
/// <param name="Restriction">Null once it was lifted.</param>
public sealed record RestrictedRow(FamilyId Family, Restriction? Restriction);

/// <summary>Which records are restricted.</summary>
public static class RestrictedRegister
{
    public static string? KeyOf(RecordedEvent recorded) => recorded.Event is RestrictionEvent ? recorded.Stream.Id : null;

    public static RestrictedRow? Evolve(RestrictedRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        RecordRestricted e => new RestrictedRow(FamilyOf(recorded), new Restriction(e.Level, recorded.Agency, [.. e.AllowedActors], e.ReviewDate)),
        RestrictionLifted => new RestrictedRow(FamilyOf(recorded), null),
        _ => row,
    };

    private static FamilyId FamilyOf(RecordedEvent recorded) => FamilyId.From(Guid.Parse(recorded.Stream.Id));
}
