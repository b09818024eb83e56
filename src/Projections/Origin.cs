using Safeguard.Domain;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>
/// The entry that a fact in a row rests on, and what that entry says of itself. Every fact keeps its own, since who
/// may read it is decided fact by fact (design D11), and every line of a view must name what it rests on.
/// </summary>
/// <param name="Position">Place in the log: the one order that two readers who see different entries can share.</param>
public sealed record Origin(EventId Event, long Position, DateTimeOffset RecordedAt, AgencyId Agency, Happened Happened, DateTimeOffset LearnedAt, KnownFrom KnownFrom)
{
    /// <summary>Null for a decision, which states nothing about a person.</summary>
    public Basis? Basis { get; init; }

    /// <summary>Null where the entry is no more delicate than most.</summary>
    public IReadOnlyList<Sensitivity>? Sensitivity { get; init; }

    /// <summary>The corrections that were made of it, oldest first, as far as the reader may read them; null where there is none.</summary>
    public IReadOnlyList<Origin>? CorrectedBy { get; init; }

    /// <summary>The correction whose words stand now; null where they are the entry's own.</summary>
    public EventId? WordsOf { get; init; }

    public static Origin Of(RecordedEvent recorded)
    {
        var envelope = recorded.Event.Envelope;
        return new Origin(recorded.Id, recorded.Position, recorded.RecordedAt, recorded.Agency, envelope.Happened, envelope.LearnedAt, envelope.KnownFrom)
        {
            Basis = envelope.Basis,
            Sensitivity = envelope.Sensitivity.Count == 0 ? null : envelope.Sensitivity,
        };
    }

    /// <summary>The London day that the entry is about; the day it was learned where nothing is known of when it happened.</summary>
    public DateOnly Day() => Happened.On ?? LondonTime.DateOf(LearnedAt);
}
