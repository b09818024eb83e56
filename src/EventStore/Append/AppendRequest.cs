using Safeguard.Domain;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Views;

namespace Safeguard.EventStore.Append;

/// <summary>
/// An event ready to be stored: id and sealed bytes made once, before the first try. Position, version, recorded
/// time and leaf are made anew at each try.
/// </summary>
/// <param name="Data">Canonical JSON, personal values sealed.</param>
/// <param name="Headers">Canonical JSON, flat.</param>
/// <param name="Sealed">The event read back from <paramref name="Data"/>: what folds will see, now and in a rebuild.</param>
public sealed record PreparedEvent(EventId Id, StreamKey Stream, string Type, byte[] Data, byte[] Headers, DomainEvent Sealed, EventHeaders By);

/// <summary>The version a stream must stand at for a command to be recorded.</summary>
/// <param name="Version">0 for a stream that must not exist yet.</param>
/// <param name="View">The inline view at that version, which the append folds on; null for a stream without one.</param>
public sealed record ExpectedStream(StreamKey Stream, long Version, Folded? View = null);

/// <summary>The caller's idempotency key and body, as keyed hashes, and the id of what the command creates.</summary>
public sealed record IdempotencyEntry(byte[] Key, byte[] Body, Guid? CreatedId);

/// <summary>
/// One command's events: all or none, in this order. Streams named in <see cref="Expected"/> are checked; others
/// (reads) append at any version.
/// </summary>
public sealed record AppendRequest(Guid CommandId, IReadOnlyList<PreparedEvent> Events)
{
    public IReadOnlyList<ExpectedStream> Expected { get; init; } = [];
    public string? CorrelationId { get; init; }
    public IdempotencyEntry? Idempotency { get; init; }
    public IReadOnlyList<OutgoingEnvelope> Envelopes { get; init; } = [];
    public IReadOnlyList<SearchTerm> SearchTerms { get; init; } = [];
    public IReadOnlyList<BirthMonth> BirthMonths { get; init; } = [];
}
