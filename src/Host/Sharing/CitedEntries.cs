using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;

namespace Safeguard.Host.Sharing;

/// <summary>What the log holds of the entries that a share's items cite, and the statements of an override.</summary>
internal static class CitedEntries
{
    public static async Task<IReadOnlyList<KnownEntry>> OfAsync(IReadOnlyList<EventId> cited, EventReader events, CancellationToken stop) =>
        cited.Count == 0 ? [] : Known(await events.HeadsAsync(cited, stop));

    public static IReadOnlyList<EventId> In(IReadOnlyList<OfferedItem> items) => [.. items.Select(i => i.Source).OfType<EventId>().Distinct()];

    public static IReadOnlyList<EventId> In(OverrideAnswersCommand? answers) => [.. (answers?.Concern ?? []).Select(c => c.Entry).OfType<EventId>().Distinct()];

    public static IReadOnlyList<KnownEntry> Known(IEnumerable<EntryHead> cited) =>
        [.. cited.Select(e => new KnownEntry(e.Id, e.Stream, e.Agency, Common.Contains(e.Type)))];

    /// <summary>Members, relations and residence are common to all agencies on a record (design D11).</summary>
    private static readonly Type[] Common = [typeof(HouseholdMemberJoined), typeof(HouseholdMemberLeft), typeof(RelationshipAsserted)];
}
