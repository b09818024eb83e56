namespace Safeguard.Host.Demonstration;

/// <summary>
/// The service's clock in Development. Until the story is told it stands where the story is, so that what is recorded
/// has the story's own dates and the past can be asked about; then it is the computer's clock for ever. It is never
/// later than the computer's clock. Only the time of day is the story's: timers and durations run as they do.
/// </summary>
/// <param name="real">The computer's clock.</param>
public sealed class DemonstrationClock(TimeProvider real) : TimeProvider
{
    // A class, so that it is read and written whole.
    private volatile Standing? _standing = new(Story.Begin);

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    /// <summary>What the computer's clock says.</summary>
    public DateTimeOffset RealNow => real.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var now = real.GetUtcNow();
        return _standing is { At: var at } && at < now ? at : now;
    }

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Stands at this instant until told otherwise.</summary>
    public void StandAt(DateTimeOffset instant) => _standing = new(instant);

    /// <summary>Runs with the computer's clock from now on.</summary>
    public void Run() => _standing = null;

    private sealed record Standing(DateTimeOffset At);
}
