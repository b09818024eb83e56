using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>How a family's record differs between two instants, for one reader.</summary>
public enum ChangeKind
{
    /// <summary>The reader's agency, or whoever else the reader may read, recorded it.</summary>
    Added,
    /// <summary>Something that was so is over, taken back or asked back.</summary>
    Ended,
    /// <summary>What an earlier entry says was put right.</summary>
    Corrected,
    /// <summary>Another agency had recorded it, and it was told or sent to the reader's, or the record was opened to them.</summary>
    BecameKnown,
    /// <summary>The reader's agency had it, and was first shown it.</summary>
    Opened,
    /// <summary>It was taken as received, and did not arrive.</summary>
    DidNotArrive,
}

/// <summary>One difference, in a plain sentence, with the line that it is about.</summary>
public sealed record Change(ChangeKind Kind, string Sentence, TimelineLine Line);

/// <summary>What became different between two recorded instants, in the order in which it happened.</summary>
/// <param name="Sentence">All of it in one.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record Difference(FamilyId Family, DateTimeOffset From, DateTimeOffset To, string Sentence, int Total)
{
    public AgencyId? KnownTo { get; init; }
    public IReadOnlyList<Change> Changes { get; init; } = [];
    public IReadOnlyList<TimelinePerson> People { get; init; } = [];
    public string? Next { get; init; }
    public IReadOnlyList<EventId> Shown { get; init; } = [];
}

/// <summary>Compares two readings of one family by one reader: of the same entries, at an earlier and at a later instant.</summary>
public sealed class TimelineDifference
{
    private readonly TimelineReading _before, _after;
    private readonly List<(ChangeKind Kind, int Place, bool InAfter)> _changes = [];

    public TimelineDifference(TimelineReading before, TimelineReading after)
    {
        (_before, _after) = (before, after);
        var known = before.Entries().ToDictionary(e => e.Recorded.Id);
        foreach (var entry in after.Entries())
        {
            // What was on record already, and is read only now, became known; so did what came by a share.
            if (!known.Remove(entry.Recorded.Id, out var earlier))
                Add(entry, entry.ReadAs == ReadAs.Received || entry.Recorded.RecordedAt <= before.AsOf ? ChangeKind.BecameKnown : Ends(entry.Recorded.Event) ? ChangeKind.Ended : ChangeKind.Added);
            else if (earlier.ReadAs != ReadAs.Received && entry.ReadAs == ReadAs.Received) Add(entry, ChangeKind.BecameKnown);
            else if (after.CorrectionsMade(entry.Recorded) > before.CorrectionsMade(earlier.Recorded)) Add(entry, ChangeKind.Corrected);
            else if (after.IsOpened(entry.Recorded) && !before.IsOpened(earlier.Recorded)) Add(entry, ChangeKind.Opened);
        }

        foreach (var gone in known.Values) _changes.Add((ChangeKind.DidNotArrive, gone.Place, false));

        void Add((RecordedEvent Recorded, ReadAs ReadAs, int Place) entry, ChangeKind kind) => _changes.Add((kind, entry.Place, true));
    }

    public int Total => _changes.Count;

    public IReadOnlyList<EventId> Shown => [.. _before.Shown.Concat(_after.Shown).Distinct()];

    public string Sentence() => _changes.Count == 0
        ? "Nothing that you may see changed between these two instants."
        : $"Between these two instants {string.Join(", ", _changes.GroupBy(c => c.Kind).OrderBy(g => g.Key).Select(g => Counted(g.Key, g.Count())))}.";

    public IReadOnlyList<Change> Changes(int from, int count) => [.. _changes.Skip(from).Take(count).Select(c =>
    {
        var line = (c.InAfter ? _after : _before).Lines(c.Place, 1)[0];
        return new Change(c.Kind, Said(c.Kind, line), line);
    })];

    private static bool Ends(DomainEvent said) => said is
        HouseholdMemberLeft or VulnerabilityEnded or ConsentWithdrawn or ConsentExpired or ShareDeclined or DisclosureRecalled or WithdrawalPassedOn;

    private static string Said(ChangeKind kind, TimelineLine line) => kind switch
    {
        ChangeKind.Added => $"Added: {line.Sentence}",
        ChangeKind.Ended => $"Ended: {line.Sentence}",
        ChangeKind.Corrected => $"Put right: {line.Sentence}",
        ChangeKind.BecameKnown => $"Became known: {line.Sentence}",
        ChangeKind.Opened => $"Opened for the first time: {line.Sentence}",
        _ => $"Did not arrive after all: {line.Sentence}",
    };

    private static string Counted(ChangeKind kind, int count)
    {
        var number = count.ToString(CultureInfo.InvariantCulture);
        var was = count == 1 ? "entry was" : "entries were";
        return kind switch
        {
            ChangeKind.Added => $"{number} {was} added",
            ChangeKind.Ended => $"{number} {was} about something that ended",
            ChangeKind.Corrected => $"{number} {was} put right",
            ChangeKind.BecameKnown => $"{number} {was} made known",
            ChangeKind.Opened => $"{number} {was} opened for the first time",
            _ => $"{number} {was} found not to have arrived",
        };
    }
}
