using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;

namespace Safeguard.Host.Sharing;

/// <summary>What the log holds of the entries that a share's items cite.</summary>
internal static class CitedEntries
{
    public static async Task<IReadOnlyList<KnownEntry>> OfAsync(IReadOnlyList<OfferedItem> items, EventReader events, CancellationToken stop)
    {
        var cited = In(items);
        return cited.Count == 0 ? [] : Known(await events.ByIdAsync(cited, stop));
    }

    public static IReadOnlyList<EventId> In(IReadOnlyList<OfferedItem> items) => [.. items.Select(i => i.Source).OfType<EventId>().Distinct()];

    public static IReadOnlyList<KnownEntry> Known(IEnumerable<RecordedEvent> cited) =>
        [.. cited.Select(e => new KnownEntry(e.Id, e.Stream, e.Agency, IsCommon(e.Event)))];

    /// <summary>Members, relations and residence are common to all agencies on a record (design D11).</summary>
    private static bool IsCommon(DomainEvent recorded) => recorded is HouseholdMemberJoined or HouseholdMemberLeft or RelationshipAsserted;
}
