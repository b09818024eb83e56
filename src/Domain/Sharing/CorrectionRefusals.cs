namespace Safeguard.Domain.Sharing;

/// <summary>What correcting and recalling can be refused for.</summary>
public static class CorrectionRefusals
{
    public static readonly Refusal ItemsRequired = Refusal.Content("ITEMS_REQUIRED",
        "It does not say which items were wrong.", "/items", "domain §2.6; §3.4 G13", "Name them by their numbers in the share.");

    public static Refusal ItemNotSent(string pointer) => Refusal.State("ITEM_NOT_SENT",
        "No such item of this share was sent.", pointer, "domain §2.6", "Name items that were sent. What was only proposed is proposed anew.");

    public static readonly Refusal CorrectionRequired = Refusal.Content("CORRECTION_REQUIRED",
        "It does not say what the recipients are told.", "/correction", "domain §2.6; §3.4 G13", "Write what is right.");

    public static Refusal NotARecipient(string pointer) => Refusal.Content("NOT_A_RECIPIENT",
        "Your agency sent none of this to that agency, or it is named twice.", pointer, "domain §2.6", "Leave it out of the list: only agencies that got it are told.");

    public static readonly Refusal NotRecalled = Refusal.State("NOT_RECALLED",
        "The sender has not asked for this back.", "/share", "domain §2.6", "There is nothing to answer.");

    public static readonly Refusal BeforeItWasRecalled = Refusal.State("BEFORE_WHAT_IT_RESTS_ON",
        "At that moment the sender had not asked for this back.", "/entry/happenedAt", "domain §3.1.9", "Give the time at which it was done, after the recall.");

    public static readonly Refusal Recalled = Refusal.State("SHARE_RECALLED",
        "This share was recalled: nothing more of it is sent.", "/share", "domain §2.6", "Propose a new share if it is to be sent after all.");
}
