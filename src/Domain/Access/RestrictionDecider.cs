using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Access;

/// <summary>
/// Who may make a record, or a person's identity, open to fewer, and for how long before somebody looks again (domain
/// §2.3, §5). One restriction stands at a time, and it is its agency's: another can neither loosen nor narrow it.
/// </summary>
public static class RestrictionDecider
{
    /// <summary>So many are a list of names; more would be a team.</summary>
    public const int MostAllowed = 50;

    public static Decision Decide(FamilyRecord family, RestrictRecord command)
    {
        if (RefuseFor(command.By, command.InConflict) is { } notAllowed) return notAllowed;
        if (family.Restriction is { } standing && standing.By != command.By.Agency) return RestrictionRefusals.ByAnotherAgency;
        if (Terms(command.Level, command.Reason, command.AllowedActors, command.ReviewDate, command.Now) is { } bad) return bad;
        var (allowed, review) = (command.AllowedActors.Distinct().ToList(), command.ReviewDate!.Value);
        if (family.Restriction is { } same && same.Says(command.Level, command.By.Agency, allowed, review)) return Decision.NoChange;

        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope => Decision.Record(command.Stream,
            new RecordRestricted(command.Level, Personal<string>.Open(command.Narrative, command.Reason!), allowed, review) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, LiftRestriction command)
    {
        if (RefuseFor(command.By, command.InConflict) is { } notAllowed) return notAllowed;
        if (family.Restriction is not { } standing) return RestrictionRefusals.NoneStands;
        if (standing.By != command.By.Agency) return RestrictionRefusals.ByAnotherAgency;
        if (Words(command.Reason) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope => Decision.Record(command.Stream,
            new RestrictionLifted(Personal<string>.Open(command.Narrative, command.Reason!)) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, RestrictPerson command)
    {
        if (RefuseFor(command.By, command.InConflict) is { } notAllowed) return notAllowed;
        if (!family.Household.Knows(command.Person)) return RestrictionRefusals.UnknownPerson;
        if (command.Standing is { } standing && standing.By != command.By.Agency) return RestrictionRefusals.ByAnotherAgency;
        if (Terms(command.Level, command.Reason, command.AllowedActors, command.ReviewDate, command.Now) is { } bad) return bad;
        var (allowed, review, subject) = (command.AllowedActors.Distinct().ToList(), command.ReviewDate!.Value, DataSubject.Of(command.Person));
        if (command.Standing is { } same && same.Says(command.Level, command.By.Agency, allowed, review)) return Decision.NoChange;

        return EntryRules.Judge(command, subject, statement: false).Then(envelope => Decision.Record(StreamKey.Person(command.Person),
            new PersonRestricted(command.Person, command.Level, Personal<string>.Open(subject, command.Reason!), allowed, review) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, LiftPersonRestriction command)
    {
        if (RefuseFor(command.By, command.InConflict) is { } notAllowed) return notAllowed;
        if (!family.Household.Knows(command.Person)) return RestrictionRefusals.UnknownPerson;
        if (command.Standing is not { } standing) return RestrictionRefusals.NoneStands;
        if (standing.By != command.By.Agency) return RestrictionRefusals.ByAnotherAgency;
        if (Words(command.Reason) is { } badText) return badText;
        var subject = DataSubject.Of(command.Person);

        return EntryRules.Judge(command, subject, statement: false).Then(envelope => Decision.Record(StreamKey.Person(command.Person),
            new PersonRestrictionLifted(command.Person, Personal<string>.Open(subject, command.Reason!)) { Envelope = envelope }));
    }

    private static Refusal? RefuseFor(Actor by, bool inConflict) =>
        !by.HasAny(Role.IgOfficer, Role.Manager, Role.DutyManager) ? RestrictionRefusals.NotYours
        : inConflict ? RestrictionRefusals.SeparationOfDuties
        : null;

    private static Refusal? Terms(RestrictionLevel level, string? reason, IReadOnlyList<ActorId> allowed, DateOnly? review, DateTimeOffset now)
    {
        if (Words(reason) is { } badText) return badText;
        if (level == RestrictionLevel.Named ? allowed.Count == 0 : allowed.Count > 0) return RestrictionRefusals.NamesNeeded;
        if (allowed.Count > MostAllowed) return RestrictionRefusals.TooManyNames;
        if (review is null) return RestrictionRefusals.ReviewDateRequired;
        return review <= LondonTime.DateOf(now) ? RestrictionRefusals.ReviewDateNotAhead : null;
    }

    private static Refusal? Words(string? reason) =>
        Text.IsBlank(reason) ? RestrictionRefusals.ReasonRequired : Text.Narrative("/reason", reason);
}
