namespace Safeguard.Domain.Rules;

/// <summary>
/// Decides which documents are in force, by date (domain §2.9, §5): an administrator publishes, an information governance
/// officer approves, never the same person. A draft stands in nobody's way; what is approved never overlaps.
/// </summary>
public static class DocumentDecider
{
    /// <summary>More agencies than any partnership has.</summary>
    public const int MostParties = 200;

    public static Decision Decide(RuleBook book, PublishDocument command)
    {
        if (!command.By.Has(Role.Administrator)) return DocumentRefusals.AdministratorOnly;
        return Read(command).Then(document =>
        {
            if (book.Documents.Any(d => d.Says(document))) return Decision.NoChange;
            if (OverlapsApproved(book, document)) return DocumentRefusals.DatesOverlap("/from");
            return Now(command).Then(envelope => Decision.Record(StreamKey.Rules(book.Nation), new DocumentPublished(
                document.Id, document.Kind, document.Name, document.Version, document.From, document.To)
            {
                Parties = document.Parties,
                Purposes = document.Purposes,
                Digest = document.Digest,
                Envelope = envelope,
            }));
        });
    }

    /// <summary>Own hands are looked at before the role, as where a share is authorised.</summary>
    public static Decision Decide(RuleBook book, ApproveDocument command)
    {
        if (book.Find(command.Document) is not { } document) return DocumentRefusals.NotFound;
        if (document.PublishedBy == command.By.Id) return DocumentRefusals.SeparationOfDuties;
        if (!MayApprove(command.By)) return DocumentRefusals.IgOfficerOnly;
        if (document.ApprovedBy is not null) return Decision.NoChange;
        // Nobody approves rules that they cannot have read: this release would show them others under the name.
        if (document.Kind == DocumentKind.RulePack && RulePack.Held(document.Version, document.Digest) is null) return DocumentRefusals.PackChanged;
        if (OverlapsApproved(book, document)) return DocumentRefusals.DatesOverlap(null);
        return Now(command).Then(envelope => Decision.Record(StreamKey.Rules(book.Nation), new DocumentApproved(document.Id) { Envelope = envelope }));
    }

    public static Decision Decide(RuleBook book, EndDocument command)
    {
        if (book.Find(command.Document) is not { } document) return DocumentRefusals.NotFound;
        if (!MayApprove(command.By)) return DocumentRefusals.IgOfficerOnly;
        if (document.ApprovedBy is null) return DocumentRefusals.NotApproved;
        if (document.To == command.LastDay) return Decision.NoChange;
        if (command.LastDay < document.From) return DocumentRefusals.EndsBeforeItBegins("/lastDay");
        if (document.To < command.LastDay) return DocumentRefusals.NotLonger;
        return Now(command).Then(envelope => Decision.Record(StreamKey.Rules(book.Nation), new DocumentEnded(document.Id, command.LastDay) { Envelope = envelope }));
    }

    private static bool MayApprove(Actor by) => by.HasAny(Role.IgOfficer, Role.PartnershipIgOfficer);

    private static bool OverlapsApproved(RuleBook book, PublishedDocument document) =>
        book.Documents.Any(d => d.Id != document.Id && d.ApprovedBy is not null && d.Overlaps(document));

    private static Judged<PublishedDocument> Read(PublishDocument command)
    {
        var pack = command.Kind == DocumentKind.RulePack ? RulePack.Named(command.Version ?? "") : null;
        if (Text.IsBlank(command.Version)) return DocumentRefusals.VersionRequired;
        if (command.Kind != DocumentKind.RulePack && Text.IsBlank(command.Name)) return DocumentRefusals.NameRequired;
        if ((Text.Code("/version", command.Version) ?? Text.Line("/name", command.Name)) is { } badText) return badText;
        if (command.To < command.From) return DocumentRefusals.EndsBeforeItBegins("/to");
        if ((RefuseParties(command) ?? RefusePurposes(command) ?? RefusePack(command, pack)) is { } refusal) return refusal;

        return new PublishedDocument(
            command.Document, command.Kind, Text.IsBlank(command.Name) ? command.Version! : command.Name!, command.Version!, command.From, command.To, command.By.Id)
        {
            Parties = [.. command.Parties.Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)],
            Purposes = [.. command.Purposes.Distinct().Order()],
            Digest = pack?.Digest(),
        };
    }

    private static Refusal? RefuseParties(PublishDocument command)
    {
        var parties = command.Parties.Distinct().ToList();
        if (command.Kind == DocumentKind.RulePack && parties.Count > 0) return DocumentRefusals.NotMeant("/parties");
        if (parties.Count > MostParties) return DocumentRefusals.TooManyParties;
        foreach (var (i, party) in command.Parties.Index())
            if (!command.Registered.Contains(party)) return DocumentRefusals.UnknownAgency($"/parties/{i}");
        return command.Kind switch
        {
            DocumentKind.SharingAgreement when parties.Count < 2 => DocumentRefusals.PartiesRequired("A sharing agreement has two parties at least."),
            DocumentKind.PolicyDocument when parties.Count < 1 => DocumentRefusals.PartiesRequired("A policy document says whose processing it covers."),
            _ => null,
        };
    }

    private static Refusal? RefusePurposes(PublishDocument command) => (command.Kind, command.Purposes.Count) switch
    {
        (DocumentKind.SharingAgreement, 0) => DocumentRefusals.PurposesRequired,
        (not DocumentKind.SharingAgreement, > 0) => DocumentRefusals.NotMeant("/purposes"),
        _ => null,
    };

    private static Refusal? RefusePack(PublishDocument command, RulePack? pack)
    {
        if (command.Kind != DocumentKind.RulePack) return null;
        if (pack?.Jurisdiction != command.Nation) return DocumentRefusals.UnknownPack;
        return command.From < pack.From ? DocumentRefusals.PackBeginsLater : null;
    }

    // An act of this moment, about nobody.
    private static Judged<Envelope> Now(Command command) => EntryRules.Judge(command with { Entry = null }, default, statement: false);
}
