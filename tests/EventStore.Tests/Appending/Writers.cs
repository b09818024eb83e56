using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>Requests as the runner makes them, for tests that go to the appender itself.</summary>
internal static class Writers
{
    public static FamilyId NewFamily() => new(Guid.CreateVersion7());

    public static async Task<AppendRequest> RequestAsync(this StoreHost host, StreamKey stream, long? expected, params DomainEvent[] events)
    {
        var commandId = Guid.CreateVersion7();
        var prepared = await host.Get<EventPreparation>().PrepareAsync(
            [.. events.Select(e => new Proposed(stream, e))], Recordings.Worker, new RuleBook(Jurisdiction.England), commandId, DateTimeOffset.UtcNow, CancellationToken.None);
        return new AppendRequest(commandId, prepared.Events)
        {
            Expected = expected is { } version ? [new ExpectedStream(stream, version)] : [],
        };
    }
}
