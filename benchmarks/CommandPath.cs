using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.EventStore.Commands;

namespace Safeguard.Benchmarks;

/// <summary>A worker records a concern of some 200 characters about a family: the whole way, receipt included.</summary>
internal static class CommandPath
{
    private const int FamiliesEach = 20;
    private static readonly Actor Worker = new(ActorId.Of("worker-1"), AgencyId.Of("p2r-bedford"), [Role.Practitioner]);

    private static readonly string Text = "The mother says that the methadone is not kept in the locked box, and that the child can reach the shelf it stands on. " +
        "She agreed to move it today; the worker has not seen where it is now.";

    public static async Task<Measured> RunAsync(BenchDatabase bench, int callers, int count)
    {
        var families = new FamilyId[callers * FamiliesEach];
        for (var n = 0; n < families.Length; n++) families[n] = await OpenAsync(bench);

        return await Measured.RunAsync("command: load, decide, append, receipt", callers, count, async (caller, turn) =>
        {
            var family = families[(caller * FamiliesEach) + (turn % FamiliesEach)];
            var concern = new ConcernId(Guid.CreateVersion7());
            var outcome = await bench.Host.RunAsync<FamilyRecord>(new CommandCall(Worker, StreamKey.Family(family)), (state, now) =>
                ReferralDecider.Decide(state, new RecordConcern
                {
                    By = Worker, Now = now, Family = family, Concern = concern, Children = [], Threshold = ConcernThreshold.Need,
                    Source = ConcernSource.OwnWorker, Text = Text,
                    Entry = new Entry { LearnedAt = now, KnownFrom = KnownFrom.ToldByParent, Basis = Basis.Fact },
                }));
            if (outcome is not CommandOutcome.Recorded) throw new InvalidOperationException($"The command was not recorded: {outcome}");
        });
    }

    private static async Task<FamilyId> OpenAsync(BenchDatabase bench)
    {
        var family = new FamilyId(Guid.CreateVersion7());
        var outcome = await bench.Host.RunAsync<FamilyRecord>(new CommandCall(Worker, StreamKey.Family(family)), (state, now) =>
            HouseholdDecider.Decide(state, new OpenFamily
            {
                By = Worker, Now = now, Family = family, Reference = $"F-{family.Value.ToString()[^7..].ToUpperInvariant()}",
                Jurisdiction = Jurisdiction.England, Area = "Bedford", Reason = "Opened to be measured.",
            }));
        return outcome is CommandOutcome.Recorded ? family : throw new InvalidOperationException($"The record was not opened: {outcome}");
    }
}
