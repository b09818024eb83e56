using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// A public key that notes are checked with: ECDSA on P-256, signature type 0x02 (C2SP signed-note). Published as
/// <c>name+key id+base64(0x02 ‖ SubjectPublicKeyInfo)</c>. Immutable, for any number of threads.
/// </summary>
/// <remarks>
/// For this signature type alone the key id is taken from the DER SubjectPublicKeyInfo by itself: no name, no line
/// feed, no type byte. So one key under two names has one key id twice; name and id together say which.
/// </remarks>
public sealed class NoteVerifierKey
{
    private const byte EcdsaType = 0x02;
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _publicKey;

    private NoteVerifierKey(string name, byte[] publicKey)
    {
        (Name, _publicKey) = (name, publicKey);
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(publicKey));
    }

    /// <summary>Name of the key; for a log, its origin.</summary>
    public string Name { get; }

    /// <summary>First four bytes of SHA-256 over <see cref="PublicKey"/>, big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>DER SubjectPublicKeyInfo (RFC 5280 §4.1), as WebCrypto's <c>spki</c> import takes it.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>Makes a key of its parts.</summary>
    /// <exception cref="FormatException">The name is none for a key, or the bytes are no P-256 public key in its one DER form.</exception>
    public static NoteVerifierKey Create(string name, ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        NoteSignature.IsKeyName(name) && IsP256(subjectPublicKeyInfo)
            ? new NoteVerifierKey(name, subjectPublicKeyInfo.ToArray())
            : throw new FormatException("Not a named P-256 public key.");

    /// <summary>Reads <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">Malformed, of another signature type, or the key id is not the key's.</exception>
    public static NoteVerifierKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("Not an ECDSA P-256 verifier key.");

    /// <summary>As <see cref="Parse"/>, for text that may be anything.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NoteVerifierKey? key)
    {
        key = null;
        var parts = text?.Split('+', 3); // base 64 has plus signs of its own
        if (parts is not [var name, { Length: 8 } id, var encoded]
            || !NoteSignature.IsKeyName(name)
            || !StrictBase64.TryDecode(encoded, out var bytes)
            || bytes is not [EcdsaType, .. var publicKey]
            || !IsP256(publicKey))
        {
            return false;
        }

        var parsed = new NoteVerifierKey(name, publicKey);
        if (id != parsed.KeyIdHex)
        {
            return false;
        }

        key = parsed;
        return true;
    }

    /// <summary>The published form.</summary>
    public override string ToString() => $"{Name}+{KeyIdHex}+{Convert.ToBase64String([EcdsaType, .. _publicKey])}";

    /// <summary>Whether <paramref name="signature"/> (DER) was made with this key over the bytes.</summary>
    internal bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        // Imported anew each time: ECDsa objects promise nothing about threads, and checking is rare.
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_publicKey, out _);
        return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    internal static bool IsOnP256(ECDsa key) =>
        key.KeySize == 256 && key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid: var oid }
        && (oid.Value ?? Oid.FromFriendlyName(oid.FriendlyName!, OidGroup.PublicKeyAlgorithm).Value) == P256;

    private string KeyIdHex => KeyId.ToString("x8", CultureInfo.InvariantCulture);

    private static bool IsP256(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);

            // Another encoding of the same key (a compressed point, bytes after it) would have another key id.
            return IsOnP256(key) && subjectPublicKeyInfo.SequenceEqual(key.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
