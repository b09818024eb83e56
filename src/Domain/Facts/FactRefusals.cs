namespace Safeguard.Domain.Facts;

/// <summary>What a correction can be refused for (domain §2.9, §2.10; §6 row 83).</summary>
public static class FactRefusals
{
    /// <summary>The same for an entry that is absent, of another record, or of another agency, received or not.</summary>
    public static readonly Refusal EntryNotFound = Refusal.NotFound("ENTRY_NOT_FOUND",
        "There is no such entry of your agency's in this record.", "/corrects",
        "Name an entry that your agency recorded. What another agency recorded is for that agency to correct: ask it to.");

    public static readonly Refusal NotAStatement = Refusal.State("NOT_A_STATEMENT",
        "This entry is not a statement that can be corrected.", "/corrects", "domain §2.10",
        "Record what is right in an entry of its own: a decision anew, a stay ended and begun anew, the address as it is.");

    public static readonly Refusal OpinionIsKept = Refusal.State("OPINION_IS_KEPT",
        "This entry is marked as an opinion: its words stay, with whose opinion it was.", "/corrects", "domain §6 row 83, ICORECT",
        "Ask your data protection officer to attach a supplementary statement beside it; a new opinion is an entry of its own.");

    public static readonly Refusal NoWords = Refusal.State("NO_WORDS_TO_CORRECT",
        "This entry has no words.", "/field", "domain §2.9", "Record what is missing in an entry of its own.");

    public static readonly Refusal TextRequired = Refusal.Content("TEXT_REQUIRED",
        "The correction does not say which words are right.", "/text", "domain §2.9", "Give the whole text as it should read.");

    public static readonly Refusal MomentRequired = Refusal.Content("MOMENT_REQUIRED",
        "The correction does not say when it happened, or says it twice.", "/on", "domain §2.9",
        "Give the day in on, or the instant in at: one of them.");

    public static readonly Refusal OneThingAtATime = Refusal.Content("ONE_THING_AT_A_TIME",
        "The correction gives a value that its field does not take.", "/field", "domain §2.9",
        "Correct words with text alone, and when it happened with on or at alone; send two corrections for both.");

    public static readonly Refusal EvidenceRequired = Refusal.Content("EVIDENCE_REQUIRED",
        "The correction does not say what shows that the entry was wrong.", "/evidence", "domain §2.9", "Say in a sentence what shows it.");

    public static Refusal InFuture(string pointer) => Refusal.Content("HAPPENED_IN_FUTURE",
        "The correction says that it happened later than now.", pointer, "domain §2.1", "Give the time at which it happened.");

    public static Refusal AfterItWasLearned(string pointer) => Refusal.Content("LEARNED_BEFORE_IT_HAPPENED",
        "The correction says that it happened after your agency had learned of it.", pointer, "domain §2.1",
        "Check the time; what happened later is an entry of its own.");
}
