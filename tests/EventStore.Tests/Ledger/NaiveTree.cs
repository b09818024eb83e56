using System.Security.Cryptography;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

/// <summary>RFC 6962 §2.1 written down word for word, recursively: slow, and what the real thing is held against.</summary>
internal static class NaiveTree
{
    /// <summary>As many different leaf hashes as asked for, always the same.</summary>
    public static Sha256Hash[] Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Leaf(BitConverter.GetBytes(i)))];

    public static Sha256Hash Leaf(byte[] entry) => new(SHA256.HashData([0x00, .. entry]));

    public static Sha256Hash Node(Sha256Hash left, Sha256Hash right) =>
        new(SHA256.HashData([0x01, .. left.ToArray(), .. right.ToArray()]));

    public static Sha256Hash Root(ReadOnlySpan<Sha256Hash> leaves)
    {
        if (leaves.Length == 0)
        {
            return new Sha256Hash(SHA256.HashData([]));
        }

        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var k = Split(leaves.Length);
        return Node(Root(leaves[..k]), Root(leaves[k..]));
    }

    /// <summary>PATH(m, D[n]).</summary>
    public static List<Sha256Hash> Path(int m, ReadOnlySpan<Sha256Hash> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var k = Split(leaves.Length);
        return m < k
            ? [.. Path(m, leaves[..k]), Root(leaves[k..])]
            : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public static List<Sha256Hash> Proof(int m, ReadOnlySpan<Sha256Hash> leaves) => SubProof(m, leaves, true);

    private static List<Sha256Hash> SubProof(int m, ReadOnlySpan<Sha256Hash> leaves, bool known)
    {
        if (m == leaves.Length)
        {
            return known ? [] : [Root(leaves)];
        }

        var k = Split(leaves.Length);
        return m <= k
            ? [.. SubProof(m, leaves[..k], known), Root(leaves[k..])]
            : [.. SubProof(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
