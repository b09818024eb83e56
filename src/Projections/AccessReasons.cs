using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Persons;

namespace Safeguard.Projections;

/// <summary>
/// Who reads the sealed words of what is said about access: why the glass was broken, for whom a bundle was made, why a record
/// is restricted. Pages and case bundles ask here. Whatever is not answered by one of these is read by nobody.
/// </summary>
public static class AccessReasons
{
    /// <summary>True for entries that say who read, or who may: of their sealed words no more is read than <see cref="Read"/> says.</summary>
    public static bool AreOf(DomainEvent e) => e is AccessEvent or RestrictionEvent or PersonRestricted or PersonRestrictionLifted;

    /// <summary>True for whoever manages or audits access at their agency.</summary>
    public static bool Governs(Actor reader) => reader.HasAny(Role.Manager, Role.DutyManager, Role.IgOfficer);

    /// <summary>Why somebody broke the glass, or made a bundle and for whom: for themselves and those who govern access at their agency.</summary>
    public static bool OfAct(Actor reader, ActorId who, AgencyId agency) => reader.Agency == agency && (reader.Id == who || Governs(reader));

    /// <summary>Why a record is restricted: for those who govern access at the agency that said so.</summary>
    public static bool OfRestriction(Actor reader, AgencyId by) => reader.Agency == by && Governs(reader);

    /// <summary>
    /// The sealed words of an entry of these that some page answers to a reader: those in its line of the access log, or the
    /// reason of the restriction that stands.
    /// </summary>
    /// <param name="standing">The restriction of the record; null for none.</param>
    public static IReadOnlyList<Personal<string>> Read(RecordedEvent recorded, Actor reader, RestrictionEntry? standing) => recorded.Event switch
    {
        AccessEvent when AccessLog.Evolve(null, recorded)?.For(reader) is { } line => [.. ((Personal<string>?[])[line.Reason, line.MadeFor]).OfType<Personal<string>>()],
        RecordRestricted e when standing?.Origin.Event == recorded.Id && OfRestriction(reader, recorded.Agency) => [e.Reason],
        _ => [],
    };
}
