using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// What stands on the sender's own record, at the moment of an override, about permission for what it covers; the answer to
/// J5 is held against it, so that whoever refused is not called somebody whom nobody asked (R3.1.1, §3.4 G12).
/// </summary>
/// <param name="persons">Whom the override is about.</param>
/// <param name="items">What it covers.</param>
internal sealed class PermissionOnRecord(
    FamilyRecord family, Births births, Share share, DateTimeOffset at, IReadOnlyCollection<PersonId> persons, IReadOnlyCollection<ShareItemFacts> items)
{
    public Refusal? Refuse(PermissionState state, ConsentFacts? named)
    {
        if (named is not null && !Is(named, state)) return OverrideRefusals.ConsentOnRecordDiffers;
        if (named is not null && !IsOfThis(named)) return OverrideRefusals.OtherPermission;
        var standing = About().Select(Standing).OfType<PermissionState>().ToHashSet();
        if (standing.Count > 0) return standing.Contains(state) ? null : OverrideRefusals.PermissionOnRecordDiffers(standing.Contains(PermissionState.Refused));
        // Whether a permission that was given counts is more than can be seen here, so NotValid is for a person to say.
        return state != PermissionState.NotValid && items.Count > 0 && items.All(IsPermitted) ? OverrideRefusals.PermissionStands : null;
    }

    private IEnumerable<ConsentFacts> About() => family.Consents.All.Where(c =>
        c.Agency == share.Agency && c.Kind == ConsentKind.ConfidentialityPermission && persons.Contains(c.Person));

    /// <summary>The refusal or withdrawal that stands of a consent, where it touches anything that is covered, for whatever purpose it was said.</summary>
    private PermissionState? Standing(ConsentFacts consent)
    {
        var standing = consent.StandingAt(at);
        return standing.Status switch
        {
            ConsentStatus.Refused when Touches(consent, consent.AnswerAt(at)!) => PermissionState.Refused,
            ConsentStatus.Withdrawn when consent.GivenBefore(at) is { } given && Touches(consent, given) => PermissionState.Withdrawn,
            ConsentStatus.Current when consent.GivenBefore(at) is { } given && TakesOut(consent, standing, given) => PermissionState.Withdrawn,
            _ => null,
        };
    }

    private bool Touches(ConsentFacts consent, ConsentAnswer scope) => scope.Recipients.Contains(share.Recipient) && items.Any(i =>
        scope.Items.Contains(i.Category) && PermissionRule.SpeaksFor(family, births, consent, scope.By, i.About, at));

    private bool TakesOut(ConsentFacts consent, ConsentStanding standing, ConsentAnswer given) => standing.WithdrawnRecipients.Contains(share.Recipient)
        ? Touches(consent, given)
        : Touches(consent, given with { Items = standing.WithdrawnItems });

    private bool IsPermitted(ShareItemFacts item) => About().Any(c =>
        PermissionRule.Refuse(family, births, c.Id, share.Agency, at, share.Subjects, [PermittedItem.Of("", item)], share.Recipient, share.Purpose) is null);

    /// <summary>
    /// Whether the consent that is named could have carried any of this: a permission, or agreement to the very service, of or for
    /// somebody whom it is about, and where it names recipients and categories, this recipient and one that is covered. For which
    /// purpose it was asked is left open, as it is for a refusal that nobody named.
    /// </summary>
    private bool IsOfThis(ConsentFacts named)
    {
        if (named.Kind != ConsentKind.ConfidentialityPermission && !(PermissionRule.IsAgreement(named, share.Purpose) && named.Purpose == share.Purpose)) return false;
        var answer = named.AnswerAt(at);
        var scope = answer?.Kind == ConsentAnswerKind.Withdrawn ? named.GivenBefore(at) : answer;
        return persons.Any(person => PermissionRule.SpeaksFor(family, births, named, scope?.By, person, at))
            && (scope is null || scope.Recipients.IsEmpty || scope.Recipients.Contains(share.Recipient))
            && (scope is null || scope.Items.IsEmpty || items.Count == 0 || items.Any(i => scope.Items.Contains(i.Category)));
    }

    private bool Is(ConsentFacts named, PermissionState state)
    {
        var standing = named.StandingAt(at);
        return state switch
        {
            PermissionState.Refused => standing.Status == ConsentStatus.Refused,
            PermissionState.Withdrawn => standing.Status == ConsentStatus.Withdrawn || standing is { WithdrawnItems.Length: > 0 } or { WithdrawnRecipients.Length: > 0 },
            PermissionState.NotSought => standing.Status is ConsentStatus.NotSought or ConsentStatus.Absent,
            _ => standing.Status is ConsentStatus.NotValid or ConsentStatus.Expired or ConsentStatus.NotYet or ConsentStatus.Current,
        };
    }
}
