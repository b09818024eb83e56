using System.Text.Json;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Append;

namespace Safeguard.EventStore.Ledger;

/// <summary>Where one entry that a document names stands in the tree that its checkpoint signs.</summary>
/// <param name="Position">Its place in the log; its leaf's index is one less.</param>
public sealed record ProvedEntry(EventId Event, long Position, Sha256Hash LeafHash);

/// <summary>The proof of a document: that every entry which it names stands in one signed tree.</summary>
/// <param name="Proofs">Every entry of the log that the document names, each once, in the order of the log.</param>
/// <param name="Nodes">The hashes between them, each once, left to right: one proof of all (<see cref="SharedProof"/>).</param>
/// <param name="Checkpoint">The signed tree head that they lead to (C2SP tlog-checkpoint).</param>
public sealed record DocumentProof(IReadOnlyList<ProvedEntry> Proofs, IReadOnlyList<Sha256Hash> Nodes, string Checkpoint)
{
    /// <summary>
    /// The proof of all entries that a document names anywhere, be it deep in another's words: they are looked for in what is
    /// written, so that none is forgotten. Two queries, however many there are: the head, and all hashes.
    /// </summary>
    /// <param name="document">As it was written; whether its values are sealed or open, it names the same entries.</param>
    /// <param name="known">The entries that it may name; one at least is named.</param>
    public static async Task<DocumentProof> OfAsync(ReadOnlyMemory<byte> document, IEnumerable<RecordedEvent> known, NpgsqlDataSource database, LogSigner signer, CancellationToken stop)
    {
        var named = NamedIn(document, known);
        // Read after the document was made: whatever it names is in this tree.
        var head = (await LogHead.ReadAsync(database, stop))!;
        var (leaves, nodes) = await EventStore.Ledger.Proofs.SharedWithLeavesAsync(database, [.. named.Keys], head.Position, stop);
        return new DocumentProof(
            [.. named.Select((n, i) => new ProvedEntry(n.Value, n.Key, leaves[i]))], nodes,
            signer.Sign(new Checkpoint(head.Origin, head.Position, head.Frontier.Root)).ToString());
    }

    private static SortedDictionary<long, EventId> NamedIn(ReadOnlyMemory<byte> document, IEnumerable<RecordedEvent> known)
    {
        var places = new Dictionary<Guid, long>();
        foreach (var entry in known) places[entry.Id.Value] = entry.Position;
        var named = new SortedDictionary<long, EventId>();
        for (var json = new Utf8JsonReader(document.Span); json.Read();)
            if (json.TokenType == JsonTokenType.String && json.TryGetGuid(out var id) && places.TryGetValue(id, out var position)) named[position] = new EventId(id);
        return named;
    }
}
