using System.Buffers;
using System.Security.Cryptography;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The hashes a tree is made of (RFC 6962 §2.1). Leaves and nodes carry different prefixes, so that no node can
/// be passed off as an entry.
/// </summary>
public static class MerkleHash
{
    internal const byte LeafPrefix = 0x00;
    internal const byte NodePrefix = 0x01;

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static Sha256Hash EmptyRoot { get; } = new(SHA256.HashData(ReadOnlySpan<byte>.Empty));

    /// <summary>SHA-256(0x00 ‖ <paramref name="entry"/>).</summary>
    public static Sha256Hash Leaf(ReadOnlySpan<byte> entry)
    {
        // One call over a joined copy: an incremental hash costs an allocation and three native calls.
        var length = entry.Length + 1;
        byte[]? rented = null;
        var joined = length <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(length);
        joined[0] = LeafPrefix;
        entry.CopyTo(joined[1..]);
        var hash = Digest(joined[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>SHA-256(0x01 ‖ <paramref name="left"/> ‖ <paramref name="right"/>).</summary>
    public static Sha256Hash Node(in Sha256Hash left, in Sha256Hash right)
    {
        Span<byte> joined = stackalloc byte[1 + (2 * Sha256Hash.Size)];
        joined[0] = NodePrefix;
        left.Bytes.CopyTo(joined[1..]);
        right.Bytes.CopyTo(joined[(1 + Sha256Hash.Size)..]);
        return Digest(joined);
    }

    internal static Sha256Hash Digest(ReadOnlySpan<byte> input)
    {
        Span<byte> digest = stackalloc byte[Sha256Hash.Size];
        SHA256.HashData(input, digest);
        return new Sha256Hash(digest);
    }
}
