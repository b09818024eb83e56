namespace Safeguard.EventStore.Ledger;

/// <summary>
/// One proof for many leaves of a tree: the hashes of all that lies between them, each once, from left to right. Whoever
/// has the leaves walks the tree as RFC 6962 splits it (§2.1) and takes the next hash wherever a part holds none of
/// them. So no hash needs to say where it belongs, and what several proofs share is there once.
/// </summary>
public static class SharedProof
{
    /// <summary>The stored nodes that <see cref="Build"/> will ask for, each once.</summary>
    /// <param name="indexes">The leaves' places, from 0, rising.</param>
    /// <param name="size">Number of leaves of the tree.</param>
    /// <exception cref="ArgumentException">The places do not rise, or lie outside the tree.</exception>
    public static IReadOnlyList<NodeId> NodesNeeded(IReadOnlyList<long> indexes, long size) => Subtree.NodesOf(Parts(indexes, size));

    /// <summary>The hashes, left to right.</summary>
    /// <param name="lookup">Gives the hash of each of <see cref="NodesNeeded"/>.</param>
    /// <inheritdoc cref="NodesNeeded"/>
    public static Sha256Hash[] Build(IReadOnlyList<long> indexes, long size, Func<NodeId, Sha256Hash> lookup) =>
        Subtree.HashesOf(Parts(indexes, size), lookup);

    /// <summary>
    /// The root that leaves and hashes lead to; null where they make no tree of that size: a hash too many or too few, places
    /// that do not rise, or lie outside. Whatever is wrong with the input, never an exception.
    /// </summary>
    public static Sha256Hash? RootOf(IReadOnlyList<long> indexes, IReadOnlyList<Sha256Hash> leaves, long size, IReadOnlyList<Sha256Hash> between)
    {
        if (!Rise(indexes, size) || leaves.Count != indexes.Count || indexes.Count == 0) return null;
        var (leaf, next) = (0, 0);
        var root = Walk(0, size);
        return next == between.Count ? root : null;

        Sha256Hash? Walk(long start, long end)
        {
            if (leaf == indexes.Count || indexes[leaf] >= end) return next < between.Count ? between[next++] : null;
            if (end - start == 1) return leaves[leaf++];
            var middle = start + Subtree.Split(end - start);
            return Walk(start, middle) is { } left && Walk(middle, end) is { } right ? MerkleHash.Node(left, right) : null;
        }
    }

    private static List<Subtree> Parts(IReadOnlyList<long> indexes, long size)
    {
        if (!Rise(indexes, size)) throw new ArgumentException("The places must rise and lie in the tree.", nameof(indexes));
        var (parts, leaf) = (new List<Subtree>(), 0);
        Walk(0, size);
        return parts;

        void Walk(long start, long end)
        {
            if (leaf == indexes.Count || indexes[leaf] >= end)
            {
                parts.Add(new Subtree(start, end));
                return;
            }

            if (end - start == 1)
            {
                leaf++;
                return;
            }

            var middle = start + Subtree.Split(end - start);
            Walk(start, middle);
            Walk(middle, end);
        }
    }

    private static bool Rise(IReadOnlyList<long> indexes, long size)
    {
        if (size < 1) return false;
        var last = -1L;
        foreach (var index in indexes)
        {
            if (index <= last || index >= size) return false;
            last = index;
        }

        return true;
    }
}
