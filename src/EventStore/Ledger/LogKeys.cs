using System.Diagnostics.CodeAnalysis;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The keys of one log, whatever name it bore when they signed: a log that lost entries goes on under another name, and one
/// that was put back from before that does not know the name any more under which it was signed.
/// </summary>
public sealed class LogKeys(params IEnumerable<NoteVerifierKey> keys)
{
    private readonly IReadOnlyList<NoteVerifierKey> _keys = [.. keys.DistinctBy(k => Convert.ToBase64String(k.PublicKey.Span))];

    /// <summary>Reads and checks a checkpoint.</summary>
    /// <param name="note">The signed note as it was kept.</param>
    /// <param name="signed">What it says, only when one of the keys has signed it.</param>
    /// <param name="fault">Otherwise, why not.</param>
    public bool TryVerify(string note, [NotNullWhen(true)] out SignedCheckpoint? signed, out CheckpointFault fault)
    {
        (signed, fault) = (null, CheckpointFault.Malformed);
        if (!SignedCheckpoint.TryParse(note, out var said) || !NoteSignature.IsKeyName(said.Checkpoint.Origin)) return false;
        var verifier = new CheckpointVerifier(_keys.Select(k => NoteVerifierKey.Create(said.Checkpoint.Origin, k.PublicKey.Span)));
        if (verifier.TryVerify(note, out _, out fault)) signed = said;
        return signed is not null;
    }
}
