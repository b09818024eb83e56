using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Views;

namespace Safeguard.EventStore.Append;

/// <summary>An event as it now stands in the log.</summary>
public sealed record AppendedEvent(
    EventId Id, StreamKey Stream, long Version, string Type, long Position, DateTimeOffset RecordedAt, Sha256Hash Leaf);

/// <summary>What became of a command at the log.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>
    /// Committed. The tree after the batch gives every event's inclusion proof and the checkpoint; both are worked
    /// out on first use, so that the appender does not wait for them.
    /// </summary>
    public sealed record Appended(IReadOnlyList<AppendedEvent> Events, Func<int, InclusionProof> Proof, Lazy<SignedNote> Checkpoint) : AppendOutcome
    {
        /// <summary>The inline views with these events; none where the events had to be looked up.</summary>
        public IReadOnlyList<Folded> Views { get; init; } = [];
    }

    /// <summary>A stream was not at the version the command was decided on. Nothing was written.</summary>
    public sealed record StreamMoved(StreamKey Stream) : AppendOutcome;

    /// <summary>The idempotency key was used by another command meanwhile. Nothing was written.</summary>
    public sealed record KeyTaken : AppendOutcome;
}

/// <summary>Nothing is written: the log is read only, for the reason that the message says. Readiness announces it.</summary>
public sealed class LogReadOnlyException(string reason) : Exception(reason);

/// <summary>Nothing was written: this Host's clock, or the log's newest entry, is ahead of the database's clock, and a log's times cannot be taken back.</summary>
public sealed class ClockAheadException() : Exception("This Host's clock, or the log's newest entry, is ahead of the database's clock.");

/// <summary>The queue is full; nothing was written. The caller may try again after a second.</summary>
public sealed class AppenderBusyException() : Exception("The log takes no more commands at this moment.");

/// <summary>
/// The connection broke during a commit and the log could not be asked whether it happened. The idempotency key
/// makes a retry safe.
/// </summary>
public sealed class OutcomeUnknownException(Exception inner) : Exception("Whether the command was recorded is not known.", inner);
