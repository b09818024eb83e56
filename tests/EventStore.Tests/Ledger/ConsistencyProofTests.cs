using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class ConsistencyProofTests
{
    [Fact]
    public void Every_pair_of_sizes_up_to_130_has_the_proof_of_RFC_6962_and_it_verifies()
    {
        var leaves = NaiveTree.Leaves(130);
        var nodes = StoredNodes.Of(leaves);
        var roots = Enumerable.Range(0, 131).Select(size => NaiveTree.Root(leaves.AsSpan(0, size))).ToArray();
        for (var second = 0; second <= 130; second++)
        {
            for (var first = 0; first <= second; first++)
            {
                var proof = ConsistencyProof.Build(first, second, nodes.Only(ConsistencyProof.NodesNeeded(first, second)));

                Assert.Equal(first == 0 ? [] : NaiveTree.Proof(first, leaves.AsSpan(0, second)), proof.Path);
                Assert.Equal((first, second), (proof.First, proof.Second));
                Assert.True(proof.Verify(roots[first], roots[second]));
            }
        }
    }

    [Fact]
    public void A_tree_that_differs_in_one_early_leaf_does_not_extend_the_other()
    {
        var honest = NaiveTree.Leaves(33);
        for (var first = 1; first < 33; first++)
        {
            for (var changed = 0; changed < first; changed++)
            {
                var forged = honest.ToArray();
                forged[changed] = NaiveTree.Leaf([0xFF]);
                var proof = NaiveTree.Proof(first, forged).ToArray();

                Assert.False(ConsistencyProof.Verify(
                    first, 33, proof, NaiveTree.Root(honest.AsSpan(0, first)), NaiveTree.Root(forged)));
            }
        }
    }

    [Fact]
    public void A_single_changed_bit_anywhere_is_noticed()
    {
        var leaves = NaiveTree.Leaves(20);
        for (var second = 1; second <= 20; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var (from, to) = (NaiveTree.Root(leaves.AsSpan(0, first)), NaiveTree.Root(leaves.AsSpan(0, second)));
                var path = NaiveTree.Proof(first, leaves.AsSpan(0, second)).ToArray();
                for (var at = 0; at < Sha256Hash.Size; at++)
                {
                    Assert.False(ConsistencyProof.Verify(first, second, path, from.WithOneBitChanged(at), to));
                    Assert.False(ConsistencyProof.Verify(first, second, path, from, to.WithOneBitChanged(at)));
                    for (var step = 0; step < path.Length; step++)
                    {
                        var changed = path.ToArray();
                        changed[step] = changed[step].WithOneBitChanged(at);
                        Assert.False(ConsistencyProof.Verify(first, second, changed, from, to));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_path_with_a_hash_too_many_or_too_few_is_refused()
    {
        var leaves = NaiveTree.Leaves(64);
        for (var second = 1; second <= 64; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var (from, to) = (NaiveTree.Root(leaves.AsSpan(0, first)), NaiveTree.Root(leaves.AsSpan(0, second)));
                Sha256Hash[] path = [.. NaiveTree.Proof(first, leaves.AsSpan(0, second))];
                Assert.False(ConsistencyProof.Verify(first, second, [.. path, to], from, to));
                Assert.False(ConsistencyProof.Verify(first, second, [from, .. path], from, to));
                if (path.Length > 0)
                {
                    Assert.False(ConsistencyProof.Verify(first, second, path.AsSpan(1), from, to));
                    Assert.False(ConsistencyProof.Verify(first, second, path.AsSpan(0, path.Length - 1), from, to));
                    Assert.False(ConsistencyProof.Verify(first, second, [], from, to));
                }
            }
        }
    }

    [Fact]
    public void Every_tree_extends_the_empty_one()
    {
        var leaves = NaiveTree.Leaves(3);
        var (empty, root) = (MerkleHash.EmptyRoot, NaiveTree.Root(leaves));
        Assert.True(ConsistencyProof.Verify(0, 3, [], empty, root));
        Assert.True(ConsistencyProof.Verify(0, 0, [], empty, empty));
        Assert.False(ConsistencyProof.Verify(0, 3, [root], empty, root));
        Assert.False(ConsistencyProof.Verify(0, 3, [], root, root));
        Assert.False(ConsistencyProof.Verify(0, 0, [], root, root));
        Assert.False(ConsistencyProof.Verify(0, 0, [], empty, root));
    }

    [Fact]
    public void Trees_of_one_size_are_consistent_only_when_they_are_the_same()
    {
        var leaves = NaiveTree.Leaves(2);
        Assert.True(ConsistencyProof.Verify(5, 5, [], leaves[0], leaves[0]));
        Assert.False(ConsistencyProof.Verify(5, 5, [], leaves[0], leaves[1]));
        Assert.False(ConsistencyProof.Verify(5, 5, [leaves[0]], leaves[0], leaves[0]));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(-2, -1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    public void Rubbish_is_answered_with_no_and_never_with_an_exception(long first, long second)
    {
        var root = NaiveTree.Leaves(1)[0];
        Assert.False(ConsistencyProof.Verify(first, second, [], root, root));
        Assert.False(ConsistencyProof.Verify(first, second, NaiveTree.Leaves(3), root, root));
        Assert.False(ConsistencyProof.Verify(first, second, NaiveTree.Leaves(200), root, root));
    }
}
