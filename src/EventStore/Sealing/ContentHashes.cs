using System.Security.Cryptography;
using Safeguard.Domain;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// Keyed hashes of what was handed out, to be recorded beside it in plain: who holds a text can ask the service whether it
/// is what left. The key comes from the data key that seals the text (design D3, D5), so that the hash ends with it: once
/// that is destroyed, nobody can try whether a guess is right, the service itself included.
/// </summary>
/// <remarks>
/// Key = HKDF-SHA256(data key, no salt, <c>"safeguard/content/v1"</c>), 32 bytes; hash = HMAC-SHA256(key, content), in
/// hexadecimal. A service key, as search terms have, would outlive every erasure.
/// </remarks>
public sealed class ContentHashes(DataKeys keys)
{
    private static readonly byte[] Label = "safeguard/content/v1"u8.ToArray();

    /// <summary>The hash of something that is about to be sealed for a controller.</summary>
    public async ValueTask<string> OfAsync(DataSubject subject, AgencyId controller, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        Hash((await keys.ForAsync(subject, controller, stop)).Key, content.Span);

    /// <summary>Whether something sealed has this hash; null where its key was destroyed or is not there.</summary>
    /// <param name="text">The sealed value that the content holds.</param>
    public async ValueTask<bool?> AgreesAsync(SealedValue text, string hash, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var opened = await keys.OpenAsync([text.Key], stop);
        return opened.GetValueOrDefault(text.Key) is { } key
            ? CryptographicOperations.FixedTimeEquals(Convert.FromHexString(Hash(key, content.Span)), Read(hash))
            : null;
    }

    private static string Hash(byte[] dataKey, ReadOnlySpan<byte> content)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, 32, salt: [], Label);
        var hash = HMACSHA256.HashData(key, content);
        CryptographicOperations.ZeroMemory(key);
        return Convert.ToHexStringLower(hash);
    }

    private static byte[] Read(string hash)
    {
        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(hash, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == bytes.Length ? bytes : [];
    }
}
