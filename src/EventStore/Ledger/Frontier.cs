using System.Numerics;
using System.Runtime.CompilerServices;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// What must be known of a Merkle tree to go on appending to it: its size and its peaks, the hashes of the largest
/// complete subtrees from left to right (one for each 1 in the binary form of the size). A tree of a thousand
/// million leaves has at most 30. Immutable, so any number of threads may share one.
/// </summary>
public sealed class Frontier
{
    private readonly Sha256Hash[] _peaks;
    private StrongBox<Sha256Hash>? _root; // boxed: a reference is set at once, 32 bytes are not

    internal Frontier(long size, Sha256Hash[] peaks, Sha256Hash? root = null)
    {
        Size = size;
        _peaks = peaks;
        _root = root is { } known ? new StrongBox<Sha256Hash>(known) : null;
    }

    /// <summary>The tree without leaves.</summary>
    public static Frontier Empty { get; } = new(0, [], MerkleHash.EmptyRoot);

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    /// <summary>Roots of the complete subtrees, largest (leftmost) first.</summary>
    public ReadOnlySpan<Sha256Hash> Peaks => _peaks;

    /// <summary>The tree's root (RFC 6962 §2.1, MTH). Worked out once, when first asked for.</summary>
    public Sha256Hash Root => (_root ??= new StrongBox<Sha256Hash>(FoldPeaks())).Value;

    /// <summary>
    /// The tree after <paramref name="leaves"/> (leaf hashes, in order): its frontier, the nodes it completed and a
    /// proof for each leaf. This frontier stays as it is. No leaves gives the same frontier and nothing new.
    /// </summary>
    public AppendedBatch Append(ReadOnlySpan<Sha256Hash> leaves) => new(this, leaves);

    /// <summary>The peaks one after the other, 32 bytes each: a <c>bytea</c> column. The size is kept beside it.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_peaks.Length * Sha256Hash.Size];
        for (var i = 0; i < _peaks.Length; i++)
        {
            _peaks[i].Bytes.CopyTo(bytes.AsSpan(i * Sha256Hash.Size));
        }

        return bytes;
    }

    /// <summary>Reads back <see cref="ToBytes"/>.</summary>
    /// <exception cref="FormatException">The size is negative, or the bytes are not one peak for each 1 in it.</exception>
    public static Frontier FromBytes(long size, ReadOnlySpan<byte> peaks)
    {
        if (size < 0 || peaks.Length != BitOperations.PopCount((ulong)size) * Sha256Hash.Size)
        {
            throw new FormatException("The stored frontier does not fit its tree size.");
        }

        var hashes = new Sha256Hash[peaks.Length / Sha256Hash.Size];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = new Sha256Hash(peaks.Slice(i * Sha256Hash.Size, Sha256Hash.Size));
        }

        return new Frontier(size, hashes);
    }

    /// <summary>The stored nodes that <see cref="Build"/> will ask for: the peaks of the tree at that size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public static IReadOnlyList<NodeId> NodesNeeded(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var nodes = new List<NodeId>();
        new Subtree(0, size).AddNodesTo(nodes);
        return nodes;
    }

    /// <summary>The frontier as it was at an earlier size, from stored nodes; its root is the one signed then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public static Frontier Build(long size, Func<NodeId, Sha256Hash> lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return new Frontier(size, [.. NodesNeeded(size).Select(lookup)]);
    }

    /// <summary>The stored nodes that <see cref="GrowTo"/> will ask for: complete subtrees, from this tree's end on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is smaller than this tree's.</exception>
    public IReadOnlyList<NodeId> NodesUpTo(long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Size);
        var nodes = new List<NodeId>();
        for (var start = Size; start < size;)
        {
            var level = Math.Min(BitOperations.TrailingZeroCount(start), BitOperations.Log2((ulong)(size - start)));
            nodes.Add(new NodeId((byte)level, start >> level));
            start += 1L << level;
        }

        return nodes;
    }

    /// <summary>
    /// This tree at a later size, when of the leaves in between only the stored nodes above them are looked at. What
    /// they say need not be believed: a wrong one gives a root that nobody signed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is smaller than this tree's.</exception>
    public Frontier GrowTo(long size, Func<NodeId, Sha256Hash> lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        var peaks = new List<Sha256Hash>(_peaks);
        var end = Size;
        foreach (var node in NodesUpTo(size))
        {
            // As a carry runs through a binary number: a peak as tall as what comes becomes its left half.
            var hash = lookup(node);
            for (var level = node.Level; (end >> level & 1) == 1; level++)
            {
                hash = MerkleHash.Node(peaks[^1], hash);
                peaks.RemoveAt(peaks.Count - 1);
            }

            peaks.Add(hash);
            end += 1L << node.Level;
        }

        return new Frontier(size, [.. peaks]);
    }

    /// <summary>The peak at a level whose bit is set in the size: those above it come first.</summary>
    internal ref readonly Sha256Hash PeakAt(int level) => ref _peaks[BitOperations.PopCount((ulong)Size >> level >> 1)];

    private Sha256Hash FoldPeaks()
    {
        if (_peaks.Length == 0)
        {
            return MerkleHash.EmptyRoot;
        }

        var root = _peaks[^1];
        for (var i = _peaks.Length - 2; i >= 0; i--)
        {
            root = MerkleHash.Node(_peaks[i], root);
        }

        return root;
    }
}
