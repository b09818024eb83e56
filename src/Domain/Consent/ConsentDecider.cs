using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Consent;

/// <summary>
/// What may be recorded about consents (domain §2.5). An agency sees and continues only the consents that it
/// recorded itself. What is asked and answered is here; what ends a consent is in the other part.
/// </summary>
public static partial class ConsentDecider
{
    public static Decision Decide(FamilyRecord family, SeekConsent command)
    {
        if (RefuseExplanation(command.HowExplained) is { } badText) return badText;
        return Scoped(family, command, (consent, scope, envelope) =>
            IsAskedAlready(consent, scope, command)
                ? Decision.NoChange
                : Decision.Record(command.Stream, new ConsentSought(
                    consent.Id, consent.Person, consent.Kind, consent.Purpose, scope.Items, scope.Recipients)
                {
                    HowExplained = Personal.Text(DataSubject.Of(consent.Person), command.HowExplained),
                    Envelope = envelope,
                }));
    }

    public static Decision Decide(FamilyRecord family, GiveConsent command)
    {
        if ((Text.Line("/witness", command.Witness) ?? RefuseExplanation(command.HowExplained)) is { } badText) return badText;
        return Scoped(family, command, (consent, scope, envelope) =>
        {
            if (RefuseGiver(family, command, consent.Person, Days.Of(envelope)) is { } notTheirs) return notTheirs;
            if (command.Evidence == ConsentEvidence.Verbal && Text.IsBlank(command.Witness))
                return ConsentRefusals.WitnessRequired;
            var from = Days.From(command, envelope, command.ValidFrom);
            if (command.ValidTo <= from)
                return ConsentRefusals.EndsBeforeItBegins;
            if (IsGivenAlready(consent, scope, from, command))
                return Decision.NoChange;

            var given = Decision.Record(command.Stream, new ConsentGiven(
                consent.Id, consent.Person, consent.Kind, consent.Purpose, scope.Items, scope.Recipients,
                command.GivenBy, from, command.ValidTo, command.Evidence)
            {
                Capacity = command.Capacity,
                Witness = Personal.Text(DataSubject.Of(consent.Person), command.Witness),
                HowExplained = Personal.Text(DataSubject.Of(consent.Person), command.HowExplained),
                Envelope = envelope,
            });
            return command.ValidTo is { } last ? Decision.WithTimers(given, ConsentTimers.ExpiryOf(family.Id, consent.Id, last)) : given;
        });
    }

    public static Decision Decide(FamilyRecord family, RefuseConsent command)
    {
        if (Text.Narrative("/reasons", command.Reasons) is { } badText) return badText;
        return Scoped(family, command, (consent, scope, envelope) =>
        {
            // What somebody says for themselves is written down whatever their age: it opens nothing.
            if (command.RefusedBy != consent.Person
                && RefuseRepresentative(family, command, consent.Person, new(command.RefusedBy, command.Capacity, Days.Of(envelope), "/refusedBy")) is { } notTheirs) return notTheirs;
            // New reasons are a new fact, though the answer is the same.
            if (consent.Standing() is { Kind: ConsentAnswerKind.Refused } last && Text.IsBlank(command.Reasons) && scope.IsSame(last.Items, last.Recipients))
                return Decision.NoChange;
            var refused = new ConsentRefused(
                consent.Id, consent.Person, consent.Kind, consent.Purpose, scope.Items, scope.Recipients, command.RefusedBy)
            {
                Evidence = command.Evidence,
                Capacity = command.Capacity,
                Reasons = Personal.Text(DataSubject.Of(consent.Person), command.Reasons),
                Envelope = envelope,
            };
            return consent is { Kind: ConsentKind.ServiceAgreement, Purpose: Purpose.EarlyHelp }
                ? Decision.Record(command.Stream, [refused, .. Reassessments.AfterRefusal(family, command.By.Agency, consent.Person, envelope)])
                : Decision.Record(command.Stream, refused);
        });
    }

    public static Decision Decide(FamilyRecord family, RecordConsentNotSought command)
    {
        if (Text.Narrative("/text", command.Text) is { } badText) return badText;
        return Named(family, command, consent =>
        {
            if (Text.IsShort(command.Text)) return ConsentRefusals.TextTooShort;
            if (consent.StandingAt(command.Now).Status == ConsentStatus.Current) return ConsentRefusals.StillCurrent;
            return Judge(family, command, consent).Then(envelope => Decision.Record(command.Stream, new ConsentNotSought(
                consent.Id, consent.Person, consent.Kind, consent.Purpose, command.Reason,
                Personal<string>.Open(DataSubject.Of(consent.Person), command.Text!))
            {
                Envelope = envelope,
            }));
        });
    }

    /// <summary>It may be left out; a permission by word of mouth rests on it, so a single word is no explanation (R3.1.7).</summary>
    private static Refusal? RefuseExplanation(string? said) =>
        !Text.IsBlank(said) && Text.IsShort(said) ? ConsentRefusals.ExplanationTooShort : Text.Narrative("/howExplained", said);

    private static Decision Scoped(FamilyRecord family, ScopedConsentCommand command, Func<ConsentFacts, Scope, Envelope, Decision> decide) =>
        Named(family, command, consent =>
        {
            var scope = WrittenScope.Read(command.Items, command.Recipients, IsLimitedByScope(consent.Kind));
            return scope.Then(read => Judge(family, command, consent).Then(envelope => decide(consent, read, envelope)));
        });

    /// <summary>Finds the consent that is meant, or begins a new one.</summary>
    private static Decision Named(FamilyRecord family, ConsentCommand command, Func<ConsentFacts, Decision> decide)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (command.Consent is { } id)
        {
            if (family.Consents.FindOwn(id, command.By.Agency) is not { } named) return ConsentRefusals.NotFound;
            return command.Person is { } whose && whose != named.Person
                || command.Kind is { } sort && sort != named.Kind
                || command.Purpose is { } aim && aim != named.Purpose
                ? ConsentRefusals.OtherConsent
                : decide(named);
        }

        if (command is not { Person: { } person, Kind: { } kind, Purpose: { } purpose }) return ConsentRefusals.Unclear(MissingFrom(command));
        if (!family.Household.Knows(person)) return HouseholdRefusals.UnknownPerson("/person");
        if (family.Consents.FindOwn(command.By.Agency, person, kind, purpose) is not { } known)
            return decide(new ConsentFacts(command.New, command.By.Agency, person, kind, purpose));
        // The caller was promised the new id, and going on would use the known one. A repeat is no error all the same.
        var decision = decide(known);
        return decision is Decision.Accepted ? ConsentRefusals.OnRecord : decision;
    }

    private static List<string> MissingFrom(ConsentCommand command)
    {
        List<string> missing = [];
        if (command.Person is null) missing.Add("/person");
        if (command.Kind is null) missing.Add("/kind");
        if (command.Purpose is null) missing.Add("/purpose");
        return missing;
    }

    /// <summary>An agreement to a service or a treatment is limited by its purpose; the two others by what goes to whom.</summary>
    private static bool IsLimitedByScope(ConsentKind kind) =>
        kind is ConsentKind.ConfidentialityPermission or ConsentKind.DataProtectionConsent;

    private static Judged<Envelope> Judge(FamilyRecord family, Command command, ConsentFacts consent) =>
        EntryRules.Judge(command, DataSubject.Of(consent.Person), statement: false, family.Household.AsSubject(consent.Person));

    /// <summary>How it was explained, where that was not said yet, is a new fact: what is then given rests on it.</summary>
    private static bool IsAskedAlready(ConsentFacts consent, Scope scope, SeekConsent command) =>
        consent.StandingAt(command.Now).Status == ConsentStatus.Sought
        && scope.IsSame(consent.Sought!.Items, consent.Sought.Recipients)
        && (consent.Sought.Explained || Text.IsBlank(command.HowExplained));

    /// <summary>Given by another, or shown or founded otherwise, it is a new fact, which stands from then on: nobody's word is taken for somebody else's. Left unsaid, the capacity adds nothing.</summary>
    private static bool IsGivenAlready(ConsentFacts consent, Scope scope, DateOnly from, GiveConsent command) =>
        consent.StandingAt(command.Now) is { Status: ConsentStatus.Current } now
        && scope.IsSame(now.Items, now.Recipients)
        && consent.Standing() is { Kind: ConsentAnswerKind.Given } last && last.ValidFrom == from && last.ValidTo == command.ValidTo
        && (last.By, last.Evidence) == (command.GivenBy, command.Evidence) && (command.Capacity is null || command.Capacity == last.Capacity);
}
