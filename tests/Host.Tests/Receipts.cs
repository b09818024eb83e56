using System.Net;
using System.Text.Json.Nodes;
using Safeguard.EventStore.Ledger;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Whoever records something holds the proof of it, and can check it against the published key alone (design D3).</summary>
public sealed class Receipts(RunningHost host)
{
    [Fact]
    public async Task A_consent_is_recorded_and_its_receipt_verifies()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();

        var given = await worker.PostAsync(family.Path("consents/given"), Said.Consent(family));

        Assert.Equal(HttpStatusCode.Created, given.Status);
        Assert.Equal($"/families/{family.Id}/consents/{given.Json["id"]}", given.Header("Location"));
        Assert.Equal("consent_given", (string?)Assert.Single(given.Json["entries"]!.AsArray())!["type"]);
        Assert.NotEqual(family.ETag, given.Header("ETag"));
        Assert.Equal("no-store", given.Header("Cache-Control"));
        await VerifyAsync(given.Json, worker);

        var withdrawn = await worker.PostAsync(family.Path($"consents/{given.Json["id"]}/withdrawn"), """{ "reason": "She changed her mind." }""");
        Assert.Equal((HttpStatusCode.OK, true), (withdrawn.Status, (bool)withdrawn.Json["changed"]!));
        await VerifyAsync(withdrawn.Json, worker);

        var again = await worker.PostAsync(family.Path($"consents/{given.Json["id"]}/withdrawn"), """{ "reason": "She changed her mind." }""");
        Assert.Equal((HttpStatusCode.OK, false), (again.Status, (bool)again.Json["changed"]!));
        Assert.Equal(withdrawn.Header("ETag"), again.Header("ETag"));
    }

    [Fact]
    public async Task Any_entry_has_a_proof_in_any_later_tree_and_later_trees_extend_earlier_ones()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        var concern = await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var entry = concern.Json["entries"]![0]!;
        var earlier = (long)entry["inclusionProof"]!["size"]!;
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family, "Again."));

        var proof = await worker.GetAsync($"/entries/{entry["position"]}/proof");
        Assert.Equal((string?)entry["leafHash"], (string?)proof.Json["leafHash"]);
        var newer = await CheckpointAsync((string)proof.Json["checkpoint"]!, worker);
        Assert.True(Proves(proof.Json["leafHash"]!, proof.Json["inclusionProof"]!, newer.Root));
        Assert.True(newer.Size > earlier);

        var before = await CheckpointAsync((string)concern.Json["checkpoint"]!, worker);
        var consistency = await worker.GetAsync($"/log/consistency?first={before.Size}&second={newer.Size}");
        Assert.True(ConsistencyProof.Verify(before.Size, newer.Size,
            [.. consistency.Json["path"]!.AsArray().Select(h => Sha256Hash.FromBase64((string)h!))], before.Root, newer.Root));

        var head = await worker.GetAsync("/log/checkpoint");
        Assert.Equal("text/plain", head.Message.Content.Headers.ContentType!.MediaType);
        Assert.True((await CheckpointAsync(head.Body, worker)).Size >= newer.Size);
    }

    [Theory]
    [InlineData("/entries/0/proof", 404)]
    [InlineData("/entries/999999999/proof", 404)]
    [InlineData("/entries/1/proof?size=0", 400)]
    [InlineData("/entries/1/proof?size=999999999", 400)]
    [InlineData("/entries/1/proof?size=x", 400)]
    [InlineData("/entries/1/proof?size=1&size=2", 400)]
    [InlineData("/entries/99999999999999999999/proof", 404)]
    [InlineData("/log/consistency", 400)]
    [InlineData("/log/consistency?first=0", 400)]
    [InlineData("/log/consistency?first=2&second=1", 400)]
    [InlineData("/log/consistency?first=1&second=999999999", 400)]
    [InlineData("/entries/2/proof?size=1", 404)]
    [InlineData("/entries/1/proof?size=-1", 400)]
    [InlineData("/entries/1/proof?size=%201", 400)]
    [InlineData("/entries/1/proof?size=1e0", 400)]
    [InlineData("/entries/1/proof?size=", 400)]
    [InlineData("/entries/1/proof?size=99999999999999999999", 400)]
    [InlineData("/entries/1/proof?Size=1&tree=1", 400)]
    [InlineData("/entries/-1/proof", 404)]
    [InlineData("/entries/1.0/proof", 404)]
    [InlineData("/log/consistency?first=1&second=1&third=1", 400)]
    [InlineData("/log/consistency?first=1&first=1", 400)]
    [InlineData("/log/consistency?first=9223372036854775808", 400)]
    [InlineData("/log/checkpoint?size=1", 400)]
    public async Task A_proof_of_what_is_not_there_is_refused(string path, int status)
    {
        var answer = await (await host.WorkerAsync()).GetAsync(path);
        Assert.Equal(status, (int)answer.Status);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task An_entry_is_proved_in_every_tree_that_has_held_it_and_each_of_those_is_the_beginning_of_the_next()
    {
        var worker = await host.WorkerAsync();
        var family = await worker.OpenFamilyAsync();
        await worker.PostAsync(family.Path("concerns"), Said.Concern(family));
        var newest = (await CheckpointAsync((await worker.GetAsync("/log/checkpoint")).Body, worker)).Size;
        var position = newest - 6;
        Checkpoint? before = null;
        for (var size = position; size <= newest; size++)
        {
            var proof = await worker.GetAsync($"/entries/{position}/proof?size={size}");
            var head = await CheckpointAsync((string)proof.Json["checkpoint"]!, worker);
            Assert.Equal(size, head.Size);
            Assert.True(Proves(proof.Json["leafHash"]!, proof.Json["inclusionProof"]!, head.Root));
            if (before is not null)
            {
                // It is no proof of it in another tree.
                Assert.False(Proves(proof.Json["leafHash"]!, proof.Json["inclusionProof"]!, before.Root));
                var consistency = await worker.GetAsync($"/log/consistency?first={before.Size}&second={size}");
                Sha256Hash[] path = [.. consistency.Json["path"]!.AsArray().Select(h => Sha256Hash.FromBase64((string)h!))];
                Assert.True(ConsistencyProof.Verify(before.Size, size, path, before.Root, head.Root));
                Assert.False(ConsistencyProof.Verify(before.Size, size, path, head.Root, before.Root));
            }

            before = head;
        }
    }

    private static async Task VerifyAsync(JsonNode answer, Someone reader)
    {
        var checkpoint = await CheckpointAsync((string)answer["checkpoint"]!, reader);
        foreach (var entry in answer["entries"]!.AsArray())
        {
            Assert.Equal(checkpoint.Size, (long)entry!["inclusionProof"]!["size"]!);
            Assert.Equal((long)entry["position"]! - 1, (long)entry["inclusionProof"]!["index"]!);
            Assert.True(Proves(entry["leafHash"]!, entry["inclusionProof"]!, checkpoint.Root));
        }
    }

    internal static bool Proves(JsonNode leaf, JsonNode proof, Sha256Hash root) => InclusionProof.Verify(
        Sha256Hash.FromBase64((string)leaf!), (long)proof["index"]!, (long)proof["size"]!,
        [.. proof["path"]!.AsArray().Select(h => Sha256Hash.FromBase64((string)h!))], root);

    internal static async Task<Checkpoint> CheckpointAsync(string note, Someone reader)
    {
        var key = NoteVerifierKey.Parse((await reader.GetAsync("/log/key")).Body.Trim());
        Assert.True(new CheckpointVerifier(key).TryVerify(note, out var checkpoint, out var fault), fault.ToString());
        return checkpoint;
    }
}
