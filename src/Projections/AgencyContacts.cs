using Safeguard.Domain;
using Safeguard.Domain.Agencies;

namespace Safeguard.Projections;

/// <summary>
/// The addresses and numbers of one agency, sealed, by contact point. It is folded when one agency is read and stored
/// nowhere: the directory's own rows hold ids, codes and dates (design D5; TH-18).
/// </summary>
public sealed record AgencyContacts
{
    public IReadOnlyList<ContactValue> Values { get; init; } = [];

    public static AgencyContacts Evolve(AgencyContacts row, RecordedEvent recorded) => recorded.Event is ContactPointVerified e
        ? new AgencyContacts { Values = [.. row.Values, new ContactValue(e.Point, e.Value)] }
        : row;

    /// <summary>The value of a point; null for one that is not there.</summary>
    public Personal<string>? Of(ContactPointId point) => Values.FirstOrDefault(v => v.Point == point)?.Value;
}

/// <summary>The address or number of a contact point, sealed as the log has it.</summary>
public sealed record ContactValue(ContactPointId Point, Personal<string> Value);

/// <summary>A contact point as the directory shows it.</summary>
/// <param name="Standing">How it stands on the day asked about; nothing is sent to one that is not verified.</param>
/// <param name="VerifiedBy">Who made the check.</param>
/// <param name="Expires">The last day on which the check counts.</param>
public sealed record ContactLine(
    ContactPointId Point, ContactChannel Channel, ContactStanding Standing, bool Sendable, ActorId VerifiedBy, DateOnly VerifiedOn, DateOnly Expires)
{
    /// <summary>What makes it secure, as a code.</summary>
    public string? Scheme { get; init; }
    /// <summary>The first day on which nothing is sent there.</summary>
    public DateOnly? RetiredOn { get; init; }
    /// <summary>The address or number; in the answer about one agency alone.</summary>
    public Personal<string>? Value { get; init; }

    /// <summary>The points of an agency on a day. An agency that has ended by then is sent nothing.</summary>
    public static IReadOnlyList<ContactLine> Of(Agency agency, DateOnly on, AgencyContacts? values = null) =>
    [
        .. agency.ContactPoints.Select(p => (Point: p, Standing: p.StandingOn(on))).Select(p => new ContactLine(
            p.Point.Id, p.Point.Channel, p.Standing, p.Standing == ContactStanding.Verified && agency.EndedBy(on) is null, p.Point.VerifiedBy, p.Point.VerifiedOn, p.Point.Expires)
        {
            Scheme = p.Point.Scheme,
            RetiredOn = p.Point.RetiredOn,
            Value = values?.Of(p.Point.Id),
        }),
    ];
}
