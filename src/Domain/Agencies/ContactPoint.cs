namespace Safeguard.Domain.Agencies;

/// <summary>How a contact point stands on a day.</summary>
public enum ContactStanding
{
    /// <summary>Checked, and the check counts: it may be sent there.</summary>
    Verified,
    /// <summary>The day is before the check.</summary>
    NotYet,
    /// <summary>The check is too old, 12 months at most.</summary>
    Expired,
    Retired,
}

/// <summary>A way to reach an agency, without the address or number itself.</summary>
/// <param name="VerifiedBy">Who made the check.</param>
/// <param name="Expires">The last day on which the check counts.</param>
public sealed record ContactPoint(ContactPointId Id, ContactChannel Channel, ActorId VerifiedBy, DateOnly VerifiedOn, DateOnly Expires)
{
    /// <summary>What makes it secure, as a code.</summary>
    public string? Scheme { get; init; }

    /// <summary>The first day on which nothing is sent there; null while it is used.</summary>
    public DateOnly? RetiredOn { get; init; }

    /// <summary>Nothing is sent to a point on a day on which it stands as anything but verified.</summary>
    public ContactStanding StandingOn(DateOnly on) =>
        RetiredOn <= on ? ContactStanding.Retired
        : on < VerifiedOn ? ContactStanding.NotYet
        : on > Expires ? ContactStanding.Expired
        : ContactStanding.Verified;
}
