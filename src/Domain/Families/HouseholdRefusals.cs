namespace Safeguard.Domain.Families;

/// <summary>What an entry about the household can be refused for (domain §2.2, §2.3, §6).</summary>
public static class HouseholdRefusals
{
    public static readonly Refusal AlreadyOpen = Refusal.State("ALREADY_OPEN",
        "This record is open already.", null, "domain §2.2", "Go on in the record.");

    public static readonly Refusal ReasonRequired = Refusal.Content("REASON_REQUIRED",
        "The entry does not say why the record is opened.", "/reason", "domain §2.2", "Say in a sentence why the family needs a record.");

    public static readonly Refusal AreaRequired = Refusal.Content("AREA_REQUIRED",
        "The entry does not say in which area the family lives.", "/area", "domain §2.2", "Give the local authority area, as Luton.");

    public static readonly Refusal TooManyMembers = Refusal.Content("TOO_MANY_MEMBERS",
        "More than 30 people are added at once.", "/members", "design D10", "Open the record with some of them and add the others afterwards.");

    public static readonly Refusal DuplicateReasonRequired = Refusal.Content("DUPLICATE_REASON_REQUIRED",
        "The entry says that similar records were checked, but not why this is another family.", "/duplicateCheckedReason", "domain §2.2",
        "Say in a sentence what tells the families apart.");

    public static Refusal PossibleDuplicate(IReadOnlyList<PossibleDuplicate> similar) => Refusal.State("POSSIBLE_DUPLICATE",
        $"A child like one of these is on record already, in {string.Join(", ", similar.Select(s => s.Reference))}.", "/members", "domain §2.2",
        "Open that record. If this is another family, send duplicateChecked and say why in duplicateCheckedReason.")
        with { Records = [.. similar.Select(s => s.Family)] };

    public static Refusal UnknownPerson(string pointer) => Refusal.Content("UNKNOWN_PERSON",
        "There is no such person here that you may see.", pointer, "domain §2.2", "Name somebody of this record, or add them first.");

    public static Refusal AlreadyAMember(string pointer) => Refusal.State("ALREADY_A_MEMBER",
        "This person belongs to the household on these days already.", pointer, "domain §2.2",
        "If their residence or role has changed, record first that they left, then that they joined anew.");

    public static readonly Refusal NeverAMember = Refusal.State("NEVER_A_MEMBER",
        "This person has never belonged to the household.", "/person", "domain §2.2", "Name somebody who does.");

    public static readonly Refusal AlreadyLeft = Refusal.State("ALREADY_LEFT",
        "This person left the household already, on another day.", "/person", "domain §2.2",
        "If they had come back, record that they joined anew; if the day is wrong, correct that entry.");

    public static Refusal EndsBeforeItStarts(string pointer) => Refusal.Content("ENDS_BEFORE_IT_STARTS",
        "The last day is before the first.", pointer, "domain §2.2", "Correct one of the two days.");

    /// <summary>The same code as for an entry's time, since it is the same mistake (domain §6 row 12).</summary>
    public static Refusal DayInFuture(string pointer) => Refusal.Content("HAPPENED_IN_FUTURE",
        "The entry names a day later than today.", pointer, "domain §2.1",
        "Record it when it has happened; what is planned can be said in a note.");

    public static Refusal BeforeBirth(string pointer) => Refusal.Content("BEFORE_BIRTH",
        "This person is said to have belonged to the household before their birth.", pointer, "domain §2.2",
        "Correct the day, or the date of birth.");

    public static readonly Refusal ChildRequired = Refusal.Content("CHILD_REQUIRED",
        "The entry does not say which of the family's children it is about.", "/children", "domain §2.4, §2.7",
        "Name at least one child of the household.");

    public static Refusal NotAChildHere(string pointer) => Refusal.Content("NOT_A_CHILD_HERE",
        "Somebody named is not a child of this household.", pointer, "domain §2.4, §2.7",
        "Name a child of the household, or add the child to it first.");

    public static readonly Refusal RelationCycle = Refusal.Content("RELATION_CYCLE",
        "This would make somebody their own relative or their own ancestor.", "/to", "domain §6 row 11",
        "Check who is whose parent: “from” is the kind of “to”.");

    public static readonly Refusal RelationImpossible = Refusal.Content("RELATION_IMPOSSIBLE",
        "Their dates of birth do not allow this relation.", "/kind", "domain §6 row 10",
        "Check who is whose parent (“from” is the kind of “to”) and both dates of birth.");

    public static readonly Refusal ResponsibilityNeedsEvidence = Refusal.Content("RESPONSIBILITY_NEEDS_EVIDENCE",
        "Parental responsibility is recorded as held without what shows it.", "/evidence", "domain §2.2",
        "Say what shows it (birth certificate, agreement, order), or record NotKnown.");

    public static readonly Refusal Contradiction = Refusal.Content("CONTRADICTION",
        "Somebody is recorded as not misusing and with a pattern or consequences of misuse.", "/pattern", "domain §6 row 26; SOM-2",
        "Correct the status, or leave the pattern and the consequences out.");

    public static readonly Refusal PrimaryNotListed = Refusal.Content("PRIMARY_NOT_LISTED",
        "The primary substance is not among the substances.", "/primary", "domain §2.3", "Add it to the substances, or correct it.");

    public static readonly Refusal NotAParent = Refusal.Content("NOT_A_PARENT",
        "Parental use is recorded of somebody under 18 who is nobody's parent here.", "/adult", "domain §2.3",
        "If they are a parent, record that relation first. A child's own use belongs in an assessment.");

    public static readonly Refusal VulnerabilityCurrent = Refusal.State("VULNERABILITY_CURRENT",
        "Your agency has this vulnerability of this person on record already, and it has not ended.", "/kind", "domain §2.3",
        "End the one on record first if this is a new one.");

    public static readonly Refusal VulnerabilityNotFound = Refusal.NotFound("VULNERABILITY_NOT_FOUND",
        "Your agency has no such vulnerability on record here.", null, "Look it up in the family's record.");

    public static readonly Refusal AlreadyEnded = Refusal.State("ALREADY_ENDED",
        "This vulnerability ended already, on another day.", "/to", "domain §2.3", "If the day is wrong, correct that entry.");
}
