using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Persons;

namespace Safeguard.Domain.Families;

/// <summary>
/// Decides about the household: that a record is opened, who belongs to it, where it lives, who works with it. That
/// the record exists and is open to the caller's agency was asked before (design D10, D11).
/// </summary>
public static partial class HouseholdDecider
{
    public static Decision Decide(FamilyRecord family, OpenFamily command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Exists) return HouseholdRefusals.AlreadyOpen;
        if (RefuseOpening(command) is { } refusal) return refusal;

        // Who somebody lives with is a statement about them; that a record was opened is not.
        return EntryRules.Judge(command, command.Narrative, statement: command.Members.Count > 0).Then(entry =>
        {
            // A place is hidden by its own mark; the mark would hide the people with it.
            var envelope = entry with { Sensitivity = [.. entry.Sensitivity.Where(s => s != Sensitivity.Location)] };
            if (RefuseMembers(family, command, envelope) is { } badMember) return badMember;

            var opened = new FamilyRecordOpened(
                command.Family, command.Reference, Personal<string>.Open(command.Narrative, command.Reason!), command.Area!, command.Jurisdiction)
            {
                Envelope = envelope,
                DuplicateCheckedReason = Personal.Text(command.Narrative, command.DuplicateCheckedReason),
            };
            var involved = new InvolvementStarted(command.By.Agency, command.InvolvedAs, Days.Today(command)) { Envelope = envelope };
            List<Proposed> events = [new(command.Stream, opened), new(command.Stream, involved)];
            foreach (var member in command.Members) events.AddRange(Newcomers.Events(command, member, envelope));

            if (command.Address is { } address)
            {
                var judged = AddressRules.Judge(command, address, "/address", entry);
                if (judged.Refusal is { } badAddress) return badAddress;
                events.Add(new(command.Stream, judged.Value!));
            }
            return Decision.WithTimers(Decision.Record(events), DuplicateTimers.Of(command));
        });
    }

    public static Decision Decide(FamilyRecord family, RecordAddress command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
        {
            var judged = AddressRules.Judge(command, command.Address, "/address", envelope);
            return judged.Then(recorded => Decision.Record(command.Stream, recorded));
        });
    }

    /// <summary>An agency starts its own involvement and no other's.</summary>
    public static Decision Decide(FamilyRecord family, StartInvolvement command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Household.Involves(command.By.Agency)) return Decision.NoChange;
        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
            Days.Judge(command, envelope, command.From, "/from") is { } badDay
                ? badDay
                : Decision.Record(command.Stream, new InvolvementStarted(
                    command.By.Agency, command.Role, Days.From(command, envelope, command.From)) { Envelope = envelope }));
    }

    private static Refusal? RefuseOpening(OpenFamily command)
    {
        if (Text.IsBlank(command.Reason)) return HouseholdRefusals.ReasonRequired;
        if (Text.IsBlank(command.Area)) return HouseholdRefusals.AreaRequired;
        if ((Text.Narrative("/reason", command.Reason)
            ?? Text.Place("/area", command.Area)
            ?? Text.Narrative("/duplicateCheckedReason", command.DuplicateCheckedReason)) is { } badText) return badText;
        if (command.DuplicateChecked && Text.IsBlank(command.DuplicateCheckedReason)) return HouseholdRefusals.DuplicateReasonRequired;
        if (command.PossibleDuplicates.Count > 0 && !command.DuplicateChecked)
            return HouseholdRefusals.PossibleDuplicate(command.PossibleDuplicates);
        return command.Members.Count > OpenFamily.MostMembers ? HouseholdRefusals.TooManyMembers : null;
    }

    private static Refusal? RefuseMembers(FamilyRecord family, OpenFamily command, Envelope envelope)
    {
        HashSet<PersonId> people = [];
        HashSet<NhsNumber> numbers = [];
        foreach (var (i, member) in command.Members.Index())
        {
            var pointer = $"/members/{i}";
            if (Newcomers.Refuse(family, command, member, envelope, pointer) is { } refusal) return refusal;
            if (!people.Add(Newcomers.Of(member))) return HouseholdRefusals.AlreadyAMember(pointer);
            if (Newcomers.Number(member) is { } number && !numbers.Add(number)) return PersonRefusals.NhsNumberTwice($"{pointer}/nhsNumber");
        }
        return null;
    }
}
