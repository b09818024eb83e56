using Safeguard.Domain.Time;

namespace Safeguard.Domain.Tests.Time;

/// <summary>London's calendar and clocks (domain §6 rows 13 and 14). Summer time of 2026 runs from 29 March to 25 October.</summary>
public sealed class LondonDays
{
    [Theory]
    [InlineData("2026-01-15T23:59:59Z", "2026-01-15")]
    [InlineData("2026-01-16T00:00:00Z", "2026-01-16")]
    [InlineData("2026-07-15T22:59:59Z", "2026-07-15")]
    [InlineData("2026-07-15T23:00:00Z", "2026-07-16")]
    [InlineData("2026-07-16T00:30:00+02:00", "2026-07-15")]
    [InlineData("2026-12-31T23:59:59Z", "2026-12-31")]
    public void In_summer_the_London_date_changes_at_eleven_at_night_by_UTC(string instant, string date) =>
        Assert.Equal(Day(date), LondonTime.DateOf(Instant(instant)));

    [Theory]
    [InlineData("2026-10-25T00:59:59", false)]
    [InlineData("2026-10-25T01:00:00", true)]
    [InlineData("2026-10-25T01:30:00", true)]
    [InlineData("2026-10-25T01:59:59", true)]
    [InlineData("2026-10-25T02:00:00", false)]
    [InlineData("2026-03-29T01:30:00", false)]
    public void The_hour_after_clocks_go_back_happens_twice(string local, bool twice) =>
        Assert.Equal(twice, LondonTime.IsAmbiguous(Local(local)));

    [Theory]
    [InlineData("2026-03-29T00:59:59", false)]
    [InlineData("2026-03-29T01:00:00", true)]
    [InlineData("2026-03-29T01:30:00", true)]
    [InlineData("2026-03-29T02:00:00", false)]
    [InlineData("2026-10-25T01:30:00", false)]
    public void The_hour_that_clocks_jump_over_never_happens(string local, bool never) =>
        Assert.Equal(never, LondonTime.DoesNotExist(Local(local)));

    [Theory]
    [InlineData("2026-01-15T09:00:00", "2026-01-15T09:00:00Z")]
    [InlineData("2026-07-15T09:00:00", "2026-07-15T08:00:00Z")]
    [InlineData("2026-10-25T00:30:00", "2026-10-24T23:30:00Z")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T02:30:00Z")]
    public void A_London_time_is_an_instant(string local, string instant) =>
        Assert.Equal(Instant(instant), LondonTime.InstantOf(Local(local)));

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-11-09", 24)]
    public void A_day_has_23_or_25_hours_when_clocks_change(string date, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours) - TimeSpan.FromMicroseconds(1), LondonTime.EndOf(Day(date)) - LondonTime.StartOf(Day(date)));

    [Fact]
    public void The_last_microsecond_of_a_day_is_still_that_day()
    {
        var day = Day("2026-10-25");
        Assert.Equal(day, LondonTime.DateOf(LondonTime.EndOf(day)));
        Assert.Equal(day.AddDays(1), LondonTime.DateOf(LondonTime.EndOf(day).AddMicroseconds(1)));
    }

    [Fact]
    public void What_happened_at_an_instant_happened_on_its_London_day() =>
        Assert.Equal(Day("2026-07-16"), Happened.At(Instant("2026-07-15T23:30:00Z")).On);

    [Fact]
    public void What_happened_before_a_day_is_dated_by_that_day() =>
        Assert.Equal(Day("2026-07-15"), new Happened(null, Instant("2026-07-15T12:00:00Z"), Precision.Before).On);

    [Fact]
    public void What_happened_at_an_unknown_time_has_no_day() =>
        Assert.Null(Happened.Unknown.On);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTime Local(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
