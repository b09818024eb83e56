namespace Safeguard.Domain.Referrals;

/// <summary>What a concern or a referral can be refused for (domain §2.7, §6 rows 63 to 66).</summary>
public static class ReferralRefusals
{
    public static readonly Refusal TextRequired = Refusal.Content("TEXT_REQUIRED",
        "The concern says nothing.", "/text", "domain §2.7", "Say what was seen or heard, in plain words.");

    public static readonly Refusal UnknownConcern = Refusal.Content("UNKNOWN_CONCERN",
        "There is no such concern in this record.", "/concern", "domain §2.7", "Name a concern of this record, or leave it out.");

    public static readonly Refusal UnknownAgency = Refusal.Content("UNKNOWN_AGENCY",
        "No registered children's social care has this code.", "/to", "domain §2.7; BED-37",
        "Look the agency up in the directory; telephone it meanwhile if a child may be at risk.");

    public static readonly Refusal OwnAgency = Refusal.Content("OWN_AGENCY",
        "An agency cannot refer to itself.", "/to", "domain §2.7",
        "If somebody outside the agency refers, say so in the source.");

    public static readonly Refusal OtherReceiver = Refusal.State("OTHER_RECEIVER",
        "This referral went to another agency.", "/to", "domain §2.7", "Name that agency, or make a new referral.");

    public static readonly Refusal NotFound = Refusal.NotFound("REFERRAL_NOT_FOUND",
        "There is no such referral that you may see.", null, "Look it up in the family's record.");

    public static readonly Refusal TakerRequired = Refusal.Content("TAKER_REQUIRED",
        "The entry does not say who took the call.", "/takenBy", "domain §2.7",
        "Give the name that the person answering gave. If nobody answered, the referral is not made yet: call again.");

    public static Refusal InFuture(string pointer) => Refusal.Content("HAPPENED_IN_FUTURE",
        "The entry gives a time later than now.", pointer, "domain §2.1", "Give the time at which it happened.");

    public static readonly Refusal AlreadyTelephoned = Refusal.State("ALREADY_TELEPHONED",
        "The call of this referral is on record already, with another time.", "/callAt", "domain §2.7",
        "A further call about it is a chase; a wrong time is corrected in that entry.");

    public static readonly Refusal AlreadyWritten = Refusal.State("ALREADY_WRITTEN",
        "The letter of this referral is on record already, with another time.", "/sentAt", "domain §2.7",
        "What is new is information for the same referral; a wrong time is corrected in that entry.");

    public static readonly Refusal NotTheReceiver = Refusal.NotAllowed("NOT_THE_RECEIVER",
        "Only the agency that received the referral answers it.", "domain §2.7; BED-41",
        "Wait for the receiving agency, or telephone its duty manager.");

    public static readonly Refusal OwnReferral = Refusal.NotAllowed("OWN_REFERRAL",
        "Nobody answers a referral that their own agency made.", "domain §6 row 64",
        "Wait for the receiving agency, or telephone its duty manager.");

    public static readonly Refusal DutyManagerDecides = Refusal.NotAllowed("DUTY_MANAGER_DECIDES",
        "A referral is decided by a duty manager of the receiving agency.", "BED-42", "Ask your duty manager to record the decision.");

    public static readonly Refusal AutoReceiptIsNotAck = Refusal.Content("AUTO_RECEIPT_IS_NOT_ACK",
        "An automatic receipt does not acknowledge a referral.", "/automatic", "BED-40; domain §6 row 65",
        "Acknowledge it when a person has read it, in their name.");

    public static readonly Refusal AcknowledgerRequired = Refusal.Content("ACKNOWLEDGER_REQUIRED",
        "The entry does not say who acknowledges the referral.", "/acknowledgedBy", "domain §2.7", "Give the name of the person who has read it.");

    public static readonly Refusal AckBeforeReceipt = Refusal.Content("ACK_BEFORE_RECEIPT",
        "The referral would be acknowledged before it was received.", "/at", "domain §2.7", "Correct the time.");

    public static readonly Refusal AlreadyAcknowledged = Refusal.State("ALREADY_ACKNOWLEDGED",
        "This referral was acknowledged already, at another time.", "/at", "domain §2.7", "If that time is wrong, correct that entry.");

    public static readonly Refusal ReasonsRequired = Refusal.Content("REASONS_REQUIRED",
        "The referrer is owed reasons for this answer, and there are none.", "/reasons", "BED-43; domain §6 row 66",
        "Say why, in words that the referrer can act on.");

    public static readonly Refusal AlreadyDecided = Refusal.State("ALREADY_DECIDED",
        "This referral has another answer already.", null, "domain §2.7",
        "What has come to light since is new information, or a new referral.");
}

/// <summary>What is said beside an accepted referral.</summary>
public static class ReferralWarnings
{
    public static readonly Warning PhoneFirst = new("PHONE_FIRST",
        "Phone first: telephone the team, and record the call when you have made it.", "/referral");

    public static readonly Warning EmergencyTeam = new("EMERGENCY_DUTY_TEAM",
        "Outside office hours the Emergency Duty Team takes referrals, by telephone.", "/team");
}
