using System.Diagnostics.CodeAnalysis;

namespace Safeguard.EventStore.Ledger;

/// <summary>A checkpoint that was signed, by this Host or by another of the same log.</summary>
/// <param name="Checkpoint">What was signed.</param>
/// <param name="Note">The signed note, word for word.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Note)
{
    /// <summary>Reads what a note says, and believes nothing of it (<see cref="LogKeys"/>).</summary>
    public static bool TryParse(string? note, [NotNullWhen(true)] out SignedCheckpoint? signed)
    {
        signed = SignedNote.TryParse(note, out var parsed) && Checkpoint.TryParse(parsed.Text, out var checkpoint) ? new(checkpoint, note!) : null;
        return signed is not null;
    }
}

/// <summary>The newest tree head that this Host committed. It is signed by whoever first asks for it, so that the appender need not wait.</summary>
public sealed record NewestHead(long Size, Lazy<SignedNote> Note)
{
    public SignedCheckpoint Signed() => Checkpoint.TryParse(Note.Value.Text, out var checkpoint)
        ? new(checkpoint, Note.Value.ToString())
        : throw new InvalidOperationException("What was signed is no checkpoint.");
}
