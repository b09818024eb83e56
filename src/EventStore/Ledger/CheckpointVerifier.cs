using System.Diagnostics.CodeAnalysis;

namespace Safeguard.EventStore.Ledger;

/// <summary>Why a checkpoint was not accepted.</summary>
public enum CheckpointFault
{
    /// <summary>It was accepted.</summary>
    None,

    /// <summary>Not a signed note, or its text is no checkpoint.</summary>
    Malformed,

    /// <summary>None of its signatures is by a key we know.</summary>
    NoKnownKey,

    /// <summary>A signature that names a key we know was not made with it over this text.</summary>
    BadSignature,

    /// <summary>Signed by keys we know, but by none that bears the origin's name.</summary>
    OtherOrigin,
}

/// <summary>
/// Checks signed checkpoints against the public keys one trusts (C2SP signed-note, "Signatures"). Signatures by
/// unknown keys are passed over, whatever their kind; one bad signature by a known key spoils the whole note; at
/// least one must be good and by a key that bears the checkpoint's origin as its name. Safe for any number of threads.
/// </summary>
public sealed class CheckpointVerifier
{
    private readonly Dictionary<(string Name, uint KeyId), NoteVerifierKey> _keys = [];

    /// <summary>Trusts these keys: the log's present one, its earlier ones, perhaps a witness's.</summary>
    /// <exception cref="ArgumentException">Two different keys share both name and key id, so that a line could not tell which signed.</exception>
    public CheckpointVerifier(params IEnumerable<NoteVerifierKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            if (!_keys.TryAdd((key.Name, key.KeyId), key)
                && !_keys[(key.Name, key.KeyId)].PublicKey.Span.SequenceEqual(key.PublicKey.Span))
            {
                throw new ArgumentException("Two different keys share a name and a key id.", nameof(keys));
            }
        }
    }

    /// <summary>Whether one of the keys bears this name.</summary>
    public bool Knows(string name) => _keys.Keys.Any(k => k.Name == name);

    /// <summary>Reads and checks a checkpoint.</summary>
    /// <param name="note">The signed note as published.</param>
    /// <param name="checkpoint">What it says, only when it may be believed.</param>
    /// <param name="fault">Otherwise, why not.</param>
    public bool TryVerify(string? note, [NotNullWhen(true)] out Checkpoint? checkpoint, out CheckpointFault fault)
    {
        checkpoint = null;
        if (!SignedNote.TryParse(note, out var parsed) || !Checkpoint.TryParse(parsed.Text, out var said))
        {
            fault = CheckpointFault.Malformed;
            return false;
        }

        fault = Check(parsed, said.Origin);
        checkpoint = fault == CheckpointFault.None ? said : null;
        return checkpoint is not null;
    }

    private CheckpointFault Check(SignedNote note, string origin)
    {
        var signed = note.SignedBytes;
        var (known, byOrigin) = (false, false);
        foreach (var signature in note.Signatures)
        {
            if (!_keys.TryGetValue((signature.Name, signature.KeyId), out var key))
            {
                continue;
            }

            if (!key.Verify(signed, signature.Signature.Span))
            {
                return CheckpointFault.BadSignature;
            }

            known = true;
            byOrigin |= key.Name == origin;
        }

        return byOrigin ? CheckpointFault.None : known ? CheckpointFault.OtherOrigin : CheckpointFault.NoKnownKey;
    }
}
