using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Access;

namespace Safeguard.Projections;

/// <summary>
/// A family's entries as they were recorded, in order: what its timeline is worked out of at any instant. Nothing is
/// folded together, since a past moment needs what stood then. Personal values stay sealed. Never served as it is.
/// </summary>
public sealed record FamilyHistory
{
    public ImmutableList<RecordedEvent> Entries { get; init; } = [];

    public static FamilyHistory Evolve(FamilyHistory history, RecordedEvent recorded) => history with { Entries = history.Entries.Add(recorded) };
}

/// <summary>The first time that readers of one agency were shown an entry's text.</summary>
/// <param name="At">When that read was recorded.</param>
/// <param name="By">Who read.</param>
/// <param name="Read">The entry of the access stream that says so.</param>
public sealed record Opening(DateTimeOffset At, ActorId By, EventId Read);

/// <summary>
/// Who was first shown what of one family's record (domain §2.10 rule 2, “Opened”), folded from its stream of readings.
/// Of what an agency received, the disclosure counts as shown. First times stay first, so that one fold answers for
/// every past instant: whatever was opened later was not yet opened then.
/// </summary>
public sealed record FamilyOpenings
{
    public ImmutableDictionary<(AgencyId Agency, EventId Entry), Opening> First { get; init; } = ImmutableDictionary<(AgencyId, EventId), Opening>.Empty;

    public static FamilyOpenings Evolve(FamilyOpenings openings, RecordedEvent recorded) => EvolveAll(openings, [recorded]);

    /// <summary>The same over readings that follow each other: a family of thousands has tens of thousands of first times.</summary>
    public static FamilyOpenings EvolveAll(FamilyOpenings openings, IReadOnlyList<RecordedEvent> recorded)
    {
        var first = openings.First.ToBuilder();
        foreach (var reading in recorded)
        {
            if (reading.Event is not RecordViewed viewed) continue;
            Opening? opening = null;
            foreach (var entry in viewed.Shown)
                if (!first.ContainsKey((reading.Agency, entry)))
                    first.Add((reading.Agency, entry), opening ??= new(reading.RecordedAt, reading.Headers.Actor, reading.Id));
        }

        return first.Count == openings.First.Count ? openings : openings with { First = first.ToImmutable() };
    }

    /// <summary>The first time by an instant; null where it had not been opened by then.</summary>
    public Opening? By(AgencyId agency, EventId entry, DateTimeOffset instant) =>
        First.TryGetValue((agency, entry), out var opening) && opening.At <= instant ? opening : null;
}
