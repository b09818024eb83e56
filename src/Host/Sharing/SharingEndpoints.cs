using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
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
        routes.MapShareCheck();
        routes.MapDossier();
        routes.MapTextComparison();

        sharing.MapFamilyCommand<ProposeShare>("shares", SharingDecider.Decide, async (command, request) => command with
        {
            Share = ShareId.From(request.Create()),
            KnownEntries = await CitedEntries.OfAsync(CitedEntries.In(command.Items), request.Get<EventReader>(), request.Stop),
            Parties = await request.Get<AgencyFacts>().PartiesAsync(request.Caller.Agency, command.Recipient.Agency, request.Stop),
            Births = await BirthsAsync(request),
        }, RecordedThing.Share);
        sharing.MapFamilyCommand<DecideOverride>("shares/{share:guid}/override", SharingDecider.Decide, async (command, request) =>
        {
            var share = request.Id<ShareId>("share");
            return command with
            {
                Share = share,
                KnownEntries = await CitedEntries.OfAsync(CitedEntries.In(command), request.Get<EventReader>(), request.Stop),
                Parties = await PartiesAsync(share, request),
                Births = await BirthsAsync(request),
            };
        });
        sharing.MapFamilyCommand<SupplementOverride>("shares/{share:guid}/override/supplement", SharingDecider.Decide, async (command, request) =>
        {
            var share = request.Id<ShareId>("share");
            return command with { Share = share, Parties = await PartiesAsync(share, request), Births = await BirthsAsync(request) };
        });
        sharing.MapFamilyCommand<AuthoriseShare>("shares/{share:guid}/authorisation", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") }, open: FamilyAccess.ForAuthorising);
        sharing.MapFamilyCommand<DeclineShare>("shares/{share:guid}/declining", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") }, open: FamilyAccess.ForAuthorising);
        sharing.MapFamilyCommand<DiscloseInformation>("shares/{share:guid}/disclosure", SharingDecider.Decide, async (command, request) =>
        {
            var share = request.Id<ShareId>("share");
            var recipient = request.Family.Sharing.FindOwn(share, request.Caller.Agency)?.Recipient;
            var proposed = await ProposedAsync(share, request);
            return command with
            {
                Share = share,
                Proposed = proposed,
                Births = await BirthsAsync(request),
                Hashes = recipient is { } to ? await request.Get<SentContent>().HashesAsync(share, proposed, to, request.Stop) : command.Hashes,
                Recipient = recipient is { } agency ? await request.Get<AgencyFacts>().FindAsync(agency, request.Stop) : null,
            };
        });

        sharing.MapFamilyCommand<ConfirmReceipt>("shares/{share:guid}/receipt", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });
        sharing.MapFamilyCommand<RecordFailure>("shares/{share:guid}/failure", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });

        sharing.MapFamilyCommand<CorrectDisclosure>("shares/{share:guid}/correction", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });
        sharing.MapFamilyCommand<RecallDisclosure>("shares/{share:guid}/recall", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });
        sharing.MapFamilyCommand<AnswerRecall>("shares/{share:guid}/recall/answer", SharingDecider.Decide,
            (command, request) => command with { Share = request.Id<ShareId>("share") });

        sharing.MapFamilyCommand<RequestInformation>("requests", SharingDecider.Decide, async (command, request) => command with
        {
            Request = RequestId.From(request.Create()),
            Other = (command.To == request.Caller.Agency ? command.From : command.To ?? command.From) is { } other
                ? await request.Get<AgencyFacts>().FindAsync(other, request.Stop)
                : null,
        }, RecordedThing.Request);

        sharing.MapFamilyCommand<InformChild>("openness/child-informed", SharingDecider.Decide);
        sharing.MapFamilyCommand<InformParent>("openness/informed", SharingDecider.Decide);
        sharing.MapFamilyCommand<DecideParentNotInformed>("openness/not-informed", SharingDecider.Decide);

        sharing.MapFamilyCommand<DecideNotToShare>("non-shares", SharingDecider.Decide, async (command, request) => command with
        {
            NonShare = NonShareId.From(request.Create()),
            ConsideredAgency = await request.Get<AgencyFacts>().FindAsync(command.Considered, request.Stop),
        }, RecordedThing.DecisionNotToShare);
    }

    private static Task<Births> BirthsAsync(FamilyRequest request) => request.Get<KnownPeople>().BirthsAsync(request.Family.Household, request.Stop);

    /// <summary>What is registered of the share's two agencies; nothing for a share that is not the caller's, which is refused anyway.</summary>
    private static async Task<ShareParties> PartiesAsync(ShareId share, FamilyRequest request) =>
        request.Family.Sharing.FindOwn(share, request.Caller.Agency)?.Recipient is { } recipient
            ? await request.Get<AgencyFacts>().PartiesAsync(request.Caller.Agency, recipient, request.Stop)
            : ShareParties.Unknown;

    /// <summary>The words to be sent stand, sealed, in the proposal alone.</summary>
    private static async Task<IReadOnlyList<ShareItem>> ProposedAsync(ShareId share, FamilyRequest request) =>
        request.Family.Sharing.FindOwn(share, request.Caller.Agency) is null
            ? []
            : (await request.Get<EventReader>().StreamAsync(StreamKey.Family(request.Family.Id), request.Stop))
                .Select(e => e.Event).OfType<ShareProposed>().First(p => p.Share == share).Items;
}
