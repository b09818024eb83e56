using System.Globalization;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Chronologies;

/// <summary>One row of a chronology as it stands in the file: every cell a text, an empty one null.</summary>
/// <param name="Number">Its number, the first after the names being 1.</param>
/// <param name="Fingerprint">A keyed hash of its cells.</param>
public sealed record ChronologyRow(int Number, string Fingerprint)
{
    /// <summary>2026-11-06. A date of any other form, and a spreadsheet's number for one, is set aside: it could be read in two ways.</summary>
    public string? Date { get; init; }
    /// <summary>17:42, by the clocks of London.</summary>
    public string? Time { get; init; }
    /// <summary>Exact, Day, Month, Year, About, Before or Unknown; Day without a time, Exact with one.</summary>
    public string? Precision { get; init; }
    public string? Event { get; init; }
    public string? Document { get; init; }
    public string? Who { get; init; }
    /// <summary>Yes, No, SeenAlone or NotApplicable.</summary>
    public string? ChildSeen { get; init; }
    public string? Voice { get; init; }
    public string? Known { get; init; }
    public string? Action { get; init; }
    public string? Shared { get; init; }
    public string? Rule { get; init; }
    /// <summary>The day on which the agency's own system recorded it, as 2026-11-06.</summary>
    public string? Recorded { get; init; }

    /// <summary>The longest text of any cell but the event's own.</summary>
    public const int CellLimit = 1_000;

    /// <summary>The code of what is wrong with the row; null for one that can be taken.</summary>
    /// <param name="now">The moment of handing it in: nothing in a chronology lies ahead.</param>
    public string? Fault(DateTimeOffset now)
    {
        if (Domain.Text.IsBlank(Event)) return "EVENT_REQUIRED";
        if (Domain.Text.Narrative("", Event) is { } badEvent) return badEvent.Code;
        foreach (var cell in (string?[])[Document, Who, Voice, Known, Action, Shared, Rule])
        {
            if (cell?.Length > CellLimit) return "TOO_LONG";
            if (Domain.Text.Narrative("", cell) is { } badCell) return badCell.Code;
        }

        if (ChildSeen is not null && !IsCode<ChildSeenSaid>(ChildSeen)) return "UNKNOWN_CODE";
        if (Recorded is not null && (ReadDate(Recorded) is not { } recorded || recorded > LondonTime.DateOf(now))) return "DATE_INVALID";
        return FaultOfMoment(now);
    }

    /// <summary>When it happened. Only of a row without fault.</summary>
    public Happened Happened()
    {
        if (ReadPrecision() is not { } precision || precision == Domain.Time.Precision.Unknown || Date is null) return Domain.Time.Happened.Unknown;
        var day = ReadDate(Date)!.Value;
        if (Time is not null)
        {
            var at = LondonTime.InstantOf(day.ToDateTime(ReadTime()!.Value));
            return precision == Domain.Time.Precision.Exact ? Domain.Time.Happened.At(at) : new(at, at, precision);
        }

        return precision switch
        {
            Domain.Time.Precision.Month => Days(new(day.Year, day.Month, 1), new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)), precision),
            Domain.Time.Precision.Year => Days(new(day.Year, 1, 1), new(day.Year, 12, 31), precision),
            Domain.Time.Precision.Before => new(null, LondonTime.EndOf(day), precision),
            _ => Days(day, day, precision),
        };
    }

    private static Happened Days(DateOnly first, DateOnly last, Precision precision) => new(LondonTime.StartOf(first), LondonTime.EndOf(last), precision);

    private string? FaultOfMoment(DateTimeOffset now)
    {
        if (ReadPrecision() is not { } precision || precision == Domain.Time.Precision.Between) return "UNKNOWN_CODE";
        if (Date is null) return precision == Domain.Time.Precision.Unknown && Time is null ? null : "DATE_INVALID";
        if (ReadDate(Date) is not { } day) return "DATE_INVALID";
        if (Time is null) return precision == Domain.Time.Precision.Exact ? "TIME_INVALID" : LondonTime.StartOf(day) > now ? "HAPPENED_IN_FUTURE" : null;
        if (ReadTime() is not { } time) return "TIME_INVALID";
        var local = day.ToDateTime(time);
        if (LondonTime.DoesNotExist(local)) return "LOCAL_TIME_DOES_NOT_EXIST";
        if (LondonTime.IsAmbiguous(local)) return "AMBIGUOUS_LOCAL_TIME";
        return LondonTime.InstantOf(local) > now ? "HAPPENED_IN_FUTURE" : null;
    }

    private Precision? ReadPrecision() =>
        Precision is null ? Time is null ? Domain.Time.Precision.Day : Domain.Time.Precision.Exact
        : IsCode<Precision>(Precision) ? Enum.Parse<Precision>(Precision) : null;

    private TimeOnly? ReadTime() => TimeOnly.TryParseExact(Time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>A day of the calendar from 1900 on, in the one form that cannot be read in two ways.</summary>
    internal static DateOnly? ReadDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2199 ? day : null;

    private static bool IsCode<T>(string text) where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.Ordinal);
}
