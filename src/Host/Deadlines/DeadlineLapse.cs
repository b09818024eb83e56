using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Families;
using Safeguard.EventStore;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Messages;
using Safeguard.Host.Telemetry;

namespace Safeguard.Host.Deadlines;

/// <summary>Notes on the record that a deadline has passed, and counts it: whoever watches the service is told by the count.</summary>
internal sealed class DeadlineLapse(CommandRunner runner) : IEnvelopeHandler
{
    public string Kind => DeadlineTimers.Lapse;

    public async Task HandleAsync(Guid id, IReadOnlyDictionary<string, string> body, CancellationToken stop)
    {
        var (family, clock) = (new FamilyId(Guid.Parse(body["family"])), Enum.Parse<Clock>(body["clock"]));
        var call = new CommandCall(EventLog.Itself, StreamKey.Family(family)) { Idempotency = (id.ToString(), default) };
        var outcome = await runner.RunAsync<FamilyRecord>(call, (record, now) => DeadlineDecider.Decide(record, new LapseDeadline
        {
            By = EventLog.Itself, Now = now, Family = family, Clock = clock,
            About = Guid.Parse(body["about"]),
            Due = DateTimeOffset.ParseExact(body["due"], "O", CultureInfo.InvariantCulture),
        }), stop);
        if (outcome is CommandOutcome.Recorded { Repeated: false }) Measures.Lapsed(clock.ToString());
        else if (outcome is not (CommandOutcome.Recorded or CommandOutcome.Unchanged)) throw new InvalidOperationException("The deadline could not be noted now.");
    }
}
