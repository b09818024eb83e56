using System.Globalization;

namespace Safeguard.Domain.Consent;

/// <summary>What a word on a consent can be refused for (domain §2.5, §6 rows 36 and 37).</summary>
public static class ConsentRefusals
{
    public static readonly Refusal NotFound = Refusal.NotFound("CONSENT_NOT_FOUND",
        "Your agency has no such consent on this record.", "/consent",
        "Look it up among the consents of this record.");

    public static Refusal Unclear(IReadOnlyList<string> missing) => Refusal.Content("CONSENT_UNCLEAR",
        "It does not say whose consent it is, of which kind and for which purpose.", missing[0], "domain §0.3.2",
        "Give person, kind and purpose, or name the consent that this is a further word on.")
        with { Fields = [.. missing.Select(pointer => new FieldProblem(pointer, "REQUIRED", "This is missing."))] };

    public static readonly Refusal OnRecord = Refusal.State("CONSENT_ON_RECORD",
        "Your agency has a consent of this person, of this kind and for this purpose, on record already.", "/consent", "domain §2.5",
        "Name that consent: this is a further word on it.");

    public static readonly Refusal OtherConsent = Refusal.State("OTHER_CONSENT",
        "The consent that is named is of another person, of another kind or for another purpose.", "/consent", "domain §2.5",
        "Name the right consent, or leave person, kind and purpose out.");

    public static readonly Refusal ScopeTooWide = Refusal.Content("SCOPE_TOO_WIDE",
        "It does not say which information and with whom, or it covers everything or everyone.", "/items", "domain §6 row 36",
        "Name each category of information and each agency.");

    public static Refusal NoAuthority(string pointer) => Refusal.Content("NO_AUTHORITY",
        "Whoever answered is neither the person themselves nor recorded with parental responsibility for them on that day.",
        pointer, "domain §6 row 37",
        "Ask the person, or a holder of parental responsibility; if this adult is one, record that first, with its evidence.");

    public static Refusal ResponsibilityEnded(string pointer) => Refusal.Content("NO_AUTHORITY",
        "Parental responsibility ends at eighteen: nobody answers by it for a grown person.", pointer, "domain §6 row 37",
        "Ask the person; without capacity, ask their attorney, or decide their best interests on the record.");

    public static readonly Refusal DonorTooYoung = Refusal.Content("NO_AUTHORITY",
        "A lasting power of attorney needs a donor of eighteen or older, and the person is not known to be.", "/capacity", "domain §6 row 99",
        "Ask the young person; without capacity the Mental Capacity Act's best interests are decided on the record.");

    public static Refusal AttorneyTooYoung(string pointer) => Refusal.Content("NO_AUTHORITY",
        "An attorney is eighteen or older, and whoever answered is a child, or younger than that.", pointer, "domain §6 row 99; Mental Capacity Act 2005 s.10(1)(a)",
        "Name the attorney, or ask the person; without capacity their best interests are decided on the record.");

    public static readonly Refusal CapacityOfThePerson = Refusal.Content("WRONG_CAPACITY",
        "It says that the person themselves could decide, and somebody else answered for them.", "/capacity", "R3.1.7; R3.1.8",
        "Answer ParentalResponsibility for a holder of it, or record the person's own word.");

    public static readonly Refusal CapacityOfAnother = Refusal.Content("WRONG_CAPACITY",
        "It says that somebody could answer for another, and the person answered for themselves.", "/capacity", "R3.1.7; R3.1.8",
        "Answer PresumedCapable from sixteen, GillickCompetent under it; or name who answered for the person.");

    public static Refusal ChildDecides(string pointer) => Refusal.State("CHILD_DECIDES",
        "This child is recorded as competent, and a competent child's own word is the one that counts.", pointer, "domain §6 row 38; R3.1.8",
        "Ask the child. If their competence for this decision is judged otherwise now, record that first.");

    public static Refusal YoungPersonDecides(string pointer) => Refusal.State("CHILD_DECIDES",
        "From sixteen a young person is presumed able to decide, and their own word is the one that counts.", pointer, "R3.1.8",
        "Ask the young person. If they are judged to be without capacity for this decision, record that first.");

    public static readonly Refusal NotCompetent = Refusal.Content("NOT_COMPETENT",
        "Your agency's last judgement up to that day is that this person could not decide for themselves.", "/givenBy", "R3.1.7; R3.1.8",
        "Ask who may answer for them. If they are judged able to make this decision, record that first, with the reasons.");

    public static readonly Refusal NotJudgedCompetent = Refusal.Content("NOT_COMPETENT",
        "Under sixteen a child gives it for themselves only if judged competent, and your agency has recorded no such judgement up to that day.",
        "/givenBy", "R3.1.7; R3.1.8",
        "Record the judgement of their competence first, with the reasons, or ask a holder of parental responsibility.");

    public static Refusal UseCapacityAct(string pointer) => Refusal.Content("USE_CAPACITY_ACT",
        "From sixteen it is the Mental Capacity Act that says whether somebody can decide.", pointer, "domain §6 row 39", "Judge it by the Mental Capacity Act; capacity is presumed.");

    public static Refusal UseGillick(string pointer) => Refusal.Content("USE_GILLICK",
        "Under sixteen capacity is not presumed: whether the child can decide is judged, with reasons.", pointer, "R3.1.8", "Judge it by Gillick, or ask a holder of parental responsibility.");

    public static readonly Refusal ManagerJudges = Refusal.NotAllowed("MANAGER_JUDGES",
        "That a child under twelve can decide this is recorded by a manager, with the reasons.", "domain §6 row 40", "Ask a manager to judge and record it.");

    public static readonly Refusal WhichDecision = Refusal.Content("DECISION_REQUIRED",
        "It does not say which decision it is about: competence is judged for one decision.", "/about", "domain §2.5", "Say in a sentence what is to be decided.");

    public static readonly Refusal ReasonsOfCompetence = Refusal.Content("REASON_TOO_SHORT",
        string.Create(CultureInfo.InvariantCulture, $"Why it is judged so is not said in at least {Text.ShortestReason} characters."),
        "/reasons", "domain §2.5", "Say in a sentence what the judgement rests on.");

    /// <summary>Not a refusal, but said with the decision.</summary>
    public static readonly Warning RarelyCompetent = new("RARELY_COMPETENT",
        "Under twelve a child is rarely able to decide this. The record shows who judged so, and why.", "/competent");

    public static readonly Refusal WitnessRequired = Refusal.Content("WITNESS_REQUIRED",
        "It was given by word of mouth, and nobody is named who heard it.", "/witness", "domain §2.5",
        "Name a witness, or have it confirmed in writing.");

    public static readonly Refusal EndsBeforeItBegins = Refusal.Content("VALID_TO_NOT_AFTER_VALID_FROM",
        "Its last day is not after its first.", "/validTo", "domain §2.5",
        "Correct one of the two days, or leave the last day out if it has no end.");

    public static readonly Refusal TextTooShort = Refusal.Content("REASON_TOO_SHORT",
        string.Create(CultureInfo.InvariantCulture, $"Why nobody was asked is not said in at least {Text.ShortestReason} characters."),
        "/text", "domain §2.5", "Say in a sentence what about this family made you decide not to ask.");

    public static readonly Refusal ExplanationTooShort = Refusal.Content("REASON_TOO_SHORT",
        string.Create(CultureInfo.InvariantCulture, $"How it was explained is not said in at least {Text.ShortestReason} characters."),
        "/howExplained", "R3.1.7", "Say in a sentence what they were told: what goes to whom, why, and the limits; or leave it out.");

    public static readonly Refusal StillCurrent = Refusal.State("CONSENT_CURRENT",
        "It was given and still counts, so it cannot be recorded as not asked for.", null, "domain §2.5",
        "Use it, or record its withdrawal if it was taken back.");

    public static readonly Refusal NotGiven = Refusal.State("CONSENT_NOT_GIVEN",
        "It is not given, so it cannot be withdrawn.", "/consent", "domain §2.5",
        "If the person says no, record the refusal.");

    public static readonly Refusal WithdrawnBeforeGiven = Refusal.State("WITHDRAWN_BEFORE_GIVEN",
        "The withdrawal is dated before the consent was given.", "/from", "domain §2.5",
        "Give the instant from which it no longer counts.");

    public static readonly Refusal OnlyTheService = Refusal.NotAllowed("SYSTEM_ONLY",
        "Only the service itself notes that a last day has passed.", "domain §2.5",
        "There is nothing to do: past its last day it does not count.");

    public static Refusal UnknownCategory(string pointer) => Refusal.Content("UNKNOWN_CODE",
        "This is not a category of information.", pointer, "domain §2.1",
        "Give one of: " + string.Join(", ", Enum.GetNames<InformationCategory>()) + ".");
}
