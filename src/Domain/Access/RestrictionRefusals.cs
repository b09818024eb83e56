namespace Safeguard.Domain.Access;

/// <summary>What restricting and lifting can be refused for (domain §2.3).</summary>
public static class RestrictionRefusals
{
    public static readonly Refusal NotYours = Refusal.NotAllowed("RESTRICTION_NOT_YOURS",
        "Records are restricted, and opened again, by an information governance officer or a manager.", "domain §2.3", "Ask yours.");

    public static readonly Refusal SeparationOfDuties = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody decides who may read a record with which they declared a conflict.", "domain §2.3; §5 rule 4", "Ask a colleague who has none.");

    public static readonly Refusal ByAnotherAgency = Refusal.NotAllowed("RESTRICTED_BY_ANOTHER",
        "Another agency restricted this, and it alone changes that.", "domain §2.3", "Ask its information governance officer.");

    public static readonly Refusal NoneStands = Refusal.State("NOT_RESTRICTED",
        "Nothing is restricted here.", null, "domain §2.3", "There is nothing to lift.");

    public static readonly Refusal UnknownPerson = Refusal.NotFound("PERSON_NOT_FOUND",
        "Nobody of this record has this id.", "/person", "Look it up among the members of the record.");

    public static readonly Refusal ReasonRequired = Refusal.Content("TEXT_REQUIRED",
        "Nothing says why.", "/reason", "domain §2.3", "Say in a sentence why.");

    public static readonly Refusal NamesNeeded = Refusal.Content("ALLOWED_ACTORS_UNCLEAR",
        "Named needs the ids of those who may still read; the other levels have none.", "/allowedActors", "domain §2.3", "Name them, or choose another level.");

    public static readonly Refusal TooManyNames = Refusal.Content("TOO_MANY_NAMES",
        "More than 50 people are named.", "/allowedActors", "domain §2.3", "Name those who need to know; for a whole agency choose Team.");

    public static readonly Refusal ReviewDateRequired = Refusal.Content("REVIEW_DATE_REQUIRED",
        "Nothing says when somebody looks whether the restriction must last.", "/reviewDate", "domain §2.3", "Give a day.");

    public static readonly Refusal ReviewDateNotAhead = Refusal.Content("REVIEW_DATE_NOT_AHEAD",
        "The review date is today or past.", "/reviewDate", "domain §2.3", "Give a day after today.");
}
