using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Proof that a later tree begins with exactly the leaves of an earlier one: nothing was changed, dropped or put in
/// between (RFC 6962 §2.1.2, verified as in RFC 9162 §2.1.4.2).
/// </summary>
public sealed class ConsistencyProof
{
    private ConsistencyProof(long first, long second, ImmutableArray<Sha256Hash> path) =>
        (First, Second, Path) = (first, second, path);

    /// <summary>Size of the earlier tree.</summary>
    public long First { get; }

    /// <summary>Size of the later tree; not smaller.</summary>
    public long Second { get; }

    /// <summary>The hashes. Empty when the sizes are equal, and for the empty tree, which every tree extends.</summary>
    public ImmutableArray<Sha256Hash> Path { get; }

    /// <summary>Whether this proof joins the two roots.</summary>
    public bool Verify(in Sha256Hash firstRoot, in Sha256Hash secondRoot) =>
        Verify(First, Second, Path.AsSpan(), firstRoot, secondRoot);

    /// <summary>
    /// Whether the tree of <paramref name="second"/> leaves extends that of <paramref name="first"/>. Equal sizes
    /// need equal roots and no path; the empty tree needs its own root (SHA-256 of nothing) and no path. Whatever is
    /// wrong with the input, the answer is <see langword="false"/>, never an exception.
    /// </summary>
    public static bool Verify(
        long first, long second, ReadOnlySpan<Sha256Hash> path, in Sha256Hash firstRoot, in Sha256Hash secondRoot)
    {
        if (first < 0 || second < first)
        {
            return false;
        }

        if (first == 0)
        {
            return path.IsEmpty && firstRoot == MerkleHash.EmptyRoot && (second > 0 || secondRoot == firstRoot);
        }

        if (first == second)
        {
            return path.IsEmpty && firstRoot == secondRoot;
        }

        return VerifyGrowth(first, second, path, firstRoot, secondRoot);
    }

    /// <summary>The stored nodes that <see cref="Build"/> will ask for, each once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ first ≤ second.</exception>
    public static IReadOnlyList<NodeId> NodesNeeded(long first, long second) => Subtree.NodesOf(Parts(first, second));

    /// <summary>The proof between any two sizes the tree has had.</summary>
    /// <param name="first">Size of the earlier tree.</param>
    /// <param name="second">Size of the later tree.</param>
    /// <param name="lookup">Gives the hash of each of <see cref="NodesNeeded"/>; level 0 are leaf hashes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ first ≤ second.</exception>
    public static ConsistencyProof Build(long first, long second, Func<NodeId, Sha256Hash> lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        var path = Subtree.HashesOf(Parts(first, second), lookup);
        return new ConsistencyProof(first, second, ImmutableCollectionsMarshal.AsImmutableArray(path));
    }

    private static bool VerifyGrowth(
        long first, long second, ReadOnlySpan<Sha256Hash> path, in Sha256Hash firstRoot, in Sha256Hash secondRoot)
    {
        // A complete earlier tree is a node of the later one; the proof then leaves its hash out.
        var complete = BitOperations.IsPow2(first);
        if (path.IsEmpty)
        {
            return false;
        }

        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        var (fr, sr) = complete ? (firstRoot, firstRoot) : (path[0], path[0]);
        foreach (ref readonly var hash in complete ? path : path[1..])
        {
            if (sn == 0)
            {
                return false; // longer than the tree is high
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (MerkleHash.Node(hash, fr), MerkleHash.Node(hash, sr));
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                sr = MerkleHash.Node(sr, hash);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && fr == firstRoot && sr == secondRoot;
    }

    /// <summary>SUBPROOF(m, D[n], true) of RFC 6962 §2.1.2, walked from the root down and turned round.</summary>
    private static List<Subtree> Parts(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var parts = new List<Subtree>();
        if (first == 0)
        {
            return parts;
        }

        var (start, end, known) = (0L, second, true);
        while (first != end)
        {
            var middle = start + Subtree.Split(end - start);
            if (first <= middle)
            {
                parts.Add(new Subtree(middle, end));
                end = middle;
            }
            else
            {
                parts.Add(new Subtree(start, middle));
                start = middle;
                known = false;
            }
        }

        if (!known)
        {
            parts.Add(new Subtree(start, end));
        }

        parts.Reverse();
        return parts;
    }
}
