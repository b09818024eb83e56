using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Commands;

namespace Safeguard.Support;

/// <summary>The smallest honest commands, for tests of the log itself: what they say matters less than that they are kept.</summary>
public static class Recordings
{
    public static readonly Actor Worker = new(ActorId.Of("worker-1"), AgencyId.Of("p2r-bedford"), [Role.Practitioner]);

    public static Envelope Now => new() { Happened = Happened.At(DateTimeOffset.UtcNow), LearnedAt = DateTimeOffset.UtcNow, KnownFrom = KnownFrom.Observed };

    /// <summary>Opens a family's record, with a sealed reason.</summary>
    public static async Task<CommandOutcome.Recorded> OpenAsync(this StoreHost host, FamilyId family, string reason = "Asked to by the mother.") =>
        (CommandOutcome.Recorded)await host.RunAsync<FamilyRecord>(new CommandCall(Worker, StreamKey.Family(family)), (_, _) =>
            Decision.Record(StreamKey.Family(family), new FamilyRecordOpened(
                family, $"F-{family.Value.ToString()[^7..].ToUpperInvariant()}", Personal<string>.Open(DataSubject.Of(family), reason), "Bedford", Jurisdiction.England) { Envelope = Now }));

    /// <summary>An agency begins to work with the family.</summary>
    public static Task<CommandOutcome> InvolveAsync(this StoreHost host, FamilyId family, string agency, string? key = null, long? ifMatch = null) =>
        host.RunAsync<FamilyRecord>(
            new CommandCall(Worker, StreamKey.Family(family))
            {
                IfMatch = ifMatch,
                Idempotency = key is null ? null : (key, Encoding.UTF8.GetBytes(agency)),
            },
            (_, _) => Decision.Record(StreamKey.Family(family), Involvement(agency)));

    /// <summary>Any event of a family's stream.</summary>
    public static DomainEvent Involvement(string agency = "luton-csc") =>
        new InvolvementStarted(AgencyId.Of(agency), InvolvementRole.Other, new DateOnly(2026, 11, 1)) { Envelope = Now };
}
