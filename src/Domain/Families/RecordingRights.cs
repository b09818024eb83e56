namespace Safeguard.Domain.Families;

/// <summary>
/// Who may write into a family's record at all: those who work with families, and those who manage them. Auditors,
/// reviewers, analysts and administrators read what is theirs to read and write nothing here (domain §5).
/// Whether this family's record is open to the caller's agency is asked before any decider is.
/// </summary>
public static class RecordingRights
{
    /// <summary>The refusal for somebody who records nothing in family records; null for everybody else.</summary>
    public static Refusal? Refuse(Command command) =>
        command.By.HasAny(Role.Practitioner, Role.DutyManager, Role.Manager) ? null : NotYoursToRecord;

    public static readonly Refusal NotYoursToRecord = Refusal.NotAllowed("NOT_YOURS_TO_RECORD",
        "Your role does not record anything in a family's record.", "domain §5",
        "Ask a practitioner of an agency that works with the family to record it.");
}
