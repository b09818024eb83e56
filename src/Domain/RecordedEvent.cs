namespace Safeguard.Domain;

/// <summary>
/// What the headers of a stored event say: flat, ids and codes only (domain §2.1). All that a reader needs to know
/// of who recorded it, without a key.
/// </summary>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Role">The role in which they did, the first that allowed it.</param>
/// <param name="Agency">Their agency at that time, which controls the entry.</param>
/// <param name="Jurisdiction">The nation of the case; null outside a family record.</param>
/// <param name="RulePack">The rules in force on the decision's own date, as published when it was recorded (D9).</param>
/// <param name="CommandId">The command that the event came from; all events of one command share it.</param>
public sealed record EventHeaders(
    ActorId Actor, Role Role, AgencyId Agency, Jurisdiction? Jurisdiction, string? RulePack, Guid CommandId);

/// <summary>
/// An event as it stands in the log. Folds see nothing else: no key, no clock, no database. Personal values in it
/// are sealed.
/// </summary>
/// <param name="Position">Place in the log, from 1, without gaps; the leaf index is one less (D2).</param>
/// <param name="Version">Place in its stream, from 1, without gaps.</param>
/// <param name="RecordedAt">When the service recorded it, UTC, microseconds; never runs backwards with the position.</param>
public sealed record RecordedEvent(
    EventId Id, long Position, StreamKey Stream, long Version, DateTimeOffset RecordedAt, EventHeaders Headers, DomainEvent Event)
{
    /// <summary>The agency that recorded it.</summary>
    public AgencyId Agency => Headers.Agency;
}
