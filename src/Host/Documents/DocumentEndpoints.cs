using Safeguard.Domain;
using Safeguard.Domain.Documents;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Families;
using Safeguard.Projections;

namespace Safeguard.Host.Documents;

/// <summary>Documents of a record: noted, released, compared. The files stay where they are (domain §2.9, TH-1; design §5).</summary>
internal static class DocumentEndpoints
{
    /// <summary>One more than a release may name, and its sender.</summary>
    private const int MostLookedUp = 52;

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("").WithTags("Documents");
        documents.MapFamilyCommand<RegisterDocument>("documents", DocumentDecider.Decide, async (command, request) => command with
        {
            Document = FamilyDocumentId.From(request.Create()),
            Hash = FileDigest.Read(command.Sha256) is { } digest
                ? await request.Get<FileHashes>().OfAsync(request.Family.Id, request.Caller.Agency, digest, request.Stop)
                : null,
            OwnerAgency = command.Owner is { } owner ? await request.Get<AgencyFacts>().FindAsync(owner, request.Stop) : null,
        }, RecordedThing.Document);
        documents.MapFamilyCommand<ReleaseDocument>("documents/{document:guid}/release", DocumentDecider.Decide, async (command, request) => command with
        {
            Document = request.Id<FamilyDocumentId>("document"),
            Registered = await request.Get<AgencyFacts>().RegisteredAsync(command.Sender is { } sender ? command.To.Prepend(sender) : command.To, MostLookedUp, request.Stop),
        }, open: FamilyAccess.ForAuthorising);
        documents.MapFamilyCommand<WithdrawRelease>("documents/{document:guid}/release/withdrawal", DocumentDecider.Decide,
            (command, request) => command with { Document = request.Id<FamilyDocumentId>("document") }, open: FamilyAccess.ForAuthorising);
        documents.MapFileComparison();
    }
}
