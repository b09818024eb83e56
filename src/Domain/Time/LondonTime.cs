namespace Safeguard.Domain.Time;

/// <summary>The one place that turns instants into London dates and local times into instants. Pure: it holds no clock.</summary>
public static class LondonTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The date that a London calendar shows at this instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>What a London clock shows at this instant.</summary>
    public static DateTime LocalOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>True for a local time that happens twice, in the hour after clocks go back.</summary>
    public static bool IsAmbiguous(DateTime local) => Zone.IsAmbiguousTime(Unspecified(local));

    /// <summary>True for a local time that never happens, in the hour that clocks jump over.</summary>
    public static bool DoesNotExist(DateTime local) => Zone.IsInvalidTime(Unspecified(local));

    /// <summary>The instant of an unambiguous London local time.</summary>
    public static DateTimeOffset InstantOf(DateTime local) =>
        new DateTimeOffset(Unspecified(local), Zone.GetUtcOffset(Unspecified(local))).ToUniversalTime();

    /// <summary>The first instant of a London day. It always exists: London's clocks change at 01:00 UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => InstantOf(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The last microsecond of a London day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1)).AddMicroseconds(-1);

    private static DateTime Unspecified(DateTime local) => DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
}
