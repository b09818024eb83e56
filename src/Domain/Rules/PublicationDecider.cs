namespace Safeguard.Domain.Rules;

/// <summary>
/// Decides which documents are in force, by date (domain §2.9, §5): an administrator publishes, an information governance
/// officer approves, never the same person. A draft stands in nobody's way; what is approved never overlaps.
/// </summary>
public static class PublicationDecider
{
    /// <summary>More agencies than any partnership has.</summary>
    public const int MostParties = 200;

    public static Decision Decide(RuleBook book, PublishDocument command)
    {
        if (!command.By.Has(Role.Administrator)) return PublicationRefusals.AdministratorOnly;
        return Read(command).Then(document =>
        {
            if (book.Documents.Any(d => d.Says(document))) return Decision.NoChange;
            if (OverlapsApproved(book, document)) return PublicationRefusals.DatesOverlap("/from");
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
        if (book.Find(command.Document) is not { } document) return PublicationRefusals.NotFound;
        if (document.PublishedBy == command.By.Id) return PublicationRefusals.SeparationOfDuties;
        if (!MayApprove(command.By)) return PublicationRefusals.IgOfficerOnly;
        if (document.ApprovedBy is not null) return Decision.NoChange;
        // Nobody approves rules that they cannot have read: this release would show them others under the name.
        if (document.Kind == DocumentKind.RulePack && RulePack.Held(document.Version, document.Digest) is null) return PublicationRefusals.PackChanged;
        if (OverlapsApproved(book, document)) return PublicationRefusals.DatesOverlap(null);
        return Now(command).Then(envelope => Decision.Record(StreamKey.Rules(book.Nation), new DocumentApproved(document.Id) { Envelope = envelope }));
    }

    public static Decision Decide(RuleBook book, EndDocument command)
    {
        if (book.Find(command.Document) is not { } document) return PublicationRefusals.NotFound;
        if (!MayApprove(command.By)) return PublicationRefusals.IgOfficerOnly;
        if (document.ApprovedBy is null) return PublicationRefusals.NotApproved;
        if (document.To == command.LastDay) return Decision.NoChange;
        if (command.LastDay < document.From) return PublicationRefusals.EndsBeforeItBegins("/lastDay");
        if (document.To < command.LastDay) return PublicationRefusals.NotLonger;
        return Now(command).Then(envelope => Decision.Record(StreamKey.Rules(book.Nation), new DocumentEnded(document.Id, command.LastDay) { Envelope = envelope }));
    }

    private static bool MayApprove(Actor by) => by.HasAny(Role.IgOfficer, Role.PartnershipIgOfficer);

    private static bool OverlapsApproved(RuleBook book, PublishedDocument document) =>
        book.Documents.Any(d => d.Id != document.Id && d.ApprovedBy is not null && d.Overlaps(document));

    private static Judged<PublishedDocument> Read(PublishDocument command)
    {
        var pack = command.Kind == DocumentKind.RulePack ? RulePack.Named(command.Version ?? "") : null;
        if (Text.IsBlank(command.Version)) return PublicationRefusals.VersionRequired;
        if (command.Kind != DocumentKind.RulePack && Text.IsBlank(command.Name)) return PublicationRefusals.NameRequired;
        if ((Text.Code("/version", command.Version) ?? Text.Line("/name", command.Name)) is { } badText) return badText;
        if (command.To < command.From) return PublicationRefusals.EndsBeforeItBegins("/to");
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
        if (command.Kind == DocumentKind.RulePack && parties.Count > 0) return PublicationRefusals.NotMeant("/parties");
        if (parties.Count > MostParties) return PublicationRefusals.TooManyParties;
        foreach (var (i, party) in command.Parties.Index())
            if (!command.Registered.Contains(party)) return PublicationRefusals.UnknownAgency($"/parties/{i}");
        return command.Kind switch
        {
            DocumentKind.SharingAgreement when parties.Count < 2 => PublicationRefusals.PartiesRequired("A sharing agreement has two parties at least."),
            DocumentKind.PolicyDocument when parties.Count < 1 => PublicationRefusals.PartiesRequired("A policy document says whose processing it covers."),
            _ => null,
        };
    }

    private static Refusal? RefusePurposes(PublishDocument command) => (command.Kind, command.Purposes.Count) switch
    {
        (DocumentKind.SharingAgreement, 0) => PublicationRefusals.PurposesRequired,
        (not DocumentKind.SharingAgreement, > 0) => PublicationRefusals.NotMeant("/purposes"),
        _ => null,
    };

    private static Refusal? RefusePack(PublishDocument command, RulePack? pack)
    {
        if (command.Kind != DocumentKind.RulePack) return null;
        if (pack?.Jurisdiction != command.Nation) return PublicationRefusals.UnknownPack;
        return command.From < pack.From ? PublicationRefusals.PackBeginsLater : null;
    }

    // An act of this moment, about nobody.
    private static Judged<Envelope> Now(Command command) => EntryRules.Judge(command with { Entry = null }, default, statement: false);
}
