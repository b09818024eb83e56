using System.Diagnostics;

namespace Safeguard.Domain.Agencies;

/// <summary>What is known of one agency: the fold of <c>agency-{id}</c>. Names of agencies, never of staff.</summary>
public sealed record Agency(AgencyId Id)
{
    public string? Name { get; init; }
    public AgencyKind Kind { get; init; }
    public string Area { get; init; } = "";
    public bool PublicAuthority { get; init; }

    public bool Exists => Name is not null;

    public Agency Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        AgencyRegistered e => this with { Name = e.Name, Kind = e.Kind, Area = e.Area, PublicAuthority = e.PublicAuthority },
        _ => throw new UnreachableException("An agency event that nobody folds."),
    };
}
