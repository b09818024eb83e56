using System.Globalization;
using Safeguard.Domain.Agencies;

namespace Safeguard.Domain.Sharing;

/// <summary>What a share can be refused for (domain §2.6, §6 rows 41 to 61).</summary>
public static class SharingRefusals
{
    public static readonly Refusal NotFound = Refusal.NotFound("SHARE_NOT_FOUND",
        "Your agency has no such share on this record.", "/share", "Look it up among the shares of this record.");

    public static readonly Refusal Itemise = Refusal.Content("ITEMISE",
        "The items are not listed one by one, each with its category, its source and the words to send.", "/items", "domain §6 row 54; BED-32",
        "Choose the entries to send. The whole record cannot be attached.");

    public static readonly Refusal TooManyItems = Refusal.Content("TOO_MANY_ITEMS",
        "There are more than 50 items.", "/items", "design D10", "Send what the purpose needs; the rest, if it is needed, is another share.");

    public static readonly Refusal SubjectRequired = Refusal.Content("SUBJECT_REQUIRED",
        "It does not say whom it is about.", "/subjects", "domain §2.6", "Name at least one person of the family.");

    public static readonly Refusal OwnAgency = Refusal.Content("OWN_AGENCY",
        "An agency cannot share with itself.", "/recipient/agency", "domain §2.6", "Name another agency.");

    /// <summary>The successor's code is in the directory for everybody to read.</summary>
    public static Refusal RecipientInactive(string pointer, AgencyEnd end) => Refusal.State("RECIPIENT_INACTIVE",
        $"The agency {(end.Merged ? "was merged into another" : "closed")} on {end.On:yyyy-MM-dd}.", pointer, "domain §6 row 61",
        end.Successor is { } successor ? $"Share with {successor}, which took over." : "Look in the directory for the agency that does this work now.");

    public static readonly Refusal PermissionOrReasonNeeded = Refusal.State("PERMISSION_OR_REASON_NEEDED",
        "There is no permission that counts, and no decision to share without one.", "/consent", "domain §3.1 route D",
        "Get permission, or decide to override confidence and answer why; or record the decision not to share.");

    public static readonly Refusal PermissionWithdrawn = Refusal.State("PERMISSION_WITHDRAWN",
        "The permission was taken back before this moment, in whole or for what is to be sent.", "/consent", "domain §3.1.9",
        "Decide to override confidence and answer why, or record the decision not to share.");

    public static readonly Refusal PermissionExpired = Refusal.State("PERMISSION_EXPIRED",
        "The last day of the permission has passed.", "/consent", "domain §2.5",
        "Ask again, decide to override confidence and answer why, or record the decision not to share.");

    public static readonly Refusal PermissionAfterShare = Refusal.State("PERMISSION_AFTER_SHARE",
        "The permission was given, or counts, only from a later moment than this share.", "/consent", "domain §6 row 41",
        "A later permission does not cover an earlier share: it stays without permission, and needs its own reasons.");

    public static readonly Refusal WrongConsentKind = Refusal.Content("WRONG_CONSENT_KIND",
        "This consent is of another kind; only a permission that lifts confidence covers a share.", "/consent", "domain §6 row 43",
        "Name a confidentiality permission, or ask for one.");

    public static readonly Refusal EarlyHelpNeedsAgreement = Refusal.State("EARLY_HELP_NEEDS_AGREEMENT",
        "Early help is by agreement, and there is no agreement of the family to this service.", "/consent", "domain §6 row 34; BED-24; §3.1 route F",
        "Ask for agreement to the service. A concern for the child's safety goes by another purpose, as a referral.");

    public static readonly Refusal ServiceNotAgreed = Refusal.State("SERVICE_NOT_AGREED",
        "The agreement to this service that is named was not given, or not by somebody who could.", "/consent", "domain §3.1 route F; R3.1.7",
        "Ask for agreement to the service or for permission to share, or decide an override.");

    public static readonly Refusal AgreementNotCurrent = Refusal.State("AGREEMENT_NOT_CURRENT",
        "The agreement to this service does not count at this moment: it was taken back, has ended or has not begun.", "/consent", "domain §6 row 35",
        "Ask for agreement again. A concern for the child's safety goes by another purpose, as a referral.");

    public static Refusal DoesNotCover(IReadOnlyList<FieldProblem> fields) => Refusal.State("PERMISSION_DOES_NOT_COVER",
        "The permission does not cover all of this share.", fields[0].Pointer, "domain §3.1.7",
        "Keep to what was permitted, ask for more, or decide to override confidence and answer why.")
        with { Fields = fields };

    public static Refusal ItemOutOfCase(string pointer) => Refusal.State("ITEM_OUT_OF_CASE",
        "This is not an entry of this record that your agency may pass on.", pointer, "domain §6 row 53",
        "Cite an entry that your agency recorded or received here.");

    public static readonly Refusal Ended = Refusal.State("SHARE_ENDED",
        "This proposal was declined, or it was decided not to share.", "/share", "domain §2.6", "Propose a new share if things have changed.");

    public static readonly Refusal AlreadySent = Refusal.State("ALREADY_SENT",
        "Some of this share has been sent already.", "/share", "domain §2.6", "Propose a new share for what is still to be decided.");

    public static readonly Refusal AlreadyOverridden = Refusal.State("OVERRIDE_DECIDED",
        "The override of this share was decided already.", "/share", "domain §2.6", "Ask a manager to authorise it.");

    public static Refusal ItemNotProposed(string pointer) => Refusal.State("ITEM_NOT_PROPOSED",
        "There is no such item to choose from in this share.", pointer, "domain §2.6", "Name items by their numbers in the proposal.");

    public static readonly Refusal MoreThanAuthorised = Refusal.State("MORE_THAN_AUTHORISED",
        "Some of these items may not be sent under this share.", "/items", "domain §6 row 55",
        "Take them out, or propose a new share. Nothing was sent.");

    public static readonly Refusal NotAuthorised = Refusal.State("NOT_AUTHORISED",
        "Nobody has authorised this share yet.", "/share", "domain §3.3 J19", "Ask a manager of your agency who did not decide it.");

    public static readonly Refusal UrgentIsWhole = Refusal.Content("URGENT_IS_WHOLE",
        "An urgent share is authorised or refused as a whole: what was sent was sent.", "/items", "domain §3.3 J19", "Leave the items out.");

    public static readonly Refusal NotSent = Refusal.State("NOT_SENT",
        "Nothing of this share was sent yet.", "/share", "domain §2.6", "Record first what was sent.");

    public static readonly Refusal TextRequired = Refusal.Content("TEXT_REQUIRED",
        "There is no text to compare.", "/text", "domain §3.4 G3", "Give the text as you have it, letter for letter.");

    public static readonly Refusal ReceivedBeforeSent = Refusal.Content("RECEIVED_BEFORE_SENT",
        "It would have been received before it was sent.", "/receivedAt", "domain §6 row 62", "Correct the time at which it came.");

    public static readonly Refusal SentBeforeAuthorised = Refusal.State("SENT_BEFORE_AUTHORISED",
        "It would have been sent before it was authorised.", "/sentAt", "domain §3.3 J19", "Correct the time at which it was sent.");

    public static readonly Refusal AuthorisedForOthers = Refusal.State("AUTHORISED_ALREADY",
        "This share was authorised already, for other items.", "/items", "domain §3.3 J19", "Propose what else is to be sent as a share of its own.");

    public static Refusal BeforeWhatItRestsOn(string pointer) => Refusal.State("BEFORE_WHAT_IT_RESTS_ON",
        "At that moment this share was not proposed yet, or its override not decided.", pointer, "domain §3.1.9",
        "Give the time at which it was done. Where the share was written down late, its proposal and its override carry the time at which they were made.");

    public static readonly Refusal BeforeItWasSent = Refusal.State("BEFORE_WHAT_IT_RESTS_ON",
        "At that moment nothing of this share had been sent.", "/entry/happenedAt", "domain §3.1.9", "Give the time at which it was done, after the sending.");

    public static readonly Refusal SeparationOfDuties = Refusal.NotAllowed("SEPARATION_OF_DUTIES",
        "Nobody authorises or declines a share that they proposed or decided.", "domain §6 row 51", "Ask another manager of your agency.");

    public static readonly Refusal AuthoriserOnly = Refusal.NotAllowed("AUTHORISER_ONLY",
        "A share is authorised or declined by a manager or Caldicott Guardian of the sending agency.", "domain §5", "Ask one of them.");

    public static readonly Refusal InPerson = Refusal.Content("NOT_FOR_ANOTHER",
        "An authorisation is recorded by the person who makes it.", "/entry/decidedBy", "domain §2.1", "Ask them to record it themselves.");

    public static Refusal ItemErased(string pointer) => Refusal.State("ITEM_ERASED",
        "The words of this item were erased.", pointer, "domain §7", "Take the item out.");

    public static Refusal UnknownAgency(string pointer) => Refusal.Content("UNKNOWN_AGENCY",
        "No registered agency has this code.", pointer, "domain §2.6", "Look the agency up in the directory.");

    public static Refusal ReasonsRequired(string pointer) => Refusal.Content("REASONS_REQUIRED",
        "The decision gives no reasons.", pointer, "domain §2.6", "Say in a sentence why.");
}

/// <summary>What telling, and not telling or not sharing, can be refused for.</summary>
public static class OpennessRefusals
{
    public static readonly Refusal WhatRequired = Refusal.Content("TEXT_REQUIRED",
        "The entry does not say what they were told.", "/what", "domain §3.2 P1", "Say in a sentence what they were told, and why it is shared.");

    public static readonly Refusal NotAParent = Refusal.Content("NOT_A_PARENT",
        "This person is a child of the household.", "/parent", "domain §3.2", "Name a parent or carer.");

    public static readonly Refusal NotAChild = Refusal.Content("NOT_A_CHILD",
        "This person is no child of the household.", "/child", "domain §3.2", "Name a child of this record.");

    /// <summary>Said when a parent is told of a share about a child who could decide and was not told (P6).</summary>
    public static readonly Warning CompetentChildFirst = new("COMPETENT_CHILD_FIRST",
        "A child whom your agency judged able to decide has not been told of this share. Such a child is asked before the parents are told.", "/share");

    public static Refusal AlreadyInformed(string pointer) => Refusal.State("ALREADY_INFORMED",
        "This person has been told of it already.", pointer, "domain §3.2", "There is nothing to decide: what was told cannot be untold.");

    public static Refusal ReviewRequired(string pointer) => Refusal.Content("REVIEW_DATE_REQUIRED",
        "The decision does not say by when it is looked at again.", pointer, "domain §2.6, §3.2 P3", "Give a day; five working days is usual.");

    public static Refusal ReviewPassed(string pointer) => Refusal.Content("REVIEW_DATE_PASSED",
        "The day by which it is looked at again has passed.", pointer, "domain §3.2 P3", "Give a day that is still to come.");

    public static Refusal ReviewTooLate(string pointer) => Refusal.Content("REVIEW_DATE_TOO_LATE",
        "The day by which it is looked at again is more than 28 days ahead.", pointer, "domain §3.2 P3; of a decision not to share: draft, verify",
        "Give an earlier day; the decision can be renewed then.");

    public static readonly Refusal HarmRequired = Refusal.Content("HARM_IF_NOT_SHARED_REQUIRED",
        "The decision does not say what harm may follow if it is not shared.", "/harmIfNotShared", "domain §2.6", "Say in a sentence what may follow for the child.");

    public static Refusal OtherShare(string pointer) => Refusal.State("OTHER_SHARE",
        "The share that is named goes to another agency, or is about other people.", pointer, "domain §2.6",
        "Name the share that it was decided not to make, or leave it out.");

    /// <summary>What is kept back is reasoned like what is shared (J8, J9).</summary>
    public static Refusal TooShort(string pointer) => Refusal.Content("REASON_TOO_SHORT",
        string.Create(CultureInfo.InvariantCulture, $"This is too short to be about this family: it has fewer than {Text.ShortestReason} characters."),
        pointer, "domain §2.6, §3.3 J8, J9", "Say in a sentence what it is in this case.");

    public static readonly Refusal DetrimentRequired = Refusal.Content("DETRIMENT_REQUIRED",
        "The decision does not say whether sharing would do the child more harm than not sharing.", "/detrimentalToChild", "domain §0.3.3", "Answer true or false.");
}
