namespace Safeguard.Domain.Documents;

/// <summary>What registering, releasing and sending documents can be refused for (domain §2.9, TH-1, §6 row 60).</summary>
public static class DocumentRefusals
{
    private const string Registering = "domain §2.9", Marked = "TH-1; domain §6 row 60";

    public static readonly Refusal NotFound = Refusal.NotFound("DOCUMENT_NOT_FOUND",
        "Your agency sees no such document on this record.", "/document", "Look it up among the documents of this record.");

    public static readonly Refusal TitleRequired = Refusal.Content("TITLE_REQUIRED",
        "The document has no title.", "/title", Registering, "Say what it is called, so that others know it again.");

    public static readonly Refusal MarkingRequired = Refusal.Content("MARKING_REQUIRED",
        "It does not say how the document asks to be handled.", "/handlingMarking", Registering,
        "Look at the document, and give NotMarked, OfficialSensitive or DoNotShareOutsideService.");

    public static readonly Refusal MediaTypeNotTaken = Refusal.Content("MEDIA_TYPE_NOT_TAKEN",
        "Files of this type are not registered: only texts, sheets, slides, messages, pictures and recordings, and nothing that can run.", "/mediaType", Registering,
        "Give the type of the file itself, as application/pdf; save a document with macros as one without.");

    public static readonly Refusal SizeNotPossible = Refusal.Content("SIZE_NOT_POSSIBLE",
        "The size is not one that a file has: at least one byte, and at most one tebibyte.", "/size", Registering, "Give the file's size in bytes.");

    public static readonly Refusal Sha256Required = Refusal.Content("SHA256_REQUIRED",
        "It does not give the file's SHA-256 as 64 hexadecimal digits.", "/sha256", Registering, "Work it out where the file is, and hand it in; the file itself stays there.");

    public static readonly Refusal RegisteredAlready = Refusal.State("DOCUMENT_REGISTERED",
        "Your agency has registered this very file on this record already.", "/sha256", Registering, "Cite the entry that is there. Its marking stays as it was noted.");

    public static Refusal HandlingMarking(string pointer) => Refusal.State("HANDLING_MARKING",
        "The document is marked “do not share outside service”, and its owner has not released it to this recipient.", pointer, Marked,
        "Ask a manager of the agency that owns it to release it, or leave it out; what your agency itself knows can be sent from its own entries.");

    public static readonly Refusal OwnerReleases = Refusal.NotAllowed("OWNER_RELEASES",
        "Only the agency that owns the document releases it, and takes that back.", Marked, "Ask a manager of that agency.");

    public static readonly Refusal ReleaserOnly = Refusal.NotAllowed("RELEASER_ONLY",
        "A document is released by a manager or Caldicott Guardian of the agency that owns it.", "domain §5", "Ask one of them.");

    public static readonly Refusal InPerson = Refusal.Content("NOT_FOR_ANOTHER",
        "A release is recorded by the person who decides it.", "/entry/decidedBy", "domain §2.1", "Ask them to record it themselves.");

    public static readonly Refusal NothingHoldsItBack = Refusal.State("NOTHING_HOLDS_IT_BACK",
        "The document bears no marking that holds it back, so there is nothing to release.", "/document", Marked, "Propose the share.");

    public static readonly Refusal RecipientsRequired = Refusal.Content("RECIPIENTS_REQUIRED",
        "It does not name the agencies to which the document may go: at least one, and at most 50.", "/to", Marked, "Name each of them by its code.");

    public static Refusal HasItAnyway(string pointer) => Refusal.Content("NO_RELEASE_NEEDED",
        "This agency owns the document or is the one that sends it.", pointer, Marked, "Name the other agencies alone.");

    public static readonly Refusal NotReleased = Refusal.State("NOT_RELEASED",
        "No such release stands.", "/to", Marked, "Look at the document: what stands is listed there.");
}
