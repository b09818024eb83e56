namespace Safeguard.Domain.Access;

/// <summary>What breaking the glass and its review can be refused for, and what is refused without it (domain §5 rule 2; §6 row 79).</summary>
public static class BreakGlassRefusals
{
    public static readonly Refusal RecordRestricted = Refusal.NotAllowed("RECORD_RESTRICTED",
        "This record is restricted, and you are not of those who may read it.", "domain §5 rule 2",
        "Ask the information governance officer. In danger, break the glass: send your reason to /break-glass below the record; it is told at once and reviewed.");

    public static readonly Refusal Suspended = Refusal.NotAllowed("BREAK_GLASS_SUSPENDED",
        "You may not break the glass: an earlier use was found to be misuse.", "domain §5 rule 2", "Ask a colleague; an information governance officer can restore it.");

    public static readonly Refusal NothingToBreak = Refusal.State("NOTHING_TO_BREAK",
        "Nothing shuts you out of this record.", null, "domain §5 rule 2", "Read it.");

    public static readonly Refusal OpenAlready = Refusal.State("GLASS_OPEN",
        "You broke the glass of this record already, and it is still open to you.", null, "domain §5 rule 2", "Read it; when the time is over, give a reason anew.");

    public static readonly Refusal ReasonTooShort = Refusal.Content("REASON_TOO_SHORT",
        "The reason has fewer than 20 characters.", "/reason", "domain §6 row 79", "Say what happens that cannot wait.");

    public static readonly Refusal ReasonNotSpecific = Refusal.Content("NOT_SPECIFIC",
        "The reason could stand under any record.", "/reason", "domain §6 row 79", "Say what happens in this case that cannot wait, and what you must know for it.");

    public static Refusal MinutesOutOfRange(int most) => Refusal.Content("MINUTES_OUT_OF_RANGE",
        $"The glass stays open for 1 to {most} minutes.", "/minutes", "domain §5 rule 2", "Give the time you need.");

    public static readonly Refusal OfficerOnly = Refusal.NotAllowed("IG_OFFICER_ONLY",
        "A break-glass is reviewed, and misuse forgiven, by an information governance officer.", "domain §5", "Ask yours, or the partnership's.");

    public static readonly Refusal OwnUse = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody reviews their own break-glass.", "domain §5 rules 2 and 4", "Ask another information governance officer, or the partnership's.");

    public static readonly Refusal NotFound = Refusal.NotFound("BREAK_GLASS_NOT_FOUND",
        "There is no such break-glass of this record that you may review.", "/glass", "Look it up in the list of your agency.");

    public static readonly Refusal Reviewed = Refusal.State("ALREADY_REVIEWED",
        "This break-glass was reviewed already.", null, "domain §5 rule 2", "Its finding stands.");

    public static readonly Refusal ReasonsRequired = Refusal.Content("TEXT_REQUIRED",
        "The finding has no reasons.", "/reasons", "domain §5 rule 2", "Say in a sentence why.");
}
