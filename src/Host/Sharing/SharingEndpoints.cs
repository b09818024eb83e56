using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Agencies;
using Safeguard.Host.Families;
using Safeguard.Projections;

namespace Safeguard.Host.Sharing;

/// <summary>Sharing, overriding, telling parents, and deciding not to (domain §2.6). Each is a decision on the record.</summary>
internal static class SharingEndpoints
{
    public static void MapSharing(this IEndpointRouteBuilder routes)
    {
        var sharing = routes.MapGroup("").WithTags("Sharing");

        sharing.MapFamilyCommand<ProposeShare>("shares", SharingDecider.Decide, async (command, request) => command with
        {
            Share = ShareId.From(request.Create()),
            KnownEntries = await CitedAsync(command.Items, request),
            RecipientAgency = await request.Get<AgencyFacts>().FindAsync(command.Recipient.Agency, request.Stop),
        }, RecordedThing.Share);
        sharing.MapFamilyCommand<DecideOverride>("shares/{share:guid}/override", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });
        sharing.MapFamilyCommand<AuthoriseShare>("shares/{share:guid}/authorisation", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });
        sharing.MapFamilyCommand<DeclineShare>("shares/{share:guid}/declining", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });
        sharing.MapFamilyCommand<DiscloseInformation>("shares/{share:guid}/disclosure", SharingDecider.Decide, async (command, request) =>
        {
            var share = request.Id<ShareId>("share");
            return command with { Share = share, Proposed = await ProposedAsync(share, request) };
        });

        sharing.MapFamilyCommand<InformParent>("openness/informed", SharingDecider.Decide);
        sharing.MapFamilyCommand<DecideParentNotInformed>("openness/not-informed", SharingDecider.Decide);

        sharing.MapFamilyCommand<DecideNotToShare>("non-shares", SharingDecider.Decide, async (command, request) => command with
        {
            NonShare = NonShareId.From(request.Create()),
            ConsideredAgency = await request.Get<AgencyFacts>().FindAsync(command.Considered, request.Stop),
        }, RecordedThing.DecisionNotToShare);
    }

    /// <summary>What the log holds of the entries that the items cite.</summary>
    private static async Task<IReadOnlyList<KnownEntry>> CitedAsync(IReadOnlyList<OfferedItem> items, FamilyRequest request)
    {
        var cited = items.Select(i => i.Source).OfType<EventId>().Distinct().ToList();
        return cited.Count == 0
            ? []
            : [.. (await request.Get<EventReader>().ByIdAsync(cited, request.Stop)).Select(e => new KnownEntry(e.Id, e.Stream, e.Agency, IsCommon(e.Event)))];
    }

    /// <summary>Members, relations and residence are common to all agencies on a record (design D11).</summary>
    private static bool IsCommon(DomainEvent recorded) => recorded is HouseholdMemberJoined or HouseholdMemberLeft or RelationshipAsserted;

    /// <summary>The words to be sent stand, sealed, in the proposal alone.</summary>
    private static async Task<IReadOnlyList<ShareItem>> ProposedAsync(ShareId share, FamilyRequest request) =>
        request.Family.Sharing.FindOwn(share, request.Caller.Agency) is null
            ? []
            : (await request.Get<EventReader>().StreamAsync(StreamKey.Family(request.Family.Id), request.Stop))
                .Select(e => e.Event).OfType<ShareProposed>().First(p => p.Share == share).Items;
}
