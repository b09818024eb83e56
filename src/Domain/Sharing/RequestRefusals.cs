namespace Safeguard.Domain.Sharing;

/// <summary>What a request for information, and answering one, can be refused for.</summary>
public static class RequestRefusals
{
    public static readonly Refusal NotFound = Refusal.NotFound("REQUEST_NOT_FOUND",
        "That agency has asked yours for nothing under this id.", "/request", "Look the request up on this record, or leave it out.");

    public static readonly Refusal TwoAgencies = Refusal.Content("TWO_AGENCIES_NEEDED",
        "A request is made by one agency to another.", "/to", "domain §2.6", "Name the other agency: in “to” if yours asks, in “from” if yours was asked.");

    public static readonly Refusal NotAParty = Refusal.Content("NOT_A_PARTY",
        "Your agency neither asks nor is asked.", "/from", "domain §2.6", "Leave out your own side, and name the other agency.");

    public static readonly Refusal RequesterUnverified = Refusal.Content("REQUESTER_UNVERIFIED",
        "It does not say how it is known who asks.", "/checked", "domain §2.6",
        "Check who they are, as by calling back through a number that their agency publishes, and say how. Until then answer nothing.");

    public static readonly Refusal QuestionsRequired = Refusal.Content("QUESTIONS_REQUIRED",
        "It does not say what is asked.", "/questions", "domain §2.6", "Write what the asking agency needs to know, and for what.");

    public static readonly Refusal AnswerByRequired = Refusal.Content("ANSWER_BY_REQUIRED",
        "It does not say by when an answer is needed.", "/answerBy", "domain §2.6", "Give a day: a request must not end in silence.");

    public static readonly Refusal AnswerByPassed = Refusal.Content("ANSWER_BY_PASSED",
        "The day by which an answer is needed has passed.", "/answerBy", "domain §2.6", "Give a day that is still to come.");

    public static readonly Refusal Answered = Refusal.State("REQUEST_ANSWERED",
        "It was decided already not to share on this request.", "/request", "domain §2.6", "There is nothing more to decide; if things have changed, propose a share.");

    public static readonly Refusal AnsweredByShare = Refusal.State("REQUEST_ANSWERED",
        "Something was sent on this request already: it is not refused.", "/request", "domain §2.6",
        "If the rest is not to be shared, decide that without naming the request. If what was sent did not arrive, record that first.");

    public static readonly Refusal RefusedSince = Refusal.State("REQUEST_REFUSED_SINCE",
        "The request that this share answers was refused by your agency since.", "/share", "domain §2.6",
        "If it is to be shared after all, propose a new share that names the request.");

    public static readonly Refusal AboutOthers = Refusal.State("REQUEST_ABOUT_OTHERS",
        "The request is about none of these people.", "/subjects", "domain §2.6", "Name at least one of those whom it is about, or leave the request out.");

    public static readonly Refusal BeforeItWasAsked = Refusal.State("BEFORE_WHAT_IT_RESTS_ON",
        "At that moment nobody had asked yet.", "/entry/happenedAt", "domain §2.6, §3.1.9", "Give the time at which it was decided, after the request; or leave the request out.");

    public static readonly Refusal NobodyAsked = Refusal.Content("NOBODY_ASKED",
        "It says what the agency that asked is told, and names no request.", "/request", "domain §2.6", "Name the request, or leave these words out.");

    public static readonly Refusal ToRequesterRequired = Refusal.Content("TO_REQUESTER_REQUIRED",
        "It does not say what the agency that asked is told.", "/toRequester", "domain §2.6; §3.1 route A",
        "Write what they are told. Where the law lets them demand it, refusing needs written reasons.");
}
