namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The place of a complete subtree: level L, index i covers the leaves [i·2^L, (i+1)·2^L). Level 0 is a leaf.
/// Once complete, the hash at a place never changes, whatever is appended later.
/// </summary>
/// <param name="Level">Height above the leaves, 0 to 62.</param>
/// <param name="Index">Place within the level, from 0.</param>
public readonly record struct NodeId(byte Level, long Index);

/// <summary>A complete subtree with its hash: a row of the node table.</summary>
/// <param name="Level">Height above the leaves; in what <see cref="AppendedBatch.NewNodes"/> lists, at least 1.</param>
/// <param name="Index">Place within the level, from 0.</param>
/// <param name="Hash">Root hash of that subtree.</param>
public readonly record struct TreeNode(byte Level, long Index, Sha256Hash Hash)
{
    /// <summary>The place alone.</summary>
    public NodeId Id => new(Level, Index);
}
