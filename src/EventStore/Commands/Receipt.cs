using Safeguard.Domain;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Commands;

/// <summary>One recorded entry with the proof that it stands in the log.</summary>
public sealed record ReceiptEntry(AppendedEvent Event, InclusionProof Proof);

/// <summary>
/// What whoever recorded something holds in hand: where each entry stands, its leaf, its inclusion proof, and the
/// signed checkpoint of the tree that the proofs lead to.
/// </summary>
public sealed record Receipt(IReadOnlyList<ReceiptEntry> Entries, SignedNote Checkpoint)
{
    /// <summary>The position of the last entry: a read that waits for it sees all of this command.</summary>
    public long Position => Entries[^1].Event.Position;

    internal static Receipt Of(AppendOutcome.Appended appended) =>
        new([.. appended.Events.Select((e, n) => new ReceiptEntry(e, appended.Proof(n)))], appended.Checkpoint.Value);
}

/// <summary>What became of a command.</summary>
public abstract record CommandOutcome
{
    private CommandOutcome() { }

    /// <summary>Recorded, now or by the first of several equal tries.</summary>
    /// <param name="Version">The target stream's version after it.</param>
    /// <param name="CreatedId">The id of what the command created, where it created something.</param>
    public sealed record Recorded(Receipt Receipt, long Version, Guid? CreatedId, IReadOnlyList<Warning> Warnings) : CommandOutcome
    {
        /// <summary>True when this is the answer of an earlier try with the same key.</summary>
        public bool Repeated { get; init; }
    }

    /// <summary>It was so already; nothing was written.</summary>
    public sealed record Unchanged(long Version) : CommandOutcome;

    /// <summary>The business says no; nothing was written.</summary>
    public sealed record Refused(Refusal Refusal) : CommandOutcome;

    /// <summary>The record has changed since the client read it, or kept changing under three tries. Nothing was written.</summary>
    /// <param name="Version">Where the stream stands now.</param>
    /// <param name="ClientNamedVersion">True when the client said which version it had read (412), false otherwise (409).</param>
    /// <param name="NewEntries">What was recorded since; the edge shows of it what the caller may see.</param>
    public sealed record Changed(long Version, bool ClientNamedVersion, IReadOnlyList<RecordedEvent> NewEntries) : CommandOutcome;

    /// <summary>The idempotency key was used with another request. Nothing was written.</summary>
    public sealed record KeyReused : CommandOutcome;
}
