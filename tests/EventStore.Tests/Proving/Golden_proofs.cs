using System.Text.Json;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Tests.Ledger;

namespace Safeguard.EventStore.Tests.Proving;

/// <summary>
/// Proofs of every kind in the repo, made once by another implementation: whoever writes a program of their own tries it with
/// them, and what was handed out once must hold for ever.
/// </summary>
public sealed class Golden_proofs
{
    private static readonly JsonSerializerOptions Hashes = new(JsonSerializerOptions.Web) { Converters = { new Sha256HashJsonConverter() } };

    private static readonly Golden Vectors = JsonSerializer.Deserialize<Golden>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "proofs.json")), Hashes)!;

    private static readonly StoredNodes Nodes = StoredNodes.Of([.. Vectors.Leaves]);

    [Fact]
    public void Their_roots_are_those_of_the_trees()
    {
        for (var size = 0; size < Vectors.Roots.Count; size++)
            Assert.Equal(Vectors.Roots[size], Frontier.Empty.Append([.. Vectors.Leaves.Take(size)]).After.Root);
    }

    [Fact]
    public void Of_inclusion_are_built_and_hold()
    {
        foreach (var proof in Vectors.Inclusion)
        {
            Assert.Equal(proof.Path, InclusionProof.Build(proof.Index, proof.Size, id => Nodes.All[id]).Path);
            Assert.True(InclusionProof.Verify(Vectors.Leaves[proof.Index], proof.Index, proof.Size, [.. proof.Path], Vectors.Roots[proof.Size]));
        }
    }

    [Fact]
    public void Of_consistency_are_built_and_hold_and_no_two_trees_that_differ_agree()
    {
        foreach (var proof in Vectors.Consistency)
        {
            Assert.Equal(proof.Path, ConsistencyProof.Build(proof.First, proof.Second, id => Nodes.All[id]).Path);
            Assert.True(ConsistencyProof.Verify(proof.First, proof.Second, [.. proof.Path], Vectors.Roots[proof.First], Vectors.Roots[proof.Second]));
            Assert.False(ConsistencyProof.Verify(proof.First, proof.Second, [.. proof.Path], Vectors.Roots[proof.First].WithOneBitChanged(0), Vectors.Roots[proof.Second]));
            Assert.False(ConsistencyProof.Verify(proof.First, proof.Second, [.. proof.Path], Vectors.Roots[proof.First], Vectors.Roots[proof.Second].WithOneBitChanged(31)));
        }
    }

    [Fact]
    public void Of_many_leaves_at_once_are_built_and_lead_to_the_root()
    {
        foreach (var proof in Vectors.Shared)
        {
            Assert.Equal(proof.Between, SharedProof.Build(proof.Indexes, proof.Size, id => Nodes.All[id]));
            Assert.Equal(Vectors.Roots[proof.Size], SharedProof.RootOf(proof.Indexes, [.. proof.Indexes.Select(i => Vectors.Leaves[(int)i])], proof.Size, proof.Between));
        }
    }

    private sealed record Golden(
        IReadOnlyList<Sha256Hash> Leaves, IReadOnlyList<Sha256Hash> Roots, IReadOnlyList<Included> Inclusion, IReadOnlyList<Consistent> Consistency, IReadOnlyList<Shares> Shared);

    private sealed record Included(int Index, int Size, IReadOnlyList<Sha256Hash> Path);

    private sealed record Consistent(int First, int Second, IReadOnlyList<Sha256Hash> Path);

    private sealed record Shares(IReadOnlyList<long> Indexes, int Size, IReadOnlyList<Sha256Hash> Between);
}
