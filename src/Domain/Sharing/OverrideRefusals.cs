using System.Globalization;

namespace Safeguard.Domain.Sharing;

/// <summary>What an override can be refused for (domain §3.3, §6 rows 49 and 50).</summary>
public static class OverrideRefusals
{
    /// <summary>Every test that is missing or not whole, at once: each with its pointer and its number as the code.</summary>
    public static Refusal Incomplete(IReadOnlyList<FieldProblem> fields) => Refusal.Content("OVERRIDE_INCOMPLETE",
        "The record of this override does not yet say enough to share without permission.", fields[0].Pointer, "domain §3.3",
        "Answer each test that is listed. If you cannot, record the decision not to share.")
        with { Fields = fields };

    public static readonly Refusal OtherPurpose = Refusal.State("OTHER_PURPOSE",
        "The share was proposed for another purpose.", "/purpose/code", "domain §3.3 J7", "Give the purpose of the proposal, or propose another share.");

    public static readonly Refusal OtherRecipient = Refusal.State("OTHER_RECIPIENT",
        "The share was proposed to another agency.", "/recipient/agency", "domain §3.3 J11", "Give the recipient of the proposal, or propose another share.");

    public static Refusal NotAboutThem(string pointer) => Refusal.State("NOT_ABOUT_THEM",
        "The share is about neither of these two.", pointer, "domain §3.3 J1", "Name those whom it is about, or propose a share that is about them.");

    public static Refusal OtherRelation(string pointer) => Refusal.State("RELATION_NOT_ON_RECORD",
        "The record shows these two as related otherwise.", pointer, "domain §3.3 J1", "Give the relation that the record shows, or record this one first.");

    /// <summary>J5 is not what the record shows of those whom it is about, this recipient and these categories.</summary>
    public static Refusal PermissionOnRecordDiffers(bool refused) => Refusal.State("PERMISSION_ON_RECORD_DIFFERS",
        refused ? "Your agency's record shows that permission for some of this was refused." : "Your agency's record shows that permission for some of this was taken back.",
        "/permission/state", "domain §3.3 J5; R3.1.1", $"Answer {(refused ? PermissionState.Refused : PermissionState.Withdrawn)}, and what you say to them; that does not block the share.");

    public static readonly Refusal ConsentOnRecordDiffers = Refusal.State("PERMISSION_ON_RECORD_DIFFERS",
        "The consent that is named does not stand like that on your agency's record at this moment.", "/permission/state", "domain §3.3 J5; §3.4 G12",
        "Give the state that the record shows, or name the consent that you mean.");

    public static readonly Refusal OtherPermission = Refusal.State("OTHER_CONSENT",
        "The consent that is named is not about permission for any of this: it is of another kind or person, or for other agencies or categories.",
        "/permission/consent", "domain §3.3 J5; §3.4 G12", "Name the consent that you mean, or leave it out.");

    public static readonly Refusal PermissionStands = Refusal.State("PERMISSION_ON_RECORD_DIFFERS",
        "Your agency's record shows a permission that counts and covers all of this.", "/permission/state", "domain §3.3 J5; R3.1.7",
        "Share under that permission; or, if it does not count, answer NotValid and say why.");

    public static readonly Refusal NotSoughtOnly = Refusal.Content("CONTRADICTION",
        "It gives a reason for not asking, and does not say that nobody was asked.", "/permission/notSought", "domain §3.3 J5",
        "Leave the reason out, or answer NotSought.");

    /// <summary>Not a refusal, but said with the decision (R3.1.6).</summary>
    public static readonly Warning AskedAndRefused = new("ASKED_AND_REFUSED",
        "You asked for permission and were refused less than a day ago. Say what has changed since.", "/permission");

    public static readonly Refusal NotUrgent = Refusal.Content("NOT_URGENT",
        "It says why it cannot wait, and is not on the urgent path.", "/authority/reason", "domain §3.3 J19", "Choose the urgent path, or leave the reason out.");

    public static readonly Refusal NotDecided = Refusal.State("NOT_OVERRIDDEN",
        "No override of this share was decided, so there is nothing to add to.", "/share", "domain §2.9.1", "Decide the override first.");

    public static readonly Refusal DeciderOnly = Refusal.NotAllowed("DECIDER_ONLY",
        "Answers are added by the person who decided the override.", "domain §2.9.1", "Ask them to add what is missing.");

    public static readonly Refusal NothingAdded = Refusal.Content("NOTHING_ADDED",
        "There is no answer in it.", null, "domain §2.9.1", "Answer at least one test that is still open.");

    public static Refusal AnsweredAlready(OverrideTest test) => Refusal.State("ANSWERED_ALREADY",
        "This test was answered when the override was decided, or is answered by an act; it is not answered again.", PointerOf(test), "domain §2.9.1",
        "Leave it out. An answer that was wrong is corrected, not replaced.");

    public static FieldProblem Missing(OverrideTest test, string? pointer = null) =>
        new(pointer ?? PointerOf(test), test.ToString(), SentenceOf(test));

    /// <summary>By id, never by name: whoever reads the refusal looks them up in the record.</summary>
    public static FieldProblem NotDecidedOn(PersonId person) => new(PointerOf(OverrideTest.J15), OverrideTest.J15.ToString(),
        $"Nothing is decided about telling {person}, who holds parental responsibility or decides for themselves.");

    public static Refusal DecidedTwice(string pointer) => Refusal.Content("CONTRADICTION",
        "This person is decided on twice; one word on each says whether they are told.", pointer, "domain §3.2 P5", "Leave one of the two out.");

    /// <summary>A plan that can no longer be kept (P1).</summary>
    public static Refusal SentBeforeTold(string pointer) => Refusal.State("SENT_BEFORE_TOLD",
        "It was sent already, and no entry shows that this person was told of it before.", pointer, "domain §3.2 P1",
        "Answer WillBeToldAfter with a day, or NotTold; if they were told before it was sent, record that first, with its time.");

    public static FieldProblem TooShort(OverrideTest test, string pointer, int least) => new(pointer, test.ToString(),
        string.Create(CultureInfo.InvariantCulture, $"This is too short to be about this family: at least {least} characters."));

    private static string PointerOf(OverrideTest test) => test switch
    {
        OverrideTest.J1 => "/persons",
        OverrideTest.J2 => "/items",
        OverrideTest.J3 => "/concern",
        OverrideTest.J4 => "/threshold",
        OverrideTest.J5 => "/permission",
        OverrideTest.J6 => "/children",
        OverrideTest.J7 => "/purpose",
        OverrideTest.J8 => "/necessity",
        OverrideTest.J9 => "/proportionality",
        OverrideTest.J10 => "/specialData",
        OverrideTest.J11 => "/recipient",
        OverrideTest.J12 => "/dataProtection",
        OverrideTest.J13 => "/confidence",
        OverrideTest.J14 => "/statute",
        OverrideTest.J15 => "/openness",
        OverrideTest.J16 => "/safetyOfOthers",
        OverrideTest.J17 => "/accuracy",
        OverrideTest.J18 => "/advice",
        OverrideTest.J19 => "/authority",
        _ => "/trace",
    };

    private static string SentenceOf(OverrideTest test) => test switch
    {
        OverrideTest.J1 => "Say which adult and which child it is about, and how they are related.",
        OverrideTest.J2 => "List the items that it covers, one by one.",
        OverrideTest.J3 => "State the concern: the words, the day, whether fact, opinion, allegation or hearsay, and how you know.",
        OverrideTest.J4 => "Say which threshold is met; where it is a duty in statute, name the duty.",
        OverrideTest.J5 => "Say why there is no permission; where nobody was asked, say why not.",
        OverrideTest.J6 => "Say what the child wants, or why that is not known.",
        OverrideTest.J7 => "Give one purpose, as a code and in words.",
        OverrideTest.J8 => "Say why the recipient needs it, and at least one other way that you considered.",
        OverrideTest.J9 => "Write the harm if it is shared, the harm if it is not, and what follows.",
        OverrideTest.J10 => "Give each health, criminal or sexual item a line of its own.",
        OverrideTest.J11 => "Name the recipient's agency, the role in it and its safeguarding function.",
        OverrideTest.J12 => "Give the data-protection basis.",
        OverrideTest.J13 => "Say what sets the duty of confidence aside; of a court's order also its reference, and that it was verified.",
        OverrideTest.J14 => "Name the statute, or say that none is claimed.",
        OverrideTest.J15 => "For each parent say whether they are told before, told after and by which day, or not told: then the reason, in words too, and a review date.",
        OverrideTest.J16 => "Say who else could be identified or harmed.",
        OverrideTest.J17 => "Say whether the items were checked as current, and how old the oldest is.",
        OverrideTest.J18 => "Say who was asked and what they said, or why no one was.",
        OverrideTest.J19 => "Somebody who did not decide it must authorise it.",
        _ => "It must be sent by a secure channel.",
    };
}
