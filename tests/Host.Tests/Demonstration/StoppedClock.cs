namespace Safeguard.Host.Tests.Demonstration;

/// <summary>The computer's clock, as a test sets it. Durations are real.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
