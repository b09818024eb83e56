using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Access;

namespace Safeguard.Domain.Agencies;

/// <summary>What is known of one agency: the fold of <c>agency-{id}</c>. Names of agencies, never of staff.</summary>
public sealed record Agency(AgencyId Id)
{
    public string? Name { get; init; }
    public AgencyKind Kind { get; init; }
    public string Area { get; init; } = "";
    public bool PublicAuthority { get; init; }

    /// <summary>The duties that it stands in, and when.</summary>
    public ImmutableArray<DutyPeriod> Duties { get; init; } = [];

    /// <summary>When it closed or was merged, or will; null while no end is known.</summary>
    public AgencyEnd? End { get; init; }

    /// <summary>Where it is reached, in the order of the checks. Addresses and numbers are not here: they stay sealed in their events.</summary>
    public ImmutableArray<ContactPoint> ContactPoints { get; init; } = [];

    public bool Exists => Name is not null;

    public ContactPoint? Find(ContactPointId id) => ContactPoints.FirstOrDefault(p => p.Id == id);

    /// <summary>The end, where it has come by a day: from then on nothing is shared with the agency.</summary>
    public AgencyEnd? EndedBy(DateOnly on) => End is { } end && end.On <= on ? end : null;

    /// <summary>
    /// Whether it stands in the nation's duty to share or report on a day: by what it is, or, in England, by an arrangement with
    /// an agency that does by what it is (Children Act 2004 s.16LA(4)(c)). Who works for another provider has no such arrangement.
    /// </summary>
    /// <param name="principals">What is registered of those who made arrangements with it; one that is not here brings nobody in.</param>
    public bool StandsInDuty(Jurisdiction jurisdiction, DateOnly on, IEnumerable<Agency> principals) => jurisdiction == Jurisdiction.Wales
        ? Holds(on).Any(d => d.Scope == DutyScope.RelevantPartnerInWales)
        : StandsInDutyItself(on) || Holds(on).Any(d => d.Scope == DutyScope.Contracted && principals.Any(p => p.Id == d.ContractedBy && p.StandsInDutyItself(on)));

    /// <summary>Whether it is in the duty of Children Act 2004 s.16LA on a day by what it is: (4)(a) and (b).</summary>
    public bool StandsInDutyItself(DateOnly on) => Holds(on).Any(d => d.Scope is DutyScope.Section11Body or DutyScope.Section16EAgency);

    /// <summary>The duties of a day; whoever has ended has none.</summary>
    private IEnumerable<DutyPeriod> Holds(DateOnly on) => EndedBy(on) is null ? Duties.Where(d => d.Covers(on)) : [];

    public Agency Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        AgencyRegistered e => this with { Name = e.Name, Kind = e.Kind, Area = e.Area, PublicAuthority = e.PublicAuthority },
        DutyScopeDeclared e => this with { Duties = Duties.Add(new DutyPeriod(e.Scope, e.From, e.To) { ContractedBy = e.ContractedBy }) },
        DutyScopeEnded e => this with { Duties = [.. Duties.Select(d => d.Is(e.Scope, e.From, e.ContractedBy) ? d with { To = e.To } : d)] },
        AgencyClosed e => this with { End = new AgencyEnd(e.On, Merged: false, e.Successor) },
        AgencyMerged e => this with { End = new AgencyEnd(e.On, Merged: true, e.Into) },
        ContactPointVerified e => this with
        {
            ContactPoints = ContactPoints.Add(new ContactPoint(e.Point, e.Channel, e.VerifiedBy, e.VerifiedOn, e.Expires) { Scheme = e.Scheme }),
        },
        ContactPointRetired e => this with { ContactPoints = [.. ContactPoints.Select(p => p.Id == e.Point ? p with { RetiredOn = e.On } : p)] },
        // Said of its people, and no part of the directory.
        StaffEvent => this,
        _ => throw new UnreachableException("An agency event that nobody folds."),
    };
}

/// <summary>A duty, and the days on which the agency stands in it, both included.</summary>
public sealed record DutyPeriod(DutyScope Scope, DateOnly From, DateOnly? To)
{
    /// <summary>The agency that made the arrangement, for a contracted provider.</summary>
    public AgencyId? ContractedBy { get; init; }

    /// <summary>Whether it is the period that began on a day: of one scope, and with one agency, no two begin on the same.</summary>
    public bool Is(DutyScope scope, DateOnly from, AgencyId? contractedBy) => (Scope, From, ContractedBy) == (scope, from, contractedBy);

    public bool Covers(DateOnly on) => From <= on && (To is not { } last || on <= last);

    /// <summary>Whether two periods have a day in common.</summary>
    public bool Overlaps(DateOnly from, DateOnly? to) => (To is not { } last || from <= last) && (to is not { } end || From <= end);
}

/// <summary>The end of an agency.</summary>
/// <param name="On">The first day without it.</param>
/// <param name="Merged">Whether it became a part of its successor; otherwise it closed.</param>
/// <param name="Successor">Who took over its work; null where nobody did.</param>
public sealed record AgencyEnd(DateOnly On, bool Merged, AgencyId? Successor);
