using Safeguard.Domain.Families;

namespace Safeguard.Domain.Facts;

/// <summary>What the log holds of the entry that a correction names: a fact of the record, which no caller may say.</summary>
/// <param name="Words">Whose key seals its words; null where it has none.</param>
public sealed record KnownStatement(EventId Id, StreamKey Stream, AgencyId Agency, bool IsStatement, Basis? Basis, DataSubject? Words)
{
    public DateTimeOffset LearnedAt { get; init; }
    public IReadOnlyList<EntrySubject> Subjects { get; init; } = [];

    public static KnownStatement Of(RecordedEvent recorded) => new(
        recorded.Id, recorded.Stream, recorded.Agency, Statements.IsOne(recorded.Event), recorded.Event.Envelope.Basis, Statements.WordsOf(recorded.Event)?.Subject)
    {
        LearnedAt = recorded.Event.Envelope.LearnedAt,
        Subjects = recorded.Event.Envelope.Subjects,
    };
}

/// <summary>Corrects a statement of the caller's own agency: its words, or when it happened. One thing at a time.</summary>
public sealed record CorrectFact : FamilyCommand
{
    /// <summary>The entry that is wrong.</summary>
    public required EventId Corrects { get; init; }
    public required CorrectedField Field { get; init; }
    /// <summary>The right words, with <see cref="CorrectedField.Text"/>.</summary>
    public string? Text { get; init; }
    /// <summary>The right London day, with <see cref="CorrectedField.Happened"/>, where no more is known.</summary>
    public DateOnly? On { get; init; }
    /// <summary>The right instant, with <see cref="CorrectedField.Happened"/>, where it is known exactly.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>What shows that the entry was wrong.</summary>
    public string? Evidence { get; init; }

    /// <summary>What the log holds of that entry; null where there is none.</summary>
    [SetByEdge]
    public KnownStatement? Known { get; init; }
}
