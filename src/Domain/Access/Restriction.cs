using System.Collections.Immutable;

namespace Safeguard.Domain.Access;

/// <summary>A restriction that stands, of a record or of a person.</summary>
/// <param name="By">The agency that restricted, and that alone changes and lifts it.</param>
/// <param name="Allowed">For <see cref="RestrictionLevel.Named"/>: who may still read.</param>
public sealed record Restriction(RestrictionLevel Level, AgencyId By, ImmutableArray<ActorId> Allowed, DateOnly ReviewDate)
{
    /// <summary>Whether somebody may not read because of it. Whether the record is open to their agency at all is another question.</summary>
    public bool ShutsOut(ActorId who, AgencyId agency) => Level switch
    {
        RestrictionLevel.Team => agency != By,
        RestrictionLevel.Named => !Allowed.Contains(who),
        _ => true,
    };

    /// <inheritdoc cref="ShutsOut(ActorId, AgencyId)"/>
    public bool ShutsOut(Actor actor) => ShutsOut(actor.Id, actor.Agency);

    /// <summary>Whether it says the same.</summary>
    internal bool Says(RestrictionLevel level, AgencyId by, IReadOnlyList<ActorId> allowed, DateOnly review) =>
        Level == level && By == by && ReviewDate == review && Allowed.SequenceEqual(allowed);
}
