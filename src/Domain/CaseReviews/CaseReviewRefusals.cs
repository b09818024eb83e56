namespace Safeguard.Domain.CaseReviews;

/// <summary>What a review of a serious case can be refused for (domain §2.8, §5 rules 4 and 6).</summary>
public static class CaseReviewRefusals
{
    public static readonly Refusal ChairOnly = Refusal.NotAllowed("REVIEW_CHAIR_ONLY",
        "A review is opened, frozen and closed, and its readers are named, by a review chair.", "domain §2.8", "Ask the chair of the review.");

    public static readonly Refusal ReadersOnly = Refusal.NotAllowed("REVIEW_READERS_ONLY",
        "The records of a review are read by those whom its chair named.", "domain §5 rule 6", "Name a reader, or ask another chair to name you.");

    public static readonly Refusal NotFound = Refusal.NotFound("REVIEW_NOT_FOUND",
        "There is no such review that you lead or read under.", "/review", "Ask the chair for its number.");

    public static readonly Refusal EndsBeforeItBegins = Refusal.Content("ENDS_BEFORE_IT_BEGINS",
        "The last day of the period is before the first.", "/to", "domain §6 row 82", "Correct one of the two days.");

    public static readonly Refusal PeriodNotBegun = Refusal.Content("PERIOD_NOT_BEGUN",
        "The period under review begins after today.", "/from", "domain §2.8", "Give the first day that is to be looked at.");

    public static readonly Refusal KindOfOtherNation = Refusal.Content("KIND_OF_OTHER_NATION",
        "This kind of review is not held in that nation.", "/kind", "domain §4",
        "In England: ChildSafeguardingPracticeReview or RapidReview. In Wales: SingleUnifiedSafeguardingReview. For older cases: SeriousCaseReview.");

    public static readonly Refusal RecordsRequired = Refusal.Content("RECORDS_REQUIRED",
        "The review names no record.", "/records", "domain §2.8", "Name the family records that are to be looked at.");

    public static readonly Refusal TooManyRecords = Refusal.Content("TOO_MANY_RECORDS",
        $"A review looks at {CaseReviewDecider.MostRecords} records at most.", "/records", "design D10", "Open another review for the rest.");

    public static readonly Refusal TooManyReviewers = Refusal.State("TOO_MANY_REVIEWERS",
        $"At most {CaseReviewDecider.MostReviewers} people read under a review at a time.", "/reviewer", "design D10", "End the access of somebody who no longer needs it.");

    public static Refusal UnknownRecord(string pointer) => Refusal.Content("UNKNOWN_RECORD",
        "There is no such record in this review.", pointer, "domain §2.8", "Give the id of a family's record, as the agency that works with the family has it.");

    public static readonly Refusal UnknownEntry = Refusal.Content("UNKNOWN_ENTRY",
        "The frozen record has no such entry.", "/about", "domain §2.8", "Name an entry of the record's timeline, or leave it out.");

    public static readonly Refusal UnknownAgency = Refusal.Content("UNKNOWN_AGENCY",
        "No registered agency has this code.", "/agency", "domain §2.9", "Look it up in the directory.");

    public static readonly Refusal OwnGrant = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody lets themselves read a record.", "domain §5 rule 4", "Ask another chair of your agency to name you.");

    public static readonly Refusal WorkedTheCase = Refusal.State("REVIEWER_WORKED_THE_CASE",
        "This person recorded something in one of the records, and so does not review them.", "/reviewer", "domain §2.8", "Name somebody who had no part in the case.");

    public static readonly Refusal ReviewerWorkedThere = Refusal.State("REVIEWER_WORKED_THE_CASE",
        "Somebody who reads under this review recorded something in one of the further records.", "/records", "domain §2.8",
        "End that person's access first, or open another review for the record, with readers who had no part in it.");

    public static readonly Refusal NothingToExtend = Refusal.Content("NOTHING_TO_EXTEND",
        "Neither a further record nor another day is given.", "", "domain §2.8", "Name records, or the earlier first day, or the later last day.");

    public static Refusal Narrower(string pointer) => Refusal.Content("SCOPE_NARROWED",
        "That day would make the period shorter, and a review is only ever widened.", pointer, "domain §2.8", "Leave it out, or give a day outside the period as it stands.");

    public static readonly Refusal ReasonRequired = Refusal.Content("TEXT_REQUIRED",
        "Nothing says why.", "/reason", "domain §2.8", "Say in a sentence what made it necessary to look further.");

    public static readonly Refusal NotFrozen = Refusal.State("EVIDENCE_NOT_FROZEN",
        "The evidence of this review is not frozen yet, so there is nothing to read or to write about.", null, "domain §2.8", "Ask the chair to freeze it.");

    public static readonly Refusal NoteRequired = Refusal.Content("NOTE_REQUIRED",
        "The annotation says nothing.", "/note", "domain §2.8", "Write what you noticed.");

    public static readonly Refusal Closed = Refusal.State("REVIEW_CLOSED",
        "The review is closed.", null, "domain §5 rule 6", "Open another review if the case must be looked at again.");

    /// <summary>For a reader whose review was closed: they know of the record, so it is not kept from them that it is there.</summary>
    public static readonly Refusal AccessEnded = Refusal.NotAllowed("REVIEW_CLOSED",
        "The review under which you could read this record is closed.", "domain §5 rule 6", "Ask the chair; another review can be opened.");

    public static readonly Refusal OutOfScope = Refusal.State("OUT_OF_SCOPE",
        "A review reads the record as it was frozen, and its period; this lies beyond.", "/asOf", "domain §6 row 80",
        "Leave asOf out, or give an instant before the freeze.");

    public static readonly Refusal NamesNotYours = Refusal.NotAllowed("PSEUDONYMS_ONLY",
        "You read this record under pseudonyms.", "domain §4, reviewer chronology", "Ask the chair of the review, who may let you see names.");
}
