using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

/// <summary>
/// What the database would hold: leaves, and every node an append reported. Hands out only what was announced as
/// needed, so that a proof which asks for more than it said fails.
/// </summary>
internal sealed class StoredNodes
{
    private readonly Dictionary<NodeId, Sha256Hash> _nodes = [];

    public Frontier Frontier { get; private set; } = Frontier.Empty;

    public static StoredNodes Of(ReadOnlySpan<Sha256Hash> leaves, int batch = 7)
    {
        var nodes = new StoredNodes();
        while (!leaves.IsEmpty)
        {
            var count = Math.Min(batch, leaves.Length);
            nodes.Append(leaves[..count]);
            leaves = leaves[count..];
        }

        return nodes;
    }

    public AppendedBatch Append(ReadOnlySpan<Sha256Hash> leaves)
    {
        var batch = Frontier.Append(leaves);
        for (var i = 0; i < leaves.Length; i++)
        {
            _nodes.Add(new NodeId(0, Frontier.Size + i), leaves[i]);
        }

        foreach (var node in batch.NewNodes)
        {
            _nodes.Add(node.Id, node.Hash); // throws when a node is reported twice
        }

        Frontier = batch.After;
        return batch;
    }

    public IReadOnlyDictionary<NodeId, Sha256Hash> All => _nodes;

    public Func<NodeId, Sha256Hash> Only(IReadOnlyList<NodeId> announced)
    {
        Assert.Equal(announced.Count, announced.Distinct().Count());
        var fetched = announced.ToDictionary(id => id, id => _nodes[id]);
        return id => fetched[id];
    }
}
