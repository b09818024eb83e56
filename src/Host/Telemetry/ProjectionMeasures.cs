using System.Diagnostics.Metrics;
using Npgsql;
using Safeguard.EventStore.Views;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Telemetry;

/// <summary>
/// How far registers are behind the log, asked every few seconds: a gauge is read when it suits the exporter, and must
/// not wait for a database then. While the database does not answer there is no figure, rather than an old one.
/// </summary>
public sealed class ProjectionMeasures : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Meter _meter = new(Measures.Name);
    private readonly RegisterStandings _standings;
    private readonly Readiness _readiness;
    private volatile IReadOnlyList<RegisterStanding> _newest = [];

    public ProjectionMeasures(RegisterStandings standings, Readiness readiness)
    {
        (_standings, _readiness) = (standings, readiness);
        _meter.CreateObservableGauge("safeguard.projection.lag",
            () => Followed().Select(s => Of(s, s.Lag)), "{entry}", "Entries of the log that a register has not folded yet.");
        _meter.CreateObservableGauge("safeguard.projection.lag.time",
            () => Followed().Select(s => Of(s, s.Waiting.TotalSeconds)), "s", "Age of the oldest entry that a register has not folded yet.");
        _meter.CreateObservableGauge("safeguard.projection.build",
            () => _newest.Where(s => s.Building is not null).Select(s => Of(s, s.Head == 0 ? 1 : (double)s.Building!.Position / s.Head)), "1",
            "How much of the log is folded into the build that fills beside a register; no figure while none does.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                _newest = _readiness.IsOpen ? await _standings.ReadAsync(stoppingToken) : [];
            }
            catch (NpgsqlException)
            {
                _newest = [];
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<RegisterStanding> Followed() => _newest.Where(s => s.Followed);

    private static Measurement<T> Of<T>(RegisterStanding standing, T value) where T : struct =>
        new(value, new KeyValuePair<string, object?>("projection", standing.View));
}
