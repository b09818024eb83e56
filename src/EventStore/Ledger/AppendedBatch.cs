using System.Numerics;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// A batch of leaves put at the end of a tree: the new frontier, the nodes to store, and every leaf's inclusion
/// proof in the tree after the batch, all worked out from the old frontier and the batch alone.
/// </summary>
/// <remarks>
/// Why no stored node is ever needed. Let o be the old size, n the new one, and look at one level L. The batch's
/// leaves lie under the nodes o≫L … (n−1)≫L; call these the window. The proof of a leaf takes from each level the
/// sibling of a window node. That sibling is
/// (a) in the window itself, complete or (only the last) ragged, or
/// (b) beyond the last leaf: then RFC 6962 has no element at this level, the node goes up as it is, or
/// (c) just left of the window, which happens only if o≫L is odd. Then bit L of o is set, so the old frontier has
///     a peak at level L, and that peak covers the leaves [((o≫L)−1)·2^L, (o≫L)·2^L): it is this very sibling.
/// So a window that starts at the even place (o≫L)∧¬1, with the old peak put in where the place is ours no longer,
/// holds everything, and its parents are again a window of that form. It has about 2k + 2·log₂ n nodes.
/// </remarks>
public sealed class AppendedBatch
{
    private readonly long _oldSize;
    private readonly Sha256Hash[] _window; // level after level
    private readonly int[] _levelStart;    // where each level begins in it; the last level is the root alone

    internal AppendedBatch(Frontier before, ReadOnlySpan<Sha256Hash> leaves)
    {
        _oldSize = before.Size;
        Count = leaves.Length;
        if (leaves.IsEmpty)
        {
            (After, NewNodes, _window, _levelStart) = (before, [], [], []);
            return;
        }

        var size = checked(before.Size + leaves.Length);
        (_levelStart, _window) = Lay(before.Size, size);
        NewNodes = Fill(before, leaves, size);
        After = new Frontier(size, PeaksAfter(before, size), _window[^1]);
    }

    /// <summary>The tree after the batch.</summary>
    public Frontier After { get; }

    /// <summary>How many leaves were appended.</summary>
    public int Count { get; }

    /// <summary>
    /// Subtrees of level 1 and above that this batch completed, by level and then index. The leaves themselves
    /// (level 0) are not listed: the caller has them.
    /// </summary>
    public IReadOnlyList<TreeNode> NewNodes { get; }

    /// <summary>The proof that the leaf stands where it does in the tree after the batch.</summary>
    /// <param name="leaf">Place in the batch, from 0; its index in the tree is the old size more.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such leaf in this batch.</exception>
    public InclusionProof Proof(int leaf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, Count);
        var index = _oldSize + leaf;
        var last = After.Size - 1;
        var top = _levelStart.Length - 1;

        var length = 0;
        for (var level = 0; level < top; level++)
        {
            length += ((index >> level) ^ 1) <= last >> level ? 1 : 0;
        }

        var path = new Sha256Hash[length];
        for (int level = 0, i = 0; level < top; level++)
        {
            var sibling = (index >> level) ^ 1;
            if (sibling <= last >> level)
            {
                path[i++] = _window[Slot(level, sibling)];
            }
        }

        return InclusionProof.Own(index, After.Size, path);
    }

    private static (int[] LevelStart, Sha256Hash[] Window) Lay(long oldSize, long size)
    {
        var levels = 1 + (size == 1 ? 0 : BitOperations.Log2((ulong)(size - 1)) + 1);
        var levelStart = new int[levels];
        var total = 0;
        for (var level = 0; level < levels; level++)
        {
            levelStart[level] = total;
            total = checked(total + (int)(((size - 1) >> level) - WindowStart(oldSize, level) + 1));
        }

        return (levelStart, new Sha256Hash[total]);
    }

    private TreeNode[] Fill(Frontier before, ReadOnlySpan<Sha256Hash> leaves, long size)
    {
        // A tree of n leaves has n − popcount(n) complete subtrees above the leaves.
        var completed = new TreeNode[leaves.Length - BitOperations.PopCount((ulong)size) + BitOperations.PopCount((ulong)_oldSize)];
        var found = 0;
        leaves.CopyTo(_window.AsSpan(Slot(0, _oldSize)));
        for (var level = 0; level < _levelStart.Length; level++)
        {
            var first = _oldSize >> level;
            if ((first & 1) == 1)
            {
                _window[Slot(level, first - 1)] = before.PeakAt(level);
            }

            if (level == 0)
            {
                continue;
            }

            var lastChild = (size - 1) >> (level - 1);
            for (var index = first; index <= (size - 1) >> level; index++)
            {
                var left = Slot(level - 1, index * 2);
                ref var node = ref _window[Slot(level, index)];
                node = (index * 2) + 1 <= lastChild ? MerkleHash.Node(_window[left], _window[left + 1]) : _window[left];
                if (index < size >> level)
                {
                    completed[found++] = new TreeNode((byte)level, index, node);
                }
            }
        }

        return completed;
    }

    private Sha256Hash[] PeaksAfter(Frontier before, long size)
    {
        var peaks = new Sha256Hash[BitOperations.PopCount((ulong)size)];
        var found = 0;
        for (var rest = (ulong)size; rest != 0;)
        {
            var level = BitOperations.Log2(rest);
            var index = (size >> level) - 1;
            peaks[found++] = index < _oldSize >> level ? before.PeakAt(level) : _window[Slot(level, index)];
            rest ^= 1UL << level;
        }

        return peaks;
    }

    private static long WindowStart(long oldSize, int level) => (oldSize >> level) & ~1L;

    private int Slot(int level, long index) => _levelStart[level] + (int)(index - WindowStart(_oldSize, level));
}
