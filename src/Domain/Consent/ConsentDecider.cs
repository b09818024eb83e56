using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Consent;

/// <summary>
/// What may be recorded about consents (domain §2.5). An agency sees and continues only the consents that it
/// recorded itself.
/// </summary>
public static class ConsentDecider
{
    /// <summary>The shortest reason for not asking, in characters.</summary>
    public const int ShortestReason = 20;

    public static Decision Decide(FamilyRecord family, SeekConsent command)
    {
        if (Text.Narrative("/howExplained", command.HowExplained) is { } badText) return badText;
        return Scoped(family, command, (existing, scope, envelope) =>
            existing?.StandingAt(command.Now).Status == ConsentStatus.Sought && scope.IsSame(existing.Sought!.Items, existing.Sought.Recipients)
                ? Decision.NoChange
                : Decision.Record(command.Stream, new ConsentSought(
                    existing?.Id ?? command.Consent, command.Person, command.Kind, command.Purpose, scope.Items, scope.Recipients)
                {
                    HowExplained = Personal.Text(DataSubject.Of(command.Person), command.HowExplained),
                    Envelope = envelope,
                }));
    }

    public static Decision Decide(FamilyRecord family, GiveConsent command)
    {
        if ((Text.Line("/witness", command.Witness) ?? Text.Narrative("/howExplained", command.HowExplained)) is { } badText) return badText;
        return Scoped(family, command, (existing, scope, envelope) =>
        {
            if (command.GivenBy != command.Person && !family.Household.HoldsResponsibility(command.GivenBy, command.Person))
                return ConsentRefusals.NoAuthority;
            if (command.Evidence == ConsentEvidence.Verbal && Text.IsBlank(command.Witness))
                return ConsentRefusals.WitnessRequired;
            var from = command.ValidFrom ?? envelope.Happened.On ?? LondonTime.DateOf(envelope.LearnedAt);
            if (command.ValidTo <= from)
                return ConsentRefusals.EndsBeforeItBegins;
            if (IsRepeat(existing, scope, from, command))
                return Decision.NoChange;

            var consent = existing?.Id ?? command.Consent;
            var given = Decision.Record(command.Stream, new ConsentGiven(
                consent, command.Person, command.Kind, command.Purpose, scope.Items, scope.Recipients,
                command.GivenBy, from, command.ValidTo, command.Evidence)
            {
                Capacity = command.Capacity,
                Witness = Personal.Text(DataSubject.Of(command.Person), command.Witness),
                HowExplained = Personal.Text(DataSubject.Of(command.Person), command.HowExplained),
                Envelope = envelope,
            });
            return command.ValidTo is { } last ? Decision.WithTimers(given, ConsentTimers.At(command, consent, last)) : given;
        });
    }

    public static Decision Decide(FamilyRecord family, RefuseConsent command)
    {
        if (Text.Narrative("/reasons", command.Reasons) is { } badText) return badText;
        return Scoped(family, command, (existing, scope, envelope) =>
            // New reasons are a new fact, though the answer is the same.
            existing?.Standing() is { Kind: ConsentAnswerKind.Refused } last && Text.IsBlank(command.Reasons) && scope.IsSame(last.Items, last.Recipients)
                ? Decision.NoChange
                : Decision.Record(command.Stream, new ConsentRefused(
                    existing?.Id ?? command.Consent, command.Person, command.Kind, command.Purpose, scope.Items, scope.Recipients, command.RefusedBy)
                {
                    Evidence = command.Evidence,
                    Reasons = Personal.Text(DataSubject.Of(command.Person), command.Reasons),
                    Envelope = envelope,
                }));
    }

    public static Decision Decide(FamilyRecord family, RecordConsentNotSought command)
    {
        if (Text.Narrative("/text", command.Text) is { } badText) return badText;
        if (!family.Household.Knows(command.Person)) return ConsentRefusals.UnknownPerson("/person");
        if (Text.IsBlank(command.Text) || command.Text!.Trim().Length < ShortestReason) return ConsentRefusals.TextTooShort;

        var existing = Existing(family, command);
        if (existing?.StandingAt(command.Now).Status == ConsentStatus.Current) return ConsentRefusals.StillCurrent;
        return Judge(family, command, command.Person).Then(envelope => Decision.Record(command.Stream, new ConsentNotSought(
            existing?.Id ?? command.Consent, command.Person, command.Kind, command.Purpose, command.Reason,
            Personal<string>.Open(DataSubject.Of(command.Person), command.Text))
        {
            Envelope = envelope,
        }));
    }

    public static Decision Decide(FamilyRecord family, WithdrawConsent command)
    {
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;
        if (family.Consents.FindOwn(command.Consent, command.By.Agency) is not { } consent) return ConsentRefusals.NotFound;
        var scope = WrittenScope.Read(command.Items, command.Recipients, limited: false);
        if (scope.Value is not { } taken) return scope.Refusal!;

        return Judge(family, command, consent.Person).Then(envelope =>
        {
            var from = (command.From ?? envelope.Happened.Earliest ?? envelope.LearnedAt).ToUniversalTime();
            var part = taken.Items.Count > 0 || taken.Recipients.Count > 0;
            var standing = consent.Standing();
            if (standing?.Kind == ConsentAnswerKind.Withdrawn && (part || standing.At <= from)) return Decision.NoChange;
            if (consent.LastGiven() is not { } given || standing!.Kind is not (ConsentAnswerKind.Given or ConsentAnswerKind.Withdrawn))
                return ConsentRefusals.NotGiven;
            if (from < given.At) return ConsentRefusals.WithdrawnBeforeGiven;
            if (part && IsTakenAlready(consent, taken, from)) return Decision.NoChange;

            return Decision.Record(command.Stream, new ConsentWithdrawn(consent.Id, from, taken.Items, taken.Recipients)
            {
                Reason = Personal.Text(DataSubject.Of(consent.Person), command.Reason),
                Envelope = envelope,
            });
        });
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
            ? Judge(family, command, consent!.Person).Then(envelope =>
                Decision.Record(command.Stream, new ConsentExpired(command.Consent, command.ValidTo) { Envelope = envelope }))
            // Withdrawn, given again, noted before, or too early: the timer has nothing to say.
            : Decision.NoChange;
    }

    private static Decision Scoped(FamilyRecord family, ScopedConsentCommand command, Func<ConsentFacts?, Scope, Envelope, Decision> decide)
    {
        if (!family.Household.Knows(command.Person)) return ConsentRefusals.UnknownPerson("/person");
        var scope = WrittenScope.Read(command.Items, command.Recipients, IsLimitedByScope(command.Kind));
        if (scope.Value is not { } read) return scope.Refusal!;
        return Judge(family, command, command.Person).Then(envelope => decide(Existing(family, command), read, envelope));
    }

    /// <summary>An agreement to a service or a treatment is limited by its purpose; the two others by what goes to whom.</summary>
    private static bool IsLimitedByScope(ConsentKind kind) =>
        kind is ConsentKind.ConfidentialityPermission or ConsentKind.DataProtectionConsent;

    private static ConsentFacts? Existing(FamilyRecord family, ConsentCommand command) =>
        family.Consents.FindOwn(command.By.Agency, command.Person, command.Kind, command.Purpose);

    private static Judged<Envelope> Judge(FamilyRecord family, Command command, PersonId person) =>
        EntryRules.Judge(command, DataSubject.Of(person), statement: false, family.Household.As(person));

    private static bool IsRepeat(ConsentFacts? existing, Scope scope, DateOnly from, GiveConsent command) =>
        existing is not null
        && existing.StandingAt(command.Now) is { Status: ConsentStatus.Current } now
        && scope.IsSame(now.Items, now.Recipients)
        && existing.Standing() is { Kind: ConsentAnswerKind.Given } last && last.ValidFrom == from && last.ValidTo == command.ValidTo;

    private static bool IsTakenAlready(ConsentFacts consent, Scope taken, DateTimeOffset from)
    {
        var then = consent.StandingAt(from);
        return then.Status == ConsentStatus.Current && !taken.Items.Any(then.Items.Contains) && !taken.Recipients.Any(then.Recipients.Contains);
    }
}
