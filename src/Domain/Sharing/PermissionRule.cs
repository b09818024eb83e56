using Safeguard.Domain.Consent;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// Whether a permission covers a share at one instant (R3.1.7): the sender's own, given, of the right kind, current at
/// that instant, for these people, items, recipient and purpose. A referral to early help rests on agreement to the
/// service in the same way (route F).
/// </summary>
internal static class PermissionRule
{
    /// <param name="items">The categories to be sent, each with its place in the command.</param>
    public static Refusal? Refuse(
        ConsentState consents, ConsentId id, AgencyId sender, DateTimeOffset at,
        IEnumerable<PersonId> subjects, IReadOnlyList<(string Pointer, InformationCategory Category)> items, AgencyId recipient, Purpose purpose)
    {
        if (consents.FindOwn(id, sender) is not { } consent) return SharingRefusals.PermissionOrReasonNeeded;
        var agreement = NeedsAgreement(purpose);
        if (agreement && consent.Kind != ConsentKind.ServiceAgreement) return SharingRefusals.EarlyHelpNeedsAgreement;
        if (!agreement && consent.Kind != ConsentKind.ConfidentialityPermission) return SharingRefusals.WrongConsentKind;

        var standing = consent.StandingAt(at);
        switch (standing.Status)
        {
            case ConsentStatus.Withdrawn or ConsentStatus.Expired or ConsentStatus.NotYet when agreement: return SharingRefusals.AgreementNotCurrent;
            case not ConsentStatus.Current when agreement: return SharingRefusals.EarlyHelpNeedsAgreement;
            case ConsentStatus.Withdrawn: return SharingRefusals.PermissionWithdrawn;
            case ConsentStatus.Expired: return SharingRefusals.PermissionExpired;
            case ConsentStatus.NotYet: return SharingRefusals.PermissionAfterShare;
            case not ConsentStatus.Current: return SharingRefusals.PermissionOrReasonNeeded;
        }
        if (standing.WithdrawnRecipients.Contains(recipient) || items.Any(i => standing.WithdrawnItems.Contains(i.Category)))
            return SharingRefusals.PermissionWithdrawn;

        List<FieldProblem> outside = [];
        if (!subjects.Contains(consent.Person)) outside.Add(Outside("/subjects", "It was given for somebody whom this share is not about."));
        foreach (var (pointer, category) in items)
            if (!standing.Items.Contains(category)) outside.Add(Outside(pointer, "It does not cover this category."));
        if (!standing.Recipients.Contains(recipient)) outside.Add(Outside("/recipient/agency", "It does not cover this agency."));
        if (consent.Purpose != purpose) outside.Add(Outside("/purpose", "It was given for another purpose."));
        return outside.Count > 0 ? SharingRefusals.DoesNotCover(outside) : null;
    }

    /// <summary>Early help works by agreement to the service itself; permission to share is not enough, and nothing overrides it (BED-24).</summary>
    public static bool NeedsAgreement(Purpose purpose) => purpose == Purpose.EarlyHelp;

    private static FieldProblem Outside(string pointer, string sentence) => new(pointer, "NOT_COVERED", sentence);
}
