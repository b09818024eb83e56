using Safeguard.Domain;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Benchmarks;

/// <summary>The timeline of the largest family, as of any instant of it: what a page of it costs beside the reading that is recorded.</summary>
internal sealed class OneTimeline(BenchDatabase bench)
{
    private const int PageLines = 50;
    private static readonly Reader Reader = Reader.Of(new Actor(ActorId.Of("worker-0"), AgencyId.Of("p2r-bedford"), [Role.Practitioner]));

    private readonly FamilyId _family = InventedFamilies.IdOf(0);
    private readonly Random _dice = new(20261122);
    private IReadOnlyList<RecordedEvent> _recorded = [];

    public int Entries => _recorded.Count;

    public async Task PrepareAsync() => _recorded = await bench.Host.Get<EventReader>().StreamAsync(StreamKey.Family(_family), CancellationToken.None);

    /// <summary>As this Host remembers the family: looked up whether the log has more, cut, ordered, one page of lines made and opened.</summary>
    public Task PageAsync() => PageAsync(bench.Host.Get<StreamViews>());

    /// <summary>The same with nothing remembered: every entry and every reading of the family read first.</summary>
    public Task ColdAsync() => PageAsync(new StreamViews(bench.Host.Get<Npgsql.NpgsqlDataSource>(), bench.Host.Get<EventReader>(), Support.StoreHost.Views));

    private async Task PageAsync(StreamViews views)
    {
        var stop = CancellationToken.None;
        var asOf = _recorded[_dice.Next(_recorded.Count)].RecordedAt;
        var (entries, readings) = (StreamKey.Family(_family), StreamKey.AccessTo(_family));
        var loaded = await views.LoadTogetherAsync([WantedView.As<FamilyHistory>(entries), WantedView.As<FamilyOpenings>(readings)], [], stop);
        var reading = new TimelineReading(_family, loaded.Of<FamilyHistory>(entries).State.Entries, loaded.Of<FamilyOpenings>(readings).State, Reader, new TimelineCut(asOf) { KnownTo = Reader.Agency });
        var lines = reading.Lines(_dice.Next(Math.Max(1, reading.Total - PageLines)), PageLines);
        (await bench.Host.Get<Opener>().OpenAsync(lines, stop)).ToJsonString();
    }
}
