using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Documents;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.Host.Documents;

/// <summary>
/// The keyed hash of a file that stays where it is, of the SHA-256 that a caller hands in (design §5). Its content is the
/// canonical JSON (RFC 8785) of <c>family</c> and <c>sha256</c>, under a key made from the one that seals the document's title.
/// </summary>
/// <remarks>A bare SHA-256 in the log would let anybody who holds a file find out, for ever, that it was in a family's record.</remarks>
public sealed class FileHashes(ContentHashes hashes)
{
    /// <summary>The hash of a document that is about to be registered.</summary>
    /// <param name="digest">As <see cref="FileDigest.Read"/> gives it.</param>
    public ValueTask<string> OfAsync(FamilyId family, AgencyId registeredBy, string digest, CancellationToken stop) =>
        hashes.OfAsync(DataSubject.Of(family), registeredBy, Content(family, digest), stop);

    /// <summary>Whether this is the registered file; null where its key was destroyed or is not there.</summary>
    public async ValueTask<bool?> AgreesAsync(FamilyId family, DocumentRegistered document, string digest, CancellationToken stop) =>
        document.Title.Sealed is { } title ? await hashes.AgreesAsync(title, document.Hash, Content(family, digest), stop) : null;

    private static byte[] Content(FamilyId family, string digest) =>
        CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(new { family, sha256 = digest }, EventJson.Answers));
}
