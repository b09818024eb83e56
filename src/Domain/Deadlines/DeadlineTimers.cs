using System.Globalization;

namespace Safeguard.Domain.Deadlines;

/// <summary>The timers that watch the clocks.</summary>
public static class DeadlineTimers
{
    /// <summary>Becomes <see cref="LapseDeadline"/>. The body holds <c>family</c>, <c>clock</c>, <c>about</c> and <c>due</c> (ISO instant).</summary>
    public const string Lapse = "deadline-lapse";

    /// <summary>Due with the first instant after the deadline.</summary>
    public static Timer Of(FamilyId family, Clock clock, Guid about, DateTimeOffset due) => new(Lapse, due.AddMicroseconds(1), new Dictionary<string, string>
    {
        ["family"] = family.ToString(),
        ["clock"] = clock.ToString(),
        ["about"] = about.ToString(),
        ["due"] = due.ToString("O", CultureInfo.InvariantCulture),
    });
}
