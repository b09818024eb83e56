using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.EventStore;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Messages;

namespace Safeguard.Host.Consent;

/// <summary>
/// Notes that a consent's last day has passed. It only makes visible what already counts: a consent past its end is not
/// valid, whether or not this ran.
/// </summary>
internal sealed class ConsentExpiry(CommandRunner runner) : IEnvelopeHandler
{
    public string Kind => ConsentTimers.Expiry;

    public async Task HandleAsync(Guid id, IReadOnlyDictionary<string, string> body, CancellationToken stop)
    {
        var family = new FamilyId(Guid.Parse(body["family"]));
        var call = new CommandCall(EventLog.Itself, StreamKey.Family(family)) { Idempotency = (id.ToString(), default) };
        var outcome = await runner.RunAsync<FamilyRecord>(call, (record, now) => ConsentDecider.Decide(record, new ExpireConsent
        {
            By = EventLog.Itself, Now = now, Family = family,
            Consent = new ConsentId(Guid.Parse(body["consent"])),
            ValidTo = DateOnly.ParseExact(body["validTo"], "O", CultureInfo.InvariantCulture),
        }), stop);
        if (outcome is not (CommandOutcome.Recorded or CommandOutcome.Unchanged))
            throw new InvalidOperationException("The expiry could not be noted now.");
    }
}
