using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Benchmarks;

/// <summary>What callers wait for: a concern of some 200 characters recorded, a family's page read.</summary>
internal sealed class Commands(BenchDatabase bench)
{
    private const int FamiliesEach = 20;
    private static readonly Actor Worker = new(ActorId.Of("worker-1"), AgencyId.Of("p2r-bedford"), [Role.Practitioner]);

    private static readonly string Text = "The mother says that the methadone is not kept in the locked box, and that the child can reach the shelf it stands on. " +
        "She agreed to move it today; the worker has not seen where it is now.";

    private readonly List<FamilyId> _families = [];

    /// <summary>The whole way of a command: load, decide, seal, leaf, append, inline view, proof, signature.</summary>
    public async Task<Measured> RecordAsync(int callers, int count)
    {
        var families = await OpenAsync(callers * FamiliesEach);
        return await Measured.RunAsync(callers, count, (caller, turn) => ConcernAsync(families[(caller * FamiliesEach) + (turn % FamiliesEach)]));
    }

    /// <summary>Records what is there to be read.</summary>
    public async Task PrepareReadingAsync()
    {
        foreach (var family in await OpenAsync(FamiliesEach))
            for (var n = 0; n < 20; n++) await ConcernAsync(family);
    }

    /// <summary>The whole way of a reading: the view, cut for the reader, and the event that says who read it, committed.</summary>
    public async Task<Measured> ReadAsync(int count)
    {
        var families = await OpenAsync(FamiliesEach);
        var views = bench.Host.Get<StreamViews>();
        var access = bench.Host.Get<AccessRecorder>();
        return await Measured.RunAsync(1, count, async (_, turn) =>
        {
            var family = families[turn % FamiliesEach];
            var now = DateTimeOffset.UtcNow;
            var risk = await views.LoadAsync<FamilyRisk>(StreamKey.Family(family), CancellationToken.None);
            var page = FamilyRiskView.Of(risk.State, new Dictionary<PersonId, Projections.Identity>(), Reader.Of(Worker), LondonTime.DateOf(now), now);
            await access.RecordAsync(Worker, StreamKey.AccessTo(family), e => new RecordViewed(family, "family-risk", page.Shown) { Envelope = e }, null, CancellationToken.None);
        });
    }

    private async Task<IReadOnlyList<FamilyId>> OpenAsync(int count)
    {
        while (_families.Count < count)
        {
            var family = new FamilyId(Guid.CreateVersion7());
            Recorded(await bench.Host.RunAsync<FamilyRecord>(new CommandCall(Worker, StreamKey.Family(family)), (state, now) =>
                HouseholdDecider.Decide(state, new OpenFamily
                {
                    By = Worker, Now = now, Family = family, Reference = $"F-{family.Value.ToString()[^7..].ToUpperInvariant()}",
                    Jurisdiction = Jurisdiction.England, Area = "Bedford", Reason = "Opened to be measured.",
                })));
            _families.Add(family);
        }

        return _families;
    }

    private async Task ConcernAsync(FamilyId family)
    {
        var concern = new ConcernId(Guid.CreateVersion7());
        Recorded(await bench.Host.RunAsync<FamilyRecord>(new CommandCall(Worker, StreamKey.Family(family)), (state, now) =>
            ReferralDecider.Decide(state, new RecordConcern
            {
                By = Worker, Now = now, Family = family, Concern = concern, Children = [], Threshold = ConcernThreshold.Need,
                Source = ConcernSource.OwnWorker, Text = Text,
                Entry = new Entry { LearnedAt = now, KnownFrom = KnownFrom.ToldByParent, Basis = Basis.Fact },
            })));
    }

    private static void Recorded(CommandOutcome outcome)
    {
        if (outcome is not CommandOutcome.Recorded) throw new InvalidOperationException($"The command was not recorded: {outcome}");
    }
}
