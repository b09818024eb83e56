using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Http;

/// <summary>A moment as exactly as it is known: an instant, a London day, a month or a year. Never a false 00:00.</summary>
/// <param name="Earliest">The earliest instant that it can be.</param>
/// <param name="Latest">The latest.</param>
/// <param name="Precision">Exact, Day, Month or Year.</param>
public sealed record Moment(DateTimeOffset Earliest, DateTimeOffset Latest, Precision Precision)
{
    /// <summary>Reads <c>2026-11-06T17:42:00Z</c>, <c>2026-11-06</c>, <c>2026-11</c> or <c>2026</c>.</summary>
    /// <exception cref="ProblemException">It is none of these.</exception>
    public static Moment Read(string text, string pointer)
    {
        switch (text.Length)
        {
            case 4:
                var year = Instants.ReadDate($"{text}-01-01", pointer);
                return Days(year, year.AddYears(1).AddDays(-1), Precision.Year);
            case 7:
                var month = Instants.ReadDate($"{text}-01", pointer);
                return Days(month, month.AddMonths(1).AddDays(-1), Precision.Month);
            case <= 10:
                var day = Instants.ReadDate(text, pointer);
                return Days(day, day, Precision.Day);
            default:
                var instant = Instants.Read(text, pointer);
                return new Moment(instant, instant, Precision.Exact);
        }
    }

    private static Moment Days(DateOnly first, DateOnly last, Precision precision) =>
        new(LondonTime.StartOf(first), LondonTime.EndOf(last), precision);
}

/// <summary>A moment in a request. Answers hold none: they show earliest, latest and precision.</summary>
public sealed class MomentConverter : JsonConverter<Moment>
{
    public override Moment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Moment.Read(reader.GetString()!, "") : throw new JsonException("Not a text.");

    public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Earliest.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
