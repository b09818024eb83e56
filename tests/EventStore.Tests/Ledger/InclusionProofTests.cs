using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class InclusionProofTests
{
    [Fact]
    public void Every_leaf_of_every_tree_up_to_130_has_the_proof_of_RFC_6962_and_it_verifies()
    {
        var leaves = NaiveTree.Leaves(130);
        var nodes = StoredNodes.Of(leaves);
        for (var size = 1; size <= 130; size++)
        {
            var root = NaiveTree.Root(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var needed = InclusionProof.NodesNeeded(index, size);
                var proof = InclusionProof.Build(index, size, nodes.Only(needed));

                Assert.Equal(NaiveTree.Path(index, leaves.AsSpan(0, size)), proof.Path);
                Assert.Equal((index, size), (proof.Index, proof.Size));
                Assert.True(proof.Verify(leaves[index], root));
            }
        }
    }

    [Fact]
    public void A_batch_proves_its_own_leaves_without_any_stored_node()
    {
        var leaves = NaiveTree.Leaves(90);
        for (var old = 0; old <= 70; old++)
        {
            // From bytes, so that nothing but the peaks can have come along.
            var frontier = StoredNodes.Of(leaves.AsSpan(0, old)).Frontier;
            frontier = Frontier.FromBytes(old, frontier.ToBytes());
            for (var count = 1; count <= 20; count++)
            {
                var size = old + count;
                var batch = frontier.Append(leaves.AsSpan(old, count));
                Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, size)), batch.After.Root);
                for (var leaf = 0; leaf < count; leaf++)
                {
                    var proof = batch.Proof(leaf);
                    Assert.Equal(NaiveTree.Path(old + leaf, leaves.AsSpan(0, size)), proof.Path);
                    Assert.Equal((old + leaf, size), (proof.Index, proof.Size));
                }
            }
        }
    }

    [Fact]
    public void A_proof_holds_for_its_own_index_and_size_alone()
    {
        var leaves = NaiveTree.Leaves(40);
        for (var size = 1; size <= 40; size++)
        {
            var root = NaiveTree.Root(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var path = NaiveTree.Path(index, leaves.AsSpan(0, size)).ToArray();
                for (var other = 0; other < size; other++)
                {
                    Assert.Equal(other == index, InclusionProof.Verify(leaves[index], other, size, path, root));
                }

                // A proof binds the shape of the path, so a neighbouring size of the same shape passes the arithmetic
                // (RFC 9162 takes size and root from one signed head); a path of another length never does.
                Assert.False(InclusionProof.Verify(leaves[index], index, (size * 2) + 1, path, root));
            }
        }
    }

    [Fact]
    public void A_single_changed_bit_anywhere_is_noticed()
    {
        var leaves = NaiveTree.Leaves(23);
        for (var size = 1; size <= 23; size++)
        {
            var root = NaiveTree.Root(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var path = NaiveTree.Path(index, leaves.AsSpan(0, size)).ToArray();
                for (var at = 0; at < Sha256Hash.Size; at++)
                {
                    Assert.False(InclusionProof.Verify(leaves[index].WithOneBitChanged(at), index, size, path, root));
                    Assert.False(InclusionProof.Verify(leaves[index], index, size, path, root.WithOneBitChanged(at)));
                    for (var step = 0; step < path.Length; step++)
                    {
                        var changed = path.ToArray();
                        changed[step] = changed[step].WithOneBitChanged(at);
                        Assert.False(InclusionProof.Verify(leaves[index], index, size, changed, root));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_path_with_a_hash_too_many_too_few_or_in_another_order_is_refused()
    {
        var leaves = NaiveTree.Leaves(64);
        for (var size = 1; size <= 64; size++)
        {
            var root = NaiveTree.Root(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var leaf = leaves[index];
                Sha256Hash[] path = [.. NaiveTree.Path(index, leaves.AsSpan(0, size))];
                Assert.False(InclusionProof.Verify(leaf, index, size, [.. path, root], root));
                Assert.False(InclusionProof.Verify(leaf, index, size, [leaf, .. path], root));
                Assert.False(InclusionProof.Verify(leaf, index, size, [.. path, default], root));
                if (path.Length > 0)
                {
                    Assert.False(InclusionProof.Verify(leaf, index, size, path.AsSpan(1), root));
                    Assert.False(InclusionProof.Verify(leaf, index, size, path.AsSpan(0, path.Length - 1), root));
                }

                if (path.Length > 1)
                {
                    Assert.False(InclusionProof.Verify(leaf, index, size, path.Reverse().ToArray(), root));
                }
            }
        }
    }

    [Fact]
    public void The_only_leaf_of_a_tree_is_its_root_and_needs_no_path()
    {
        var leaf = NaiveTree.Leaves(1)[0];
        Assert.True(InclusionProof.Verify(leaf, 0, 1, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, 0, 1, [], MerkleHash.EmptyRoot));
        Assert.False(InclusionProof.Verify(leaf, 0, 1, [leaf], leaf));
        Assert.False(InclusionProof.Verify(leaf, 0, 2, [], leaf));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    public void Rubbish_is_answered_with_no_and_never_with_an_exception(long index, long size)
    {
        var leaf = NaiveTree.Leaves(1)[0];
        Assert.False(InclusionProof.Verify(leaf, index, size, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, index, size, NaiveTree.Leaves(3), leaf));
        Assert.False(InclusionProof.Verify(leaf, index, size, NaiveTree.Leaves(200), leaf));
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.NodesNeeded(index, size));
    }

    [Fact]
    public void The_largest_tree_there_can_be_is_only_63_levels_high()
    {
        Assert.False(InclusionProof.Verify(default, long.MaxValue - 1, long.MaxValue, NaiveTree.Leaves(100), default));
        Assert.InRange(InclusionProof.NodesNeeded(0, long.MaxValue).Count, 63, 126);
        Assert.InRange(InclusionProof.NodesNeeded(long.MaxValue - 1, long.MaxValue).Count, 1, 126);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_batch_has_no_proof_for_a_leaf_it_does_not_hold(int leaf)
    {
        var batch = Frontier.Empty.Append(NaiveTree.Leaves(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Proof(leaf));
    }
}
