using System.Collections.Immutable;

namespace Safeguard.Domain.Sharing;

/// <summary>What deciding needs of the shares of one family.</summary>
public sealed record SharingState
{
    public static SharingState Empty { get; } = new();

    /// <summary>The agencies to which something was disclosed.</summary>
    public ImmutableArray<AgencyId> Recipients { get; init; } = [];

    /// <summary>True when information about this family was disclosed to the agency.</summary>
    public bool ReachedBy(AgencyId agency) => Recipients.Contains(agency);

    public SharingState Evolve(RecordedEvent recorded) => this;
}
