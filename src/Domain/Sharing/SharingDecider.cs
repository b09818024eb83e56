using System.Collections.Immutable;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// What may be decided about shares (domain §2.6). A share is proposed under a permission, or with an override to
/// follow; an override needs somebody else's authorisation before it is sent, a permission does not: it is its own
/// authority, within its scope. Only the agency that sends a share sees it before it is sent.
/// </summary>
public static partial class SharingDecider
{
    private const int MostItems = 50;

    public static Decision Decide(FamilyRecord family, ProposeShare command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.Find(command.Share) is not null) return Decision.NoChange;
        if (RefuseRecipient(command) is { } badRecipient) return badRecipient;
        if (RefuseSubjects(family, command.Subjects) is { } badSubject) return badSubject;
        if (RefuseRequest(family, command) is { } badRequest) return badRequest;
        if (Text.Narrative("/purposeText", command.PurposeText) is { } badText) return badText;

        return ReadItems(family, command).Then(items =>
        {
            if (RefuseGround(family, command, items) is { } refusal) return refusal;
            return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, command.Subjects)).Then(envelope =>
            {
                var proposed = new ShareProposed(
                    command.Share, items, Recipient(command), command.Purpose,
                    command.Consent is null ? ShareGround.Override : ShareGround.Consent, command.Consent)
                {
                    PurposeText = Personal.Text(command.Narrative, command.PurposeText),
                    Request = command.Request,
                    Envelope = envelope,
                };
                return command.Consent is null ? Decision.Record(command.Stream, proposed) : UnderPermission(family, command, proposed);
            });
        });
    }

    /// <summary>A permission is a basis at once; an override brings its own when it is decided.</summary>
    private static Decision UnderPermission(FamilyRecord family, ProposeShare command, ShareProposed proposed)
    {
        var facts = PermissionFacts(family, command, counts: true);
        if (command.DataProtection is { Article6: null }) return BasisRefusals.Article6Required;
        var basis = command.DataProtection?.Read();
        return RouteTests.Rest(facts, basis).Then(route => Decision.Record(command.Stream, proposed, new LawfulBasisRecorded(command.Share, route.Route)
        {
            Publication = PublicationOf(facts),
            Protocols = ProtocolsOf(facts, command.By.Agency, command.Recipient.Agency),
            Permission = command.Consent,
            DataProtection = basis,
            Envelope = proposed.Envelope,
        }));
    }

    /// <param name="counts">Whether the consent that it names covers it.</param>
    private static RouteFacts PermissionFacts(FamilyRecord family, ProposeShare command, bool counts)
    {
        var agreed = counts && family.Consents.FindOwn(command.Consent!.Value, command.By.Agency) is { } consent && PermissionRule.IsAgreement(consent, command.Purpose);
        return new(family.Jurisdiction!.Value, LondonTime.DateOf(MomentOf(command)), command.Parties)
        {
            Rules = command.Rules,
            Permitted = counts && !agreed,
            AgreedService = agreed,
            SpecialItems = command.Items.Any(i => WrittenScope.TryCategory(i.Category, out var category) && OverrideTests.IsSpecial(category)),
        };
    }

    /// <summary>By name, so that the same protocols are always cited in the same order.</summary>
    private static ImmutableArray<CitedProtocol> ProtocolsOf(RouteFacts facts, AgencyId from, AgencyId to) =>
        [.. facts.Book.ProtocolsBetween(from, to, facts.On).OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => new CitedProtocol(d.Id, d.Name, d.Version))];

    private static DocumentId? PublicationOf(RouteFacts facts) => facts.Book.PackOn(facts.On).Publication?.Id;

    private static Refusal? RefuseRecipient(ProposeShare command)
    {
        if (command.Recipient.Agency == command.By.Agency) return SharingRefusals.OwnAgency;
        if (command.Parties.Recipient is not { Exists: true } recipient) return SharingRefusals.UnknownAgency("/recipient/agency");
        if (recipient.EndedBy(LondonTime.DateOf(MomentOf(command))) is { } end) return SharingRefusals.RecipientInactive("/recipient/agency", end);
        return Text.Line("/recipient/team", command.Recipient.Team) ?? Text.Line("/recipient/person", command.Recipient.Person);
    }

    private static Refusal? RefuseSubjects(FamilyRecord family, IReadOnlyList<PersonId> subjects)
    {
        if (subjects.Count == 0) return SharingRefusals.SubjectRequired;
        foreach (var (i, person) in subjects.Index())
            if (!family.Household.Knows(person)) return HouseholdRefusals.UnknownPerson($"/subjects/{i}");
        return null;
    }

    private static Refusal? RefuseGround(FamilyRecord family, ProposeShare command, IReadOnlyList<ShareItem> items) =>
        (command.Ground, command.Consent) switch
        {
            // There is no override path into a service that works by agreement; the concern itself may go by another purpose.
            (_, null) when PermissionRule.NeedsAgreement(command.Purpose) => SharingRefusals.EarlyHelpNeedsAgreement,
            (ShareGround.Override, null) => command.DataProtection is null ? null : BasisRefusals.ComesWithOverride,
            (_, { } consent) when command.Ground != ShareGround.Override => PermissionRule.Refuse(
                family, command.Births, consent, command.By.Agency, MomentOf(command), command.Subjects,
                [.. items.Select(i => new PermittedItem($"/items/{i.Number - 1}", i.Category, i.About) { CategoryPointer = $"/items/{i.Number - 1}/category" })],
                command.Recipient.Agency, command.Purpose),
            // No ground, or both at once: an override rests on no permission.
            _ => SharingRefusals.PermissionOrReasonNeeded,
        };

    private static Judged<IReadOnlyList<ShareItem>> ReadItems(FamilyRecord family, ProposeShare command)
    {
        if (command.Items.Count == 0 || command.Items.Any(i => WrittenScope.MeansEverything(i.Category))) return SharingRefusals.Itemise;
        if (command.Items.Count > MostItems) return SharingRefusals.TooManyItems;
        if (command.Items.Sum(i => i.Text?.Length ?? 0) > Text.AnalysisLimit) return TextRefusals.TooLong("/items", Text.AnalysisLimit);

        List<ShareItem> items = [];
        foreach (var (i, offered) in command.Items.Index())
        {
            var pointer = $"/items/{i}";
            if (offered.Category is null || offered.Source is not { } source || Text.IsBlank(offered.Text))
                return SharingRefusals.Itemise with { Pointer = pointer };
            if (!WrittenScope.TryCategory(offered.Category, out var category)) return ConsentRefusals.UnknownCategory($"{pointer}/category");
            if (offered.About is { } about && !family.Household.Knows(about)) return HouseholdRefusals.UnknownPerson($"{pointer}/about");
            if (!MayCite(family, command, command.KnownEntries, source)) return SharingRefusals.ItemOutOfCase($"{pointer}/source");
            if (family.Documents.HoldsBack(source, command.By.Agency, command.Recipient.Agency, MomentOf(command))) return DocumentRefusals.HandlingMarking($"{pointer}/source");
            if (Text.Analysis($"{pointer}/text", offered.Text) is { } badText) return badText;
            items.Add(new ShareItem(i + 1, category, source, Personal<string>.Open(
                offered.About is { } person ? DataSubject.Of(person) : command.Narrative, offered.Text!)) { About = offered.About });
        }
        return items;
    }

    /// <summary>An entry of this record that the agency recorded, that was sent to it, or that is common to all on the record.</summary>
    internal static bool MayCite(FamilyRecord family, FamilyCommand command, IReadOnlyList<KnownEntry> entries, EventId source) =>
        entries.Any(known => known.Id == source && known.Stream == command.Stream
            && (known.Agency == command.By.Agency || known.IsCommon || family.Sharing.Received(command.By.Agency, source)));

    private static ShareRecipient Recipient(ProposeShare command) => new(command.Recipient.Agency)
    {
        Team = Personal.Text(command.Narrative, command.Recipient.Team),
        Person = Personal.Text(command.Narrative, command.Recipient.Person),
    };

    /// <summary>The decision's own moment.</summary>
    internal static DateTimeOffset MomentOf(Command command) => (command.Entry?.Happened ?? Happened.Unknown).MomentOr(command.Now);

    private static IReadOnlyList<EntrySubject> AboutAll(FamilyRecord family, IEnumerable<PersonId> persons) =>
        [.. persons.Distinct().Select(family.Household.AsSubject)];
}
