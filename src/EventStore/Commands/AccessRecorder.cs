using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Commands;

/// <summary>
/// Records reads and refused tries (design D8), committed before the answer leaves. They append at any version: two
/// people may read at once. With batching a read costs a share of a commit, not one of its own.
/// </summary>
public sealed class AccessRecorder(EventPreparation preparation, Appender appender, HeldEvents held, TimeProvider clock)
{
    /// <summary>Records one access and waits for its commit.</summary>
    /// <param name="stream"><c>access-{family}</c> for a page of one family, else <c>access-{agency}</c> of the reader.</param>
    /// <returns>The entry, which is in the log now, or will be once that is open again.</returns>
    /// <param name="make">The event, from the envelope of “just now, by me”.</param>
    public Task<EventId> RecordAsync(Actor by, StreamKey stream, Func<Envelope, AccessEvent> make, string? correlationId, CancellationToken stop) =>
        RecordAllAsync(by, stream, e => [make(e)], correlationId, stop);

    /// <summary>Records one access and what follows from it, together.</summary>
    /// <returns>The first entry.</returns>
    /// <inheritdoc cref="RecordAsync"/>
    public async Task<EventId> RecordAllAsync(Actor by, StreamKey stream, Func<Envelope, IReadOnlyList<AccessEvent>> make, string? correlationId, CancellationToken stop)
    {
        var request = await PrepareAsync(by, stream, make, correlationId, stop);
        try
        {
            await appender.AppendAsync(request, CancellationToken.None);
        }
        catch (LogReadOnlyException)
        {
            await held.HoldAsync(request, CancellationToken.None);
        }

        return request.Events[0].Id;
    }

    /// <summary>Records several accesses as one, for an answer that rests on their place in the log: they are not held beside it.</summary>
    /// <returns>The last of them.</returns>
    /// <exception cref="LogReadOnlyException">Nothing may be appended at present.</exception>
    public async Task<EventId> AppendAsync(Actor by, StreamKey stream, Func<Envelope, IReadOnlyList<AccessEvent>> make, string? correlationId, CancellationToken stop)
    {
        var request = await PrepareAsync(by, stream, make, correlationId, stop);
        await appender.AppendAsync(request, CancellationToken.None);
        return request.Events[^1].Id;
    }

    private async Task<AppendRequest> PrepareAsync(
        Actor by, StreamKey stream, Func<Envelope, IReadOnlyList<AccessEvent>> make, string? correlationId, CancellationToken stop)
    {
        var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
        var commandId = Guid.CreateVersion7(now);
        var prepared = await preparation.PrepareAsync([.. make(Envelope.JustNow(now)).Select(e => new Proposed(stream, e))], by, null, commandId, now, stop);
        return new AppendRequest(commandId, prepared.Events) { CorrelationId = correlationId };
    }
}
