using System.Security.Cryptography;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The log's signing key: ECDSA on P-256, named after the log's origin. Safe for any number of threads (signing
/// takes turns: an ECDsa object promises nothing).
/// </summary>
/// <remarks>
/// Sign a root only after its transaction has committed: a signed root that rolled back would be a second history
/// under our own name (design D3). Signatures are randomised; two of the same checkpoint differ and both are good.
/// </remarks>
public sealed class LogSigner : IDisposable
{
    private const string Pkcs8Label = "PRIVATE KEY";

    private readonly ECDsa _key;
    private readonly Lock _turn = new();

    private LogSigner(string origin, ECDsa key)
    {
        _key = key;
        VerifierKey = NoteVerifierKey.Create(origin, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The log's name, and so the key's.</summary>
    public string Origin => VerifierKey.Name;

    /// <summary>The public half, to be published.</summary>
    public NoteVerifierKey VerifierKey { get; }

    /// <summary>A new key.</summary>
    /// <exception cref="FormatException">The origin cannot be a key's name: empty, or with a space, plus or control character.</exception>
    public static LogSigner Create(string origin) => Own(origin, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The key in a PKCS#8 PEM text (<c>BEGIN PRIVATE KEY</c>, RFC 7468 §10), not encrypted.</summary>
    /// <exception cref="FormatException">No such text, not a P-256 key, or the origin cannot be a key's name. The key is not quoted.</exception>
    public static LogSigner FromPem(string origin, ReadOnlySpan<char> pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || !pem[fields.Label].SequenceEqual(Pkcs8Label))
        {
            throw new FormatException("The signing key must be a PKCS#8 PEM text: BEGIN PRIVATE KEY, not encrypted.");
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem[fields.Location]);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw new FormatException("The signing key's PEM text holds no elliptic curve key.");
        }

        return Own(origin, key);
    }

    /// <summary>The private key as PKCS#8 PEM, not encrypted: for the key's own safe place and nowhere else.</summary>
    public string ToPem()
    {
        lock (_turn)
        {
            return _key.ExportPkcs8PrivateKeyPem();
        }
    }

    /// <summary>The checkpoint as a note with one signature.</summary>
    /// <exception cref="ArgumentException">The checkpoint is of another origin than this key's.</exception>
    public SignedNote Sign(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (checkpoint.Origin != Origin)
        {
            throw new ArgumentException("This key signs for another origin.", nameof(checkpoint));
        }

        var text = checkpoint.ToString();
        byte[] signature;
        lock (_turn)
        {
            signature = _key.SignData(SignedNote.Encode(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }

        return new SignedNote(text, [new NoteSignature(Origin, VerifierKey.KeyId, signature)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
        {
            _key.Dispose();
        }
    }

    private static LogSigner Own(string origin, ECDsa key)
    {
        try
        {
            return new LogSigner(origin, key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
