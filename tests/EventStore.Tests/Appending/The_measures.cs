using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Safeguard.EventStore.Append;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

public sealed class The_measures(PostgresFixture postgres)
{
    [Fact]
    public async Task Count_what_is_committed_and_say_when_nothing_may_be()
    {
        var seen = new ConcurrentDictionary<string, double>();
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        using var listener = new MeterListener();
        // Other tests run appenders of their own in this process: only this one's meter is listened to.
        var ours = host.Get<AppendMeasures>().Meter;
        listener.InstrumentPublished = (instrument, to) => { if (instrument.Meter == ours) to.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => Add(i.Name, value));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => Add(i.Name, value));
        listener.SetMeasurementEventCallback<long>((i, value, _, _) => Add(i.Name, value));
        listener.Start();

        var family = Writers.NewFamily();
        await host.OpenAsync(family);
        await host.InvolveAsync(family, "one");
        listener.RecordObservableInstruments();

        Assert.Equal(2, seen["safeguard.append.events"]);
        Assert.Equal(2, seen["safeguard.append.commands"]);
        Assert.True(seen["safeguard.append.duration"] > 0);
        Assert.Equal((0, 0), (seen["safeguard.append.waiting"], seen["safeguard.log.read_only"]));

        void Add(string name, double value) => seen.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
