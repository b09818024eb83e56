using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Consent;

public static partial class ConsentDecider
{
    public static Decision Decide(FamilyRecord family, WithdrawConsent command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;
        if (family.Consents.FindOwn(command.Consent, command.By.Agency) is not { } consent) return ConsentRefusals.NotFound;

        return WrittenScope.Read(command.Items, command.Recipients, limited: false).Then(taken => Judge(family, command, consent).Then(envelope =>
        {
            var from = (command.From ?? envelope.Happened.MomentOr(envelope.LearnedAt)).ToUniversalTime();
            var part = taken.Items.Count > 0 || taken.Recipients.Count > 0;
            var standing = consent.Standing();
            if (standing?.Kind == ConsentAnswerKind.Withdrawn && (part || standing.At <= from)) return Decision.NoChange;
            if (standing?.Kind is not (ConsentAnswerKind.Given or ConsentAnswerKind.Withdrawn) || consent.LastGiven() is not { } given)
                return ConsentRefusals.NotGiven;
            if (from < given.At) return ConsentRefusals.WithdrawnBeforeGiven;
            if (part && IsTakenAlready(consent, taken, from)) return Decision.NoChange;

            var withdrawn = new ConsentWithdrawn(consent.Id, from, taken.Items, taken.Recipients)
            {
                Reason = Personal.Text(DataSubject.Of(consent.Person), command.Reason),
                Envelope = envelope,
            };
            return Decision.Record(command.Stream, [withdrawn, .. family.Sharing.SentUnder(withdrawn).Select(s => new WithdrawalPassedOn(s.Id, s.Recipient, from) { Envelope = envelope })]);
        }));
    }

    public static Decision Decide(FamilyRecord family, ExpireConsent command)
    {
        if (!command.By.Has(Role.System)) return ConsentRefusals.OnlyTheService;
        var consent = family.Consents.Find(command.Consent);
        var due = consent?.Standing() is { Kind: ConsentAnswerKind.Given } given
            && given.ValidTo == command.ValidTo
            && consent.ExpiryNoted != command.ValidTo
            && LondonTime.DateOf(command.Now) > command.ValidTo;
        return due
            ? Judge(family, command, consent!).Then(envelope =>
                Decision.Record(command.Stream, new ConsentExpired(command.Consent, command.ValidTo) { Envelope = envelope }))
            // Withdrawn, given again, noted before, or too early: the timer has nothing to say.
            : Decision.NoChange;
    }

    private static bool IsTakenAlready(ConsentFacts consent, Scope taken, DateTimeOffset from)
    {
        var then = consent.StandingAt(from);
        return then.Status == ConsentStatus.Current && !taken.Items.Any(then.Items.Contains) && !taken.Recipients.Any(then.Recipients.Contains);
    }
}
