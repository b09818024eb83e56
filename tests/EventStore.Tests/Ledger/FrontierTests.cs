using System.Numerics;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class FrontierTests
{
    [Fact]
    public void The_empty_tree_has_the_hash_of_nothing_as_its_root()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Frontier.Empty.Root.ToHex());
        Assert.Equal(0, Frontier.Empty.Size);
        Assert.Empty(Frontier.Empty.ToBytes());
    }

    [Fact]
    public void The_root_is_that_of_RFC_6962_at_every_size()
    {
        var leaves = NaiveTree.Leaves(131);
        var frontier = Frontier.Empty;
        for (var size = 0; size <= 130; size++)
        {
            Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, size)), frontier.Root);
            Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, size)), Frontier.FromBytes(size, frontier.ToBytes()).Root);
            frontier = frontier.Append(leaves.AsSpan(size, 1)).After;
        }
    }

    [Fact]
    public void The_root_does_not_depend_on_how_the_leaves_were_batched()
    {
        var leaves = NaiveTree.Leaves(200);
        var expected = NaiveTree.Root(leaves);
        for (var batch = 1; batch <= 200; batch++)
        {
            Assert.Equal(expected, StoredNodes.Of(leaves, batch).Frontier.Root);
        }
    }

    [Fact]
    public void A_batch_reports_every_subtree_it_completes_and_no_other()
    {
        var leaves = NaiveTree.Leaves(90);
        for (var old = 0; old <= 70; old++)
        {
            for (var count = 0; count <= 20; count++)
            {
                var size = old + count;
                var batch = StoredNodes.Of(leaves.AsSpan(0, old)).Append(leaves.AsSpan(old, count));

                var expected = new List<TreeNode>();
                for (byte level = 1; 1 << level <= size; level++)
                {
                    for (var index = old >> level; index < size >> level; index++)
                    {
                        expected.Add(new TreeNode(level, index, NaiveTree.Root(leaves.AsSpan(index << level, 1 << level))));
                    }
                }

                Assert.Equal(expected, batch.NewNodes);
            }
        }
    }

    [Fact]
    public void Appending_leaves_the_old_frontier_as_it_was()
    {
        var old = Frontier.Empty.Append(NaiveTree.Leaves(5)).After;
        var (bytes, root) = (old.ToBytes(), old.Root);

        old.Append(NaiveTree.Leaves(9));

        Assert.Equal(bytes, old.ToBytes());
        Assert.Equal(root, old.Root);
        Assert.Equal(5, old.Size);
    }

    [Fact]
    public void Appending_nothing_changes_nothing()
    {
        var frontier = Frontier.Empty.Append(NaiveTree.Leaves(6)).After;
        var batch = frontier.Append([]);

        Assert.Same(frontier, batch.After);
        Assert.Empty(batch.NewNodes);
        Assert.Equal(0, batch.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Proof(0));
    }

    [Fact]
    public void An_earlier_frontier_can_be_had_from_the_stored_nodes()
    {
        var leaves = NaiveTree.Leaves(130);
        var nodes = StoredNodes.Of(leaves);
        for (var size = 0; size <= 130; size++)
        {
            var needed = Frontier.NodesNeeded(size);
            Assert.Equal(BitOperations.PopCount((uint)size), needed.Count);
            Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, size)), Frontier.Build(size, nodes.Only(needed)).Root);
        }
    }

    [Fact]
    public void A_later_tree_can_be_had_from_an_earlier_one_and_the_stored_nodes_behind_it()
    {
        var leaves = NaiveTree.Leaves(70);
        var nodes = StoredNodes.Of(leaves);
        for (var from = 0; from <= 70; from++)
        {
            var earlier = StoredNodes.Of(leaves.AsSpan(0, from)).Frontier;
            for (var to = from; to <= 70; to++)
            {
                var later = earlier.GrowTo(to, nodes.Only(earlier.NodesUpTo(to)));
                Assert.Equal((to, NaiveTree.Root(leaves.AsSpan(0, to))), (later.Size, later.Root));
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Frontier.Build(5, nodes.Only(Frontier.NodesNeeded(5))).NodesUpTo(4));
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1, 0)]
    [InlineData(3, 32)]
    [InlineData(4, 31)]
    [InlineData(-1, 32)]
    public void Stored_peaks_that_do_not_fit_the_size_are_refused(long size, int bytes) =>
        Assert.Throws<FormatException>(() => Frontier.FromBytes(size, new byte[bytes]));

    [Fact]
    public void A_log_far_beyond_what_an_int_can_count_is_appended_to_all_the_same()
    {
        // No such tree can be built leaf by leaf; any peaks will do, for the arithmetic is what is tested.
        const long Old = (1L << 40) + (1L << 33) - 3;
        var peaks = NaiveTree.Leaves(BitOperations.PopCount((ulong)Old));
        var old = Frontier.FromBytes(Old, peaks.SelectMany(peak => peak.ToArray()).ToArray());
        var leaves = NaiveTree.Leaves(11);

        var batch = old.Append(leaves);

        Assert.Equal(Old + 11, batch.After.Size);
        Assert.Equal(batch.After.Root, Frontier.FromBytes(Old + 11, batch.After.ToBytes()).Root);
        for (var i = 0; i < leaves.Length; i++)
        {
            Assert.True(batch.Proof(i).Verify(leaves[i], batch.After.Root));
        }
    }
}
