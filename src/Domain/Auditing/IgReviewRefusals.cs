using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Auditing;

/// <summary>What a review can be refused for (domain §2.6, §3.3, §3.4, §5 rule 4).</summary>
public static class IgReviewRefusals
{
    public static readonly Refusal OfficerOnly = Refusal.NotAllowed("IG_OFFICER_ONLY",
        "Shares are reviewed by an information governance officer.", "domain §5", "Ask yours, or the partnership's.");

    public static readonly Refusal SubjectNotFound = Refusal.NotFound("SHARE_NOT_FOUND",
        "There is no such share on this record that you may review.", "/share", "Look it up in your worklist.");

    public static readonly Refusal NotFound = Refusal.NotFound("REVIEW_NOT_FOUND",
        "There is no such review on this record that concerns you.", "/review", "Look it up in your worklist, or among the queries of the record.");

    public static readonly Refusal QueryNotFound = Refusal.NotFound("QUERY_NOT_FOUND",
        "This review has no such query.", "/query", "Look it up among the queries of the record.");

    public static readonly Refusal SeparationOfDuties = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody reviews what they had a hand in, or could have authorised.", "domain §5 rule 4", "Ask another officer of your agency, or the partnership's.");

    public static readonly Refusal OwnQuery = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody answers a query that they raised.", "domain §5 rule 4", "Ask somebody of the agency that decided.");

    public static readonly Refusal ReviewerOnly = Refusal.NotAllowed("REVIEWER_ONLY",
        "Only the officer who opened a review asks and completes in it.", "domain §3.4", "Ask them. Once it is completed, another officer may look again.");

    public static readonly Refusal InPerson = Refusal.Content("NOT_FOR_ANOTHER",
        "A review is recorded by the person who makes it.", "/entry/decidedBy", "domain §2.1", "Ask them to record it themselves.");

    public static readonly Refusal NothingToReview = Refusal.State("NOTHING_TO_REVIEW",
        "This proposal was neither sent nor ended yet, and is not urgent.", "/share", "domain §3.4", "Wait until something was done with it.");

    public static readonly Refusal AlreadyOpen = Refusal.State("REVIEW_OPEN",
        "A review of this is open already.", "/share", "domain §3.4", "Wait for its finding; after that it can be looked at again, with a reason.");

    public static readonly Refusal ReasonRequired = Refusal.Content("REVIEW_REASON_REQUIRED",
        "It is not in the sample, or was reviewed before, and nothing says why it is looked at.", "/reason", "domain §3.4", "Say in a sentence why.");

    public static readonly Refusal Completed = Refusal.State("REVIEW_COMPLETED",
        "This review was completed; it does not change any more.", "/review", "domain §3.3", "Open another review of the same share, with a reason.");

    public static readonly Refusal QuestionRequired = Refusal.Content("TEXT_REQUIRED",
        "The query asks nothing.", "/question", "domain §2.6", "Ask in a sentence what is to be explained.");

    public static readonly Refusal AnswerRequired = Refusal.Content("TEXT_REQUIRED",
        "The answer says nothing.", "/answer", "domain §2.6", "Answer in a sentence, even if it is that nothing more is known.");

    public static readonly Refusal AlreadyAnswered = Refusal.State("QUERY_ANSWERED",
        "This query was answered already.", "/query", "domain §2.6", "If there is more to say, ask the officer to raise another query.");

    public static readonly Refusal QueryOpen = Refusal.State("QUERY_OPEN",
        "A query of this review is not answered yet.", "/review", "domain §2.6", "Wait for the answer, or ask the agency's manager for it.");

    /// <param name="missing">The tests that are not answered.</param>
    public static Refusal OverrideIncomplete(IReadOnlyList<OverrideTest> missing) => Refusal.State("OVERRIDE_INCOMPLETE",
        "An override whose record is incomplete is not found justified.", "/finding", "domain §3.3",
        "Query what is missing; or find JustifiedWithLearning, with reasons that name the missing tests.")
        with { Fields = Fields(missing) };

    /// <inheritdoc cref="OverrideIncomplete"/>
    public static Refusal NotNamed(IReadOnlyList<OverrideTest> missing) => Refusal.State("MISSING_TESTS_NOT_NAMED",
        "The record of the override is incomplete, and the reasons do not name every test that is missing.", "/reasons", "domain §3.3",
        "Name each by its number, as J13, and say why the finding stands without it.")
        with { Fields = Fields(missing) };

    public static Refusal CheckTwice(string pointer) => Refusal.Content("CHECK_TWICE",
        "This check is answered twice.", pointer, "domain §3.4", "Answer it once.");

    public static Refusal CheckNotSaid(string pointer) => Refusal.Content("CHECK_NOT_SAID",
        "This says that a person is to look, and nothing of what you found.", pointer, "domain §3.4", "Say what you found, or leave the check out.");

    public static Refusal CheckNoteRequired(string pointer) => Refusal.Content("CHECK_NOTE_REQUIRED",
        "The machine check fails, and nothing says why you find otherwise.", pointer, "domain §3.4", "Say in a sentence why.");

    private static FieldProblem[] Fields(IReadOnlyList<OverrideTest> missing) =>
        [.. missing.Select(t => new FieldProblem("", t.ToString(), OverrideRefusals.Missing(t).Sentence))];
}
