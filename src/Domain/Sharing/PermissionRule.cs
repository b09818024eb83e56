using System.Collections.Immutable;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Sharing;

/// <summary>Something to be sent under a permission: its place in the command, its category, and whom it is about.</summary>
internal sealed record PermittedItem(string Pointer, InformationCategory Category, PersonId? About)
{
    /// <summary>Where the command says the category; where it names items by number, that is the item itself.</summary>
    public string CategoryPointer { get; init; } = Pointer;

    public static PermittedItem Of(string pointer, ShareItemFacts item) => new(pointer, item.Category, item.About);
}

/// <summary>
/// Whether a permission covers a share at one instant (R3.1.7): the sender's own, given, of the right kind, current at
/// that instant, for these people, items, recipient and purpose. A referral to early help, a young carer's support or
/// treatment rests on agreement to the service in the same way (route F).
/// </summary>
internal static class PermissionRule
{
    /// <summary>The services to which a family agrees (route F).</summary>
    private static readonly ImmutableArray<Purpose> Services = [Purpose.EarlyHelp, Purpose.YoungCarerSupport, Purpose.Treatment];

    /// <param name="births">When those whom it is about were born, as far as that is known: how long somebody speaks for a child goes by age.</param>
    public static Refusal? Refuse(
        FamilyRecord family, Births births, ConsentId id, AgencyId sender, DateTimeOffset at,
        IEnumerable<PersonId> subjects, IReadOnlyList<PermittedItem> items, AgencyId recipient, Purpose purpose)
    {
        if (family.Consents.FindOwn(id, sender) is not { } consent) return NeedsAgreement(purpose) ? SharingRefusals.EarlyHelpNeedsAgreement : SharingRefusals.PermissionOrReasonNeeded;
        var agreement = IsAgreement(consent, purpose);
        if (!agreement && NeedsAgreement(purpose)) return SharingRefusals.EarlyHelpNeedsAgreement;
        if (!agreement && consent.Kind != ConsentKind.ConfidentialityPermission) return SharingRefusals.WrongConsentKind;

        var standing = consent.StandingAt(at);
        switch (standing.Status)
        {
            case ConsentStatus.Withdrawn or ConsentStatus.Expired or ConsentStatus.NotYet when agreement: return SharingRefusals.AgreementNotCurrent;
            case not ConsentStatus.Current when agreement: return NeedsAgreement(purpose) ? SharingRefusals.EarlyHelpNeedsAgreement : SharingRefusals.ServiceNotAgreed;
            case ConsentStatus.Withdrawn: return SharingRefusals.PermissionWithdrawn;
            case ConsentStatus.Expired: return SharingRefusals.PermissionExpired;
            case ConsentStatus.NotYet: return SharingRefusals.PermissionAfterShare;
            case not ConsentStatus.Current: return SharingRefusals.PermissionOrReasonNeeded;
        }
        if (standing.WithdrawnRecipients.Contains(recipient) || items.Any(i => standing.WithdrawnItems.Contains(i.Category)))
            return SharingRefusals.PermissionWithdrawn;

        List<FieldProblem> outside = [];
        if (!subjects.Contains(consent.Person)) outside.Add(Outside("/subjects", "It was given for somebody whom this share is not about."));
        var given = consent.AnswerAt(at)!;
        // An agreement is limited by its purpose: one that names no categories or recipients leaves none out.
        var (anyItem, anyRecipient) = (agreement && given.Items.IsEmpty, agreement && given.Recipients.IsEmpty);
        foreach (var item in items)
        {
            // Left unsaid, it may be about any of them: otherwise leaving a name out would carry another adult's affairs along.
            IEnumerable<PersonId> about = item.About is { } named ? [named] : subjects;
            if (!about.All(person => SpeaksFor(family, births, consent, given.By, person, at)))
                outside.Add(Outside(item.Pointer, item.About is not null
                    ? "It was not given by or for the person whom this item is about."
                    : "It does not say whom it is about, and the permission does not speak for all whom this share is about."));
            if (!anyItem && !standing.Items.Contains(item.Category)) outside.Add(Outside(item.CategoryPointer, "It does not cover this category."));
        }
        if (!anyRecipient && !standing.Recipients.Contains(recipient)) outside.Add(Outside("/recipient/agency", "It does not cover this agency."));
        if (consent.Purpose != purpose) outside.Add(Outside("/purpose", "It was given for another purpose."));
        return outside.Count > 0 ? SharingRefusals.DoesNotCover(outside) : null;
    }

    /// <summary>
    /// Whether a consent says anything about an item (R3.1.7 the right giver, R3.1.8): one that is about nobody in particular,
    /// about the person it was answered for or by, or about somebody for whom whoever answered may speak, by the rule by which
    /// they could answer for them: nobody carries by their own word what they could not have permitted.
    /// </summary>
    /// <param name="at">The instant for which it is asked: responsibility, age and judgement count as they stand then.</param>
    public static bool SpeaksFor(FamilyRecord family, Births births, ConsentFacts consent, PersonId? answeredBy, PersonId? about, DateTimeOffset at) =>
        about is not { } person || person == consent.Person || person == answeredBy
        || MaySpeakFor(family, births, consent.Agency, answeredBy ?? consent.Person, person, LondonTime.DateOf(at));

    private static bool MaySpeakFor(FamilyRecord family, Births births, AgencyId agency, PersonId adult, PersonId person, DateOnly day) =>
        WhoDecides.RefuseHolder(family, agency, adult, person, day, births.AgeOn(person, day), "") is null;

    /// <summary>
    /// Whether a consent is agreement to the very service that the share is for (route F). For treatment and a young carer's
    /// support permission to share is a basis as well: data go between those who treat somebody, too, with their permission.
    /// </summary>
    public static bool IsAgreement(ConsentFacts consent, Purpose purpose) => consent.Kind == ConsentKind.ServiceAgreement && Services.Contains(purpose);

    /// <summary>Early help works by agreement to the service itself; permission to share is not enough, and nothing overrides it (BED-24).</summary>
    public static bool NeedsAgreement(Purpose purpose) => purpose == Purpose.EarlyHelp;

    private static FieldProblem Outside(string pointer, string sentence) => new(pointer, "NOT_COVERED", sentence);
}
