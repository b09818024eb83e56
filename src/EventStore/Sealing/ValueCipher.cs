using System.Security.Cryptography;
using System.Text;
using Safeguard.Domain;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// Seals one value of one event under a key of its own (design D5), so that a single value can be handed out with
/// its key, and the commitment stored beside it proves that this text is what was logged.
/// </summary>
/// <remarks>
/// The form, fixed before the first event (vectors in <c>tests/EventStore.Tests/Vectors</c>):
/// <list type="bullet">
/// <item>value key = HKDF-SHA256(data key, no salt, <c>"safeguard/value/v1\n" + of</c>), 32 bytes, where
/// <c>of</c> = <c>{event id}#{JSON pointer of the member in data}</c>;</item>
/// <item>commitment = HMAC-SHA256(value key, <c>"safeguard/commitment/v1"</c>), 32 bytes;</item>
/// <item>nonce = the first 12 bytes of HMAC-SHA256(value key, <c>"safeguard/nonce/v1"</c>);</item>
/// <item>plaintext = the value as JSON, then spaces up to a multiple of 32 bytes, so that its length tells little;</item>
/// <item>sealed = AES-256-GCM(value key, nonce, plaintext, additional data = commitment): ciphertext, then 16 bytes of tag.</item>
/// </list>
/// A fixed nonce is safe because a value key seals exactly one plaintext: the event id is fresh and its bytes are
/// made once. Binding the commitment in makes the sealing a committing one, which AES-GCM alone is not.
/// </remarks>
public static class ValueCipher
{
    private const int Block = 32, TagSize = 16, KeySize = 32;
    private static readonly byte[] CommitmentLabel = "safeguard/commitment/v1"u8.ToArray();
    private static readonly byte[] NonceLabel = "safeguard/nonce/v1"u8.ToArray();

    /// <summary>The key of one value. Handing it out opens this value and no other.</summary>
    /// <param name="dataKey">32 bytes.</param>
    /// <param name="of">Which value of which event.</param>
    public static byte[] ValueKey(ReadOnlySpan<byte> dataKey, string of) => Expand(Prepare(dataKey), of);

    /// <summary>The half of the derivation that is the same for all values of a data key (HKDF-Extract), for who opens many. As secret as the key.</summary>
    public static byte[] Prepare(ReadOnlySpan<byte> dataKey)
    {
        var prepared = new byte[KeySize];
        HKDF.Extract(HashAlgorithmName.SHA256, dataKey, salt: [], prepared);
        return prepared;
    }

    private static byte[] Expand(ReadOnlySpan<byte> prepared, string of)
    {
        var key = new byte[KeySize];
        HKDF.Expand(HashAlgorithmName.SHA256, prepared, key, Encoding.UTF8.GetBytes($"safeguard/value/v1\n{of}"));
        return key;
    }

    /// <summary>Seals a value.</summary>
    /// <param name="dataKey">The subject's and controller's key, 32 bytes.</param>
    /// <param name="dataKeyId">Its id.</param>
    /// <param name="of">Which value of which event.</param>
    /// <param name="json">The value as JSON, UTF-8.</param>
    public static SealedValue Seal(ReadOnlySpan<byte> dataKey, Guid dataKeyId, string of, ReadOnlySpan<byte> json)
    {
        var valueKey = ValueKey(dataKey, of);
        var commitment = HMACSHA256.HashData(valueKey, CommitmentLabel);
        var plain = new byte[(json.Length + Block - 1) / Block * Block];
        json.CopyTo(plain);
        plain.AsSpan(json.Length).Fill((byte)' ');

        var output = new byte[plain.Length + TagSize];
        using (var aes = new AesGcm(valueKey, TagSize))
            aes.Encrypt(Nonce(valueKey), plain, output.AsSpan(0, plain.Length), output.AsSpan(plain.Length), commitment);
        CryptographicOperations.ZeroMemory(plain);
        CryptographicOperations.ZeroMemory(valueKey);
        return new SealedValue(of, dataKeyId, Convert.ToBase64String(commitment), Convert.ToBase64String(output));
    }

    /// <summary>Opens a value with its own key.</summary>
    /// <returns>The value as JSON, UTF-8, padding and all (JSON readers skip it).</returns>
    /// <exception cref="CryptographicException">The key is not the one committed to, or the bytes were changed.</exception>
    public static byte[] OpenWithValueKey(ReadOnlySpan<byte> valueKey, SealedValue value)
    {
        var commitment = Convert.FromBase64String(value.Commitment);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(valueKey, CommitmentLabel), commitment))
            throw new CryptographicException("The key is not the one that this value commits to.");

        var input = Convert.FromBase64String(value.Ciphertext);
        if (input.Length < TagSize) throw new CryptographicException("The sealed value is too short.");
        var plain = new byte[input.Length - TagSize];
        using var aes = new AesGcm(valueKey, TagSize);
        aes.Decrypt(Nonce(valueKey), input.AsSpan(0, plain.Length), input.AsSpan(plain.Length), plain, commitment);
        return plain;
    }

    /// <summary>Opens a value with its data key.</summary>
    /// <inheritdoc cref="OpenWithValueKey"/>
    public static byte[] Open(ReadOnlySpan<byte> dataKey, SealedValue value) => OpenPrepared(Prepare(dataKey), value);

    /// <summary>Opens a value with what <see cref="Prepare"/> made of its data key.</summary>
    /// <inheritdoc cref="OpenWithValueKey"/>
    public static byte[] OpenPrepared(ReadOnlySpan<byte> prepared, SealedValue value)
    {
        var valueKey = Expand(prepared, value.Of);
        try
        {
            return OpenWithValueKey(valueKey, value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(valueKey);
        }
    }

    private static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> valueKey) => HMACSHA256.HashData(valueKey, NonceLabel).AsSpan(0, 12);
}
