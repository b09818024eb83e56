using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Documents;

/// <summary>
/// What may be decided about documents (domain §2.9, TH-1). Anybody who records registers one; its owner alone releases it,
/// by somebody who may authorise shares there.
/// </summary>
public static class DocumentDecider
{
    private const int MostAgencies = 50;

    /// <summary>One tebibyte: no size that a file has, and far below what the log's numbers hold exactly.</summary>
    private const long MostBytes = 1L << 40;

    public static Decision Decide(FamilyRecord family, RegisterDocument command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Documents.Find(command.Document) is not null) return Decision.NoChange;
        if (Text.IsBlank(command.Title)) return DocumentRefusals.TitleRequired;
        if (Text.Line("/title", command.Title) is { } badText) return badText;
        if (command.HandlingMarking is not { } marking) return DocumentRefusals.MarkingRequired;
        if (command.Owner is { } named && named != command.By.Agency && command.OwnerAgency is not { Exists: true }) return SharingRefusals.UnknownAgency("/owner");
        if (MediaTypes.Read(command.MediaType) is not { } mediaType) return DocumentRefusals.MediaTypeNotTaken;
        if (command.Size is not (>= 1 and <= MostBytes)) return DocumentRefusals.SizeNotPossible;
        if (command.Hash is not { } hash) return DocumentRefusals.Sha256Required;
        foreach (var (i, person) in command.About.Index())
            if (!family.Household.Knows(person)) return HouseholdRefusals.UnknownPerson($"/about/{i}");
        if (family.Documents.All.Any(d => d.Agency == command.By.Agency && d.Hash == hash)) return DocumentRefusals.RegisteredAlready;

        return EntryRules.Judge(command, command.Narrative, statement: false, [.. command.About.Distinct().Select(family.Household.AsSubject)]).Then(envelope =>
            Decision.Record(command.Stream, new DocumentRegistered(
                command.Document, command.Owner ?? command.By.Agency, marking, mediaType, command.Size.Value, hash, Personal<string>.Open(command.Narrative, command.Title!))
            { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, ReleaseDocument command) =>
        AsOwner(family, command, command.Document, command.Reason, document =>
        {
            var sender = command.Sender ?? command.By.Agency;
            if (document.Marking != HandlingMarking.DoNotShareOutsideService) return DocumentRefusals.NothingHoldsItBack;
            if (sender != command.By.Agency && !command.Registered.Contains(sender)) return SharingRefusals.UnknownAgency("/sender");
            if (command.To.Count is 0 or > MostAgencies) return DocumentRefusals.RecipientsRequired;
            foreach (var (i, to) in command.To.Index())
            {
                if (to == document.Owner || to == sender) return DocumentRefusals.HasItAnyway($"/to/{i}");
                if (!command.Registered.Contains(to)) return SharingRefusals.UnknownAgency($"/to/{i}");
            }

            var at = command.Entry?.Happened?.Earliest ?? command.Now;
            IReadOnlyList<AgencyId> more = [.. command.To.Distinct().Where(to => !document.Releases.Any(r => r.Sender == sender && r.To == to && r.StandsAt(at)))];
            if (more.Count == 0) return Decision.NoChange;
            return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope => Decision.Record(command.Stream,
                new DocumentReleased(document.Id, sender, more, Personal<string>.Open(command.Narrative, command.Reason!)) { Envelope = envelope }));
        });

    public static Decision Decide(FamilyRecord family, WithdrawRelease command) =>
        AsOwner(family, command, command.Document, command.Reason, document =>
        {
            var sender = command.Sender ?? command.By.Agency;
            IReadOnlyList<AgencyId> ends =
            [
                .. document.Releases.Where(r => r.Sender == sender && r.Until is null && (command.To is null || command.To.Contains(r.To))).Select(r => r.To).Distinct(),
            ];
            if (ends.Count == 0) return DocumentRefusals.NotReleased;
            return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope => Decision.Record(command.Stream,
                new DocumentReleaseWithdrawn(document.Id, sender, ends, Personal<string>.Open(command.Narrative, command.Reason!)) { Envelope = envelope }));
        });

    /// <summary>
    /// Somebody of the owner who may release, and a document that the owner can see: its own entry, or one that was sent to it.
    /// That another agency noted a document of theirs is nothing that an owner learns in this way.
    /// </summary>
    private static Decision AsOwner(FamilyRecord family, FamilyCommand command, FamilyDocumentId id, string? reason, Func<DocumentFacts, Decision> decide)
    {
        var agency = command.By.Agency;
        if (family.Documents.Find(id) is not { } document || (document.Agency != agency && !family.Sharing.Received(agency, document.Entry))) return DocumentRefusals.NotFound;
        if (document.Owner != agency) return DocumentRefusals.OwnerReleases;
        if (!command.By.HasAny(Role.Manager, Role.DutyManager, Role.CaldicottGuardian)) return DocumentRefusals.ReleaserOnly;
        if (command.Entry?.DecidedBy is { } other && other != command.By.Id) return DocumentRefusals.InPerson;
        if (Text.IsBlank(reason)) return SharingRefusals.ReasonsRequired("/reason");
        return Text.Narrative("/reason", reason) is { } badText ? badText : decide(document);
    }
}
