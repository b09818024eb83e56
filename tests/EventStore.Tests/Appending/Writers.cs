using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>What tests of the log write: small honest events, and commands that say which version they expect.</summary>
internal static class Writers
{
    public static readonly Actor Worker = new(ActorId.Of("worker-1"), AgencyId.Of("p2r-bedford"), [Role.Practitioner]);

    private static Envelope Now => new() { Happened = Happened.At(DateTimeOffset.UtcNow), LearnedAt = DateTimeOffset.UtcNow, KnownFrom = KnownFrom.Observed };

    public static FamilyId NewFamily() => new(Guid.CreateVersion7());

    /// <summary>Opens a family's record, with a sealed reason.</summary>
    public static Decision.Accepted Opening(FamilyId family, string reason = "Asked to by the mother.") =>
        (Decision.Accepted)Decision.Record(StreamKey.Family(family), new FamilyRecordOpened(
            family, $"F-{family.Value.ToString()[^7..].ToUpperInvariant()}", Personal<string>.Open(DataSubject.Of(family), reason), "Bedford", Jurisdiction.England) { Envelope = Now });

    /// <summary>Any further event of a family's stream: an agency begins to work with it.</summary>
    public static DomainEvent Involvement(string agency = "luton-csc") =>
        new InvolvementStarted(AgencyId.Of(agency), InvolvementRole.Other, new DateOnly(2026, 11, 1)) { Envelope = Now };

    public static async Task<CommandOutcome.Recorded> OpenAsync(this StoreHost host, FamilyId family, string reason = "Asked to by the mother.") =>
        (CommandOutcome.Recorded)await host.RunAsync<FamilyRecord>(new CommandCall(Worker, StreamKey.Family(family)), (_, _) => Opening(family, reason));

    public static Task<CommandOutcome> InvolveAsync(this StoreHost host, FamilyId family, string agency, long? ifMatch = null, string? key = null) =>
        host.RunAsync<FamilyRecord>(
            new CommandCall(Worker, StreamKey.Family(family))
            {
                IfMatch = ifMatch,
                Idempotency = key is null ? null : (key, System.Text.Encoding.UTF8.GetBytes(agency)),
            },
            (_, _) => Decision.Record(StreamKey.Family(family), Involvement(agency)));

    /// <summary>A request as the runner makes it, for tests that go to the appender itself.</summary>
    public static async Task<AppendRequest> RequestAsync(this StoreHost host, StreamKey stream, long? expected, params DomainEvent[] events)
    {
        var commandId = Guid.CreateVersion7();
        var prepared = await host.Get<EventPreparation>().PrepareAsync(
            [.. events.Select(e => new Proposed(stream, e))], Worker, Jurisdiction.England, commandId, DateTimeOffset.UtcNow, CancellationToken.None);
        return new AppendRequest(commandId, prepared.Events)
        {
            Expected = expected is { } version ? [new ExpectedStream(stream, version, [])] : [],
        };
    }
}
