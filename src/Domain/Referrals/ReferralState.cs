using System.Collections.Immutable;

namespace Safeguard.Domain.Referrals;

/// <summary>What deciding needs of the concerns and referrals of one family.</summary>
public sealed record ReferralState
{
    public static ReferralState Empty { get; } = new();

    /// <summary>The agencies to which a referral was made.</summary>
    public ImmutableArray<AgencyId> Receivers { get; init; } = [];

    /// <summary>True when a referral about this family was made to the agency.</summary>
    public bool ReachedBy(AgencyId agency) => Receivers.Contains(agency);

    public ReferralState Evolve(RecordedEvent recorded) => this;
}
