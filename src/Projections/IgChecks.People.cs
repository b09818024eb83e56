using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>The checks about people: who was asked, whose word it rests on, and who read it. Who was told is in another part.</summary>
public sealed partial class IgChecks
{
    private Found ThirdParty()
    {
        var cited = _story.Proposal!.Items.Select(i => i.Source)
            .Concat(_story.Answers.SelectMany(a => ((OverrideAnswers)a.Event).Concern ?? []).Select(c => c.Entry).OfType<EventId>()).ToHashSet();
        var entries = _story.Stream.Where(e => cited.Contains(e.Id)).ToList();
        var marked = entries.Where(e => e.Event.Envelope.KnownFrom == KnownFrom.ThirdParty || e.Event.Envelope.Sensitivity.Contains(Sensitivity.ThirdPartySource)).ToList();
        var said = _story.Answers.FirstOrDefault(a => ((OverrideAnswers)a.Event).Concern?.Any(c => c.Source == KnownFrom.ThirdParty) == true);
        if (marked.Count == 0 && said is null)
            return entries.Count < cited.Count
                ? new(IgCheckState.CannotTell, "Not every entry that it cites is on this record.", entries)
                : new(IgCheckState.Pass, "No entry that it cites is marked as a third party's.", entries);
        IReadOnlyList<RecordedEvent?> rests = [.. marked, said, .. _story.Answers];
        if (_story.Override is null) return new(IgCheckState.CannotTell, "An entry comes from a third party; a share under a permission says nothing of protecting them.", rests);
        return _story.Answers.Any(a => ((OverrideAnswers)a.Event).SafetyOfOthers?.Protection is not null)
            ? new(IgCheckState.CannotTell, "Protection is noted (J16); whether the words sent keep to it is for a person.", rests)
            : new(IgCheckState.Fail, "An entry comes from a third party, and nothing says how they are protected (J16).", rests);
    }

    /// <summary>Asked and then ignored, or written down as another state than the record shows.</summary>
    private Found PermissionHistory()
    {
        if (_story.Override is not { Event: OverrideDecided decided } entry) return UnderPermission();
        var subjects = _story.Proposal!.Envelope.Subjects.Select(s => s.Person).ToHashSet();
        var asked = _story.Stream.Where(e => e.Agency == _story.From && e.Position < entry.Position && e.Event is ConsentEvent).ToList();
        var consents = asked.Aggregate(ConsentState.Empty, (state, e) => state.Evolve(e)).All
            .Where(c => c.Kind == ConsentKind.ConfidentialityPermission && subjects.Contains(c.Person)).ToList();
        var answers = consents.Select(c => c.Standing()?.Kind).ToHashSet();
        IReadOnlyList<RecordedEvent?> rests = [.. asked.Where(e => consents.Any(c => c.Id == ConsentOf(e))), entry];
        var permission = _story.Answers.Select(a => ((OverrideAnswers)a.Event).Permission).FirstOrDefault(p => p is not null);
        return permission?.State switch
        {
            null => new(IgCheckState.NotYetRecorded, "It does not say why there is no permission (J5).", rests),
            PermissionState.NotSought when answers.Contains(ConsentAnswerKind.Refused) || answers.Contains(ConsentAnswerKind.Withdrawn) =>
                new(IgCheckState.Fail, "It says that nobody was asked; a refusal or withdrawal is on record.", rests),
            PermissionState.NotSought when consents.TrueForAll(c => c.Sought is null && c.Standing() is null or { Kind: ConsentAnswerKind.NotSought }) =>
                new(IgCheckState.Pass, "Nobody was asked, and none is on record.", rests),
            PermissionState.Refused when answers.Contains(ConsentAnswerKind.Refused) => new(IgCheckState.Pass, "The refusal is on record.", rests),
            PermissionState.Withdrawn when answers.Contains(ConsentAnswerKind.Withdrawn) => new(IgCheckState.Pass, "The withdrawal is on record.", rests),
            PermissionState.NotValid when answers.Contains(ConsentAnswerKind.Given) => new(IgCheckState.Pass, "The permission that does not count is on record.", rests),
            { } said => new(IgCheckState.CannotTell, $"It says {said}; the record of permission shows no such thing.", rests),
        };
    }

    private Found UnderPermission()
    {
        if (_story.Proposal!.Consent is not { } id) return new(IgCheckState.NotYetRecorded, "Neither a permission nor an override is recorded.");
        if (_story.Sent.Count == 0) return new(IgCheckState.NotYetRecorded, "Nothing was sent.");
        var said = _story.Stream.Where(e => e.Agency == _story.From && e.Event is ConsentEvent && ConsentOf(e) == id).ToList();
        IReadOnlyList<RecordedEvent?> rests = [.. said, .. _story.Sent];
        var consent = said.Aggregate(ConsentState.Empty, (state, e) => state.Evolve(e)).Find(id);
        return _story.Sent.All(s => consent?.StandingAt(((InformationDisclosed)s.Event).SentAt).Status == ConsentStatus.Current)
            ? new(IgCheckState.Pass, "The permission counted whenever something was sent.", rests)
            : new(IgCheckState.Fail, "The permission did not count when something was sent, by what is on record now.", rests);
    }

    private static ConsentId? ConsentOf(RecordedEvent e) => e.Event switch
    {
        ConsentSought c => c.Consent,
        ConsentGiven c => c.Consent,
        ConsentRefused c => c.Consent,
        ConsentNotSought c => c.Consent,
        ConsentWithdrawn c => c.Consent,
        ConsentExpired c => c.Consent,
        _ => null,
    };

    /// <summary>Everybody to whom the sender had sent the same entries is told, or left out for a reason that a person judges.</summary>
    private Found Corrections()
    {
        if (_story.Sent.Count == 0) return new(IgCheckState.NotApplicable, "Nothing was sent that could be corrected.");
        var corrections = _story.Entries.Where(e => e.Event is DisclosureCorrected).ToList();
        if (corrections.Count == 0) return new(IgCheckState.NotApplicable, "Nothing of it was corrected.");
        var missed = corrections.FindAll(e => Missed(e, (DisclosureCorrected)e.Event));
        if (missed.Count > 0) return new(IgCheckState.Fail, "A correction did not go to every agency that got the same entry.", [.. missed]);
        return corrections.Exists(e => e.Event is DisclosureCorrected { LeftOut.Count: > 0 })
            ? new(IgCheckState.ForAPerson, "An agency was left out, for a reason.", [.. corrections])
            : new(IgCheckState.Pass, "Every agency that got the same entry was told.", [.. corrections]);
    }

    private bool Missed(RecordedEvent recorded, DisclosureCorrected correction)
    {
        var sources = _story.Proposal!.Items.Where(i => correction.Items.Contains(i.Number)).Select(i => i.Source).ToHashSet();
        var told = correction.Told.Select(t => t.Recipient).Concat(correction.LeftOut.Select(l => l.Recipient)).ToHashSet();
        return _story.Stream.Any(e => e.Position < recorded.Position && e.Agency == _story.From
            && e.Event is InformationDisclosed sent && sent.Items.Any(i => sources.Contains(i.Source)) && !told.Contains(sent.Recipient));
    }

    /// <summary>
    /// A reader is explained by something that they did in this record, or by reviewing it. Of another reader of an agency
    /// that was on the record by then the log does not say why; anybody else's reading is unexplained.
    /// </summary>
    private Found Readers()
    {
        var shown = _story.Entries.Select(e => e.Id).ToHashSet();
        var readings = _readings.Where(r => r.Event is RecordViewed viewed && viewed.Shown.Any(shown.Contains)).ToList();
        if (readings.Count == 0) return new(IgCheckState.Pass, "Nobody has read it.");
        var outside = readings.Where(r => !IsPartyBy(r)).ToList();
        if (outside.Count > 0) return new(IgCheckState.Fail, $"{outside.Count} of {readings.Count} readings were by an agency that was not on the record.", outside);
        var hands = _story.Stream.Select(e => (e.Headers.Actor, e.Agency)).ToHashSet();
        var silent = readings.Where(r => !hands.Contains((r.Headers.Actor, r.Agency))).ToList();
        return silent.Count == 0
            ? new(IgCheckState.Pass, $"All {readings.Count} readings were by people who act on this record.", readings)
            : new(IgCheckState.CannotTell, $"{silent.Count} of {readings.Count} readings were by people of an agency on the record who recorded nothing in it.", silent);
    }

    private bool IsPartyBy(RecordedEvent reading) =>
        reading.Agency == _story.From || _story.Stream.TakeWhile(e => e.Position < reading.Position).Any(e => e.Event switch
        {
            InvolvementStarted i => i.Agency == reading.Agency,
            ReferralTelephoned r => r.To == reading.Agency,
            ReferralWritten r => r.To == reading.Agency,
            InformationDisclosed d => d.Recipient == reading.Agency,
            IgReviewOpened => e.Headers.Actor == reading.Headers.Actor,
            _ => false,
        });
}
