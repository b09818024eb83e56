using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Commands;

/// <summary>
/// Records reads and refused tries (design D8), committed before the answer leaves. They append at any version: two
/// people may read at once. With batching a read costs a share of a commit, not one of its own.
/// </summary>
public sealed class AccessRecorder(EventPreparation preparation, Appender appender, TimeProvider clock)
{
    /// <summary>Records one access and waits for its commit.</summary>
    /// <param name="stream"><c>access-{family}</c> for a page of one family, else <c>access-{agency}</c> of the reader.</param>
    /// <param name="make">The event, from the envelope of “just now, by me”.</param>
    public async Task<AppendedEvent> RecordAsync(Actor by, StreamKey stream, Func<Envelope, AccessEvent> make, string? correlationId, CancellationToken stop)
    {
        var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
        var envelope = new Envelope { Happened = Domain.Time.Happened.At(now), LearnedAt = now, KnownFrom = KnownFrom.Observed };
        var commandId = Guid.CreateVersion7(now);
        var prepared = await preparation.PrepareAsync([new Proposed(stream, make(envelope))], by, null, commandId, now, stop);
        var outcome = await appender.AppendAsync(new AppendRequest(commandId, prepared.Events) { CorrelationId = correlationId }, CancellationToken.None);
        return ((AppendOutcome.Appended)outcome).Events[0]; // without an expected version nothing else can come
    }
}
