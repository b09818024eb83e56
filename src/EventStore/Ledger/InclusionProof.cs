using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Proof that a leaf stands at an index of a tree of a given size: the sibling hashes from the leaf up
/// (RFC 6962 §2.1.1, verified as in RFC 9162 §2.1.3.2).
/// </summary>
public sealed class InclusionProof
{
    private InclusionProof(long index, long size, ImmutableArray<Sha256Hash> path) =>
        (Index, Size, Path) = (index, size, path);

    /// <summary>The leaf's place, from 0. Position in the log is this plus one.</summary>
    public long Index { get; }

    /// <summary>Number of leaves of the tree the proof is about.</summary>
    public long Size { get; }

    /// <summary>Sibling hashes, leaf to root. Empty for the only leaf of a tree.</summary>
    public ImmutableArray<Sha256Hash> Path { get; }

    /// <summary>Whether this proof leads from <paramref name="leaf"/> to <paramref name="root"/>.</summary>
    public bool Verify(in Sha256Hash leaf, in Sha256Hash root) => Verify(leaf, Index, Size, Path.AsSpan(), root);

    /// <summary>
    /// Whether <paramref name="path"/> leads from <paramref name="leafHash"/> at <paramref name="index"/> to the
    /// root of a tree of <paramref name="size"/> leaves. Whatever is wrong with the input, the answer is
    /// <see langword="false"/>, never an exception.
    /// </summary>
    public static bool Verify(
        in Sha256Hash leafHash, long index, long size, ReadOnlySpan<Sha256Hash> path, in Sha256Hash root)
    {
        if (index < 0 || size <= index)
        {
            return false;
        }

        // fn and sn are RFC 9162's: the node on our path and the last node, level by level.
        var (fn, sn) = (index, size - 1);
        var hash = leafHash;
        foreach (ref readonly var sibling in path)
        {
            if (sn == 0)
            {
                return false; // longer than the tree is high
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                hash = MerkleHash.Node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1); // levels at which the last node has no sibling
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, sibling);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && hash == root;
    }

    /// <summary>The stored nodes that <see cref="Build"/> will ask for, each once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ index &lt; size.</exception>
    public static IReadOnlyList<NodeId> NodesNeeded(long index, long size) => Subtree.NodesOf(Siblings(index, size));

    /// <summary>The proof for any leaf in the tree at any size it has had.</summary>
    /// <param name="index">The leaf's place, from 0.</param>
    /// <param name="size">Number of leaves of the tree.</param>
    /// <param name="lookup">Gives the hash of each of <see cref="NodesNeeded"/>; level 0 are leaf hashes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ index &lt; size.</exception>
    public static InclusionProof Build(long index, long size, Func<NodeId, Sha256Hash> lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return Own(index, size, Subtree.HashesOf(Siblings(index, size), lookup));
    }

    /// <summary>Makes a proof of an array that nobody else will write to.</summary>
    internal static InclusionProof Own(long index, long size, Sha256Hash[] path) =>
        new(index, size, ImmutableCollectionsMarshal.AsImmutableArray(path));

    /// <summary>PATH(m, D[n]) of RFC 6962 §2.1.1, walked from the root down and turned round.</summary>
    private static List<Subtree> Siblings(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var siblings = new List<Subtree>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Subtree.Split(end - start);
            if (index < middle)
            {
                siblings.Add(new Subtree(middle, end));
                end = middle;
            }
            else
            {
                siblings.Add(new Subtree(start, middle));
                start = middle;
            }
        }

        siblings.Reverse();
        return siblings;
    }
}
