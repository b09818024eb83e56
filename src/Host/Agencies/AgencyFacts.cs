using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Views;

namespace Safeguard.Host.Agencies;

/// <summary>What is registered of agencies, for decisions about others than the caller's own.</summary>
public sealed class AgencyFacts(StreamViews views)
{
    /// <summary>Both agencies of a share.</summary>
    public async Task<ShareParties> PartiesAsync(AgencyId sender, AgencyId recipient, CancellationToken stop) =>
        new(await FindAsync(sender, stop), await FindAsync(recipient, stop));

    /// <summary>The agency; null for one that is not registered.</summary>
    public async Task<Agency?> FindAsync(AgencyId agency, CancellationToken stop) =>
        (await views.LoadAsync<Agency>(StreamKey.Agency(agency), stop)).State is { Exists: true } known ? known : null;
}
