using System.Numerics;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The leaves [Start, End) of a tree, as RFC 6962 splits them: Start is a multiple of the smallest power of two
/// that holds the range. Only complete subtrees are stored, so a range with a ragged end is put together from the
/// complete ones in it, largest first.
/// </summary>
internal readonly record struct Subtree(long Start, long End)
{
    /// <summary>The largest power of two smaller than <paramref name="width"/> (≥ 2): where RFC 6962 splits.</summary>
    internal static long Split(long width) => 1L << BitOperations.Log2((ulong)(width - 1));

    internal void AddNodesTo(List<NodeId> nodes)
    {
        for (var start = Start; start < End;)
        {
            var level = (byte)BitOperations.Log2((ulong)(End - start));
            nodes.Add(new NodeId(level, start >> level));
            start += 1L << level;
        }
    }

    internal Sha256Hash Hash(Func<NodeId, Sha256Hash> lookup)
    {
        var level = (byte)BitOperations.Log2((ulong)(End - Start));
        var left = lookup(new NodeId(level, Start >> level));
        var next = Start + (1L << level);
        return next == End ? left : MerkleHash.Node(left, new Subtree(next, End).Hash(lookup));
    }

    internal static IReadOnlyList<NodeId> NodesOf(List<Subtree> subtrees)
    {
        var nodes = new List<NodeId>();
        foreach (var subtree in subtrees)
        {
            subtree.AddNodesTo(nodes);
        }

        return nodes;
    }

    internal static Sha256Hash[] HashesOf(List<Subtree> subtrees, Func<NodeId, Sha256Hash> lookup)
    {
        var hashes = new Sha256Hash[subtrees.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = subtrees[i].Hash(lookup);
        }

        return hashes;
    }
}
