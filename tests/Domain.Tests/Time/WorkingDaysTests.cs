using System.Globalization;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Tests.Time;

/// <summary>Bank holidays as published, and the examples of the clocks (domain §3.5).</summary>
public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData(2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27")]
    [InlineData(2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26")]
    [InlineData(2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28")]
    [InlineData(2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27")]
    [InlineData(2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    public void The_holidays_of_a_year(int year, string days)
    {
        var all = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(n => new DateOnly(year, 1, 1).AddDays(n)).Where(WorkingDays.IsHoliday);
        Assert.Equal(days, string.Join(' ', all.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("2026-12-24", 1, "2026-12-29")] // BED-41
    [InlineData("2026-04-02", 3, "2026-04-09")] // BED-44
    [InlineData("2026-04-02", 1, "2026-04-07")] // D2
    [InlineData("2026-11-20", 45, "2027-01-27")] // D7
    [InlineData("2026-12-24", 15, "2027-01-19")] // D8
    [InlineData("2026-11-21", 1, "2026-11-23")] // C2: a Saturday is day 0
    [InlineData("2026-11-20", 1, "2026-11-23")]
    public void A_clock_counts_from_the_day_after(string start, int days, string due) =>
        Assert.Equal(DateOnly.Parse(due, CultureInfo.InvariantCulture), WorkingDays.After(DateOnly.Parse(start, CultureInfo.InvariantCulture), days));

    [Fact]
    public void It_is_due_at_the_end_of_the_last_day_in_London()
    {
        var due = WorkingDays.DueAfter(new(2026, 7, 1, 23, 30, 0, TimeSpan.Zero), 1); // 00:30 on 2 July in London
        Assert.Equal(LondonTime.StartOf(new(2026, 7, 4)), due.AddMicroseconds(1));
    }
}
