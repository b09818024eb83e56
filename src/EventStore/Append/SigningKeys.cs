using Safeguard.Domain;
using Safeguard.Domain.Log;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Append;

/// <summary>Announces signing keys: a key's public half stands in the log before it signs anything (design D3).</summary>
public sealed class SigningKeys(EventLog log, EventPreparation preparation, Appender appender, TimeProvider clock)
{
    /// <summary>Announces a key for the log's present name. Hosts may sign with it from then on; until they are given it, they go on with the old one.</summary>
    /// <returns>False when it was announced before; nothing was written then.</returns>
    public async Task<bool> AnnounceAsync(NoteVerifierKey key, Actor by, CancellationToken stop)
    {
        while (true)
        {
            var history = await log.HistoryAsync(stop);
            if (history.Announces(key)) return false;
            var now = LeafEntry.CutToMicroseconds(clock.GetUtcNow().ToUniversalTime());
            var commandId = Guid.CreateVersion7(now);
            var announced = new SigningKeyAnnounced(key.ToString()) { Envelope = Envelope.JustNow(now) };
            var prepared = await preparation.PrepareAsync([new Proposed(LogHistory.Stream, announced)], by, null, commandId, now, stop);
            var outcome = await appender.AppendAsync(
                new AppendRequest(commandId, prepared.Events) { Expected = [new ExpectedStream(LogHistory.Stream, history.Version)] }, CancellationToken.None);
            if (outcome is AppendOutcome.Appended) return true;
        }
    }
}
