using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Views;

namespace Safeguard.Host.Agencies;

/// <summary>What is registered of agencies, for decisions about others than the caller's own.</summary>
public sealed class AgencyFacts(StreamViews views)
{
    /// <summary>Both agencies of a share.</summary>
    public async Task<ShareParties> PartiesAsync(AgencyId sender, AgencyId recipient, CancellationToken stop)
    {
        // An agency that would share with itself is refused; here it is looked up once.
        var both = await views.LoadAsync<Agency>([.. new[] { sender, recipient }.Distinct().Select(StreamKey.Agency)], stop);
        return await PartiesAsync(both[0].State, both[^1].State, stop);
    }

    /// <summary>Both agencies of a share, as they were loaded, and those who made arrangements with one of them: most have none, and nothing more is read.</summary>
    public async Task<ShareParties> PartiesAsync(Agency sender, Agency recipient, CancellationToken stop)
    {
        var parties = new ShareParties(Known(sender), Known(recipient));
        StreamKey[] principals = [.. parties.ContractedBy.Select(StreamKey.Agency)];
        return principals is [] ? parties : parties with { Principals = [.. (await views.LoadAsync<Agency>(principals, stop)).Select(p => p.State)] };
    }

    /// <summary>Which of these are registered; beyond so many nobody looks.</summary>
    public async Task<IReadOnlyList<AgencyId>> RegisteredAsync(IEnumerable<AgencyId> agencies, int most, CancellationToken stop) =>
        [.. (await views.LoadAsync<Agency>([.. agencies.Distinct().Take(most).Select(StreamKey.Agency)], stop)).Select(a => a.State).Where(a => a.Exists).Select(a => a.Id)];

    /// <summary>The agency; null for one that is not registered.</summary>
    public async Task<Agency?> FindAsync(AgencyId agency, CancellationToken stop) =>
        Known((await views.LoadAsync<Agency>(StreamKey.Agency(agency), stop)).State);

    private static Agency? Known(Agency agency) => agency.Exists ? agency : null;
}
