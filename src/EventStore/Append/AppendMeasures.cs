using System.Diagnostics.Metrics;

namespace Safeguard.EventStore.Append;

/// <summary>What the appender counts of itself (design D13): numbers only. Free while nobody listens.</summary>
public sealed class AppendMeasures : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Safeguard.EventStore";

    internal Meter Meter { get; } = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _commands;
    private readonly Counter<long> _events;
    private readonly Counter<long> _lost;

    public AppendMeasures()
    {
        _duration = Meter.CreateHistogram<double>("safeguard.append.duration", "s", "From taking a batch to its commit.");
        _commands = Meter.CreateHistogram<int>("safeguard.append.commands", "{command}", "Commands of a batch.");
        _events = Meter.CreateCounter<long>("safeguard.append.events", "{event}", "Entries committed.");
        _lost = Meter.CreateCounter<long>("safeguard.append.connections_lost", "{connection}", "Connections that broke during a commit.");
    }

    /// <summary>Adds what is read off the appender whenever somebody looks.</summary>
    internal void Watch(Func<int> waiting, Func<bool> readOnly)
    {
        Meter.CreateObservableGauge("safeguard.append.waiting", waiting, "{command}", "Commands that wait for a batch; beyond 2,000 callers are told that the log is busy.");
        Meter.CreateObservableGauge("safeguard.log.read_only", () => readOnly() ? 1 : 0, "{log}", "1 while nothing may be appended.");
    }

    /// <summary>Adds whether what was signed is known outside the database.</summary>
    internal void Watch(Func<bool> notKept) =>
        Meter.CreateObservableGauge("safeguard.log.checkpoint_not_kept", () => notKept() ? 1 : 0, "{log}", "1 while the newest checkpoint is not kept outside the database.");

    internal void Committed(int commands, int events, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds);
        _commands.Record(commands);
        _events.Add(events);
    }

    internal void Lost() => _lost.Add(1);

    public void Dispose() => Meter.Dispose();
}
