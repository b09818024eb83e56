using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class SharedProofTests
{
    [Fact]
    public void Any_leaves_of_any_tree_up_to_12_lead_to_its_root_and_each_hash_is_there_once()
    {
        var leaves = NaiveTree.Leaves(12);
        var nodes = StoredNodes.Of(leaves);
        for (var size = 1; size <= 12; size++)
            for (var which = 1; which < 1 << size; which++)
            {
                long[] indexes = [.. Enumerable.Range(0, size).Where(i => (which >> i & 1) == 1).Select(i => (long)i)];
                var needed = SharedProof.NodesNeeded(indexes, size);
                var between = SharedProof.Build(indexes, size, nodes.Only(needed));
                Assert.Equal(between.Length, between.Distinct().Count());
                Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, size)), SharedProof.RootOf(indexes, [.. indexes.Select(i => leaves[i])], size, between));
            }
    }

    [Fact]
    public void Every_changed_bit_of_a_leaf_or_a_hash_leads_elsewhere()
    {
        var leaves = NaiveTree.Leaves(11);
        long[] indexes = [1, 4, 5, 10];
        Sha256Hash[] known = [.. indexes.Select(i => leaves[i])];
        var between = SharedProof.Build(indexes, 11, id => StoredNodes.Of(leaves).All[id]);
        var root = NaiveTree.Root(leaves);
        for (var at = 0; at < Sha256Hash.Size; at++)
        {
            for (var leaf = 0; leaf < known.Length; leaf++)
                Assert.NotEqual(root, SharedProof.RootOf(indexes, [.. known.Select((h, i) => i == leaf ? h.WithOneBitChanged(at) : h)], 11, between));
            for (var hash = 0; hash < between.Length; hash++)
                Assert.NotEqual(root, SharedProof.RootOf(indexes, known, 11, [.. between.Select((h, i) => i == hash ? h.WithOneBitChanged(at) : h)]));
        }
    }

    [Fact]
    public void A_hash_too_many_or_too_few_swapped_hashes_and_another_place_or_size_lead_nowhere_or_elsewhere()
    {
        var leaves = NaiveTree.Leaves(11);
        long[] indexes = [1, 4, 5, 10];
        Sha256Hash[] known = [.. indexes.Select(i => leaves[i])];
        var between = SharedProof.Build(indexes, 11, id => StoredNodes.Of(leaves).All[id]);
        var root = NaiveTree.Root(leaves);
        Assert.Null(SharedProof.RootOf(indexes, known, 11, [.. between, root]));
        Assert.Null(SharedProof.RootOf(indexes, known, 11, between[..^1]));
        Assert.Null(SharedProof.RootOf(indexes, known[..^1], 11, between));
        Assert.NotEqual(root, SharedProof.RootOf([1, 4, 5, 9], known, 11, between));
        Assert.NotEqual(root, SharedProof.RootOf(indexes, [known[1], known[0], known[2], known[3]], 11, between));
        for (var i = 0; i + 1 < between.Length; i++)
            Assert.NotEqual(root, SharedProof.RootOf(indexes, known, 11, [.. between[..i], between[i + 1], between[i], .. between[(i + 2)..]]));
        // Of one leaf in a tree of one there is nothing between; in another tree that is no proof.
        Assert.Equal(leaves[0], SharedProof.RootOf([0], [leaves[0]], 1, []));
        Assert.Null(SharedProof.RootOf([0], [leaves[0]], 2, []));
    }

    [Theory]
    [InlineData(0, new long[] { 0 })]
    [InlineData(-1, new long[] { 0 })]
    [InlineData(3, new long[] { })]
    [InlineData(3, new long[] { 3 })]
    [InlineData(3, new long[] { -1 })]
    [InlineData(3, new long[] { 1, 1 })]
    [InlineData(3, new long[] { 2, 1 })]
    [InlineData(long.MaxValue, new long[] { long.MaxValue })]
    [InlineData(long.MinValue, new long[] { long.MinValue })]
    public void Rubbish_leads_to_no_root(long size, long[] indexes) =>
        Assert.Null(SharedProof.RootOf(indexes, [.. indexes.Select(_ => MerkleHash.EmptyRoot)], size, []));
}
