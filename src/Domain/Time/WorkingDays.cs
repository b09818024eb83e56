namespace Safeguard.Domain.Time;

/// <summary>
/// Working days of England and Wales, which have one list of bank holidays (domain §3.5, C1 to C7): Monday to Friday without
/// holidays. The standing rules are computed, and days that were added or moved by proclamation are data; a year's days
/// may still be changed by one (draft, verify).
/// </summary>
public static class WorkingDays
{
    // Source: domain §3.5 C6. A day that was moved is left out on its usual date.
    private static readonly HashSet<DateOnly> Added =
    [
        new(2011, 4, 29), new(2012, 6, 4), new(2012, 6, 5), new(2020, 5, 8), new(2022, 6, 2), new(2022, 6, 3), new(2022, 9, 19), new(2023, 5, 8),
    ];

    private static readonly HashSet<DateOnly> Moved = [new(2012, 5, 28), new(2020, 5, 4), new(2022, 5, 30)];

    public static bool Is(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The day on which a clock of so many working days ends. Day 0 is the day itself, whichever it is.</summary>
    /// <param name="days">At least 1.</param>
    public static DateOnly After(DateOnly day, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        while (days > 0)
        {
            day = day.AddDays(1);
            if (Is(day)) days--;
        }

        return day;
    }

    /// <summary>The last instant of the clock: the end of its last day in London.</summary>
    public static DateTimeOffset DueAfter(DateTimeOffset start, int days) => LondonTime.EndOf(After(LondonTime.DateOf(start), days));

    public static bool IsHoliday(DateOnly day) => Added.Contains(day) || (Standing(day.Year).Contains(day) && !Moved.Contains(day));

    private static IEnumerable<DateOnly> Standing(int year)
    {
        var easter = Easter(year);
        yield return Substituted(new DateOnly(year, 1, 1));
        yield return easter.AddDays(-2);
        yield return easter.AddDays(1);
        yield return FirstMonday(year, 5);
        yield return LastMonday(year, 5);
        yield return LastMonday(year, 8);
        var christmas = new DateOnly(year, 12, 25);
        // Two in a row: where Christmas falls on a weekend, Boxing Day's substitute is the day after its own.
        yield return christmas.DayOfWeek switch { DayOfWeek.Saturday => christmas.AddDays(2), DayOfWeek.Sunday => christmas.AddDays(2), _ => christmas };
        yield return christmas.DayOfWeek switch
        {
            DayOfWeek.Friday => christmas.AddDays(3),
            DayOfWeek.Saturday => christmas.AddDays(3),
            _ => christmas.AddDays(1),
        };
    }

    private static DateOnly Substituted(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly FirstMonday(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7);
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Monday + 7) % 7));
    }

    /// <summary>Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher).</summary>
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = (8 * b + 13) / 25;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 19 * l) / 433;
        var month = (h + l - 7 * m + 90) / 25;
        var day = (h + l - 7 * m + 33 * month + 19) % 32;
        return new DateOnly(year, month, day);
    }
}
