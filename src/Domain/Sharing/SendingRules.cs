using Safeguard.Domain.Agencies;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// Whether something may be sent to its recipient on a day, as the directory stands (domain §6 rows 56 to 61). Judged on the
/// day of sending: what went to a point that was retired since went to a good one.
/// </summary>
internal static class SendingRules
{
    public static Refusal? Refuse(DiscloseInformation command, DateOnly on)
    {
        if (command.Recipient is not { Exists: true } recipient) return SharingRefusals.UnknownAgency("/share");
        if (recipient.EndedBy(on) is { } end) return SharingRefusals.RecipientInactive("/share", end);
        if (command.ContactPoint is not { } id) return NeedsContactPoint(command.Channel) ? SendingRefusals.ContactPointRequired : null;

        if (recipient.Find(id) is not { } point) return SendingRefusals.ContactPointUnknown;
        if (point.Channel != ContactChannelOf(command.Channel)) return SendingRefusals.ContactPointOfOtherChannel;
        return point.StandingOn(on) switch
        {
            ContactStanding.Verified => null,
            ContactStanding.Retired => SendingRefusals.ContactPointRetired,
            _ => SendingRefusals.ContactPointNotVerified,
        };
    }

    /// <summary>A wrong address loses what is sent to it; on the telephone the worker hears who answers.</summary>
    private static bool NeedsContactPoint(DisclosureChannel channel) =>
        channel is DisclosureChannel.SecureEmail or DisclosureChannel.SecurePortal or DisclosureChannel.Post;

    private static ContactChannel? ContactChannelOf(DisclosureChannel channel) => channel switch
    {
        DisclosureChannel.SecureEmail => ContactChannel.SecureEmail,
        DisclosureChannel.SecurePortal => ContactChannel.SecurePortal,
        DisclosureChannel.Phone => ContactChannel.Phone,
        DisclosureChannel.Post => ContactChannel.Post,
        _ => null,
    };
}

/// <summary>What sending can be refused for, as the directory stands.</summary>
public static class SendingRefusals
{
    private const string Rule = "domain §2.9, §6 rows 56 to 59";

    public static readonly Refusal ContactPointRequired = Refusal.Content("CONTACT_POINT_REQUIRED",
        "It does not say to which checked address it was sent; mail, a portal and post need one.", "/contactPoint", Rule,
        "Choose one of the recipient's contact points in the directory, or send it another way.");

    public static readonly Refusal ContactPointUnknown = Refusal.Content("CONTACT_POINT_UNKNOWN",
        "The recipient has no such contact point.", "/contactPoint", Rule, "Choose one of the recipient's contact points in the directory.");

    public static readonly Refusal ContactPointOfOtherChannel = Refusal.Content("CONTACT_POINT_OF_OTHER_CHANNEL",
        "This contact point is not for this channel.", "/contactPoint", Rule, "Choose one that is, or leave it out where nothing was sent to an address.");

    public static readonly Refusal ContactPointRetired = Refusal.State("CONTACT_POINT_RETIRED",
        "This contact point was retired by the day of sending.", "/contactPoint", "domain §4 V15; BED-38", "Choose another of the recipient's contact points.");

    public static readonly Refusal ContactPointNotVerified = Refusal.State("CONTACT_POINT_NOT_VERIFIED",
        "Nobody has checked this contact point in the 12 months before the day of sending.", "/contactPoint", Rule,
        "Have it checked, and put into the directory by an administrator; or choose another.");
}
