using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Proving;

public sealed class Receipts(PostgresFixture postgres)
{
    [Fact]
    public async Task Prove_from_the_first_event_on_that_each_entry_stands_in_the_signed_tree()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var verifier = new CheckpointVerifier(host.Get<LogSigner>().VerifierKey);
        for (var n = 0; n < 40; n++)
        {
            var recorded = await host.OpenAsync(Writers.NewFamily());
            Assert.True(verifier.TryVerify(recorded.Receipt.Checkpoint.ToString(), out var checkpoint, out _));
            Assert.All(recorded.Receipt.Entries, e => Assert.True(e.Proof.Verify(e.Event.Leaf, checkpoint.Root)));
            Assert.Equal(recorded.Receipt.Position, checkpoint.Size);
        }
    }

    [Fact]
    public async Task Of_a_repeated_command_name_the_same_entries_leaves_and_proofs()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        var first = (CommandOutcome.Recorded)await host.InvolveAsync(family, "luton-csc", key: "k");
        for (var n = 0; n < 20; n++) await host.OpenAsync(Writers.NewFamily());
        var again = (CommandOutcome.Recorded)await host.InvolveAsync(family, "luton-csc", key: "k");

        Assert.True(again.Repeated);
        Assert.Equal(first.Version, again.Version);
        Assert.Equal(first.Receipt.Entries.Select(e => e.Event), again.Receipt.Entries.Select(e => e.Event));
        Assert.Equal(first.Receipt.Entries[0].Proof.Path, again.Receipt.Entries[0].Proof.Path);
        Assert.Equal(first.Receipt.Checkpoint.Text, again.Receipt.Checkpoint.Text);
    }

    [Fact]
    public async Task Made_from_the_stored_nodes_agree_with_those_made_at_the_append()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var receipts = new List<Receipt>();
        for (var n = 0; n < 33; n++) receipts.Add((await host.OpenAsync(Writers.NewFamily())).Receipt);
        var source = host.Get<Npgsql.NpgsqlDataSource>();
        foreach (var receipt in receipts)
        {
            Assert.True(Checkpoint.TryParse(receipt.Checkpoint.Text, out var checkpoint));
            var proof = (await Proofs.InclusionAsync(source, [receipt.Position], checkpoint.Size, CancellationToken.None))[0];
            Assert.Equal(receipt.Entries[^1].Proof.Path, proof.Path);
            Assert.Equal(checkpoint.Root, await Proofs.RootAsync(source, checkpoint.Size, CancellationToken.None));
        }

        var consistency = await Proofs.ConsistencyAsync(source, 5, 34, CancellationToken.None);
        Assert.True(consistency.Verify(
            await Proofs.RootAsync(source, 5, CancellationToken.None), await Proofs.RootAsync(source, 34, CancellationToken.None)));
    }
}
