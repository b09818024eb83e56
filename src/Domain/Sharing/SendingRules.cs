namespace Safeguard.Domain.Sharing;

/// <summary>Whether something may be sent to its recipient on a day, as the directory stands (domain §6 rows 56 to 61).</summary>
internal static class SendingRules
{
    public static Refusal? Refuse(DiscloseInformation command, DateOnly on)
    {
        if (command.Recipient is not { Exists: true } recipient) return SharingRefusals.UnknownAgency("/share");
        return recipient.EndedBy(on) is { } end ? SharingRefusals.RecipientInactive("/share", end) : null;
    }
}
