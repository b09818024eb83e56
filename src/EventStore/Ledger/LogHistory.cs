using Safeguard.Domain;
using Safeguard.Domain.Log;

namespace Safeguard.EventStore.Ledger;

/// <summary>What a log says of itself in its own stream: the names it has had, the keys that may have signed for it, and the losses that somebody accepted.</summary>
/// <param name="Origin">Its name now; null for a log that was never opened.</param>
/// <param name="Keys">Every key ever announced, in order. All stay good for what they signed.</param>
/// <param name="Losses">The restores that lost entries.</param>
public sealed record LogHistory(string? Origin, IReadOnlyList<NoteVerifierKey> Keys, IReadOnlyList<LogRestored> Losses)
{
    /// <summary>The version of the log's own stream that this was read at.</summary>
    public long Version { get; private init; }

    /// <summary>The stream that a log keeps of itself. It is fixed: of two Hosts that open a log at once, one finds it opened.</summary>
    public static readonly StreamKey Stream = StreamKey.Log(Guid.Empty);

    /// <summary>The history that the log's own stream tells.</summary>
    public static LogHistory Of(IEnumerable<RecordedEvent> events) =>
        events.Aggregate(new LogHistory(null, [], []), (history, recorded) => history.After(recorded) with { Version = recorded.Version });

    /// <summary>Whether a key may sign under the log's present name.</summary>
    public bool Announces(NoteVerifierKey key) => Keys.Any(k => k.Name == Origin && k.ToString() == key.ToString());

    /// <summary>Whether a key was ever announced, under any of the log's names.</summary>
    public bool Knows(NoteVerifierKey key) => Keys.Any(k => k.PublicKey.Span.SequenceEqual(key.PublicKey.Span));

    /// <summary>
    /// Whether a checkpoint is one of those whose loss was accepted. Each stands for itself: a shorter one may be of another
    /// history, whose entries nobody knew to be lost.
    /// </summary>
    public bool Accepts(Checkpoint lost) => Losses.Any(l => l.AlsoLost is null
        ? l.LostOrigin == lost.Origin && lost.Size <= l.LostSize // from before each was kept
        : l.AlsoLost.Append(l.LostCheckpoint).Any(note => SignedCheckpoint.TryParse(note, out var accepted) && accepted.Checkpoint == lost));

    /// <summary>Every name that the log has had, as far as it says.</summary>
    public IEnumerable<string> Names => Keys.Select(k => k.Name).Concat(Losses.Select(l => l.LostOrigin));

    private LogHistory After(RecordedEvent recorded) => recorded.Event switch
    {
        LogOpened e => this with { Origin = e.Origin, Keys = [.. Keys, NoteVerifierKey.Parse(e.VerifierKey)] },
        SigningKeyAnnounced e => this with { Keys = [.. Keys, NoteVerifierKey.Parse(e.VerifierKey)] },
        LogRestored e => this with { Origin = e.Origin, Keys = [.. Keys, NoteVerifierKey.Parse(e.VerifierKey)], Losses = [.. Losses, e] },
        _ => this,
    };
}
