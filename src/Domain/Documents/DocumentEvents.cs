namespace Safeguard.Domain.Documents;

/// <summary>Documents that belong to a family's record. The files themselves stay where they are (domain §2.9; design §5).</summary>
public abstract record FamilyDocumentEvent : FamilyEvent;

/// <summary>How a document asks to be handled, as it says on it. A closed list; no code means that nobody looked.</summary>
public enum HandlingMarking
{
    /// <summary>It bears no marking.</summary>
    NotMarked,
    /// <summary>A government classification that asks for care and holds no share back (draft, verify).</summary>
    OfficialSensitive,
    /// <summary>“Please do not share outside service” (TH-1): no other agency gets it before its owner has released it to that agency.</summary>
    DoNotShareOutsideService,
}

/// <summary>A document is noted: whose it is, how it asks to be handled, and by what it is known again (domain §2.9, TH-1).</summary>
/// <param name="Owner">The agency whose document it is; it alone releases it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Hash">
/// A keyed hash of the file's SHA-256, in hexadecimal. Its key ends with the one that seals the title, so that afterwards nobody
/// can try which file it was; the SHA-256 itself is kept nowhere.
/// </param>
/// <param name="Title">What it is called. A title names people more often than not.</param>
public sealed record DocumentRegistered(
    FamilyDocumentId Document, AgencyId Owner, HandlingMarking HandlingMarking, string MediaType, long Size, string Hash, Personal<string> Title) : FamilyDocumentEvent;

/// <summary>The owner lets a marked document go to these agencies (TH-1; domain §6 row 60).</summary>
/// <param name="Sender">The agency that may send it to them: the owner itself, or one that has it too. It reads that it may.</param>
public sealed record DocumentReleased(FamilyDocumentId Document, AgencyId Sender, IReadOnlyList<AgencyId> To, Personal<string> Reason) : FamilyDocumentEvent;

/// <summary>The owner takes a release back (TH-1). What was sent under it stays sent; nothing more is.</summary>
/// <param name="To">The agencies to which it no longer goes.</param>
public sealed record DocumentReleaseWithdrawn(FamilyDocumentId Document, AgencyId Sender, IReadOnlyList<AgencyId> To, Personal<string> Reason) : FamilyDocumentEvent;
