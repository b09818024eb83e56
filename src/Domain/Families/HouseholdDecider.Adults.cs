namespace Safeguard.Domain.Families;

/// <summary>
/// What is said of the adults: their use, and what makes them vulnerable (domain §2.3). Each agency says it for itself:
/// what another said may be hidden from the caller, so it neither refuses nor ends anything here.
/// </summary>
public static partial class HouseholdDecider
{
    public static Decision Decide(FamilyRecord family, RecordSubstanceUseStatus command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var household = family.Household;
        if (!household.Knows(command.Adult)) return HouseholdRefusals.UnknownPerson("/adult");
        if (Text.Narrative("/note", command.Note) is { } badText) return badText;
        if (command.Status == SubstanceUseStatus.NotMisusing
            && (command.Pattern is not (null or UsePattern.NotKnown) || command.Consequences.Count > 0)) return HouseholdRefusals.Contradiction;
        if (command.Primary is { } primary && !command.Substances.Contains(primary)) return HouseholdRefusals.PrimaryNotListed;

        return EntryRules.Judge(command, command.Narrative, statement: true, household.AsSubject(command.Adult)).Then(envelope =>
        {
            if (Days.Judge(command, envelope, command.From, "/from") is { } badDay) return badDay;
            var from = Days.From(command, envelope, command.From);
            var young = household.IsChild(command.Adult) || (command.BornOn is { } born && Days.AgeOn(from, born) < 18);
            if (young && !household.IsParent(command.Adult)) return HouseholdRefusals.NotAParent;

            return Decision.Record(command.Stream, new SubstanceUseStatusRecorded(command.Adult, command.Status, from)
            {
                Envelope = envelope,
                Substances = [.. command.Substances.Distinct()],
                Primary = command.Primary,
                Pattern = command.Pattern,
                Route = command.Route,
                Consequences = [.. command.Consequences.Distinct()],
                Note = Personal.Text(DataSubject.Of(command.Adult), command.Note),
            });
        });
    }

    public static Decision Decide(FamilyRecord family, RecordVulnerability command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var household = family.Household;
        if (!household.Knows(command.Person)) return HouseholdRefusals.UnknownPerson("/person");
        if (Text.Narrative("/note", command.Note) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: true, household.AsSubject(command.Person)).Then(envelope =>
        {
            if (Days.Judge(command, envelope, command.From, "/from") is { } badDay) return badDay;
            var from = Days.From(command, envelope, command.From);
            // “Other” may be several things at once, and what they are stands in sealed notes.
            var current = command.Kind == VulnerabilityKind.Other
                ? null
                : household.Vulnerabilities.FirstOrDefault(v => v.Person == command.Person && v.Kind == command.Kind && v.To is null && v.By == command.By.Agency);
            if (current is not null)
                return current.From == from && Text.IsBlank(command.Note) ? Decision.NoChange : HouseholdRefusals.VulnerabilityCurrent;

            return Decision.Record(command.Stream, new VulnerabilityRecorded(command.Vulnerability, command.Person, command.Kind, from)
            {
                Envelope = envelope,
                Note = Personal.Text(DataSubject.Of(command.Person), command.Note),
            });
        });
    }

    public static Decision Decide(FamilyRecord family, EndVulnerability command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var household = family.Household;
        if (household.Vulnerabilities.FirstOrDefault(v => v.Id == command.Vulnerability && v.By == command.By.Agency) is not { } known)
            return HouseholdRefusals.VulnerabilityNotFound;
        if (Text.Narrative("/note", command.Note) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: true, household.AsSubject(known.Person)).Then(envelope =>
        {
            var to = Days.From(command, envelope, command.To);
            if (known.To is { } ended) return ended == to ? Decision.NoChange : HouseholdRefusals.AlreadyEnded;
            if (to < known.From) return HouseholdRefusals.EndsBeforeItStarts("/to");
            if (Days.Judge(command, envelope, command.To, "/to") is { } badDay) return badDay;
            return Decision.Record(command.Stream, new VulnerabilityEnded(known.Id, to)
            {
                Envelope = envelope,
                Note = Personal.Text(DataSubject.Of(known.Person), command.Note),
            });
        });
    }
}
