using System.Text;
using System.Text.Json;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Tests.Proving;

/// <summary>
/// What can never change once there is a first event, held by vectors in the repo: the sealed value, the stored row,
/// its canonical bytes, leaf, root and checkpoint, one event of each shape. A second implementation can be built
/// against <c>Vectors/events.json</c> alone.
/// </summary>
public sealed class Golden_events
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors", "events.json");

    public static TheoryData<string> Shapes => [.. Read().Events.Select(e => e.Shape)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Keep_their_canonical_bytes_and_their_leaf(string shape)
    {
        var e = Of(shape);
        var canonical = LeafEntry.Canonical(
            e.Id, e.Stream, e.Version, e.Type, e.RecordedAt, e.Correlation, e.Causation,
            Encoding.UTF8.GetBytes(e.Data.GetRawText()), Encoding.UTF8.GetBytes(e.Headers.GetRawText()));
        Assert.Equal(e.Canonical, Encoding.UTF8.GetString(canonical));
        Assert.Equal(e.Leaf, MerkleHash.Leaf(canonical).ToHex());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Keep_their_sealed_values(string shape)
    {
        foreach (var value in Of(shape).Sealed)
        {
            var key = Convert.FromHexString(value.DataKey);
            var token = ValueCipher.Seal(key, value.Value.Key, value.Value.Of, Encoding.UTF8.GetBytes(value.Json));
            Assert.Equal(value.Value, token);
            Assert.Equal(value.ValueKey, Convert.ToHexStringLower(ValueCipher.ValueKey(key, value.Value.Of)));
            Assert.Equal(value.Json, Encoding.UTF8.GetString(ValueCipher.OpenWithValueKey(Convert.FromHexString(value.ValueKey), value.Value)).TrimEnd(' '));
            Assert.Contains(value.Value.Ciphertext, Of(shape).Canonical, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Are_still_read(string shape)
    {
        var e = Of(shape);
        Assert.Equal(e.Type, EventTypes.AliasOf(StoredEvent.Parse(e.Type, Encoding.UTF8.GetBytes(e.Data.GetRawText())).GetType()));
    }

    [Fact]
    public void Keep_the_root_of_their_tree_and_the_checkpoint_over_it()
    {
        var vectors = Read();
        var frontier = Frontier.Empty.Append([.. vectors.Events.Select(e => Sha256Hash.FromHex(e.Leaf))]).After;
        Assert.Equal(vectors.Root, frontier.Root.ToHex());
        Assert.True(new CheckpointVerifier(NoteVerifierKey.Parse(vectors.VerifierKey)).TryVerify(vectors.Checkpoint, out var checkpoint, out _));
        Assert.Equal(vectors.Events.Count, checkpoint.Size);
        Assert.Equal(frontier.Root, checkpoint.Root);
    }

    [Fact]
    public void Cannot_be_opened_with_another_key_or_after_a_change()
    {
        var value = Read().Events.SelectMany(e => e.Sealed).First();
        var otherKey = new byte[32];
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => ValueCipher.OpenWithValueKey(otherKey, value.Value));
        var bytes = Convert.FromBase64String(value.Value.Ciphertext);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            var changed = value.Value with { Ciphertext = Convert.ToBase64String(bytes) };
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => ValueCipher.Open(Convert.FromHexString(value.DataKey), changed));
            bytes[at] ^= 1;
        }
    }

    private static GoldenEvent Of(string shape) => Read().Events.Single(e => e.Shape == shape);

    private static Golden Read() => JsonSerializer.Deserialize<Golden>(File.ReadAllText(Path), JsonSerializerOptions.Web)!;

    internal sealed record Golden(string VerifierKey, IReadOnlyList<GoldenEvent> Events, string Root, string Checkpoint);

    internal sealed record GoldenEvent(
        string Shape, Guid Id, string Stream, long Version, string Type, DateTimeOffset RecordedAt, string? Correlation, string? Causation,
        JsonElement Data, JsonElement Headers, IReadOnlyList<GoldenValue> Sealed, string Canonical, string Leaf);

    /// <summary>A sealed value with everything that made it: what a real log never shows together.</summary>
    internal sealed record GoldenValue(string DataKey, string Json, string ValueKey, SealedValue Value);
}
