using System.Collections.Immutable;

namespace Safeguard.Domain.Access;

/// <summary>A declared conflict that stands.</summary>
public sealed record Conflict(ActorId Who, FamilyId Family, ConflictKind Kind);

/// <summary>What somebody is not to search for, sealed.</summary>
public sealed record OwnHousehold(ActorId Who, Personal<string>? FamilyName, Personal<string>? Postcode);

/// <summary>Of the people of one agency, what shuts them out: the fold of the staff events of <c>agency-{id}</c>.</summary>
public sealed record AgencyStaff(AgencyId Agency)
{
    public ImmutableArray<Conflict> Conflicts { get; init; } = [];
    public ImmutableArray<OwnHousehold> Households { get; init; } = [];
    /// <summary>Who may not break the glass.</summary>
    public ImmutableArray<ActorId> Suspended { get; init; } = [];

    /// <summary>The conflict of somebody with a family; null for none.</summary>
    public Conflict? Of(ActorId who, FamilyId family) => Conflicts.FirstOrDefault(c => c.Who == who && c.Family == family);

    /// <summary>What somebody is not to search for; null where they said nothing.</summary>
    public OwnHousehold? HouseholdOf(ActorId who) => Households.FirstOrDefault(h => h.Who == who);

    public AgencyStaff Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        ConflictDeclared e => this with { Conflicts = [.. Conflicts.Where(c => c.Who != e.Who || c.Family != e.Family), new Conflict(e.Who, e.Family, e.Kind)] },
        ConflictLifted e => this with { Conflicts = [.. Conflicts.Where(c => c.Who != e.Who || c.Family != e.Family)] },
        OwnHouseholdDeclared e => this with { Households = [.. Households.Where(h => h.Who != e.Who), new OwnHousehold(e.Who, e.FamilyName, e.Postcode)] },
        BreakGlassSuspended e => Suspended.Contains(e.Who) ? this : this with { Suspended = Suspended.Add(e.Who) },
        BreakGlassRestored e => this with { Suspended = Suspended.Remove(e.Who) },
        // Of an agency there is more in its stream than of its people.
        _ => this,
    };
}
